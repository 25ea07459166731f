package desk_test

import (
	"context"
	"reflect"
	"testing"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/lendinglimits"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// TestApproversAreScannedAsTheyAreLoaded: with limits of every kind, away, inactive, in
// pages, and nobody of another company.
func TestApproversAreScannedAsTheyAreLoaded(t *testing.T) {
	eachTimed(t, func(t *testing.T, o *office, now *clock) {
		now.set(march(2))
		ann, bob, off := o.hire("ann", 3, 500), o.approverOf("bob", 900), o.approverOf("off", 500)
		o.away(bob, ann, march(5))
		o.must(o.directory.Deactivate(o.ctx, off, 0, ""))
		o.hire("none", 0, 0)
		everything := []int64{-1, 1 << 40, 0, -1, 7}
		o.rows(func(ctx context.Context, tx *store.Tx) error {
			tx.Record(store.Event{Action: "LIMITS_SET", TargetKind: ident.User, Target: ann})
			return tx.Client.LendingLimits.Update().Where(lendinglimits.UserID(ann)).SetMaxDiscretionBps(25).SetLoanAmount(everything[0]).SetMortgageSecured(everything[1]).
				SetNonMortgageSecured(everything[2]).SetBridgeSecured(everything[3]).SetTotalConnection(everything[4]).Exec(ctx)
		})
		other, err := o.directory.CreateTenant(t.Context(), directory.NewTenant{Slug: "other", Name: "Other", Kind: "LENDER", Zone: "America/Toronto", Currency: "CAD", Language: "en"})
		o.must(err)
		theirs := *o
		theirs.ctx, theirs.tenant = actor.With(t.Context(), actor.ForSystem(other)), other
		theirs.hire("theirs", 1, 100)
		now.set(march(3))
		for atMost, which := range map[int][]predicate.User{0: nil, 2: {user.IDGT(ann)}, 50: {user.Active(true), user.KindEQ(user.KindSTAFF)}} {
			var scanned, loaded []assign.Approver
			o.read(func(ctx context.Context, c *db.Client) (err error) {
				scanned, loaded, err = o.desk.ScannedAndLoaded(ctx, c, atMost, which...)
				return err
			})
			if len(scanned) == 0 || !reflect.DeepEqual(scanned, loaded) {
				t.Errorf("at most %d:\n%+v\nwant\n%+v", atMost, scanned, loaded)
			}
		}
	})
}

// TestOneApproverMoreIsLittleMemory: how many may be asked about bounds how often the
// collector of memory runs, which is what the slowest answers wait for.
func TestOneApproverMoreIsLittleMemory(t *testing.T) {
	for _, kind := range storetest.Kinds { // beside no other test, which would be counted too
		t.Run(kind, func(t *testing.T) {
			o := open(t, storetest.Open(t, kind))
			crowd := o.crowd(300)
			o.decide(crowd[:50])
			few := o.allocationsOfApprovers(50)
			o.decide(crowd[50:])
			if more := (o.allocationsOfApprovers(300) - few) / 250; more > 8 {
				t.Errorf("%.1f allocations for each person, want 8 at the most", more)
			}
		})
	}
}

func (o *office) allocationsOfApprovers(people int) float64 {
	return testing.AllocsPerRun(5, func() {
		o.read(func(ctx context.Context, c *db.Client) error {
			list, err := o.desk.Approvers(ctx, c, desk.ApproverQuery{Figures: loan(400_000)})
			if err == nil && len(list) != people {
				o.t.Errorf("%d approvers, want %d", len(list), people)
			}
			return err
		})
	})
}
