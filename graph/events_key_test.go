package graph_test

import (
	"context"
	"net/http/httptest"
	"testing"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// TestStreamsOfKeys: a personal key that is revoked or over takes its stream with it,
// and a service key with several roles keeps its own as long as it holds them all.
func TestStreamsOfKeys(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, o *office, doors [2]*httptest.Server) {
		const history = `subscription { historyAppended(where: { actions: ["USER_CREATED"] }) { action } }`
		ada := o.hire("Ada Lovelace", "administrator")
		o.sealed()
		person := withActor(t.Context(), actor.Actor{Kind: actor.User, Tenant: o.tenant, ID: ada})
		keys := map[string]directory.IssuedKey{}
		for _, name := range []string{"revoked", "over"} {
			key, err := o.people.CreateAPIKey(person, directory.NewAPIKey{Name: name, Personal: true})
			o.must(err)
			keys[name] = key
		}
		several, err := o.people.CreateAPIKey(o.ctx, directory.NewAPIKey{Name: "several", Roles: []ident.ID{roleOf(o, "service-los"), roleOf(o, "auditor")}})
		o.must(err)

		follows := map[string]*follower{}
		for i, name := range []string{"revoked", "over"} {
			follows[name] = o.followAt(t, doors[i], with(keys[name].Text), history, nil)
		}
		stays := o.followAt(t, doors[1], with(several.Text), history, nil)
		time.Sleep(1100 * time.Millisecond) // long enough to be judged twice
		o.must(o.people.RevokeAPIKey(person, keys["revoked"].ID))
		o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeAPIKey)
			return tx.Client.APIKey.UpdateOneID(keys["over"].ID).SetExpiresAt(tx.Now.Add(-time.Second)).Exec(ctx)
		}))
		for name, f := range follows {
			f.next("error").refused(200, fault.CodeUnauthenticated)
			if e, open := <-f.lines; open {
				t.Errorf("%s: told %v after the end", name, e)
			}
		}
		o.hire("Nora New")
		o.sealSoon()
		stays.next("next").ok().want("historyAppended.action", "USER_CREATED")
		o.must(o.people.RevokeKey(o.ctx, several.ID))
		stays.next("error").refused(200, fault.CodeUnauthenticated)
	})
}
