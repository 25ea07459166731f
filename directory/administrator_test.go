package directory_test

import (
	"context"
	"sync"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
)

// TestTwoAdministratorsCannotEndEachOther: of two changes at once, each of which leaves one
// administrator, one is refused, whichever way they take; a bulk change counts too.
func TestTwoAdministratorsCannotEndEachOther(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		no := false
		ways := map[string]func(ctx context.Context, id ident.ID) error{
			"deactivation": func(ctx context.Context, id ident.ID) error { return h.d.Deactivate(ctx, id, 0, "") },
			"deletion":     func(ctx context.Context, id ident.ID) error { return h.d.Delete(ctx, id, 0, "") },
			"roles":        func(ctx context.Context, id ident.ID) error { return h.d.SetRoles(ctx, id, 0, nil) },
			"bulk": func(ctx context.Context, id ident.ID) error {
				_, err := h.d.Revise(ctx, id, directory.Revision{Active: &no})
				return err
			},
			"bulk roles": func(ctx context.Context, id ident.ID) error {
				_, err := h.d.Revise(ctx, id, directory.Revision{RemoveRoles: []ident.ID{h.role("administrator")}})
				return err
			},
		}
		left := ident.ID{}
		for name, end := range ways {
			pair := []ident.ID{left, {}}
			for i := range pair {
				if pair[i].IsZero() {
					id, _, err := h.d.Create(h.system(), directory.NewPerson{FirstName: "A", LastName: "B", Email: h.d.Store.NewID().String() + "@lender.test", Roles: []ident.ID{h.role("administrator")}})
					h.no(err)
					pair[i] = id
				}
			}
			errs, asked := make([]error, 2), []context.Context{h.as(pair[0]), h.as(pair[1])}
			var both sync.WaitGroup
			for i := range pair {
				both.Go(func() { errs[i] = end(asked[i], pair[1-i]) })
			}
			both.Wait()
			refused := 0
			for i, err := range errs {
				if err != nil {
					h.refused(err, fault.Denied, fault.CodeLastAdministrator)
					refused++
					left = pair[1-i]
				}
			}
			if refused != 1 {
				t.Fatalf("%s: %d were refused: %v", name, refused, errs)
			}
			h.read(func(ctx context.Context, c *db.Client) {
				if !c.User.Query().Where(user.ID(left), user.Active(true), user.DeletedAtIsNil()).ExistX(ctx) {
					t.Errorf("%s: nobody is left", name)
				}
			})
		}
	})
}
