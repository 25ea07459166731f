package directory_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"mandate/directory"
	"mandate/directory/application"
	"mandate/ident"
)

// TestTwoCallsAtOnceAreOne: a call that is sent again while the first one runs waits for it
// and gives its answer. It is neither refused for what the first one did, nor our fault.
func TestTwoCallsAtOnceAreOne(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		name, issuer, addresses := "Okta", "https://okta.test", []string{"https://los.test/cb"}
		conn, err := h.d.CreateConnection(h.system(), "OIDC", directory.ConnectionUpdate{Name: &name, Issuer: &issuer, ClientID: &name})
		h.no(err)
		ann := h.person("ann@lender.test")
		other := "Entra"
		for mutation, run := range map[string]func(context.Context) (ident.ID, error){
			"ssoTestStart": func(ctx context.Context) (ident.ID, error) { return h.d.StartTest(ctx, conn) },
			"ssoConnectionUpdate": func(ctx context.Context) (ident.ID, error) {
				return conn, h.d.UpdateConnection(ctx, conn, 1, directory.ConnectionUpdate{Name: &other})
			},
			"sessionsRevokeAll": func(ctx context.Context) (ident.ID, error) { return ann, h.d.EndSessions(ctx, ann, "REVOKED") },
			"applicationCreate": func(ctx context.Context) (ident.ID, error) {
				made, err := application.Applications{Directory: h.d}.Create(ctx, application.Change{Name: &name, RedirectURIs: &addresses})
				return made.ID, err
			},
		} {
			ctx := directory.WithIdempotencyKey(h.system(), directory.IdempotencyKey{Mutation: mutation, Key: "k", Input: []byte("{}")})
			ids := make([]ident.ID, 6)
			var all sync.WaitGroup
			for i := range ids {
				all.Go(func() {
					var err error
					if ids[i], err = run(ctx); err != nil {
						t.Errorf("%s: %v", mutation, err)
					}
				})
			}
			all.Wait()
			for _, id := range ids {
				if id != ids[0] {
					t.Errorf("%s answers %s", mutation, fmt.Sprint(ids))
					break
				}
			}
		}
	})
}

// TestAnsweredLooksOnly: what comes before a transaction sees whether the key has its
// answer; another input is refused there already.
func TestAnsweredLooksOnly(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		key := func(input string) context.Context {
			return directory.WithIdempotencyKey(h.system(), directory.IdempotencyKey{Mutation: "userDeactivate", Key: "k", Input: []byte(input)})
		}
		answered := func(ctx context.Context, want bool) {
			t.Helper()
			done, err := h.d.Answered(ctx)
			h.no(err)
			if done != want {
				t.Errorf("answered %t", done)
			}
		}
		answered(h.system(), false)
		answered(key("1"), false)
		h.no(h.d.Deactivate(key("1"), h.person("ann@lender.test"), 0, ""))
		answered(key("1"), true)
		if _, err := h.d.Answered(key("2")); err == nil {
			t.Error("another input is not refused")
		}
	})
}
