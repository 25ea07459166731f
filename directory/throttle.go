package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/throttle"
	"mandate/store"
)

// Throttle counts failed sign-ins of one account or one address, for all replicas.
type Throttle struct {
	Failures     int
	Last         time.Time
	BlockedUntil *time.Time
}

// ThrottleOf reads a counter; none is the zero Throttle. The key is a hash that the
// door makes.
func (d *Directory) ThrottleOf(ctx context.Context, key string) (Throttle, error) {
	var out Throttle
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		row, err := c.Throttle.Query().Where(throttle.Key(key)).Only(ctx)
		if db.IsNotFound(err) {
			return nil
		}
		if err == nil {
			out = Throttle{row.Failures, row.LastAt, row.BlockedUntil}
		}
		return err
	})
	return out, err
}

// CountFailure adds one failure. blockedUntil says from the number of failures
// until when to slow down; the zero time: not yet.
func (d *Directory) CountFailure(ctx context.Context, key string, blockedUntil func(failures int, now time.Time) time.Time) (Throttle, error) {
	var out Throttle
	err := d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.Client.Throttle.Update().Where(throttle.Key(key)).AddFailures(1).SetLastAt(tx.Now).Save(ctx)
		if err == nil && n == 0 {
			err = tx.Client.Throttle.Create().SetID(tx.NewID()).SetKey(key).SetFailures(1).SetLastAt(tx.Now).Exec(ctx)
			if store.IsTaken(err) {
				return errMoved
			}
		}
		if err != nil {
			return fmt.Errorf("count failure: %w", err)
		}
		row, err := tx.Client.Throttle.Query().Where(throttle.Key(key)).Only(ctx)
		if err != nil {
			return fmt.Errorf("read throttle: %w", err)
		}
		out = Throttle{Failures: row.Failures, Last: row.LastAt}
		if until := blockedUntil(row.Failures, tx.Now); !until.IsZero() {
			out.BlockedUntil = &until
			return tx.Client.Throttle.Update().Where(throttle.Key(key)).SetBlockedUntil(until).Exec(ctx)
		}
		return nil
	})
	return out, err
}

// ClearThrottle forgets failures after a sign-in that succeeded.
func (d *Directory) ClearThrottle(ctx context.Context, key string) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Client.Throttle.Delete().Where(throttle.Key(key)).Exec(ctx)
		return err
	})
}
