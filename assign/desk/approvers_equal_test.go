package desk_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ident"
	"mandate/store/storetest"
	"mandate/store/storetest/relay"
)

// TestApproversAreThoseOfEverybody: who is available, who holds the permission, and the pages of both are
// what judging everybody says of them, in either view, now and then, however the limits were set and wherever
// in the list somebody is away; a page that isn't full is the last.
func TestApproversAreThoseOfEverybody(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		seed := uint64(time.Now().UnixNano())
		t.Logf("seed %d", seed)
		r := rand.New(rand.NewPCG(seed, 5))
		people := o.mixed(r, 12)
		deal := o.submit("lent", 500)
		o.stand(deal, people[0], people[1])
		o.ask(deal, people[2], people[3])
		for _, view := range []assign.LimitsView{assign.ViewCondensed, assign.ViewExpanded} {
			o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{LimitsView: &view}))
			now := o.store.Now()
			at(now.Add(time.Hour).Format(time.RFC3339))
			for range 6 {
				figures := &assign.Figures{Currency: "CAD", Loan: r.Int64N(4) * 300_00, Mortgage: r.Int64N(4) * 300_00, Bridge: r.Int64N(2) * 300_00,
					Connection: r.Int64N(4) * 300_00, DiscretionBps: r.IntN(3) * 10}
				for _, of := range []ident.ID{{}, deal} {
					o.wantThoseOfEverybody(desk.ApproverQuery{Deal: of, Figures: figures})
					o.wantThoseOfEverybody(desk.ApproverQuery{Deal: of, Figures: figures, At: now})
				}
			}
			o.wantThoseOfEverybody(desk.ApproverQuery{Deal: deal})
		}
	})
}

// mixed are people of whom some may approve, some are away or inactive, and each has limits of some kinds.
func (o *office) mixed(r *rand.Rand, n int) (people []ident.ID) {
	o.t.Helper()
	for i := range n {
		id := o.hire(fmt.Sprint("p", i), 3, 500)
		if people = append(people, id); i%4 > 0 {
			o.appoint(id, "approver")
		}
		some := func() *assign.Limit {
			return []*assign.Limit{nil, ptr(assign.Unlimited()), ptr(assign.LimitOf(0)), ptr(assign.LimitOf(300_00)), ptr(assign.LimitOf(600_00))}[r.IntN(5)]
		}
		o.must(o.directory.SetLimits(o.ctx, id, 0, directory.LimitsUpdate{LoanAmount: some(), MortgageSecured: some(), NonMortgageSecured: some(),
			BridgeSecured: some(), TotalConnection: some(), MaxDiscretionBps: ptr(assign.MaximumOf(r.IntN(3) * 10))}))
	}
	for _, person := range []ident.ID{people[1+r.IntN(3)], people[5+r.IntN(3)], people[n-1]} { // of those who may approve
		o.away(person, people[0], o.store.Now().Add(96*time.Hour))
	}
	o.must(o.directory.Deactivate(o.ctx, people[n-2], 0, ""))
	return people
}

func (o *office) wantThoseOfEverybody(q desk.ApproverQuery) {
	o.t.Helper()
	q.All = true
	everybody := o.approvers(q)
	of := func(all, available bool) []desk.ApproverVerdict {
		return slices.DeleteFunc(slices.Clone(everybody), func(v desk.ApproverVerdict) bool {
			return !all && v.Reason == assign.ApproverNoPermission || available && v.Reason != assign.ApproverAvailable
		})
	}
	for _, all := range []bool{true, false} {
		for _, available := range []bool{true, false} {
			q.All, q.Available, q.First, q.After = all, available, 0, ident.ID{}
			want, got := of(all, available), o.approvers(q)
			q.First = 2
			var paged []desk.ApproverVerdict
			for page := o.approvers(q); len(page) > 0; page = o.approvers(q) {
				paged, q.After = append(paged, page...), page[len(page)-1].User
				if len(page) < q.First && len(paged) < len(want) {
					o.t.Fatalf("all %t, available %t, of %+v: a page of %d, and %d of %d were told", all, available, q, len(page), len(paged), len(want))
				}
			}
			for _, got := range [][]desk.ApproverVerdict{got, paged} {
				if len(got) != len(want) || len(want) > 0 && !reflect.DeepEqual(got, want) {
					o.t.Fatalf("all %t, available %t, of %+v:\n%+v\nwant\n%+v", all, available, q, got, want)
				}
			}
		}
	}
}

func ptr[T any](v T) *T { return &v }

// TestApproversAreAskedForInFewWays counts what PostgreSQL is asked one after the other who may approve a deal: for
// the settings, the deal, its facilities unless other figures are meant, who is on it, who brings
// the permission, and the people.
func TestApproversAreAskedForInFewWays(t *testing.T) {
	t.Parallel()
	r := relay.New(t, storetest.Address(t, "postgres"))
	o := open(t, storetest.OpenAt(t, r.Address, time.Now))
	o.approverOf("fit", 800)
	deal := o.submit("a", 800)
	ways := func(q desk.ApproverQuery) int64 {
		for range 3 {
			o.approvers(q) // statements are known
		}
		before := r.Sent.Load()
		if list := o.approvers(q); len(list) != 1 {
			t.Errorf("%d approvers, want one", len(list))
		}
		return r.Sent.Load() - before
	}
	const around = 2 // the transaction begins and ends
	for want, q := range map[int64]desk.ApproverQuery{6: {Deal: deal}, 5: {Deal: deal, Figures: loan(700)}, 3: {Figures: loan(700)}} {
		if got := ways(q); got != want+around {
			t.Errorf("%+v: %d ways, want %d", q, got, want+around)
		}
	}
}
