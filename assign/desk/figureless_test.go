package desk_test

import (
	"context"
	"fmt"
	"testing"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/fault"
	"mandate/ident"
)

func figureless(reference string) desk.Submission {
	in := submission(reference, 0)
	in.Facilities = nil
	return in
}

// TestDealWithoutFacility: its zero is covered by who has no limit (LL-6), and every figure
// that it gets and loses is judged at once (LL-10).
func TestDealWithoutFacility(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		waits, err := o.desk.Submit(o.ctx, figureless("a"))
		o.must(err)
		o.wantOwner(waits, ident.ID{})
		ann := o.hire("ann", 5, 0)
		o.wantOwner(waits, ann)
		again, err := o.desk.Submit(o.ctx, figureless("a"))
		if o.must(err); again != waits {
			t.Errorf("the same deal again is %s, not %s", again, waits)
		}
		_, err = o.desk.Submit(o.ctx, submission("a", 1))
		o.refused(err, fault.CodeDealExists)

		o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: waits, Facilities: mortgage("0.01")}))
		o.wantFacilities(waits, "[]", "[map[amount:0.01 book:RETAIL category:MORTGAGE]]")
		fund := desk.StatusStep{Deal: waits, To: assign.StatusFunded}
		o.refused(o.desk.SetStatus(o.as(ann), fund), fault.CodeAuthorityExceeded)
		o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: waits, Facilities: &[]desk.FacilityText{}}))
		o.wantFacilities(waits, "[map[amount:0.01 book:RETAIL category:MORTGAGE]]", "[]")
		version := o.deal(waits).Version
		o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: waits, Facilities: &[]desk.FacilityText{}}))
		if now := o.deal(waits); now.Version != version || now.LoanAmount != 0 {
			t.Errorf("nothing for nothing made %+v", now)
		}
		o.must(o.desk.SetStatus(o.as(ann), fund))
		o.agree()
	})
}

// TestDealsWithoutFacilityAreImported: with an owner, with an approval, and waiting.
func TestDealsWithoutFacilityAreImported(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann := o.hire("ann", 1, 0)
		rows := []desk.ImportedDeal{{Submission: figureless("A-1"), Owner: ann, Grants: []desk.ImportedGrant{{}}}, {Submission: figureless("A-2")}, {Submission: figureless("A-2")}}
		results := o.importing(desk.ImportOptions{Quiet: true}, rows...)
		if results[0].Outcome != desk.ImportCreated || results[1].Outcome != desk.ImportCreated || results[2].Outcome != desk.ImportPresent {
			t.Fatalf("results %+v", results)
		}
		o.wantOwner(results[1].Deal, ident.ID{}) // one is all that ann takes
		if g := o.grants(results[0].Deal); len(g) != 1 || g[0].Loan != 0 {
			t.Errorf("grants %v", g)
		}
		o.agree()
	})
}

// wantFacilities compares what history says that the facilities were and became, and the
// rows that there are.
func (o *office) wantFacilities(id ident.ID, before, after string) {
	o.t.Helper()
	got, err := o.store.Changes(o.entry(id).Changes, nil)
	o.must(err)
	if was := got["facilities"]; fmt.Sprint(was[0]) != before || fmt.Sprint(was[1]) != after {
		o.t.Errorf("facilities %v became %v", was[0], was[1])
	}
	o.read(func(ctx context.Context, c *db.Client) error {
		n, err := c.Deal.Query().Where(deal.ID(id)).QueryFacilities().Count(ctx)
		if (n == 0) != (after == "[]") {
			o.t.Errorf("%d rows of facilities", n)
		}
		return err
	})
}
