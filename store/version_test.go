package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/authorityversion"
	"mandate/ent/db/dealversion"
	"mandate/ent/db/settingsversion"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// span is a version of any sort, as far as they are alike.
type span struct {
	from     time.Time
	to       *time.Time
	position int64
	state    string
}

// spans reads the three sorts of versions of one thing, oldest first.
func spans(t *testing.T, s *store.Store, tenant, of ident.ID) map[string][]span {
	t.Helper()
	out := map[string][]span{}
	err := s.Read(storetest.System(t, tenant), func(ctx context.Context, c *db.Client) error {
		authority, err := c.AuthorityVersion.Query().Where(authorityversion.UserID(of)).Order(db.Asc("id")).All(ctx)
		if err != nil {
			return err
		}
		for _, v := range authority {
			out["authority"] = append(out["authority"], span{v.ValidFrom, v.ValidTo, v.Position, string(v.State)})
		}
		deals, err := c.DealVersion.Query().Where(dealversion.DealID(of)).Order(db.Asc("id")).All(ctx)
		if err != nil {
			return err
		}
		for _, v := range deals {
			out["deal"] = append(out["deal"], span{v.ValidFrom, v.ValidTo, v.Position, string(v.State)})
		}
		settings, err := c.SettingsVersion.Query().Order(db.Asc(settingsversion.FieldNumber)).All(ctx)
		for _, v := range settings {
			out["settings"] = append(out["settings"], span{v.ValidFrom, v.ValidTo, v.Position, string(v.State)})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// keep gives a thing the three sorts of versions, at a number that says which.
func keep(of ident.ID, number int64) func(context.Context, *store.Tx) error {
	return func(_ context.Context, tx *store.Tx) error {
		someEvent(tx)
		state := fmt.Append(nil, number)
		tx.KeepAuthority(of, []byte("overwritten"), number == 1)
		tx.KeepAuthority(of, state, false)
		tx.KeepDeal(store.DealState{Deal: of, Status: "NEW", State: []byte("overwritten"), Fresh: number == 1})
		tx.KeepDeal(store.DealState{Deal: of, Status: "NEW", State: state})
		tx.KeepSettings(number, []byte("overwritten"))
		tx.KeepSettings(number, state)
		return nil
	}
}

// expectChain sees that versions follow each other without gap or overlap.
func expectChain(t *testing.T, sort string, list []span, positions []int64) {
	t.Helper()
	if len(list) != len(positions) {
		t.Fatalf("%s: %d versions, want %d", sort, len(list), len(positions))
	}
	for i, v := range list {
		if v.position != positions[i] || v.state != fmt.Sprint(i+1) {
			t.Errorf("%s %d: position %d, state %s; want position %d", sort, i+1, v.position, v.state, positions[i])
		}
		last := i == len(list)-1
		if last != (v.to == nil) || !last && !v.to.Equal(list[i+1].from) {
			t.Errorf("%s %d: from %s to %v, the next from %s", sort, i+1, v.from, v.to, list[min(i+1, len(list)-1)].from)
		}
		if v.to != nil && v.to.Before(v.from) {
			t.Errorf("%s %d: ends at %s before it began at %s", sort, i+1, v.to, v.from)
		}
	}
}

func TestVersionsFollowEachOther(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		id := tenant(t, s, "acme")
		ctx, of, other := storetest.System(t, id), s.NewID(), s.NewID()
		for i, begin := range []transaction{s.Settle, s.Settle, s.Write, s.Settle} {
			if err := begin(ctx, keep(of, int64(i+1))); err != nil {
				t.Fatal(err)
			}
		}
		err := s.Settle(ctx, func(_ context.Context, tx *store.Tx) error {
			someEvent(tx)
			tx.KeepAuthority(other, []byte("1"), true)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		// A Write changes no position: it is that of the Settle before it.
		for sort, list := range spans(t, s, id, of) {
			expectChain(t, sort, list, []int64{1, 2, 2, 3})
		}
		if list := spans(t, s, id, other)["authority"]; len(list) != 1 || list[0].to != nil {
			t.Errorf("another person has %v", list)
		}
	})
}

// TestAVersionAndItsSuccessorInOneBatch: the first version of a person is there before
// the next transaction of the batch ends it.
func TestAVersionAndItsSuccessorInOneBatch(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		id := tenant(t, s, "acme")
		ctx, of := storetest.System(t, id), s.NewID()
		begin := func(fresh bool) func(context.Context, *store.Tx) error {
			return func(_ context.Context, tx *store.Tx) error {
				someEvent(tx)
				tx.KeepAuthority(of, []byte("x"), fresh)
				return nil
			}
		}
		for i, err := range queued(t, s, ctx, begin(true), begin(false), begin(false)) {
			if err != nil {
				t.Errorf("%d: %v", i, err)
			}
		}
		open := 0
		for _, v := range spans(t, s, id, of)["authority"] {
			if v.to == nil {
				open++
			}
		}
		if open != 1 {
			t.Errorf("%d versions are open: %v", open, spans(t, s, id, of)["authority"])
		}
	})
}

// TestVersionsOfSlowClocks has a replica whose clock is behind follow one that is ahead.
func TestVersionsOfSlowClocks(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			address := storetest.Address(t, kind)
			ahead := storetest.OpenAt(t, address, func() time.Time { return time.Now().Add(time.Minute) })
			behind := storetest.OpenAt(t, address, time.Now)
			id := tenant(t, ahead, "acme")
			of := ahead.NewID()
			for i, s := range []*store.Store{ahead, behind, behind} {
				if err := s.Settle(storetest.System(t, id), keep(of, int64(i+1))); err != nil {
					t.Fatal(err)
				}
			}
			for sort, list := range spans(t, ahead, id, of) {
				slices.SortFunc(list, func(a, b span) int { return int(a.position - b.position) })
				expectChain(t, sort, list, []int64{1, 2, 3})
			}
		})
	}
}

// TestVersionsOfMany closes and opens more versions than one statement holds.
func TestVersionsOfMany(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		id := tenant(t, s, "acme")
		people := make([]ident.ID, 1001)
		for round := range 2 {
			err := s.Settle(storetest.System(t, id), func(_ context.Context, tx *store.Tx) error {
				someEvent(tx)
				for i := range people {
					if round == 0 {
						people[i] = tx.NewID()
					}
					tx.KeepAuthority(people[i], []byte("x"), round == 0)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		err := s.Read(storetest.System(t, id), func(ctx context.Context, c *db.Client) error {
			all, err := c.AuthorityVersion.Query().Count(ctx)
			if err != nil {
				return err
			}
			open, err := c.AuthorityVersion.Query().Where(authorityversion.ValidToIsNil()).Count(ctx)
			if all != 2002 || open != 1001 {
				t.Errorf("%d versions, %d open", all, open)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
