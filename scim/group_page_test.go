package scim_test

import (
	"fmt"
	"testing"

	"mandate/store"
	"mandate/store/storetest"
)

// A page of groups has as many as were asked for, however many members they have; whoever
// goes on, by count or by cursor, sees every group once.
func TestPageOfLargeGroups(t *testing.T) {
	t.Parallel()
	const people = 7_000
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		populate(t, d, people)
		for n := range 4 {
			groupOf(t, d, fmt.Sprint("team-", n), people)
		}
		for path, want := range map[string]int{"/Groups?count=4": 4, "/Groups?count=3": 3, "/Groups?count=3&startIndex=4": 1, "/Groups?count=4&cursor": 4,
			"/Groups?count=4&excludedAttributes=members": 4, "/Groups?count=1": 1} {
			answer := d.must(t, "GET", path, nil)
			list, _ := find(answer, "Resources").([]any)
			if len(list) != want || find(answer, "itemsPerPage") != any(float64(want)) || find(answer, "totalResults") != any(4.0) {
				t.Errorf("%s: %d groups of %v, want %d", path, len(list), find(answer, "totalResults"), want)
			}
		}
		seen := map[any]bool{}
		for cursor := any(""); cursor != any(absent{}); {
			answer := d.must(t, "GET", fmt.Sprintf("/Groups?count=3&cursor=%s", cursor), nil)
			list, _ := find(answer, "Resources").([]any)
			for _, group := range list {
				id := find(group, "id")
				if members, _ := find(group, "members").([]any); seen[id] || len(members) != people {
					t.Errorf("%v with %d members, seen before: %t", id, len(members), seen[id])
				}
				seen[id] = true
			}
			cursor = find(answer, "nextCursor")
		}
		if len(seen) != 4 {
			t.Errorf("%d groups are seen, want 4", len(seen))
		}
	})
}
