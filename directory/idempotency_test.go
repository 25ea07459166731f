package directory_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

func TestAMutationSentAgainAnswersTheSame(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			clock := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
			var mu sync.Mutex
			h := newHouse(t, storetest.OpenAt(t, storetest.Address(t, kind), func() time.Time {
				mu.Lock()
				defer mu.Unlock()
				return clock
			}), "acme")
			key := directory.IdempotencyKey{Mutation: "userCreate", Key: "k1", Input: []byte(`{"email":"a@b.test"}`)}
			ctx := directory.WithIdempotencyKey(h.system(), key)
			ids := make([]ident.ID, 4)
			var all sync.WaitGroup
			for i := range ids {
				all.Go(func() {
					id, _, err := h.d.Create(ctx, directory.NewPerson{Email: "a@b.test"})
					if err != nil {
						t.Error(err)
					}
					ids[i] = id
				})
			}
			all.Wait()
			for _, id := range ids {
				if id != ids[0] {
					t.Errorf("answers %v", ids)
				}
			}
			h.wantHistory(ids[0], "USER_CREATED")
			key.Input = []byte(`{}`)
			_, _, err := h.d.Create(directory.WithIdempotencyKey(h.system(), key), directory.NewPerson{Email: "c@b.test"})
			h.refused(err, fault.Conflict, fault.CodeInvalid)
			mu.Lock()
			clock = clock.Add(25 * time.Hour)
			mu.Unlock()
			_, _, err = h.d.Create(directory.WithIdempotencyKey(h.system(), key), directory.NewPerson{Email: "c@b.test"})
			h.no(err)
		})
	}
}

func TestARefusedMutationKeepsNoKey(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		id := h.person("ann@lender.test")
		ctx := directory.WithIdempotencyKey(h.system(), directory.IdempotencyKey{Mutation: "userDeactivate", Key: "k", Input: []byte("1")})
		h.refused(h.d.Deactivate(ctx, id, 9, ""), fault.Stale, fault.CodeStale)
		h.no(h.d.Deactivate(ctx, id, 0, ""))
		h.no(h.d.Activate(h.system(), id, 0, ""))
		h.no(h.d.Deactivate(ctx, id, 0, "")) // answered from the key: nothing happens
		if !h.row(id).Active {
			t.Error("the mutation ran twice")
		}
	})
}

// TestTokensAreShownOnce: the same key again makes no second directory and no second
// token, and has no text to show.
func TestTokensAreShownOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		key := func(mutation, text string) context.Context {
			return directory.WithIdempotencyKey(h.system(), directory.IdempotencyKey{Mutation: mutation, Key: text, Input: []byte(text)})
		}
		first, err := h.d.CreateDirectory(key("directoryCreate", "a"), "Shown once")
		h.no(err)
		again, err := h.d.CreateDirectory(key("directoryCreate", "a"), "Shown once")
		h.no(err)
		if again.Directory != first.Directory || again.Text != "" || first.Text == "" {
			t.Errorf("again %+v, first %+v", again, first)
		}
		token, err := h.d.IssueToken(key("scimTokenCreate", "b"), first.Directory, time.Time{})
		h.no(err)
		same, err := h.d.IssueToken(key("scimTokenCreate", "b"), first.Directory, time.Time{})
		h.no(err)
		if same.ID != token.ID || same.Text != "" {
			t.Errorf("again %+v, first %+v", same, token)
		}
		h.no(h.d.RevokeToken(key("scimTokenRevoke", "c"), token.ID))
		h.no(h.d.RevokeToken(key("scimTokenRevoke", "c"), token.ID))
	})
}

// A key of a program that acts for two people is two keys.
func TestAKeyIsOfThePersonItActsFor(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newHouse(t, s, "acme")
		roles, _, _, err := h.d.Store.Rights(t.Context(), h.tenant, h.person("boss@b.test", "administrator"))
		h.no(err)
		program := actor.Actor{Kind: actor.Service, Tenant: h.tenant, ID: s.NewID(), Request: "req-1"}
		program.Permissions, program.GrantsRoles = directory.Rights(roles)
		made := func(email string, person ident.ID) ident.ID {
			program.OnBehalfOf = person
			ctx := directory.WithIdempotencyKey(storetest.As(t, program), directory.IdempotencyKey{Mutation: "userCreate", Key: "k1", Input: []byte(`{}`)})
			id, _, err := h.d.Create(ctx, directory.NewPerson{Email: email})
			h.no(err)
			return id
		}
		ann, bob := s.NewID(), s.NewID()
		first := made("a@b.test", ann)
		if again := made("a@b.test", ann); again != first {
			t.Errorf("the same again is %s, not %s", again, first)
		}
		if other := made("c@b.test", bob); other == first {
			t.Error("what was done for one is the answer for another")
		}
	})
}
