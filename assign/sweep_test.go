package assign_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"mandate/assign"
)

// AS-10: oldest first, then by id; what fits nobody holds nothing up.
func TestSweep(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what    string
		people  []person
		waiting []file
		want    string
	}{
		{"the oldest is served first", []person{lender("ann").atMost(1)},
			[]file{mortgage("d1").created(2), mortgage("d2").created(1)}, "d2 to ann"},
		{"of one instant the smaller id", []person{lender("ann").atMost(1)},
			[]file{mortgage("d2"), mortgage("d1")}, "d1 to ann"},
		{"a deal that fits nobody does not hold up those behind it", []person{lender("ann")},
			[]file{mortgage("d1").over(900_000), mortgage("d2").created(1)}, "d2 to ann"},
		{"each with the loads left by the one before", []person{lender("ann"), lender("bob").queue(1)},
			[]file{mortgage("d1"), mortgage("d2"), mortgage("d3")}, "d1 to ann, d2 to bob, d3 to ann"},
		{"what is held, owned or closed does not wait", []person{lender("ann")},
			[]file{mortgage("d1").held(), mortgage("d2").owner("bob"), mortgage("d3").status(assign.StatusFunded), mortgage("d4")}, "d4 to ann"},
		{"nothing waits", []person{lender("ann")}, nil, ""},
		{"nobody has room", []person{lender("ann").atMost(0)}, []file{mortgage("d1")}, ""},
	} {
		var waiting []assign.Deal
		for _, f := range c.waiting {
			waiting = append(waiting, f.Deal)
		}
		var got []string
		for _, p := range assign.Sweep(assign.NewBench(candidates(c.people)), waiting, company(), noon) {
			got = append(got, label(p.Deal)+" to "+label(p.Decision.Chosen))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %v, want %s", c.what, got, c.want)
		}
	}
}

// The sweep places what the plain rules place, visited in order, and afterwards no
// waiting deal has somebody who passes (I-10).
func TestSweepEqualsRules(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := newCrowd(rapid.Uint64().Draw(t, "seed"))
		people, waiting, s := c.people(40, 1+c.IntN(3)), c.deals(60), c.settings()
		b, m := assign.NewBench(people), newModel()
		for _, p := range people {
			m.put(p)
		}
		got := assign.Sweep(b, waiting, s, noon)
		slices.SortFunc(waiting, func(d, e assign.Deal) int {
			if order := d.CreatedAt.Compare(e.CreatedAt); order != 0 {
				return order
			}
			return strings.Compare(d.ID.String(), e.ID.String())
		})
		var want []assign.Placement
		for i, d := range waiting {
			if decision := assign.Decide(d, m.people(), s); !decision.Chosen.IsZero() {
				want = append(want, assign.Placement{Deal: d.ID, Decision: decision})
				m.take(decision.Chosen, d, s, noon)
				waiting[i].Owner = decision.Chosen
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("sweep %+v\nrules %+v", got, want)
		}
		for _, d := range waiting {
			if owner, fits := b.Choose(&d, &s); fits {
				t.Fatalf("deal %v still waits for %v", d.ID, owner)
			}
		}
	})
}

// I-15: people who pass for the same deals, starting level, stay within one deal.
func TestFairness(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		specialists, generalists := rapid.IntRange(0, 9).Draw(t, "specialists"), rapid.IntRange(1, 9).Draw(t, "generalists")
		start := rapid.IntRange(0, 5).Draw(t, "load")
		b := assign.NewBench(nil)
		seat := func(p person) {
			p.LastAssignedAt = drawInstant(t)
			b.Put(p.queue(start).atMost(start + 8).Candidate)
		}
		for n := range specialists {
			seat(lender("s" + string(rune('a'+n))).locations("ON"))
		}
		for n := range generalists {
			seat(lender("g" + string(rune('a'+n))))
		}
		for range rapid.IntRange(0, 100).Draw(t, "arrivals") {
			owner, _ := b.Choose(new(mortgage("d").Deal), new(company()))
			b.Assign(owner, new(mortgage("d").Deal), new(company()), drawInstant(t))
			for _, group := range []string{"s", "g"} {
				if least, most := loads(b, group); most-least > 1 {
					t.Fatalf("loads of %q from %d to %d", group, least, most)
				}
			}
		}
	})
}

// loads gives the smallest and the largest load of those whose id begins like this.
func loads(b *assign.Bench, group string) (least, most int) {
	first := true
	for _, c := range b.Candidates() {
		if !strings.HasPrefix(label(c.ID), group) {
			continue
		}
		if first {
			least, most, first = c.Load, c.Load, false
		}
		least, most = min(least, c.Load), max(most, c.Load)
	}
	return least, most
}
