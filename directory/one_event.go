package directory

import (
	"context"

	"mandate/store"
)

type partsKey struct{}

// asOneEvent runs what is one event of several changes. What they mean for deals follows
// once, when all of them are made (TM-3): a deal that waits must not go to somebody whom
// the same event gives capacity and takes the province from.
func (d *Directory) asOneEvent(ctx context.Context, tx *store.Tx, run func(context.Context) error) error {
	if _, within := ctx.Value(partsKey{}).(*[]Change); within {
		return run(ctx)
	}
	var parts []Change
	if err := run(context.WithValue(ctx, partsKey{}, &parts)); err != nil {
		return err
	}
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return d.follow(ctx, tx, parts[0])
	}
	return d.follow(ctx, tx, Change{Kind: Several, Parts: parts})
}

// follow tells OnChange of a change, or keeps it for the end of the event it is a part of.
func (d *Directory) follow(ctx context.Context, tx *store.Tx, c Change) error {
	if d.OnChange == nil || tx.Rehearsal { // deals refuse nothing
		return nil
	}
	if parts, ok := ctx.Value(partsKey{}).(*[]Change); ok {
		*parts = append(*parts, c)
		return nil
	}
	return d.OnChange(ctx, tx, c)
}
