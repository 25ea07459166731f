package directory_test

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"mandate/directory"
	"mandate/ident"
)

// A change that may take long leaves the transaction that others share, and is judged
// once more in its own.
func TestLongChangesOfAGroupAreAlone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		ids := h.crowd(101)
		g, err := h.d.CreateGroup(h.okta(), team("Team"), nil)
		h.no(err)
		for _, c := range []struct {
			m                 directory.Members
			judged, remaining int
		}{
			{directory.Members{Add: ids[:100]}, 1, 100},
			{directory.Members{Remove: ids[:1]}, 1, 99},
			{directory.Members{Add: ids}, 2, 101},
			{directory.Members{Add: ids[:1], Remove: ids[1:]}, 2, 1},
			{directory.Members{Clear: true, Add: ids[:2]}, 2, 2},
		} {
			judged := 0
			_, err := h.d.UpdateGroup(h.okta(), g.ID, 0, func(p directory.GroupProfile) (directory.GroupProfile, directory.Members, error) {
				judged++
				return p, c.m, nil
			})
			h.no(err)
			if left := len(h.members(g.ID)); judged != c.judged || left != c.remaining {
				t.Errorf("%d in, %d out: judged %d times, want %d; %d members, want %d", len(c.m.Add), len(c.m.Remove), judged, c.judged, left, c.remaining)
			}
		}
	})
}

// Members of a group that is mapped to a role go to a settle before anything is written:
// none of those who come at once is judged again because of another.
func TestMembersOfAMappedGroupUndoNoBatch(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		ids := h.crowd(30)
		g, err := h.d.CreateGroup(h.okta(), team("Team"), nil)
		h.no(err)
		h.no(h.d.MapGroup(h.as(h.person("root@l.test", "administrator")), g.ID, 0, []ident.ID{h.role("underwriter")}))
		var judged atomic.Int64
		var all sync.WaitGroup
		for _, id := range ids {
			all.Go(func() {
				_, err := h.d.UpdateGroup(h.okta(), g.ID, 0, func(p directory.GroupProfile) (directory.GroupProfile, directory.Members, error) {
					judged.Add(1)
					return p, directory.Members{Add: []ident.ID{id}}, nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if in := h.members(g.ID); len(in) != len(ids) || !slices.Contains(in, ids[0]) {
			t.Errorf("%d members", len(in))
		}
		if n := judged.Load(); n != 2*int64(len(ids)) {
			t.Errorf("%d changes were judged %d times", len(ids), n)
		}
	})
}
