package directory_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db/group"
	"mandate/ident"
	"mandate/store"
)

// busy has a group changed without pause, each change holding it for a while, while run does
// something to it.
func (h *house) busy(id ident.ID, run func() error) error {
	h.t.Helper()
	ctx, end := context.WithCancel(h.system())
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for ctx.Err() == nil {
				err := h.d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
					tx.Record(store.Event{Action: "GROUP_UPDATED", TargetKind: ident.Group, Target: id})
					err := tx.Client.Group.Update().Where(group.ID(id)).AddVersion(1).Exec(ctx)
					time.Sleep(5 * time.Millisecond)
					return err
				})
				if err != nil {
					h.t.Error(err)
				}
			}
		})
	}
	time.Sleep(30 * time.Millisecond)
	err := run()
	end()
	all.Wait()
	return err
}

// TestABusyGroupIsChanged: a mapping and a change of all members, or of the name, wait for
// those who hold the group and come next; they are not refused because others came meanwhile.
func TestABusyGroupIsChanged(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p, okta, role := h.crowd(3), h.okta(), h.role("underwriter")
		root := h.as(h.person("root@l.test", "administrator"))
		for range 3 {
			g, err := h.d.CreateGroup(okta, team("Team"), p[:1])
			h.no(err)
			h.no(h.busy(g.ID, func() error {
				_, err := h.d.UpdateGroup(okta, g.ID, 0, move(directory.Members{Clear: true, Add: p[1:]}))
				return err
			}))
			h.no(h.busy(g.ID, func() error { return h.d.MapGroup(root, g.ID, 0, []ident.ID{role}) }))
			if got := h.members(g.ID); !slices.Equal(got, p[1:]) {
				t.Errorf("members %v, want %v", got, p[1:])
			}
		}
	})
}

// TestWhoJoinedMeanwhileIsToldOnce: a change of many members comes upon one that is under way,
// which adds one of them too.
func TestWhoJoinedMeanwhileIsToldOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p, okta := h.crowd(101), h.okta()
		g, err := h.d.CreateGroup(okta, team("Team"), nil)
		h.no(err)
		var other sync.WaitGroup
		join := func() {
			if _, err := h.d.UpdateGroup(okta, g.ID, 0, slowly(150*time.Millisecond, p[:1])); err != nil {
				t.Error(err)
			}
		}
		judged := 0
		_, err = h.d.UpdateGroup(okta, g.ID, 0, func(before directory.GroupProfile) (directory.GroupProfile, directory.Members, error) {
			if judged++; judged == 2 { // alone, behind the transaction that others share
				other.Go(join)
				time.Sleep(50 * time.Millisecond)
			}
			return before, directory.Members{Add: p}, nil
		})
		h.no(err)
		other.Wait()
		told := 0
		for _, e := range h.history(g.ID) {
			if list, ok := e.changes["membersAdded"]; ok {
				told += len(list[1].([]any))
			}
		}
		if told != len(p) || len(h.members(g.ID)) != len(p) {
			t.Errorf("history tells of %d who joined, %d are in, want %d", told, len(h.members(g.ID)), len(p))
		}
	})
}

// slowly takes its time to say who joins.
func slowly(d time.Duration, who []ident.ID) func(directory.GroupProfile) (directory.GroupProfile, directory.Members, error) {
	return func(before directory.GroupProfile) (directory.GroupProfile, directory.Members, error) {
		time.Sleep(d)
		return before, directory.Members{Add: who}, nil
	}
}
