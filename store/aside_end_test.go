package store

import (
	"context"
	"database/sql"
	"errors"
	"testing"
	"time"
)

// stub is a transaction whose changes are what a test says.
type stub struct {
	exec func(ctx context.Context) error
}

func (s stub) ExecContext(ctx context.Context, _ string, _ ...any) (sql.Result, error) {
	return nil, s.exec(ctx)
}

func (s stub) QueryContext(ctx context.Context, _ string, _ ...any) (*sql.Rows, error) {
	return nil, s.exec(ctx)
}

func (stub) Commit() error   { return errors.New("committed") }
func (stub) Rollback() error { return nil }

// sendsTwo is an errand that sends two changes.
func sendsTwo(a *aside) func(context.Context) error {
	return func(ctx context.Context) error {
		return errors.Join(a.send(ctx, "first", "", nil), a.send(ctx, "second", "", nil))
	}
}

// TestAsideEndsInTime: what goes on when its function has ended has the time that the
// transaction has, and no time of its own behind it.
func TestAsideEndsInTime(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	until, _ := ctx.Deadline()
	free := make(chan struct{})
	a := &aside{tx: stub{exec: func(ctx context.Context) error {
		<-free
		if end, ok := ctx.Deadline(); ctx.Err() != nil || !ok || !end.Equal(until) {
			t.Errorf("a change has time until %s, the transaction until %s; %v", end, until, ctx.Err())
		}
		return nil
	}}}
	if err := a.start(ctx, sendsTwo(a)); err != nil {
		t.Fatal(err)
	}
	cancel() // the function has ended
	close(free)
	if err := a.wait(context.Background()); err != nil {
		t.Error(err)
	}
}

// TestAsideOutlivesAPanic: a change that panics beside a function fails the transaction, and
// those behind it are not made.
func TestAsideOutlivesAPanic(t *testing.T) {
	t.Parallel()
	made := 0
	a := &aside{tx: stub{exec: func(context.Context) error { made++; panic("ouch") }}}
	if err := errors.Join(a.start(t.Context(), sendsTwo(a)), a.start(t.Context(), sendsTwo(a))); err != nil {
		t.Fatal(err)
	}
	err := a.commit()
	if made != 1 || err == nil || err.Error() == "committed" {
		t.Errorf("%d changes made, %v", made, err)
	}
}
