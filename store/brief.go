package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"sync"
	"sync/atomic"
)

// WriteBriefly is Write for a function that looks, judges, and has all that it changes wait
// (Later, Claim, Hold, history, notices). On PostgreSQL no transaction begins for it until a
// statement needs one: each look is one round trip, as a Glance is, and sees what was there
// at its instant, as it does in a transaction of READ COMMITTED. What waits is made by one
// statement in the end, which is a transaction of its own (see endBriefly), so that nobody
// waits for BEGIN or COMMIT. A change that does not wait, a lock, whatever is not a plain
// SELECT (see isLook) begins the transaction, from there on as Write has it. A look that fails
// fails it all, as it does there.
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
	conn  *sql.Conn // nil: it proved broken, or nothing more will be asked for
	tx    *sql.Tx   // nil: it has not begun
	looks []context.CancelFunc

	failed atomic.Pointer[error] // see refusedLook
}

type briefKey struct{}

func withBrief(ctx context.Context, b *brief) context.Context {
	if b == nil {
		return ctx
	}
	return context.WithValue(ctx, briefKey{}, b)
}

// begunIn is a transaction of a pool that the context of BeginTx asks for. One that begins
// later has its connection now, which sends nothing: who has a transaction has waited for it,
// and looks at the clock behind that (newTx).
func begunIn(ctx context.Context, pool *sql.DB, o *sql.TxOptions) (transaction, error) {
	b, ok := ctx.Value(briefKey{}).(*brief)
	if !ok {
		return pool.BeginTx(ctx, o)
	}
	var err error
	b.pool, b.ctx = pool, ctx
	b.conn, err = pool.Conn(ctx)
	return b, err
}

// ExecContext changes something, and so begins the transaction.
func (b *brief) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	tx, err := b.begin()
	if err != nil {
		return nil, err
	}
	return tx.ExecContext(ctx, query, args...)
}

// QueryContext looks, on the connection of this alone. One that proves broken, as
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

func (b *brief) look(ctx context.Context, query string, args []any) (rows *sql.Rows, began bool, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.tx != nil {
		return nil, true, nil
	}
	if b.conn == nil {
		return nil, false, driver.ErrBadConn
	}
	if err := b.failure(); err != nil {
		return nil, false, err
	}
	ctx, done := context.WithCancel(withBrief(b.ofTenant(ctx), b))
	b.looks = append(b.looks, done)
	rows, err = b.conn.QueryContext(ctx, query, args...)
	return rows, false, err
}

// ofTenant is a statement's context with the tenant that the transaction is of.
func (b *brief) ofTenant(ctx context.Context) context.Context {
	return context.WithValue(ctx, tenantTxKey{}, b.ctx.Value(tenantTxKey{}))
}
