package directory_test

import (
	"slices"
	"sync"
	"testing"

	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

func TestParallelAddsLoseNobody(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		g, err := h.d.CreateGroup(h.okta(), team("Team"), nil)
		h.no(err)
		ctx := h.okta()
		var all sync.WaitGroup
		for i := range 20 {
			p := h.provisioned(string(rune('a'+i)) + "@l.test")
			all.Go(func() {
				if _, err := h.d.UpdateGroup(ctx, g.ID, 0, move(directory.Members{Add: []ident.ID{p.ID}})); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		read, err := h.d.Group(h.okta(), g.ID)
		h.no(err)
		if n := len(h.members(g.ID)); n != 20 || read.Version != 21 {
			t.Errorf("%d members, version %d", n, read.Version)
		}
	})
}

// Of replacements at once the members are those of one, and never a mixture.
func TestParallelReplacementsDoNotMix(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		ctx, crowd := h.okta(), h.crowd(40)
		g, err := h.d.CreateGroup(ctx, team("Team"), nil)
		h.no(err)
		for range 5 {
			var all sync.WaitGroup
			for i := range 10 {
				all.Go(func() {
					_, err := h.d.UpdateGroup(ctx, g.ID, 0, move(directory.Members{Clear: true, Add: crowd[4*i : 4*i+4]}))
					if err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			at := slices.Index(crowd, h.members(g.ID)[0])
			if got := h.members(g.ID); !slices.Equal(got, crowd[at:at+4]) {
				t.Fatalf("members %v are nobody's list", got)
			}
		}
	})
}

// Whoever is deleted while somebody puts them into a group is not left in it.
func TestADeletedPersonIsInNoGroup(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		ctx := h.okta()
		g, err := h.d.CreateGroup(ctx, team("Team"), nil)
		h.no(err)
		for _, id := range h.crowd(30) {
			var all sync.WaitGroup
			all.Go(func() {
				if err := h.d.DeletePerson(ctx, id, 0); err != nil {
					t.Error(err)
				}
			})
			all.Go(func() {
				_, err := h.d.UpdateGroup(ctx, g.ID, 0, move(directory.Members{Add: []ident.ID{id}}))
				if err != nil && !fault.Is(err, fault.CodeUnknownUser) {
					t.Error(err)
				}
			})
			all.Wait()
		}
		if left := h.members(g.ID); len(left) > 0 {
			t.Errorf("%d deleted people are in the group", len(left))
		}
	})
}

func TestFiftyCreatesOfOneUserName(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		ctx := h.okta()
		var made, taken int
		var mu sync.Mutex
		var all sync.WaitGroup
		for i := range 50 {
			all.Go(func() {
				p := profile("same@lender.test")
				p.ExternalID = string(rune('a' + i))
				_, err := h.d.CreatePerson(ctx, p)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					made++
				case fault.Is(err, fault.CodeTaken):
					taken++
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if made != 1 || taken != 49 {
			t.Errorf("%d made, %d taken", made, taken)
		}
	})
}

// Many changes of one person at once are all made.
func TestParallelChangesOfOnePerson(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		ctx, p := h.okta(), h.provisioned("ann@lender.test")
		var all sync.WaitGroup
		for i := range 40 {
			all.Go(func() {
				_, err := h.d.UpdatePerson(ctx, p.ID, 0, func(q directory.Profile) (directory.Profile, error) {
					q.Title += string(rune('A' + i))
					return q, nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		read, err := h.d.Person(h.okta(), p.ID, false)
		h.no(err)
		if n := len(read.Title) - len(p.Title); n != 40 || read.Version != 41 {
			t.Errorf("%d changes are left, version %d", n, read.Version)
		}
	})
}
