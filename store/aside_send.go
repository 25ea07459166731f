package store

import (
	"context"
	"fmt"
)

// sentMost bounds the changes that are in words before the database has taken them.
const sentMost = 4

// sending is changes on their way to the database, one after the other.
type sending struct {
	changes chan func() error
	end     chan error // what the first of them said that failed
}

// send gives a change to the database, of what runs beside, and does not wait for its end:
// the next changes are put into words meanwhile, be they of the errand behind. Whatever else
// comes next on the connection waits for all that were sent, and has their error.
func (a *aside) send(ctx context.Context, what, query string, args []any) error {
	if ctx.Value(asideKey{}) != a {
		if err := a.wait(ctx); err != nil {
			return err
		}
	}
	if a.sent == nil {
		a.sent = &sending{make(chan func() error, sentMost), make(chan error, 1)}
		go a.sent.run()
	}
	a.sent.changes <- func() error {
		ctx, cancel := outliving(ctx)
		defer cancel()
		if _, err := a.tx.ExecContext(ctx, query, args...); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		return nil
	}
	return nil
}

// run makes the changes. Behind one that failed it makes none: the transaction is lost.
func (s *sending) run() {
	var failed error
	for change := range s.changes {
		if failed == nil {
			failed = protect(change)
		}
	}
	s.end <- failed
}

// arrived waits for what was sent.
func (a *aside) arrived() error {
	if a.sent == nil {
		return nil
	}
	close(a.sent.changes)
	err := <-a.sent.end
	a.sent = nil
	return err
}
