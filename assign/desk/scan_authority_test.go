package desk_test

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"time"

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

// TestOnlyStaffOfThenApproved: whatever versions are left of who was deleted by then, or is a contact.
func TestOnlyStaffOfThenApproved(t *testing.T) {
	eachTimed(t, func(t *testing.T, o *office, now *clock) {
		now.set(march(2))
		ann, gone, contact := o.approverOf("ann", 500), o.approverOf("gone", 500), o.approverOf("contact", 500)
		o.rows(func(ctx context.Context, tx *store.Tx) error {
			tx.Record(store.Event{Action: "USER_UPDATED", TargetKind: ident.User, Target: gone})
			if err := tx.Client.User.UpdateOneID(gone).SetDeletedAt(march(4)).Exec(ctx); err != nil {
				return err
			}
			_, err := tx.Client.ExecContext(ctx, "UPDATE users SET kind = 'CONTACT' WHERE id = $1", contact)
			return err
		})
		now.set(march(9))
		for day, want := range map[int][]ident.ID{3: people(ann, gone), 4: {ann}, 5: {ann}} {
			for _, all := range []bool{false, true} {
				var got []ident.ID
				for _, v := range o.approvers(desk.ApproverQuery{Figures: loan(400), At: march(day), All: all}) {
					got = append(got, v.User)
				}
				if !slices.Equal(got, want) {
					t.Errorf("%d March, all %t: %v, want %v", day, all, got, want)
				}
			}
		}
	})
}

// TestOneApproverMoreIsLittleMemory: how many may be asked about bounds how often the
// collector of memory runs, which is what the slowest answers wait for. So it is of the past.
func TestOneApproverMoreIsLittleMemory(t *testing.T) {
	for _, kind := range storetest.Kinds { // beside no other test, which would be counted too
		t.Run(kind, func(t *testing.T) {
			o := open(t, storetest.Open(t, kind))
			crowd := o.crowd(300)
			o.decide(crowd[:50])
			few, fewThen := o.allocationsOfApprovers(50, time.Time{}), o.allocationsOfApprovers(50, o.store.Now())
			o.decide(crowd[50:])
			if more := (o.allocationsOfApprovers(300, time.Time{}) - few) / 250; more > 5 {
				t.Errorf("%.1f allocations for each person, want 5 at the most", more)
			}
			if more := (o.allocationsOfApprovers(300, o.store.Now()) - fewThen) / 250; more > 15 {
				t.Errorf("%.1f allocations for each person of then, want 15 at the most", more)
			}
		})
	}
}

func (o *office) allocationsOfApprovers(people int, at time.Time) float64 {
	return testing.AllocsPerRun(5, func() {
		o.read(func(ctx context.Context, c *db.Client) error {
			list, err := o.desk.Approvers(ctx, c, desk.ApproverQuery{Figures: loan(400_000), At: at})
			if err == nil && len(list) != people {
				o.t.Errorf("%d approvers, want %d", len(list), people)
			}
			return err
		})
	})
}
