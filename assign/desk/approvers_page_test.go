package desk_test

import (
	"slices"
	"testing"
	"time"

	"mandate/assign/desk"
	"mandate/ident"
)

// TestPagesOfApproversLeaveNobodyOut: who is away, wherever in the list, takes no place in a
// page of those who are available (AP-5), now and as of then.
func TestPagesOfApproversLeaveNobodyOut(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		var people []ident.ID
		for _, name := range []string{"a", "b", "c", "d", "e"} {
			people = append(people, o.approver(name, 3000))
		}
		o.away(people[0], people[1], o.store.Now().Add(96*time.Hour))
		o.away(people[3], people[1], o.store.Now().Add(96*time.Hour))
		then := o.store.Now()
		at(then.Add(time.Hour).Format(time.RFC3339))
		there := []ident.ID{people[1], people[2], people[4]}
		for _, when := range []time.Time{{}, then} {
			for first := range 4 {
				for behind, after := range append([]ident.ID{{}}, there...) {
					want := there[behind:]
					if first > 0 {
						want = want[:min(first, len(want))]
					}
					q := desk.ApproverQuery{Figures: loan(400), Available: true, At: when, First: first, After: after}
					if got := users(o.approvers(q)); !slices.Equal(got, want) {
						t.Errorf("first %d behind %d of them at %s: %v, want %v", first, behind, when, got, want)
					}
				}
			}
		}
	})
}

func users(list []desk.ApproverVerdict) (ids []ident.ID) {
	for _, v := range list {
		ids = append(ids, v.User)
	}
	return ids
}
