package desk_test

import (
	"context"
	"slices"
	"testing"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ident"
)

func (o *office) leavers(what assign.LeaverDeals) {
	o.t.Helper()
	o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{LeaverDeals: &what}))
}

// TestReleasedDealsOfALeaverAreSwept is LC-8: oldest first, in the transaction of the change.
func TestReleasedDealsOfALeaverAreSwept(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.leavers(assign.LeaverRelease)
		ann := o.hire("ann", 5, 500_000)
		first, second := o.submit("a", 300_000), o.submit("b", 300_000)
		bob := o.hire("bob", 1, 500_000)
		o.must(o.directory.Deactivate(o.ctx, ann, 0, "left"))
		o.wantOwner(first, bob) // the older one; bob has room for one
		o.wantOwner(second, ident.ID{})
		want := []string{"DEAL_CREATED", "DEAL_ASSIGNED", "DEAL_UNASSIGNEDLEAVER", "DEAL_ASSIGNED"}
		if got := o.actions(first); !slices.Equal(got, want) {
			t.Errorf("history %v, want %v", got, want)
		}
		o.must(o.directory.Activate(o.ctx, ann, 0, ""))
		o.wantOwner(second, ann) // back on the bench
	})
}

// TestKeptDealsOfALeaverStall is LC-2 and LC-1: they stay, stalled, and resume with their owner.
func TestKeptDealsOfALeaverStall(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.leavers(assign.LeaverKeep)
		ann, bob := o.hire("ann", 5, 500_000), o.hire("bob", 0, 0)
		_, err := o.directory.SetManager(o.ctx, ann, 0, bob)
		o.must(err)
		id := o.submit("a", 300_000)
		o.must(o.directory.Deactivate(o.ctx, ann, 0, "left"))
		o.wantOwner(id, ann)
		if row := o.deal(id); !row.Stalled {
			t.Error("the deal is not stalled")
		}
		if got := o.actions(id); got[len(got)-1] != "DELEGATION_STALLED" {
			t.Errorf("history %v", got)
		}
		if got := o.notices(bob); got[len(got)-1] != "DELEGATION_STALLED" {
			t.Errorf("notices of the manager: %v", got)
		}
		o.must(o.directory.Activate(o.ctx, ann, 0, ""))
		if row := o.deal(id); row.Stalled {
			t.Error("the deal is still stalled")
		}
	})
}

func TestDeletedPersonLeavesEveryDeal(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann := o.hire("ann", 5, 500_000)
		id := o.submit("a", 300_000)
		o.must(o.directory.Delete(o.ctx, ann, 0, "left"))
		o.wantOwner(id, ident.ID{})
	})
}

// TestExplanations compares the explanation of a past decision with what was decided.
func TestExplanations(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob := o.hire("ann", 5, 500_000), o.hire("bob", 5, 100_000)
		cat := o.hire("cat", 5, 500_000)
		id := o.submit("a", 300_000)
		o.submit("b", 300_000)
		o.limit(ann, 5, 1) // later changes don't touch what was decided
		want := map[ident.ID]assign.Reason{ann: assign.ReasonChosen, cat: assign.ReasonRankedBelow, bob: assign.ReasonOverLimit}
		o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
			row, err := c.Deal.Query().Where().WithFacilities().All(ctx)
			if err != nil {
				return err
			}
			at := slices.IndexFunc(row, func(d *db.Deal) bool { return d.ID == id })
			e, err := o.desk.Explain(ctx, c, row[at])
			if err != nil {
				return err
			}
			if e.Live || e.Chosen != ann || e.Group != assign.GroupGeneralistWithin || e.Considered != 3 {
				t.Errorf("explanation %+v", e)
			}
			for person, reason := range want {
				v, _, err := o.desk.ExplainOne(ctx, c, row[at], person)
				if err != nil || v == nil || v.Reason != reason {
					t.Errorf("%s: %+v, %v, want %s", person, v, err, reason)
				}
			}
			return nil
		}))
	})
}

func TestWaitingDealIsExplainedLive(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann := o.hire("ann", 0, 500_000)
		id := o.submit("a", 300_000)
		o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
			row, err := c.Deal.Query().WithFacilities().Only(ctx)
			if err != nil {
				return err
			}
			v, _, err := o.desk.ExplainOne(ctx, c, row, ann)
			if err != nil || v == nil || v.Reason != assign.ReasonAtCapacity {
				t.Errorf("deal %s: %+v, %v", id, v, err)
			}
			return nil
		}))
	})
}

// TestBenchesAgree runs events through two processes in turn and compares what each
// decides with what a third, that has just started, would.
func TestBenchesFollowEachOther(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob := o.hire("ann", 50, 500_000), o.hire("bob", 50, 500_000)
		other := o.twin()
		for i := range 12 {
			from := []*office{o, other}[i%2]
			id := from.submit(string(rune('a'+i)), 1000)
			o.wantOwner(id, []ident.ID{ann, bob}[i%2])
		}
		other.must(other.directory.Deactivate(other.ctx, bob, 0, ""))
		o.wantOwner(o.submit("x", 1), ann)
		other.wantOwner(other.submit("y", 1), ann)
	})
}
