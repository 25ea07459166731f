package directory

import (
	"context"

	"mandate/store"
)

// rehearse judges what a settle would do, and undoes it. What is due by the clock is
// applied before, as a Settle does by itself.
func (d *Directory) rehearse(ctx context.Context, fn step) error {
	if d.CatchUp != nil {
		if err := d.CatchUp(ctx); err != nil {
			return err
		}
	}
	return again(func() error { return d.Store.Rehearse(ctx, fn) })
}

func (d *Directory) settleOrRehearse(ctx context.Context, dry bool, fn func(context.Context, *store.Tx) error) error {
	if dry {
		return d.rehearse(ctx, fn)
	}
	return d.settle(ctx, fn)
}
