package directory_test

import (
	"context"
	"slices"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ident"
)

// TestDeletionTakesADelegate is the third step of LC-4.
func TestDeletionTakesADelegate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		may, ann, bob, cat := h.person("may@lender.test"), h.person("ann@lender.test"), h.person("bob@lender.test"), h.person("cat@lender.test")
		_, err := h.d.SetManager(h.system(), cat, 0, may)
		h.no(err)
		_, err = h.d.SetManager(h.system(), ann, 0, bob)
		h.no(err)
		h.away(ann, bob, absence.StateACTIVE)
		h.away(cat, bob, absence.StateSCHEDULED)
		own := h.away(bob, ann, absence.StateSCHEDULED)
		h.heard()
		h.no(h.d.Delete(h.system(), bob, 0, "left"))
		if c := h.changes; len(c) != 1 || c[0].Kind != directory.Deleted || c[0].User != bob || !slices.Equal(c[0].Left, []ident.ID{ann, cat}) || len(c[0].People()) != 1 {
			t.Errorf("OnChange %+v", c)
		}
		if a := h.authority(ann); !a.Absent || !a.Delegate.IsZero() || !a.Manager.IsZero() {
			t.Errorf("ann's version %+v", a)
		}
		h.read(func(ctx context.Context, c *db.Client) {
			row, err := c.Absence.Get(ctx, own)
			h.no(err)
			if row.State != absence.StateCANCELLED || *row.EndReason != absence.EndReasonDELETED || row.EndedAt == nil {
				t.Errorf("bob's own absence %+v", row)
			}
			left, err := c.Absence.Query().Where(absence.DelegateID(bob)).Count(ctx)
			h.no(err)
			if left != 0 {
				t.Errorf("%d absences still name bob", left)
			}
		})
		for id, want := range map[ident.ID][]string{ann: {"WELCOME"}, cat: {"WELCOME", "DELEGATE_LOST"}, may: {"WELCOME", "DELEGATE_LOST"}} {
			if got := h.notices(id); !slices.Equal(got, want) {
				t.Errorf("notices %v, want %v", got, want)
			}
		}
		h.wantHistory(ann, "USER_CREATED", "USER_UPDATED", "OOO_STARTED", "MANAGER_CLEARED")
		e := h.wantHistory(bob, "USER_CREATED", "OOO_STARTED", "USER_DELETED")
		if away := e.changes["absence"][0].(map[string]any); away["delegate"] != ann.Text(ident.User) || away["state"] != "SCHEDULED" || away["endDate"] != "2026-09-05" {
			t.Errorf("USER_DELETED says of the absence %v", away)
		}
	})
}
