package desk

import (
	"context"
	"errors"

	"mandate/store"
)

// errTried ends a trial before its first write.
var errTried = errors.New("this was a trial")

// TrySubmit says what Submit would say of a deal against what is there now, and writes
// nothing. Deals that are tried one after the other don't know of each other.
func (d *Desk) TrySubmit(ctx context.Context, in Submission) error {
	if err := in.plausible(); err != nil {
		return err
	}
	err := d.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		s, err := d.sit(ctx, tx)
		if err != nil {
			return err
		}
		a, err := s.read(in)
		if err != nil {
			return err
		}
		if _, err := s.same(ctx, a); err != nil {
			return err
		}
		return errTried
	})
	if errors.Is(err, errTried) {
		return nil
	}
	return err
}
