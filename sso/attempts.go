package sso

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"time"

	entsql "entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/throttle"
	"mandate/ident"
	"mandate/store"
)

// attempt is one try at a password, as the counters know it.
type attempt struct {
	tenant ident.ID
	limits map[string]limit // by key of the counter
	pair   string           // the counter that a success clears
}

// newAttempt names the counters of a try. The account need not exist: an unknown
// name is counted like a known one.
func newAttempt(tenant ident.ID, login, address string) attempt {
	account, from := "account:"+store.Fold(login), "address:"+network(address)
	pair := hashOf(account + "\x00" + from)
	return attempt{tenant: tenant, pair: pair, limits: map[string]limit{
		pair: limitPair, hashOf(account): limitAccount, hashOf(from): limitAddress}}
}

// network is what counts as one address: an IPv4 address, or an IPv6 /64, which one
// household or host gets whole.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if a = a.Unmap().WithZone(""); a.Is4() {
		return a.String()
	}
	p, err := a.Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}

// count counts a try in all its counters before its outcome is known, in one
// transaction that all replicas share. The refusal is slowed.
func (h *Handler) count(ctx context.Context, a attempt) error {
	return h.counters(ctx, a, func(key string, c counter, now time.Time) (counter, error) {
		next, ok := c.attempt(now, a.limits[key])
		if !ok {
			return c, refuse(slowed, "until %s", c.Until.Format(time.RFC3339))
		}
		return next, nil
	})
}

// takeBack undoes count after a success.
func (h *Handler) takeBack(ctx context.Context, a attempt) error {
	return h.counters(ctx, a, func(key string, c counter, _ time.Time) (counter, error) {
		return c.succeeded(key == a.pair), nil
	})
}

func (h *Handler) counters(ctx context.Context, a attempt, change func(string, counter, time.Time) (counter, error)) error {
	var keys []string
	for k := range a.limits {
		keys = append(keys, k)
	}
	slices.Sort(keys) // one order of locks
	return h.Store.Write(inTenant(ctx, a.tenant), func(ctx context.Context, tx *store.Tx) error {
		for _, key := range keys {
			row, err := lockCounter(ctx, tx, a.tenant, key)
			if err != nil {
				return err
			}
			next, err := change(key, counterOf(row), tx.Now)
			if err != nil {
				return err
			}
			if err := saveCounter(ctx, tx, row.ID, next); err != nil {
				return err
			}
		}
		return nil
	})
}

// lockCounter makes the row if it is not there and holds it until the end of the
// transaction: the upsert takes its lock on both databases.
func lockCounter(ctx context.Context, tx *store.Tx, tenant ident.ID, key string) (*db.Throttle, error) {
	err := tx.Client.Throttle.Create().SetID(tx.NewID()).SetTenantID(tenant).SetKey(key).SetLastAt(tx.Now).
		OnConflict(entsql.ConflictColumns(throttle.FieldTenantID, throttle.FieldKey)).
		Update(func(u *db.ThrottleUpsert) { u.AddFailures(0) }).Exec(ctx)
	if err != nil {
		return nil, fmt.Errorf("lock throttle: %w", err)
	}
	row, err := tx.Client.Throttle.Query().Where(throttle.Key(key)).Only(ctx)
	if err != nil {
		return nil, fmt.Errorf("read throttle: %w", err)
	}
	return row, nil
}

func counterOf(row *db.Throttle) counter {
	c := counter{Failures: row.Failures, LastAt: row.LastAt}
	if row.BlockedUntil != nil {
		c.Until = *row.BlockedUntil
	}
	return c
}

func saveCounter(ctx context.Context, tx *store.Tx, id ident.ID, c counter) error {
	update := tx.Client.Throttle.UpdateOneID(id).SetFailures(c.Failures).SetLastAt(c.LastAt)
	if c.Until.IsZero() {
		update.ClearBlockedUntil()
	} else {
		update.SetBlockedUntil(c.Until)
	}
	if err := update.Exec(ctx); err != nil {
		return fmt.Errorf("save throttle: %w", err)
	}
	return nil
}
