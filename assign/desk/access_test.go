package desk_test

import (
	"context"
	"maps"
	"slices"
	"testing"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/historyentry"
	"mandate/ident"
)

// files is what a document system knows that follows history.
type files map[ident.ID]map[ident.ID]bool // who has access, by deal

func (f files) apply(list []directory.AccessChange) {
	for _, c := range list {
		if f[c.Deal] == nil {
			f[c.Deal] = map[ident.ID]bool{}
		}
		if delete(f[c.Deal], c.User); c.Gained {
			f[c.Deal][c.User] = true
		}
	}
}

// wantFiles follows history from the beginning, twice over, and compares the access with
// who is on each deal.
func (o *office) wantFiles() {
	o.t.Helper()
	known := files{}
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
		entries, err := c.HistoryEntry.Query().Order(historyentry.ByID()).All(ctx)
		if err != nil {
			return err
		}
		for _, e := range entries {
			changes, err := o.store.Changes(e.Changes, nil)
			o.must(err)
			list, err := directory.AccessChanges(e, changes)
			o.must(err)
			known.apply(list)
			known.apply(list)
		}
		rows, err := c.Deal.Query().WithDelegates().Order(deal.ByID()).All(ctx)
		for _, row := range rows {
			on := map[ident.ID]bool{}
			if row.OwnerID != nil {
				on[*row.OwnerID] = true
			}
			for _, d := range row.Edges.Delegates {
				on[d.UserID] = true
			}
			if !maps.Equal(known[row.ID], on) && len(known[row.ID])+len(on) > 0 {
				o.t.Errorf("access to %s: %v, on it %v", row.Reference, slices.Collect(maps.Keys(known[row.ID])), slices.Collect(maps.Keys(on)))
			}
		}
		return err
	}))
}

// TestAccessFollowsHistory is VI-7 through everything that puts somebody on a deal or
// takes them off.
func TestAccessFollowsHistory(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, bob, cat := o.hire("ann", 9, 500_000), o.hire("bob", 0, 1), o.hire("cat", 0, 1)
		a, b, c := o.submit("a", 1000), o.submit("b", 1000), o.submit("c", 1000)
		imported := desk.ImportedDeal{Submission: submission("i", 100), Owner: ann}
		_, err := o.desk.Import(o.ctx, []desk.ImportedDeal{imported}, desk.ImportOptions{})
		o.must(err)
		o.wantFiles()
		off := false
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{AutoRemoveDelegates: &off}))
		o.leave(ann, "2026-09-01", "2026-09-02", bob)
		o.wantFiles()
		o.must(o.desk.Assign(o.ctx, desk.Move{Deal: a, To: bob})) // a delegate becomes the owner
		o.wantFiles()
		o.step(b, assign.StatusFunded)
		o.wantFiles()
		at("2026-09-03T04:00:00Z")
		o.must(o.desk.Undelegate(o.ctx, desk.Move{Deal: c}))
		o.wantFiles()
		o.must(o.desk.Unassign(o.ctx, desk.Move{Deal: c}))
		o.wantFiles()
		o.must(o.desk.PickUp(o.as(cat, "pipeline.unassigned"), desk.Move{Deal: c}))
		o.leave(cat, "2026-09-03", "2026-09-04", bob)
		o.wantFiles()
		o.must(o.directory.Delete(o.ctx, cat, 0, ""))
		o.must(o.directory.Delete(o.ctx, bob, 0, ""))
		o.must(o.directory.Delete(o.ctx, ann, 0, ""))
		o.wantFiles()
		o.step(b, assign.StatusPending)
		o.wantFiles()
	})
}

// TestAccessOfOtherEntries changes nothing, and an entry that can't be read is told.
func TestAccessOfOtherEntries(t *testing.T) {
	t.Parallel()
	someone := ident.ID{1}
	for _, e := range []*db.HistoryEntry{
		{Action: "DEAL_STATUS", TargetKind: string(ident.Deal), UserID: &someone},
		{Action: "DELEGATION_STALLED", TargetKind: string(ident.Deal), UserID: &someone},
		{Action: "DEAL_CREATED", TargetKind: string(ident.Deal)},
		{Action: "DEAL_ASSIGNED", TargetKind: string(ident.User), UserID: &someone},
	} {
		if list, err := directory.AccessChanges(e, nil); err != nil || len(list) > 0 {
			t.Errorf("%s of %s: %v, %v", e.Action, e.TargetKind, list, err)
		}
	}
	e := &db.HistoryEntry{Action: "DEAL_ASSIGNED", TargetKind: string(ident.Deal), UserID: &someone}
	if _, err := directory.AccessChanges(e, map[string][2]any{"owner": {"nobody", nil}}); err == nil {
		t.Error("an owner that is no id was taken")
	}
}
