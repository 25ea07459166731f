package directory_test

import (
	"context"
	"testing"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ident"
	"mandate/store"
)

// away writes an out-of-office period of a state, as package desk does.
func (h *house) away(who, delegate ident.ID, state absence.State) ident.ID {
	h.t.Helper()
	var id ident.ID
	h.no(h.d.Store.Settle(h.system(), func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Client.Absence.Create().SetID(tx.NewID()).SetUserID(who).SetDelegateID(delegate).SetState(state).
			SetStartDate("2026-09-01").SetEndDate("2026-09-05").SetStartsAt(tx.Now).SetEndsAt(tx.Now.AddDate(0, 0, 5)).Save(ctx)
		if err != nil {
			return err
		}
		id = row.ID
		tx.Record(store.Event{Action: "OOO_STARTED", TargetKind: ident.User, Target: who})
		return directory.KeepAuthorities(ctx, tx, []ident.ID{who})
	}))
	return id
}

func TestAuthorityOfAbsentPeople(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		ann, bob, cat := h.person("ann@lender.test"), h.person("bob@lender.test"), h.person("cat@lender.test")
		h.away(ann, bob, absence.StateACTIVE)
		h.away(cat, bob, absence.StateSCHEDULED)
		if a := h.authority(ann); !a.Absent || a.Delegate != bob {
			t.Errorf("ann is away: %+v", a)
		}
		if a := h.authority(cat); a.Absent || !a.Delegate.IsZero() {
			t.Errorf("cat is not away yet: %+v", a)
		}
		h.no(h.d.SetLimits(h.system(), ann, 0, directory.LimitsUpdate{}))
		_, err := h.d.SetManager(h.system(), ann, 0, cat)
		h.no(err)
		if a := h.authority(ann); !a.Absent || a.Delegate != bob || a.Manager != cat {
			t.Errorf("another change lost the absence: %+v", a)
		}
		h.read(func(ctx context.Context, c *db.Client) {
			all, err := directory.Authorities(ctx, c, []ident.ID{ann, bob, cat})
			h.no(err)
			if !all[ann].Absent || all[bob].Absent || all[cat].Absent || all[ann].Delegate != bob {
				t.Errorf("authorities %+v", all)
			}
		})
	})
}

func TestKeepAuthoritiesLeavesTheDeletedAlone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		limit := assign.LimitOf(50_000_000)
		ann := h.person("ann@lender.test", "underwriter")
		h.no(h.d.SetLimits(h.system(), ann, 0, directory.LimitsUpdate{LoanAmount: ptr(limit)}))
		h.no(h.d.Delete(h.system(), ann, 0, ""))
		before := h.authority(ann)
		h.no(h.d.Store.Settle(h.system(), func(ctx context.Context, tx *store.Tx) error {
			return directory.KeepAuthorities(ctx, tx, []ident.ID{ann})
		}))
		if after := h.authority(ann); after.Active || after.Limits != before.Limits || after.Limits.LoanAmount != limit {
			t.Errorf("before %+v, after %+v", before, after)
		}
	})
}
