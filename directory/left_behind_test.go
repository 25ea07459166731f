package directory

import (
	"context"
	"testing"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/store"
	"mandate/store/storetest"
)

// TestWhatCannotBeCountedIsNotNothing: a count that is missing, null or no number is an
// error, so that nobody keeps a session because it was not seen.
func TestWhatCannotBeCountedIsNotNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := &Directory{Store: s}
		company, err := d.CreateTenant(t.Context(), NewTenant{Slug: "acme", Name: "Acme Lending"})
		if err != nil {
			t.Fatal(err)
		}
		jo, _, err := d.Create(storetest.System(t, company), NewPerson{FirstName: "Jo", LastName: "Lee", Email: "jo@acme.test"})
		if err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			selected string // empty: nothing
			good     bool
		}{"a number": {"7", true}, "missing": {"", false}, "null": {"NULL", false}, "a text": {"'7'", false}} {
			var n int64
			err := s.Read(storetest.System(t, company), func(ctx context.Context, client *db.Client) error {
				q := client.User.Query().Where(user.ID(jo)).Select(user.FieldID)
				if c.selected != "" {
					q.Modify(func(s *sql.Selector) { s.AppendSelectExprAs(sql.Raw(c.selected), "live_sessions") })
				}
				row, err := q.Only(ctx)
				if err != nil {
					return err
				}
				err = readLeft(row, map[string]*int64{"live_sessions": &n})
				if (err == nil) != c.good || c.good && n != 7 {
					t.Errorf("%s: counted %d, error %v", name, n, err)
				}
				return nil
			})
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
