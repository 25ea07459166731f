package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/lib/pq"
)

// A server that has refused a statement of a transaction refuses all that come behind it and
// the commit (SQLSTATE 25P02), whether or not anybody minded. Looks of a brief are no
// transaction to the server, so that it is remembered here.

// refusedLook remembers what the server says to a look of a brief, or to its rows. Where the
// connection is lost it has said nothing: the brief goes on by another one, or fails by itself.
func refusedLook(ctx context.Context, err error) {
	b, ok := ctx.Value(briefKey{}).(*brief)
	if said := new(pq.Error); ok && errors.As(err, &said) && classify(err) != errGone {
		b.failed.CompareAndSwap(nil, &err)
	}
}

// failure is what the server has said to a look; nil: it has refused none.
func (b *brief) failure() error {
	if err := b.failed.Load(); err != nil {
		return fmt.Errorf("a look of this transaction has failed: %w", *err)
	}
	return nil
}
