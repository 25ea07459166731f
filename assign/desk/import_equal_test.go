package desk_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"mandate/assign/desk"
	"mandate/ident"
)

// TestImportedAsSubmitted: deals without an owner find, in imports of any size, whom they
// find when they are submitted one by one at the same instant (AS-7, AS-10).
func TestImportedAsSubmitted(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, _ func(string)) {
		seed := uint64(time.Now().UnixNano())
		t.Logf("seed %d", seed)
		r := rand.New(rand.NewPCG(seed, 2))
		far := o.second()
		var here, there []ident.ID
		for i := range 6 {
			name, capacity, dollars := fmt.Sprint("p", i), r.IntN(7), 500+r.Int64N(1500)
			here, there = append(here, o.hire(name, capacity, dollars)), append(there, far.hire(name, capacity, dollars))
		}
		o.leave(here[0], "2026-09-01", "2026-09-05", here[1])
		far.leave(there[0], "2026-09-01", "2026-09-05", there[1])
		var rows []desk.ImportedDeal
		for n := range 40 {
			rows = append(rows, desk.ImportedDeal{Submission: submission(fmt.Sprint("d", n), 400+r.IntN(1700))})
		}
		for _, row := range rows {
			_, err := o.desk.Submit(o.ctx, row.Submission)
			o.must(err)
		}
		for left := rows; len(left) > 0; {
			n := 1 + r.IntN(len(left))
			far.importing(desk.ImportOptions{Quiet: true}, left[:n]...)
			left = left[n:]
		}
		for _, row := range rows {
			if got, want := far.standing(row.Reference, there), o.standing(row.Reference, here); got != want {
				t.Errorf("%s over %s: imported %s, submitted %s", row.Reference, row.Facilities[0].Amount, got, want)
			}
		}
		o.agree()
		far.agree()
	})
}

// standing is who owns a deal and who acts on it, by their place among the people.
func (o *office) standing(reference string, people []ident.ID) string {
	row := o.byReference(reference)
	if row.OwnerID == nil {
		return "waits"
	}
	return fmt.Sprintf("owner %d, acting %d, %d delegates", slices.Index(people, *row.OwnerID), slices.Index(people, *row.ActingID), len(row.Edges.Delegates))
}
