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

// TestImportInParts takes in more deals at once than are written in one part, and finds
// them as one part leaves them: whole, in order, and never twice.
func TestImportInParts(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		var people []ident.ID
		for i := range 5 {
			people = append(people, o.hire(fmt.Sprint("p", i), 90+i, 500_000))
		}
		var rows []desk.ImportedDeal
		for n := range 620 {
			row := desk.ImportedDeal{Submission: submission(fmt.Sprint("d", n), 1000+n)}
			if n%7 == 0 {
				row.Owner = people[n%5]
			}
			rows = append(rows, row)
		}
		owned := 0
		for i, r := range o.importing(desk.ImportOptions{Quiet: true}, rows...) {
			want := []string{"DEAL_CREATED", "DEAL_ASSIGNED"}
			if r.Owner.IsZero() || i%7 == 0 {
				want = want[:1]
			}
			if !r.Owner.IsZero() {
				owned++
			}
			if i%31 > 0 && i < 600 {
				continue
			}
			if got := o.actions(r.Deal); !slices.Equal(got, want) {
				t.Errorf("history of row %d: %v, want %v", i, got, want)
			}
		}
		if most := 90 + 91 + 92 + 93 + 94; owned != most {
			t.Errorf("%d deals have an owner, want %d", owned, most)
		}
		for i, r := range o.importing(desk.ImportOptions{Quiet: true}, rows...) {
			if r.Outcome != desk.ImportPresent || r.Deal.IsZero() {
				t.Errorf("the second time, row %d: %+v", i, r)
			}
		}
		o.checkInvariants()
		o.checkReferences()
		o.checkDecisions()
	})
}
