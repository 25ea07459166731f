package store

import (
	"context"
	"database/sql"
	"strings"
	"sync"
)

// WriteBriefly is Write for a function that looks, judges, and has all that it changes wait
// (Later, Claim, Hold, history, notices). On PostgreSQL no transaction begins for it until a
// statement needs one: each look is one round trip, as a Glance is, and sees what was there
// at its instant, as it does in a transaction of READ COMMITTED. What waits is made by one
// statement in the end, which is a transaction of its own (see endBriefly), so that nobody
// waits for BEGIN or COMMIT. A change that does not wait, a lock, whatever is not a plain
// SELECT begins the transaction, from there on as Write has it. fn asks for nothing that a
// transaction has to keep by a function in a SELECT, an advisory lock or a setting.
func (s *Store) WriteBriefly(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	if s.pools.Kind != string(dialectPostgres) {
		return s.Write(ctx, fn)
	}
	return s.write(ctx, func() *brief { return &brief{} }, fn)
}

// brief is a transaction of WriteBriefly.
type brief struct {
	pool *sql.DB
	ctx  context.Context // of BeginTx, with the tenant

	mu    sync.Mutex
	conn  *sql.Conn // nil: nothing was looked at yet, or nothing more will be
	tx    *sql.Tx   // nil: it has not begun
	looks []context.CancelFunc
}

type briefKey struct{}

func withBrief(ctx context.Context, b *brief) context.Context {
	if b == nil {
		return ctx
	}
	return context.WithValue(ctx, briefKey{}, b)
}

// begunIn is a transaction of a pool that the context of BeginTx asks for.
func begunIn(ctx context.Context, pool *sql.DB, o *sql.TxOptions) (transaction, error) {
	b, ok := ctx.Value(briefKey{}).(*brief)
	if !ok {
		return pool.BeginTx(ctx, o)
	}
	b.pool, b.ctx = pool, ctx
	return b, nil
}

// ExecContext changes something, and so begins the transaction.
func (b *brief) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	tx, err := b.begin()
	if err != nil {
		return nil, err
	}
	return tx.ExecContext(ctx, query, args...)
}

// QueryContext looks, on a connection of its own until the end. One that proves broken, as
// all of them do after the server was started anew, is left for a transaction on another.
func (b *brief) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if isLook(query) {
		rows, began, err := b.look(ctx, query, args)
		if !began && classify(err) != errGone {
			return rows, err
		}
	}
	tx, err := b.begin()
	if err != nil {
		return nil, err
	}
	return tx.QueryContext(ctx, query, args...)
}

// isLook reports whether a statement is a SELECT that takes no locks.
func isLook(query string) bool {
	return strings.HasPrefix(query, "SELECT ") && !strings.Contains(query, " FOR ")
}

func (b *brief) look(ctx context.Context, query string, args []any) (rows *sql.Rows, began bool, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.tx != nil {
		return nil, true, nil
	}
	if b.conn == nil {
		if b.conn, err = b.pool.Conn(ctx); err != nil {
			return nil, false, err
		}
	}
	ctx, done := context.WithCancel(b.ofTenant(ctx))
	b.looks = append(b.looks, done)
	rows, err = b.conn.QueryContext(ctx, query, args...)
	return rows, false, err
}

// ofTenant is a statement's context with the tenant that the transaction is of.
func (b *brief) ofTenant(ctx context.Context) context.Context {
	return context.WithValue(ctx, tenantTxKey{}, b.ctx.Value(tenantTxKey{}))
}
