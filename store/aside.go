package store

import (
	"context"
	"database/sql"
	"sync"
)

// aside runs one thing at a time beside the function of a transaction, on the transaction's
// own connection. Every other statement waits for its end, and so do commit and rollback:
// nobody sees half of what it writes, and nobody sees nothing of it.
type aside struct {
	tx      transaction
	mu      sync.Mutex
	running chan error // nil: nothing runs
	sent    chan error // of a statement that its sender did not wait for; nil: there is none
	failed  error      // of what ran: the transaction can't be used any more
}

// transaction is one of database/sql, or one that begins later.
type transaction interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	Commit() error
	Rollback() error
}

type asideKey struct{}

// start runs fn beside the caller, as soon as what runs has ended.
func (a *aside) start(ctx context.Context, fn func(context.Context) error) error {
	if err := a.wait(ctx); err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	running := make(chan error, 1)
	a.running = running
	// The caller may have ended, and its context with it, before this has.
	ctx, cancel := context.WithTimeout(context.WithValue(context.WithoutCancel(ctx), asideKey{}, a), writeTime)
	go func() {
		defer cancel()
		err := protect(func() error { return fn(ctx) })
		if late := a.arrived(); err == nil {
			err = late
		}
		running <- err
	}()
	return nil
}

// wait ends when nothing runs; what runs does not wait for itself, but for what it sent.
func (a *aside) wait(ctx context.Context) error {
	if ctx.Value(asideKey{}) == a {
		return a.arrived()
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.running != nil {
		a.failed = <-a.running
		a.running = nil
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
