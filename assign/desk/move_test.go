package desk_test

import (
	"context"
	"slices"
	"testing"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/assignmentdecision"
	"mandate/ent/db/historyentry"
	"mandate/fault"
	"mandate/ident"
)

// manager makes somebody the direct manager of a person.
func (o *office) manager(of, manager ident.ID) {
	o.t.Helper()
	_, err := o.directory.SetManager(o.ctx, of, 0, manager)
	o.must(err)
}

// noAuto switches a person's automatic assignment off.
func (o *office) noAuto(people ...ident.ID) {
	o.t.Helper()
	off := false
	for _, id := range people {
		o.must(o.directory.SetPreferences(o.ctx, id, 0, directory.PreferencesUpdate{AutoAssign: &off}))
	}
}

// wantEnd compares the last actions about a target.
func (o *office) wantEnd(target ident.ID, want ...string) {
	o.t.Helper()
	got := o.actions(target)
	if len(got) < len(want) || !slices.Equal(got[len(got)-len(want):], want) {
		o.t.Errorf("history %v, want it to end %v", got, want)
	}
}

// wantLast compares somebody's last notices.
func (o *office) wantLast(of ident.ID, want ...string) {
	o.t.Helper()
	got := o.notices(of)
	if len(got) < len(want) || !slices.Equal(got[len(got)-len(want):], want) {
		o.t.Errorf("notices %v, want them to end %v", got, want)
	}
}

// entry gives the last entry about a target.
func (o *office) entry(target ident.ID) (row *db.HistoryEntry) {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) (err error) {
		row, err = c.HistoryEntry.Query().Where(historyentry.TargetID(target)).Order(db.Desc(historyentry.FieldID)).First(ctx)
		return err
	}))
	return row
}

// loads counts what people act on.
func (o *office) wantLoads(want map[ident.ID]int) {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
		for id, n := range want {
			got, err := o.desk.Loads(ctx, c, []ident.ID{id})
			if err != nil {
				return err
			}
			if got[id] != n {
				o.t.Errorf("load of %s: %d, want %d", id, got[id], n)
			}
		}
		return nil
	}))
}

// TestAssignByHand is AS-9 and AS-11: over capacity, limits and switches, and from one
// owner to the next.
func TestAssignByHand(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob, boss := o.hire("ann", 5, 500_000), o.hire("bob", 0, 1), o.hire("boss", 0, 1)
		o.noAuto(bob, boss)
		id := o.submit("a", 300_000)
		o.wantOwner(id, ann)
		o.must(o.desk.Assign(o.as(boss, actor.DealAssign), desk.Move{Deal: id, To: bob, Comment: "she knows them"}))
		o.wantOwner(id, bob)
		o.wantChain(id)
		o.wantLast(bob, "DEAL_ASSIGNED")
		o.wantLoads(map[ident.ID]int{ann: 0, bob: 1})
		last := o.entry(id)
		if last.Action != "DEAL_ASSIGNED" || last.Mode != "MANUAL" || *last.ActorID != boss || *last.UserID != bob || last.Comment != "she knows them" {
			t.Errorf("entry %+v", last)
		}
		if row := o.deal(id); row.Version != 2 || row.OwnerKey != "bob test" {
			t.Errorf("version %d, sorted by %q", row.Version, row.OwnerKey)
		}
		o.must(o.desk.Assign(o.ctx, desk.Move{Deal: id, To: bob})) // again, by the system
		o.wantLast(bob, "DEAL_ASSIGNED", "DEAL_ASSIGNED")
		o.wantLoads(map[ident.ID]int{bob: 1})
		o.wantModes(id, "AUTO", "MANUAL", "MANUAL")
	})
}

// wantModes compares how a deal was assigned, oldest first.
func (o *office) wantModes(id ident.ID, want ...string) {
	o.t.Helper()
	var got []string
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.AssignmentDecision.Query().Where(assignmentdecision.DealID(id)).Order(assignmentdecision.ByID()).All(ctx)
		for _, row := range rows {
			got = append(got, string(row.Mode))
		}
		return err
	}))
	if !slices.Equal(got, want) {
		o.t.Errorf("decided %v, want %v", got, want)
	}
}

// TestAssignRefusals is section 20 for deal.assign, in its order.
func TestAssignRefusals(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob, may, joe := o.hire("ann", 5, 500_000), o.hire("bob", 5, 500_000), o.hire("may", 0, 1), o.hire("joe", 0, 1)
		o.manager(ann, may)
		o.noAuto(may, joe)
		id := o.submit("a", 1000)
		o.wantOwner(id, ann)
		o.must(o.desk.Assign(o.ctx, desk.Move{Deal: id, To: bob}))
		to := func(who ident.ID) desk.Move { return desk.Move{Deal: id, To: who} }
		o.refused(o.desk.Assign(o.as(joe), desk.Move{Deal: ident.ID{1}, To: ident.ID{2}}), fault.CodeUnknownDeal)
		o.refused(o.desk.Assign(o.as(joe), to(ident.ID{2})), fault.CodeUnknownUser)
		o.refused(o.desk.Assign(o.as(joe), to(ann)), fault.CodeForbidden)
		o.refused(o.desk.Assign(o.as(may), to(ann)), fault.CodeForbidden) // the manager does not see it
		o.refused(o.desk.Assign(o.as(may, actor.PipelineAll), to(bob)), fault.CodeForbidden)
		o.must(o.desk.Assign(o.as(may, actor.PipelineAll), to(ann)))
		o.wantOwner(id, ann)
		o.refused(o.desk.Assign(o.as(joe, actor.DealAssign), desk.Move{Deal: id, To: ann, Expected: 1}), fault.CodeStale)
		o.must(o.directory.Deactivate(o.ctx, bob, 0, ""))
		o.refused(o.desk.Assign(o.as(joe, actor.DealAssign), to(bob)), fault.CodeUserInactive)
		o.step(id, assign.StatusDeclined)
		o.refused(o.desk.Assign(o.as(joe, actor.DealAssign), to(bob)), fault.CodeDealClosed)
		o.must(o.directory.Delete(o.ctx, bob, 0, ""))
		o.refused(o.desk.Assign(o.as(joe, actor.DealAssign), to(bob)), fault.CodeUnknownUser)
		o.agree()
	})
}

// TestAssignToTheAbsent is AS-11 and NO-1: the chain follows, and who acts is told.
func TestAssignToTheAbsent(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, bob, cat, may := o.hire("ann", 5, 500_000), o.hire("bob", 0, 1), o.hire("cat", 0, 1), o.hire("may", 0, 1)
		o.manager(cat, may)
		id := o.submit("a", 1000)
		o.leave(bob, "2026-09-01", "2026-09-02", cat)
		o.must(o.desk.Assign(o.ctx, desk.Move{Deal: id, To: bob}))
		o.wantOwner(id, bob)
		o.wantChain(id, cat)
		o.wantEnd(id, "DEAL_ASSIGNED", "DELEGATE_ADDED")
		o.wantLast(cat, "DELEGATE_SET", "DEAL_DELEGATED")
		o.wantLoads(map[ident.ID]int{ann: 0, bob: 0, cat: 1})
		o.must(o.desk.Assign(o.ctx, desk.Move{Deal: id, To: cat}))
		o.wantChain(id)
		o.wantEnd(id, "DEAL_ASSIGNED", "DELEGATE_ADDED", "DEAL_ASSIGNED")
		o.leave(cat, "2026-09-01", "2026-09-02", bob)
		o.wantEnd(id, "DELEGATION_STALLED")
		o.must(o.desk.Assign(o.ctx, desk.Move{Deal: id, To: bob}))
		o.wantEnd(id, "DEAL_ASSIGNED", "DELEGATION_STALLED")
		if !o.deal(id).Stalled {
			t.Error("a deal on which nobody available acts is not stalled")
		}
		o.wantLast(may, "DELEGATION_STALLED")
		o.agree()
	})
}

// TestPickUp is AS-12, refusals in the order of section 20.
func TestPickUp(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, bob, cat := o.hire("ann", 0, 1), o.hire("bob", 0, 1), o.hire("cat", 0, 1)
		id, closed := o.submit("a", 1000), o.submit("b", 1000)
		o.step(closed, assign.StatusCancelled)
		take := desk.Move{Deal: id}
		may := actor.PipelineUnassigned
		o.refused(o.desk.PickUp(o.as(ann, may), desk.Move{Deal: ident.ID{1}}), fault.CodeUnknownDeal)
		o.refused(o.desk.PickUp(o.as(ann, may), desk.Move{Deal: closed}), fault.CodeDealClosed)
		o.refused(o.desk.PickUp(o.as(ann), take), fault.CodeForbidden)
		o.refused(o.desk.PickUp(o.ctx, take), fault.CodeForbidden) // the system is nobody
		o.leave(bob, "2026-09-01", "2026-09-02", cat)
		o.refused(o.desk.PickUp(o.as(bob), take), fault.CodeUserAbsent)
		o.must(o.directory.Deactivate(o.ctx, bob, 0, ""))
		o.refused(o.desk.PickUp(o.as(bob), take), fault.CodeUserInactive)
		o.refused(o.desk.PickUp(o.as(ann, may), desk.Move{Deal: id, Expected: 7}), fault.CodeStale)
		o.must(o.desk.PickUp(o.as(ann, may), take))
		o.wantOwner(id, ann)
		if e := o.entry(id); e.Mode != "PICKUP" || *e.ActorID != ann || *e.UserID != ann {
			t.Errorf("entry %+v", e)
		}
		o.wantLast(ann, "DEAL_ASSIGNED")
		o.refused(o.desk.PickUp(o.as(cat, may), take), fault.CodeDealAlreadyAssigned)
		o.wantLoads(map[ident.ID]int{ann: 1})
		o.wantModes(id, "PICKUP")
		o.agree()
	})
}

// TestPickUpAsManager is VI-4: who has a report sees what nobody has.
func TestPickUpAsManager(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, may := o.hire("ann", 0, 1), o.hire("may", 0, 1)
		id := o.submit("a", 1000)
		o.refused(o.desk.PickUp(o.as(may), desk.Move{Deal: id}), fault.CodeForbidden)
		o.manager(ann, may)
		o.must(o.desk.PickUp(o.as(may), desk.Move{Deal: id}))
		o.wantOwner(id, may)
	})
}

// TestOneOfManyPicksUp races for one deal (AS-12).
func TestOneOfManyPicksUp(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		id := o.submit("a", 1000)
		errs := make(chan error, 8)
		for i := range cap(errs) {
			who := o.hire(string(rune('a'+i)), 0, 1)
			go func() { errs <- o.desk.PickUp(o.as(who, actor.PipelineUnassigned), desk.Move{Deal: id}) }()
		}
		won := 0
		for range cap(errs) {
			if err := <-errs; err == nil {
				won++
			} else {
				o.refused(err, fault.CodeDealAlreadyAssigned)
			}
		}
		if won != 1 {
			t.Errorf("%d picked it up", won)
		}
	})
}

// TestHeldDeals is AS-13: a deal taken back by hand waits for a person.
func TestHeldDeals(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob, boss := o.hire("ann", 5, 500_000), o.hire("bob", 0, 1), o.hire("boss", 0, 1)
		id := o.submit("a", 1000)
		may := o.as(boss, actor.DealAssign)
		o.refused(o.desk.Unassign(may, desk.Move{Deal: ident.ID{1}}), fault.CodeUnknownDeal)
		o.refused(o.desk.Unassign(o.as(ann), desk.Move{Deal: id}), fault.CodeForbidden)
		o.refused(o.desk.Release(may, desk.Move{Deal: id}), fault.CodeDealNotHeld)
		o.must(o.desk.Unassign(may, desk.Move{Deal: id, Comment: "wrong branch"}))
		if e := o.entry(id); e.Action != "DEAL_UNASSIGNED" || *e.ActorID != boss || *e.UserID != ann || e.Comment != "wrong branch" {
			t.Errorf("entry %+v", e)
		}
		o.limit(ann, 9, 500_000) // an event that would help it
		if row := o.deal(id); row.OwnerID != nil || row.ActingID != nil || !row.Held {
			t.Errorf("a held deal is %+v", row)
		}
		o.wantLoads(map[ident.ID]int{ann: 0})
		o.refused(o.desk.Unassign(may, desk.Move{Deal: id}), fault.CodeDealNotAssigned)
		o.refused(o.desk.Release(o.as(bob), desk.Move{Deal: id}), fault.CodeForbidden)
		o.agree()
		o.must(o.desk.Release(may, desk.Move{Deal: id}))
		o.wantOwner(id, ann)
		o.wantEnd(id, "DEAL_UNASSIGNED", "DEAL_RELEASED", "DEAL_ASSIGNED")
		o.must(o.desk.Unassign(may, desk.Move{Deal: id}))
		o.must(o.desk.Assign(may, desk.Move{Deal: id, To: bob}))
		if row := o.deal(id); row.Held || *row.OwnerID != bob {
			t.Errorf("an assigned deal is %+v", row)
		}
		o.step(id, assign.StatusFunded)
		o.must(o.desk.Unassign(may, desk.Move{Deal: id})) // section 20 names no status
		if row := o.deal(id); row.OwnerID != nil || !row.Held {
			t.Errorf("a closed deal without owner is %+v", row)
		}
		o.refused(o.desk.Unassign(may, desk.Move{Deal: id}), fault.CodeDealNotAssigned)
		o.step(id, assign.StatusPending)
		if row := o.deal(id); row.OwnerID != nil || !row.Held {
			t.Errorf("reopened, it is %+v", row)
		}
		o.step(id, assign.StatusCancelled)
		o.must(o.desk.Release(may, desk.Move{Deal: id}))
		o.limit(ann, 9, 500_000)
		if row := o.deal(id); row.OwnerID != nil || row.Held {
			t.Errorf("released while closed, it is %+v", row)
		}
		o.step(id, assign.StatusNew)
		o.wantOwner(id, ann)
		o.agree()
	})
}

// TestReleaseOfADealThatFitsNobody leaves it waiting, no longer held.
func TestReleaseOfADealThatFitsNobody(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann := o.hire("ann", 1, 500_000)
		id := o.submit("a", 1000)
		o.must(o.desk.Unassign(o.ctx, desk.Move{Deal: id}))
		o.wantOwner(o.submit("b", 1000), ann)
		version := o.deal(id).Version
		o.must(o.desk.Release(o.ctx, desk.Move{Deal: id, Expected: version}))
		if row := o.deal(id); row.Held || row.OwnerID != nil || row.Version != version+1 {
			t.Errorf("a released deal is %+v", row)
		}
		o.limit(ann, 2, 500_000)
		o.wantOwner(id, ann)
		o.agree()
	})
}

// TestUnassignADelegatedDeal takes the delegates off with the owner, in one entry (AS-9).
func TestUnassignADelegatedDeal(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, bob := o.hire("ann", 5, 500_000), o.hire("bob", 0, 1)
		id := o.submit("a", 1000)
		o.leave(ann, "2026-09-01", "2026-09-02", bob)
		o.wantChain(id, bob)
		o.must(o.desk.Unassign(o.ctx, desk.Move{Deal: id}))
		o.wantEnd(id, "DELEGATE_ADDED", "DEAL_UNASSIGNED")
		o.wantLoads(map[ident.ID]int{ann: 0, bob: 0})
		if row := o.onDeal(id); len(row.Edges.Delegates) > 0 {
			t.Errorf("I-3: delegates %v without an owner", row.Edges.Delegates)
		}
		o.agree()
	})
}

// TestUndelegate is OO-7, refusals in the order of section 20.
func TestUndelegate(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, bob, joe, may := o.hire("ann", 5, 500_000), o.hire("bob", 0, 1), o.hire("joe", 0, 1), o.hire("may", 0, 1)
		o.manager(ann, may)
		off := false
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{AutoRemoveDelegates: &off}))
		first, second, third := o.submit("a", 1000), o.submit("b", 1000), o.submit("c", 1000)
		end := func(who ident.ID, id ident.ID, may ...actor.Permission) error {
			return o.desk.Undelegate(o.as(who, may...), desk.Move{Deal: id})
		}
		o.refused(end(joe, ident.ID{1}), fault.CodeUnknownDeal)
		o.refused(end(joe, first), fault.CodeNotDelegated)
		o.leave(ann, "2026-09-01", "2026-09-01", bob)
		o.refused(end(joe, first), fault.CodeForbidden)
		o.refused(end(ann, first), fault.CodeDelegationInForce)
		at("2026-09-02T04:00:00Z")
		o.wantChain(first, bob)
		o.refused(end(joe, first), fault.CodeForbidden)
		o.must(end(ann, first))
		o.wantChain(first)
		o.wantEnd(first, "DELEGATES_UNASSIGNED", "DELEGATE_REMOVED")
		o.wantLast(ann, "DEAL_RETURNED")
		o.wantLoads(map[ident.ID]int{ann: 1, bob: 2})
		o.must(end(may, second))
		o.wantChain(second)
		o.refused(o.desk.Undelegate(o.ctx, desk.Move{Deal: third, Expected: 1}), fault.CodeStale)
		o.must(end(joe, third, actor.DealAssign))
		o.wantChain(third)
		o.refused(end(ann, first), fault.CodeNotDelegated)
	})
}
