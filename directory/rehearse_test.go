package directory_test

import (
	"context"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// TestDryRunChangesNothing revises on trial, while others settle: the answer is that of
// the real one, deals hear nothing, and no row and no history is left.
func TestDryRunChangesNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		ada, pat := h.person("ada@acme.test", "administrator"), h.person("pat@acme.test")
		before := h.trace(pat)
		no, title := false, "Patricia"
		change := directory.Revision{Active: &no, AddRoles: []ident.ID{h.role("underwriter")}, Why: "leaves", DryRun: true}
		change.FirstName = &title
		out, err := h.d.Revise(h.as(ada), pat, change)
		h.no(err)
		if !out.Changed {
			t.Error("a dry run says that nothing would change")
		}
		if after := h.trace(pat); after != before {
			t.Errorf("row and history %v, before %v", after, before)
		}
		if kinds := h.heard(); len(kinds) != 0 {
			t.Errorf("deals heard %v", kinds)
		}
		_, err = h.d.Revise(h.as(ada), ada, directory.Revision{Active: &no, Why: "leaves", DryRun: true})
		if err == nil {
			t.Error("a dry run lets the last administrator go")
		}
		change.DryRun = false
		if out, err = h.d.Revise(h.as(ada), pat, change); err != nil || !out.Changed || len(h.heard()) == 0 {
			t.Errorf("the real one: %+v, %v", out, err)
		}
	})
}

func TestDryRunOfANewAccount(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		ada := h.as(h.person("ada@acme.test", "administrator"))
		n := directory.NewPerson{Email: "new@acme.test", FirstName: "Nia", LastName: "Wu"}
		id, _, err := h.d.CreateRevised(ada, n, directory.Revision{DryRun: true})
		if err != nil || !id.IsZero() {
			t.Errorf("dry: %s, %v", id, err)
		}
		n.Email = "ada@acme.test"
		_, _, err = h.d.CreateRevised(ada, n, directory.Revision{DryRun: true})
		h.refused(err, fault.Conflict, fault.CodeEmailTaken)
		h.read(func(ctx context.Context, c *db.Client) {
			n, err := c.User.Query().Where(user.EmailKey("new@acme.test")).Count(ctx)
			if err != nil || n != 0 {
				t.Errorf("%d rows, %v", n, err)
			}
		})
	})
}

// TestPreviewDisturbsNobody has a directory in preview send every kind of change while
// people of the console settle.
func TestPreviewDisturbsNobody(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p := h.provisioned("ann@acme.test")
		h.heard()
		before := h.trace(p.ID)
		previews := directory.WithPreview(h.okta())
		_, err := h.d.CreatePerson(previews, profile("new@acme.test"))
		h.refused(err, fault.Unavailable, directory.CodePreview)
		_, err = h.d.CreatePerson(previews, profile("ANN@acme.test"))
		h.refused(err, fault.Conflict, fault.CodeTaken)
		del := func(context.Context, *store.Tx) error { return h.d.DeletePerson(previews, p.ID, 0) }
		if h.d.Store.Kind() == "postgres" { // while somebody settles; SQLite has one writer
			err = h.d.Store.Settle(h.system(), del)
		} else {
			err = del(t.Context(), nil)
		}
		h.refused(err, fault.Unavailable, directory.CodePreview)
		if after := h.trace(p.ID); after != before || len(h.heard()) != 0 {
			t.Errorf("row and history %v, before %v", after, before)
		}
	})
}

// trace is what a change of a person leaves: the version, and how much history there is.
func (h *house) trace(id ident.ID) (seen [2]int64) {
	h.t.Helper()
	h.read(func(ctx context.Context, c *db.Client) {
		u, err := c.User.Query().Where(user.ID(id)).Only(ctx)
		h.no(err)
		n, err := c.HistoryEntry.Query().Count(ctx)
		h.no(err)
		seen = [2]int64{u.Version, int64(n)}
	})
	return seen
}
