package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"

	"mandate/ident"
)

// BeginTx begins a transaction and sets its tenant in one round trip, see
// withTenantTx. SET LOCAL ends with the transaction, whichever way it ends.
func (c *postgresConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	begin, err := beginText(opts)
	if err != nil {
		return nil, err
	}
	variables, err := txVariables(ctx)
	if err != nil {
		return nil, err
	}
	defer c.wire.guard(ctx)()
	c.clearWire()
	if _, ok := ctx.Value(tenantTxKey{}).(ident.ID); !ok {
		if err := c.show(ctx); err != nil {
			return nil, err
		}
	}
	if _, err := c.base.ExecContext(ctx, begin+variables, nil); err != nil {
		c.broken = true // it may be inside a transaction
		return nil, c.outcome(ctx, err)
	}
	c.inTx = true
	return postgresTx{ctx, c}, nil
}

// Begin is BeginTx without a context and options.
func (c *postgresConn) Begin() (driver.Tx, error) {
	return c.BeginTx(context.Background(), driver.TxOptions{})
}

func beginText(opts driver.TxOptions) (string, error) {
	access := " READ WRITE"
	if opts.ReadOnly {
		access = " READ ONLY"
	}
	switch level := sql.IsolationLevel(opts.Isolation); level {
	case sql.LevelDefault, sql.LevelReadCommitted:
		return "BEGIN ISOLATION LEVEL READ COMMITTED" + access, nil
	case sql.LevelRepeatableRead, sql.LevelSnapshot:
		return "BEGIN ISOLATION LEVEL REPEATABLE READ" + access, nil
	case sql.LevelSerializable:
		return "BEGIN ISOLATION LEVEL SERIALIZABLE" + access, nil
	default:
		return "", fmt.Errorf("begin transaction: isolation level %s isn't supported", level)
	}
}

type postgresTx struct {
	ctx  context.Context // of BeginTx: database/sql keeps it until the end
	conn *postgresConn
}

// Commit ends the transaction. When the connection is lost here, nobody knows
// whether the server committed: the error is errGone, and it is wrong to run
// the work again without looking.
func (tx postgresTx) Commit() error {
	defer tx.conn.wire.guard(tx.ctx)()
	tx.conn.clearWire()
	tx.conn.inTx = false
	return tx.conn.base.Commit()
}

// Rollback gives the transaction up.
func (tx postgresTx) Rollback() error {
	defer tx.conn.wire.guard(tx.ctx)()
	tx.conn.clearWire()
	tx.conn.inTx = false
	return tx.conn.base.Rollback()
}
