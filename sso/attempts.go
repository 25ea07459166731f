package sso

import (
	"context"
	"fmt"
	"maps"
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
// transaction that all replicas share, and gives the attempt as counted. The refusal
// is slowed.
func (h *Handler) count(ctx context.Context, a attempt) (attempt, error) {
	counted := a
	err := h.Store.Write(inTenant(ctx, a.tenant), func(ctx context.Context, tx *store.Tx) error {
		counted = a
		for _, key := range a.keys() {
			row, err := lockCounter(ctx, tx, a.tenant, key)
			if err != nil {
				return err
			}
			c := counterOf(row)
			next, ok := c.attempt(tx.Now, a.limits[key])
			if !ok {
				return &Refusal{Reason: slowed, Detail: "until " + c.Until.Format(time.RFC3339), Wait: c.Until.Sub(tx.Now)}
			}
			if err := saveCounter(ctx, tx, row.ID, next); err != nil {
				return err
			}
			if key == a.pair && c.known() {
				counted.limits = map[string]limit{a.pair: limitPair}
				return nil
			}
		}
		return nil
	})
	return counted, err
}

// takeBack undoes count after a success.
func (h *Handler) takeBack(ctx context.Context, a attempt) error {
	return h.Store.Write(inTenant(ctx, a.tenant), func(ctx context.Context, tx *store.Tx) error {
		for _, key := range a.keys() {
			row, err := lockCounter(ctx, tx, a.tenant, key)
			if err != nil {
				return err
			}
			if err := saveCounter(ctx, tx, row.ID, counterOf(row).succeeded(key == a.pair)); err != nil {
				return err
			}
		}
		return nil
	})
}

// keys are the counters in the one order in which everybody locks them: the pair
// first, which only tries of the same pair share.
func (a attempt) keys() []string {
	rest := slices.DeleteFunc(slices.Sorted(maps.Keys(a.limits)), func(k string) bool { return k == a.pair })
	return append([]string{a.pair}, rest...)
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
