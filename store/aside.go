package store

import (
	"context"
	"database/sql"
	"sync"
)

// aside runs one thing after the other beside the function of a transaction, on the transaction's
// own connection. Every other statement waits for its end, and so do commit and rollback:
// nobody sees half of what it writes, and nobody sees nothing of it.
type aside struct {
	tx      transaction
	mu      sync.Mutex
	running *errand  // the last; nil: nothing runs
	sent    *sending // changes that their sender did not wait for; nil: there are none
	failed  error    // of what ran: the transaction can't be used any more
}

// transaction is one of database/sql, or one that begins later.
type transaction interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	Commit() error
	Rollback() error
}

type asideKey struct{}

// errand is what runs beside, or waits for what runs.
type errand struct {
	begun chan struct{} // closed when nothing runs before it any more
	end   chan error
}

// start runs fn beside the caller, as soon as what runs has ended; what that sent may still
// be under way. It waits only where another waits for that already.
func (a *aside) start(ctx context.Context, fn func(context.Context) error) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.failed != nil {
		return a.failed
	}
	before, next := a.running, &errand{make(chan struct{}), make(chan error, 1)}
	if before != nil {
		<-before.begun
	}
	a.running = next
	ctx, cancel := outliving(context.WithValue(ctx, asideKey{}, a))
	go func() {
		defer cancel()
		next.end <- a.run(ctx, before, next, fn)
	}()
	return nil
}

// outliving gives a context for what goes on when the caller has ended, and its context with
// it: no longer than the transaction may take.
func outliving(ctx context.Context) (context.Context, context.CancelFunc) {
	if end, ok := ctx.Deadline(); ok {
		return context.WithDeadline(context.WithoutCancel(ctx), end)
	}
	return context.WithTimeout(context.WithoutCancel(ctx), writeTime)
}

// run does an errand behind the one before, unless that failed.
func (a *aside) run(ctx context.Context, before, now *errand, fn func(context.Context) error) (err error) {
	if before != nil {
		err = <-before.end
	}
	close(now.begun)
	if err != nil {
		return err
	}
	return protect(func() error { return fn(ctx) })
}

// wait ends when nothing runs; what runs does not wait for itself, but for what it sent.
func (a *aside) wait(ctx context.Context) error {
	if ctx.Value(asideKey{}) == a {
		return a.arrived()
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.running != nil {
		a.failed = <-a.running.end
		a.running = nil
	}
	if err := a.arrived(); a.failed == nil {
		a.failed = err
	}
	return a.failed
}

func (a *aside) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if c := waits(ctx); c != nil {
		return c.keep(query, args), nil
	}
	if err := a.wait(ctx); err != nil {
		return nil, err
	}
	return a.tx.ExecContext(ctx, query, args...)
}

func (a *aside) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := a.wait(ctx); err != nil {
		return nil, err
	}
	return a.tx.QueryContext(ctx, query, args...)
}

func (a *aside) commit() error {
	if err := a.wait(context.Background()); err != nil {
		_ = a.tx.Rollback()
		return err
	}
	return a.tx.Commit()
}

func (a *aside) rollback() error {
	_ = a.wait(context.Background())
	return a.tx.Rollback()
}

// openAside is where a transaction that is about to begin leaves its aside.
type openAside struct{ *aside }

type openAsideKey struct{}

func withAside(ctx context.Context) (context.Context, *openAside) {
	o := &openAside{}
	return context.WithValue(ctx, openAsideKey{}, o), o
}

// newAside is of a transaction that has begun with this context.
func newAside(ctx context.Context, tx transaction) *aside {
	a := &aside{tx: tx}
	if o, ok := ctx.Value(openAsideKey{}).(*openAside); ok {
		o.aside = a
	}
	return a
}
