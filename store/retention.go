package store

import (
	"context"
	"fmt"
	"time"

	"mandate/ident"
)

// What is kept for how long after it has served; history and versions are not here,
// since they are kept.
const (
	keptSpent      = 24 * time.Hour // sign-ins under way, assertions, sessions, links, tokens: after their end
	keptDeltas     = 24 * time.Hour
	keptNotices    = 365 * 24 * time.Hour
	keptMails      = 90 * 24 * time.Hour
	keptDeliveries = 30 * 24 * time.Hour

	// What strangers leave behind goes soon: a sign-in that nobody finished, and counters of
	// tries, which count for nothing after an hour of quiet. A counter below zero is the
	// credit of somebody who has signed in from there.
	keptUnused = 10 * time.Minute
	keptTries  = 2 * time.Hour
	keptCredit = 30 * 24 * time.Hour

	retainEvery = 10 * time.Minute
	retainLease = "retention"
)

// spent names what goes, by table and the column whose instant counts, and what of the
// table it is about.
var spent = []struct {
	table, column string
	kept          time.Duration
	which         string
}{
	{"sign_in_requests", "expires_at", keptUnused, " AND used_at IS NULL"}, {"sign_in_requests", "expires_at", keptSpent, ""}, {"assertions_seen", "expires_at", keptSpent, ""}, {"sessions", "expires_at", keptSpent, ""},
	{"challenges", "expires_at", keptSpent, ""}, {"one_time_links", "expires_at", keptSpent, ""}, {"test_runs", "expires_at", keptSpent, ""},
	{"access_tokens", "expires_at", keptSpent, ""}, {"refresh_tokens", "expires_at", keptSpent, ""},
	{"throttles", "last_at", keptTries, " AND failures >= 0"}, {"throttles", "last_at", keptCredit, ""}, {"idempotency_keys", "expires_at", 0, ""}, {"bench_deltas", "created_at", keptDeltas, ""},
	{"notifications", "created_at", keptNotices, ""}, {"mails", "created_at", keptMails, ""}, {"webhook_deliveries", "created_at", keptDeliveries, ""},
}

// RunRetention removes what has served its time, until ctx ends. One replica does it
// at a time.
func (s *Store) RunRetention(ctx context.Context) {
	holder := s.NewID().String()
	tick := time.NewTicker(retainEvery)
	defer tick.Stop()
	for {
		if mine, err := s.Lease(ctx, retainLease, holder, 2*retainEvery); err == nil && mine {
			s.retainAll(ctx)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (s *Store) retainAll(ctx context.Context) {
	tenants, err := s.Tenants(ctx)
	if err != nil && ctx.Err() == nil {
		s.Log.Error("remove what has served its time", "error", err)
	}
	for _, t := range tenants {
		if t.Kind == "SCENARIO" { // its clock is not ours
			continue
		}
		if err := s.retain(ctx, t.ID); err != nil && ctx.Err() == nil {
			s.Log.Error("remove what has served its time", "tenant", t.Slug, "error", err)
		}
	}
}

func (s *Store) retain(ctx context.Context, tenant ident.ID) error {
	tx, err := s.pools.Write.BeginTx(withTenantTx(ctx, tenant), nil)
	if err != nil {
		return s.explain(err)
	}
	defer func() { _ = tx.Rollback() }()
	now := s.Now()
	for _, k := range spent {
		_, err := tx.ExecContext(ctx, `DELETE FROM `+k.table+` WHERE tenant_id = $1 AND `+k.column+` < $2`+k.which, tenant, now.Add(-k.kept))
		if err != nil {
			return fmt.Errorf("remove old %s: %w", k.table, err)
		}
	}
	return tx.Commit()
}
