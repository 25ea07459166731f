package assign_test

import (
	"testing"
	"time"

	"mandate/assign"
	"mandate/ident"
)

// arrival is a deal that comes in, and who gets it.
type arrival struct {
	deal  file
	owner string
}

// TestArrivals plays deals one after the other, each with what the one before left.
func TestArrivals(t *testing.T) {
	t.Parallel()
	untilClosed := company()
	untilClosed.CapacityRelease = assign.ReleaseAtTerminal
	approved := mortgage("d").status(assign.StatusConditionallyApproved)
	for _, c := range []struct {
		rule, what string
		settings   assign.Settings
		people     []person
		every      time.Duration
		arrivals   []arrival
	}{
		{"AS-7", "equal queues take turns, longest ago first", company(),
			[]person{lender("ann").lastAssigned(21), lender("bob").lastAssigned(45)}, time.Minute,
			[]arrival{{mortgage("d1"), "bob"}, {mortgage("d2"), "ann"}, {mortgage("d3"), "bob"}}},
		{"AS-7", "within one instant the id decides", company(),
			[]person{lender("zed"), lender("amy"), lender("moe")}, 0,
			[]arrival{{mortgage("d1"), "amy"}, {mortgage("d2"), "moe"}, {mortgage("d3"), "zed"}, {mortgage("d4"), "amy"}}},
		{"AS-3", "each province its own", company(),
			[]person{lender("ann").locations("ON"), lender("bob").locations("BC", "AB")}, time.Minute,
			[]arrival{{mortgage("d1"), "ann"}, {mortgage("d2").in("AB"), "bob"}, {mortgage("d3").in("QC"), ""}}},
		{"AS-3", "product and broker together", company(),
			[]person{lender("ann").products("P1", "P2").brokers("B7"), lender("bob").products("P1")}, time.Minute,
			[]arrival{{mortgage("d1"), "bob"}, {mortgage("d2").product("P2").broker("B7"), "ann"}, {mortgage("d3").product("P9").broker("B7"), ""}, {mortgage("d4").product(""), ""}}},
		{"AS-2", "a language that nobody speaks waits", company(),
			[]person{lender("ann").languages("en"), lender("luc").languages("fr")}, time.Minute,
			[]arrival{{mortgage("d1").language("fr"), "luc"}, {mortgage("d2"), "ann"}, {mortgage("d3").language("de"), ""}}},
		{"CA-2", "full is full", company(),
			[]person{lender("ann").atMost(2), lender("bob").atMost(1)}, time.Minute,
			[]arrival{{mortgage("d1"), "ann"}, {mortgage("d2"), "bob"}, {mortgage("d3"), "ann"}, {mortgage("d4"), ""}}},
		{"CA-1", "approved deals use no capacity", company(),
			[]person{lender("ann").atMost(1)}, time.Minute,
			[]arrival{{approved, "ann"}, {approved, "ann"}, {mortgage("d3"), "ann"}, {approved, ""}}},
		{"CA-1", "or they do until closed", untilClosed,
			[]person{lender("ann").atMost(1)}, time.Minute,
			[]arrival{{approved, "ann"}, {mortgage("d2"), ""}}},
		{"AS-6", "each by their authority", company(),
			[]person{lender("ann").lends(250_000), lender("bob").queue(2)}, time.Minute,
			[]arrival{{mortgage("d1"), "bob"}, {mortgage("d2").over(250_000), "ann"}, {mortgage("d3").over(250_001), "bob"}}},
	} {
		people, bench, at := candidates(c.people), assign.NewBench(candidates(c.people)), noon
		for i, a := range c.arrivals {
			d, at := a.deal.Deal, at.Add(time.Duration(i)*c.every)
			decision := assign.Decide(d, people, c.settings)
			owner, placed := bench.Choose(&d, &c.settings)
			if label(decision.Chosen) != a.owner || owner != decision.Chosen || placed != (a.owner != "") {
				t.Errorf("%s: %s: deal %d goes to %q, on the bench to %q; want %q", c.rule, c.what, i+1, label(decision.Chosen), label(owner), a.owner)
			}
			take(people, decision.Chosen, d, c.settings, at)
			bench.Assign(owner, &d, &c.settings, at)
		}
	}
}

// take is AS-9 on a plain slice.
func take(people []assign.Candidate, owner ident.ID, d assign.Deal, s assign.Settings, at time.Time) {
	for i := range people {
		if people[i].ID == owner {
			people[i].LastAssignedAt = at
			if d.Status.Consumes(s.CapacityRelease) {
				people[i].Load++
			}
		}
	}
}
