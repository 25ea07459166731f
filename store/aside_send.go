package store

import (
	"context"
	"fmt"
)

// send gives a change to the database, of what runs beside, and does not wait for its end:
// the next change is put into words meanwhile. Whatever comes next on the connection waits
// for it and has its error.
func (a *aside) send(ctx context.Context, what, query string, args []any) error {
	if err := a.wait(ctx); err != nil {
		return err
	}
	sent := make(chan error, 1)
	a.sent = sent
	go func() {
		_, err := a.tx.ExecContext(ctx, query, args...)
		if err != nil {
			err = fmt.Errorf("%s: %w", what, err)
		}
		sent <- err
	}()
	return nil
}

// arrived waits for what was sent.
func (a *aside) arrived() error {
	if a.sent == nil {
		return nil
	}
	err := <-a.sent
	a.sent = nil
	return err
}
