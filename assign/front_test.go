package assign_test

import (
	"reflect"
	"testing"
	"time"

	"mandate/assign"
)

// A front follows what is asked of it, out and back again: through thousands of
// assignments and releases each decision is the one that judging everybody gives.
func TestFrontsChangeNoAnswer(t *testing.T) {
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
