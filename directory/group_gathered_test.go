package directory_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
	"mandate/store/storetest/relay"
)

// TestChangesOfAGroupTogether: each change that shares a transaction is judged by what those
// before it leave, also where that is not written yet, and a refusal is of nobody else.
func TestChangesOfAGroupTogether(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p := h.crowd(4)
		g, err := h.d.CreateGroup(h.okta(), team("Team"), nil)
		h.no(err)
		entra, err := h.d.CreateDirectory(h.system(), "Entra")
		h.no(err)
		renamed := func(m directory.Members) func(directory.GroupProfile) (directory.GroupProfile, directory.Members, error) {
			return func(directory.GroupProfile) (directory.GroupProfile, directory.Members, error) {
				return team("Crew"), m, nil
			}
		}
		steps := []struct {
			fn       func(directory.GroupProfile) (directory.GroupProfile, directory.Members, error)
			expected int64
			code     fault.Code
			version  int64
		}{
			{move(directory.Members{Add: p[:2]}), 1, "", 2},
			{move(directory.Members{Add: p[2:3]}), 0, "", 3},
			{move(directory.Members{Add: p[1:2]}), 0, "", 3}, // waits already
			{move(directory.Members{Remove: p[:1]}), 3, "", 4},
			{move(directory.Members{Add: p[:1]}), 0, "", 5}, // waits to leave
			{renamed(directory.Members{Remove: p[2:3]}), 0, "", 6},
			{renamed(directory.Members{}), 6, "", 6},
			{move(directory.Members{Add: p[3:]}), 5, fault.CodeStale, 0},
			{move(directory.Members{Add: []ident.ID{h.d.Store.NewID()}}), 0, fault.CodeUnknownUser, 0},
			{move(directory.Members{Add: p[3:], Remove: p[:1]}), 6, "", 7},
		}
		told, errs := make([]directory.Group, len(steps)), make([]error, len(steps)+1)
		h.no(h.d.Store.InTurn(h.okta(), g.ID, func(ctx context.Context, tx *store.Tx) error {
			for i, s := range steps {
				told[i], errs[i] = directory.GatherGroup(ctx, tx, g.ID, s.expected, s.fn)
			}
			theirs := *tx
			theirs.Actor.ID = entra.Directory
			_, errs[len(steps)] = directory.GatherGroup(ctx, &theirs, g.ID, 0, move(directory.Members{}))
			return nil
		}))
		h.refused(errs[len(steps)], fault.NotFound, fault.CodeNotFound)
		last := directory.Group{Version: 1}
		for i, s := range steps {
			if s.code != "" {
				h.refused(errs[i], fault.As(errs[i]).Kind, s.code)
				continue
			}
			if h.no(errs[i]); told[i].Changed != (told[i].Version > last.Version) || told[i].Version != s.version {
				t.Errorf("step %d: %+v, want version %d", i+1, told[i], s.version)
			}
			last = told[i]
		}
		now, err := h.d.Group(h.okta(), g.ID)
		h.no(err)
		if now.Version != 7 || now.DisplayName != "Crew" || !now.Modified.Equal(last.Modified) || last.DisplayName != "Crew" {
			t.Errorf("%+v, told %+v", now, last)
		}
		if got, want := h.members(g.ID), []ident.ID{p[1], p[3]}; !slices.Equal(got, want) {
			t.Errorf("members %v, want %v", got, want)
		}
		h.wantGroupHistory(g.ID, 6, p[1], p[3])
	})
}

// wantGroupHistory follows history: everybody joins who is not in, leaves who is in, and the
// members in the end are those given.
func (h *house) wantGroupHistory(id ident.ID, changes int, members ...ident.ID) {
	h.t.Helper()
	in := map[any]bool{}
	list := h.history(id)[1:]
	for i, e := range list {
		for field, joins := range map[string]bool{"membersRemoved": false, "membersAdded": true} {
			value, there := e.changes[field]
			if !there {
				continue
			}
			who := value[0]
			if joins {
				who = value[1]
			}
			for _, one := range who.([]any) {
				if in[one] == joins {
					h.t.Errorf("entry %d: %s %v, who was so before", i+1, field, one)
				}
				in[one] = joins
			}
		}
	}
	for _, m := range members {
		if !in[m.Text(ident.User)] {
			h.t.Errorf("history has %s not in", m)
		}
		delete(in, m.Text(ident.User))
	}
	for who, there := range in {
		if there {
			h.t.Errorf("history has %v in", who)
		}
	}
	if len(list) != changes {
		h.t.Errorf("%d entries, want %d", len(list), changes)
	}
}

// TestOneMoreMemberIsOneMoreWay to PostgreSQL for those who come at once: the look whether
// they may join, or are in. What is asked of the group, and all that is written, they share.
func TestOneMoreMemberIsOneMoreWay(t *testing.T) {
	t.Parallel()
	r := relay.New(t, storetest.Address(t, "postgres"))
	h := newHouse(t, storetest.OpenAt(t, r.Address, time.Now), "acme")
	p := h.crowd(5)
	g, err := h.d.CreateGroup(h.okta(), team("Team"), nil)
	h.no(err)
	ways := func(of func(id ident.ID) directory.Members) (sent int64) {
		h.no(h.d.Store.InTurn(h.okta(), g.ID, func(ctx context.Context, tx *store.Tx) error {
			sent = r.Sent.Load()
			for _, id := range p {
				if _, err := directory.GatherGroup(ctx, tx, g.ID, 0, move(of(id))); err != nil {
					return err
				}
			}
			return nil
		}))
		return r.Sent.Load() - sent
	}
	var join, leave int64
	for range 4 { // the connections learn their statements
		join = ways(func(id ident.ID) directory.Members { return directory.Members{Add: []ident.ID{id}} })
		leave = ways(func(id ident.ID) directory.Members { return directory.Members{Remove: []ident.ID{id}} })
	}
	if want := int64(len(p) + 4); join != want || leave != want {
		t.Errorf("%d ways to join and %d to leave, want %d: the group, its mapping, five people, what is written, the commit", join, leave, want)
	}
	if now, err := h.d.Group(h.okta(), g.ID); err != nil || now.Version != 1+8*5 {
		t.Errorf("version %d, want 41: %v", now.Version, err)
	}
}
