package assign_test

import (
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"mandate/assign"
)

// Rows fill, part and join again: through thousands of assignments and releases each
// decision is the one that judging everybody gives.
func TestRowsChangeNoAnswer(t *testing.T) {
	t.Parallel()
	c := newCrowd(21)
	bench, s := assign.NewBench(c.people(1200, 40)), company()
	rows := bench.Candidates()
	for i := range rows {
		bench.AddLoad(rows[i].ID, c.IntN(30))
	}
	for n := range 3000 {
		d := c.deal(n)
		got := bench.Decide(d, s)
		if n%5 == 0 {
			if want := assign.Decide(d, bench.Candidates(), s); !reflect.DeepEqual(got, want) {
				t.Fatalf("decision %d: %+v\nwant %+v", n, got, want)
			}
		}
		bench.Assign(got.Chosen, &d, &s, noon.Add(time.Duration(n)*time.Second))
		if done := rows[c.IntN(len(rows))].ID; n > 1000 {
			if load, _ := bench.Load(done); load > 0 {
				bench.AddLoad(done, -1)
			}
		}
	}
}

// People who come to stand before all others, or far behind, stand where AS-7 wants them.
func TestRowsKeepTheOrder(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what string
		load func(n int) int
	}{
		{"each before all others", func(n int) int { return 900 - n }},
		{"each behind all others", func(n int) int { return n }},
		{"each before those behind", func(n int) int { return 2000 - n }},
		{"before and behind in turn", func(n int) int { return 2000 + n*(n%2*2-1) }},
		{"into the middle", func(n int) int { return n % 7 * 100 }},
	} {
		people := make([]assign.Candidate, 400)
		for i := range people {
			people[i] = lender("").atMost(5000).queue(1000).Candidate
			people[i].ID = numbered('u', (i*7)%len(people))
		}
		bench, s, d := assign.NewBench(people), company(), mortgage("d").Deal
		for n := range people {
			bench.SetLoad(people[n].ID, c.load(n))
			people[n].Load = c.load(n)
			if got, want := bench.Decide(d, s), assign.Decide(d, people, s); !reflect.DeepEqual(got, want) {
				t.Fatalf("%s: after %d: %+v\nwant %+v", c.what, n, got, want)
			}
		}
	}
}

// Loads as high as a number goes, and instants that 64 bits don't count in nanoseconds, stand
// where AS-7 wants them.
func TestRowsKeepTheOrderAtTheEnds(t *testing.T) {
	t.Parallel()
	bench, s, d := assign.NewBench(nil), company(), mortgage("d").Deal
	people := make([]assign.Candidate, 200)
	for i := range people {
		p := &people[i]
		*p = lender("").atMost(5000).away("bob", math.MaxInt, assign.Maximum{}).Candidate
		p.ID, p.LastAssignedAt = numbered('u', i), noon.Add(time.Duration(i*7919%len(people))*time.Second)
		bench.Put(*p)
		if got, want := bench.Decide(d, s), assign.Decide(d, people[:i+1], s); !reflect.DeepEqual(got, want) {
			t.Fatalf("of %d who never end: chose %v, want %v", i+1, got.Chosen, want.Chosen)
		}
	}
	ann, bob := lender("ann").Candidate, lender("bob").Candidate
	for _, years := range [][2]int{{2000, 1600}, {1971, 1969}, {2400, 2000}, {1700, 1600}} {
		ann.LastAssignedAt, bob.LastAssignedAt = time.Date(years[0], 2, 1, 0, 0, 0, 0, time.UTC), time.Date(years[1], 2, 1, 0, 0, 0, 0, time.UTC)
		if owner, _ := assign.NewBench([]assign.Candidate{ann, bob}).Choose(&d, &s); owner != id("bob") {
			t.Errorf("of %d and %d the later: %q", years[0], years[1], label(owner))
		}
	}
}

// Who alone can take a deal is found behind thousands who cannot, also where nobody but a
// generalist or somebody over their limit can (AS-6).
func TestRowsInVain(t *testing.T) {
	t.Parallel()
	people := make([]assign.Candidate, 6000)
	for i := range people {
		people[i] = lender("").locations("QC").lends(10_000).Candidate
		people[i].ID = numbered('u', i)
	}
	fallback := company()
	fallback.OverLimitFallback = true
	for _, c := range []struct {
		what     string
		person   person
		settings assign.Settings
		found    bool
	}{
		{"a specialist", lender("zoe").locations("ON").queue(9), company(), true},
		{"a generalist", lender("zoe").queue(9), company(), true},
		{"over the limit, with the fallback", lender("zoe").queue(9).lends(1000), fallback, true},
		{"over the limit, without", lender("zoe").queue(9).lends(1000), company(), false},
	} {
		bench := assign.NewBench(append(slices.Clone(people), c.person.Candidate))
		d := mortgage("d").Deal
		if owner, found := bench.Choose(&d, &c.settings); found != c.found || found && owner != id("zoe") {
			t.Errorf("%s: chose %q, %v", c.what, label(owner), found)
		}
		if got := bench.Decide(d, c.settings); got.Chosen.IsZero() == c.found {
			t.Errorf("%s: decided for %q", c.what, label(got.Chosen))
		}
	}
}
