package assign_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"mandate/assign"
)

// TestAComparerTellsWhatCompareDoes: of each of many people, also of more than it made room for, and
// whatever is done with what it told of the one before.
func TestAComparerTellsWhatCompareDoes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f, s := drawDeal(t).Figures, drawSettings(t)
		people := rapid.IntRange(0, 5).Draw(t, "people")
		c := assign.NewComparer(f, s, people)
		for range people + rapid.IntRange(0, 2).Draw(t, "more") {
			l := drawLimits(t)
			want := assign.Compare(f, l, s)
			all, breaches := c.Compare(l)
			if !slices.Equal(all, want) || !slices.Equal(breaches, assign.Uncovered(want)) {
				t.Fatalf("comparisons %+v, breaches %+v; want %+v", all, breaches, want)
			}
			_, _ = append(all, assign.Comparison{}), append(breaches, assign.Comparison{})
		}
	})
}

// TestPeopleAreComparedInOnePiece of memory, and the collector has little to do.
func TestPeopleAreComparedInOnePiece(t *testing.T) {
	f, s := mortgage("d").over(500_001).discretion(16).Figures, company()
	if got := testing.AllocsPerRun(10, func() {
		c := assign.NewComparer(f, s, 100)
		for range 100 {
			c.Compare(condensed())
		}
	}); got > 2 {
		t.Errorf("%.0f allocations, want 2", got)
	}
}
