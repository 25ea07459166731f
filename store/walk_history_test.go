package store_test

import (
	"context"
	"strings"
	"testing"

	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// traces are the kinds whose writing needs no event: sign-ins and keys under way,
// counters, and what the floor itself writes.
var traces = map[string]bool{
	db.TypeSignInRequest: true, db.TypeAssertionSeen: true, db.TypeThrottle: true, db.TypeIdempotencyKey: true,
	db.TypeHistoryEntry: true, db.TypeHistorySeal: true, db.TypeHistoryHead: true, db.TypeAuthorityVersion: true,
	db.TypeSettingsVersion: true, db.TypeDealVersion: true, db.TypeBenchDelta: true, db.TypeAssignmentState: true,
	db.TypeNotification: true, db.TypeLease: true, db.TypeProvisioningEvent: true, db.TypeProvisioningTally: true,
	db.TypeDirectoryConflict: true, db.TypeDeparture: true, db.TypeEventDelivery: true,
	db.TypeChallenge: true, db.TypeTestRun: true, db.TypeAuthorizationRequest: true, db.TypeAccessToken: true, db.TypeRefreshToken: true,
	db.TypeSigningKey: true, db.TypeMail: true, db.TypeWebhookDelivery: true, db.TypeJobFile: true, db.TypeJobRow: true, db.TypeSavedView: true,
}

type transaction func(context.Context, func(context.Context, *store.Tx) error) error

func TestEveryKindNeedsHistory(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, s *store.Store, all kindList, k kind) {
		if traces[k.name] {
			tenant, above := makeParents(t, s, all, k)
			err := s.Write(storetest.System(t, tenant), func(ctx context.Context, tx *store.Tx) error {
				return k.create(ctx, tx.Client, tx.NewID(), above)
			})
			if err != nil {
				t.Errorf("a trace asks for history: %v", err)
			}
			return
		}
		for name, begin := range map[string]transaction{"write": s.Write, "settle": s.Settle} {
			t.Run(name, func(t *testing.T) { expectHistory(t, s, begin, all, k) })
		}
	})
}

func makeParents(t *testing.T, s *store.Store, all kindList, k kind) (tenant ident.ID, above map[string]ident.ID) {
	t.Helper()
	tenant = s.NewID()
	err := s.Write(storetest.System(t, tenant), func(ctx context.Context, tx *store.Tx) (err error) {
		someEvent(tx)
		if k.name != db.TypeAssignmentState {
			if err := tx.Client.AssignmentState.Create().SetID(tx.NewID()).Exec(ctx); err != nil {
				return err
			}
		}
		above, err = all.parents(ctx, tx, k)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tenant, above
}

// expectHistory creates, changes and removes a row without an event, and with one.
func expectHistory(t *testing.T, s *store.Store, begin transaction, all kindList, k kind) {
	t.Helper()
	tenant, above := makeParents(t, s, all, k)
	ctx := storetest.System(t, tenant)
	base, row := ownRows(t, s, tenant, k), s.NewID()
	for _, step := range []struct {
		name string
		do   func(context.Context, *db.Client) error
		left int
	}{
		{"create", func(ctx context.Context, c *db.Client) error { return k.create(ctx, c, row, above) }, 1},
		{"update", func(ctx context.Context, c *db.Client) error { return k.touchOne(ctx, c, row) }, 1},
		{"delete", func(ctx context.Context, c *db.Client) error { return k.removeOne(ctx, c, row) }, 0},
	} {
		if insertOnly[k.name] && step.name != "create" {
			return
		}
		before := ownRows(t, s, tenant, k)
		err := begin(ctx, func(ctx context.Context, tx *store.Tx) error { return step.do(ctx, tx.Client) })
		if err == nil || !strings.Contains(err.Error(), k.name+" written without a history event") {
			t.Errorf("%s without an event: %v", step.name, err)
		}
		if n := ownRows(t, s, tenant, k); n != before {
			t.Errorf("%s without an event: %d rows, before %d", step.name, n, before)
		}
		err = begin(ctx, func(ctx context.Context, tx *store.Tx) error {
			someEvent(tx)
			return step.do(ctx, tx.Client)
		})
		if n := ownRows(t, s, tenant, k); err != nil || n != base+step.left {
			t.Errorf("%s with an event: %d rows, %v", step.name, n-base, err)
		}
	}
}
