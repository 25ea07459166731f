package attempt

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	entsql "entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/throttle"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Counters are the counters of an installation; the tenant is the actor's.
type Counters struct{ Store *store.Store }

// Count counts a try in all its counters before its outcome is known, in one
// transaction, and gives it as counted. A try that comes too early changes nothing and
// is fault.Throttled with "seconds", the whole seconds to wait.
func (c Counters) Count(ctx context.Context, t Try) (Try, error) {
	counted := t
	err := c.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		counted = t
		if free, err := sentAgain(ctx, tx, t.call); err != nil || free {
			return err
		}
		for _, key := range t.keys() {
			row, err := lockCounter(ctx, tx, key)
			if err != nil {
				return err
			}
			now := counterOf(row)
			next, ok := now.attempt(tx.Now, t.limits[key])
			if !ok {
				return tooSoon(now.Until.Sub(tx.Now).Seconds())
			}
			if err := saveCounter(ctx, tx, row.ID, next); err != nil {
				return err
			}
			if key == t.first && now.known() {
				counted.limits = map[string]limit{t.first: t.limits[t.first]}
				return nil
			}
		}
		return nil
	})
	return counted, err
}

// sentAgain reports whether a call was counted already and may be sent once more for that,
// and notes that it was. It comes before the counters: equal calls wait for each other there.
func sentAgain(ctx context.Context, tx *store.Tx, call string) (bool, error) {
	if call == "" {
		return false, nil
	}
	row, err := lockCounter(ctx, tx, call)
	if err != nil {
		return false, err
	}
	now := counter{LastAt: tx.Now}
	if tx.Now.Sub(row.LastAt) < forgetAfter {
		now = counterOf(row)
	}
	if now.Failures >= sendings {
		return false, nil
	}
	now.Failures++
	return now.Failures > 1, saveCounter(ctx, tx, row.ID, now)
}

func tooSoon(seconds float64) *fault.Fault {
	return fault.New(fault.Throttled, fault.CodeThrottled, "Too many attempts. Wait a little, then try again.").
		With("seconds", max(1, int(math.Ceil(seconds))))
}

// TakeBack undoes Count after a success, and forgets earlier failures of the same pair.
func (c Counters) TakeBack(ctx context.Context, t Try) error {
	return c.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, key := range t.keys() {
			row, err := lockCounter(ctx, tx, key)
			if err != nil {
				return err
			}
			if err := saveCounter(ctx, tx, row.ID, counterOf(row).succeeded(key == t.first)); err != nil {
				return err
			}
		}
		return nil
	})
}

// keys are the counters in the one order in which everybody locks them: the first one,
// which only tries of the same pair share, before the others.
func (t Try) keys() []string {
	rest := slices.DeleteFunc(slices.Sorted(maps.Keys(t.limits)), func(k string) bool { return k == t.first })
	return append([]string{t.first}, rest...)
}

// lockCounter makes the row if it is not there and holds it until the end of the
// transaction: the upsert takes its lock on both databases.
func lockCounter(ctx context.Context, tx *store.Tx, key string) (*db.Throttle, error) {
	err := tx.Client.Throttle.Create().SetID(tx.NewID()).SetTenantID(tx.Actor.Tenant).SetKey(key).SetLastAt(tx.Now).
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
