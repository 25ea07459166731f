package desk_test

import (
	"slices"
	"testing"

	"mandate/assign"
	"mandate/directory"
	"mandate/ident"
)

// TestOnlyUncoveredDealsOfALeaverAreReleased is LC-8: a deal that a chain covers stays, and a
// lock for want of use releases nothing.
func TestOnlyUncoveredDealsOfALeaverAreReleased(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		o.leavers(assign.LeaverRelease)
		ann, cat := o.hire("ann", 5, 500_000), o.hire("cat", 0, 500_000)
		covered := o.submit("a", 1000)
		o.leave(ann, "2026-09-01", "2026-09-20", cat)
		o.must(o.directory.Deactivate(o.ctx, ann, 0, "left"))
		o.wantOwner(covered, ann)
		o.wantChain(covered, cat)
		o.must(o.directory.Activate(o.ctx, ann, 0, ""))
		o.must(o.directory.Delete(o.ctx, cat, 0, ""))
		days := is(3)
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{InactivityDays: &days}))
		at("2026-09-05T12:00:00Z")
		bob := o.hire("bob", 5, 500_000)
		o.wantOwner(covered, ann) // locked, and kept
		if !o.deal(covered).Stalled {
			t.Error("the deal of somebody locked is not stalled")
		}
		o.must(o.directory.Deactivate(o.ctx, ann, 0, "left"))
		o.wantOwner(covered, bob) // ADMIN was added to INACTIVITY
		o.agree()
	})
}

// TestALockedPersonIsNoCandidate is LC-2: new deals pass them by, whoever names them as a
// delegate is refused or stalls, and all is as before once they are back (LC-1).
func TestALockedPersonIsNoCandidate(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, cat := o.hire("ann", 9, 500_000), o.hire("cat", 0, 500_000)
		own := o.submit("a", 1000)
		o.limit(cat, 1, 500_000)
		cats := o.submit("b", 1000)
		o.wantOwner(cats, cat)
		o.leave(cat, "2026-09-01", "2026-09-20", ann)
		o.wantChain(cats, ann)
		o.must(o.directory.Deactivate(o.ctx, ann, 0, ""))
		o.wantChain(cats)
		waits := o.submit("c", 1000)
		o.wantOwner(waits, ident.ID{})
		o.wantOwner(own, ann)
		o.must(o.directory.Activate(o.ctx, ann, 0, ""))
		o.wantOwner(waits, ann)
		o.wantOwner(own, ann)
		o.wantChain(cats, ann)
		if o.deal(own).Stalled || o.deal(cats).Stalled {
			t.Error("still stalled")
		}
		o.agree()
	})
}

// TestADeletionComesInItsOrder is LC-4: the tombstone, the reports, the absences, the deals,
// then the settling.
func TestADeletionComesInItsOrder(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, cat := o.hire("ann", 9, 500_000), o.hire("cat", 0, 500_000)
		o.manager(cat, ann)
		own := o.submit("a", 1000)
		o.must(o.directory.SetPreferences(o.ctx, cat, 0, directory.PreferencesUpdate{AutoAssign: new(bool)}))
		o.limit(cat, 1, 500_000)
		o.noAuto(ann)
		yes := true
		o.must(o.directory.SetPreferences(o.ctx, cat, 0, directory.PreferencesUpdate{AutoAssign: &yes}))
		cats := o.submit("b", 1000)
		o.wantOwner(cats, cat)
		o.leave(cat, "2026-09-01", "2026-09-20", ann)
		o.wantChain(cats, ann)
		before := len(o.allActions())
		o.must(o.directory.Delete(o.ctx, ann, 0, ""))
		got := o.allActions()[before:]
		want := []string{"USER_DELETED", "MANAGER_CLEARED", "DEAL_UNASSIGNED", "DELEGATE_REMOVED", "DELEGATION_STALLED"}
		if !slices.Equal(got, want) {
			t.Errorf("history %v, want %v", got, want)
		}
		o.wantOwner(own, ident.ID{})
		o.wantOwner(cats, cat)
		if o.onDeal(cats).Stalled != true {
			t.Error("the deal that the deleted person stood in on is not stalled")
		}
		o.agree()
	})
}
