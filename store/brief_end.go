package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/lib/pq"
)

// begin begins the transaction, where it has not begun: on the connection of what was looked
// at, or on another where that one is broken.
func (b *brief) begin() (*sql.Tx, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.tx != nil {
		return b.tx, nil
	}
	if err := b.failure(); err != nil {
		return nil, err
	}
	err := driver.ErrBadConn
	if b.conn != nil {
		b.tx, err = b.conn.BeginTx(b.ctx, nil)
	}
	if classify(err) == errGone {
		b.letGo()
		b.tx, err = b.pool.BeginTx(b.ctx, nil)
	}
	return b.tx, err
}

func (b *brief) begun() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.tx != nil
}

// letGo gives the connection back, and rows with it that nobody has closed.
func (b *brief) letGo() {
	for _, done := range b.looks {
		done()
	}
	if b.conn != nil {
		_ = b.conn.Close()
	}
	b.conn, b.looks = nil, nil
}

// Commit commits what has begun; where nothing has, there is nothing that is not committed.
func (b *brief) Commit() error {
	if err := b.failure(); err != nil {
		_ = b.Rollback()
		return err
	}
	return b.finish((*sql.Tx).Commit)
}

// Rollback undoes what has begun.
func (b *brief) Rollback() error { return b.finish((*sql.Tx).Rollback) }

// giveBack is the end of one that has not come to its end: of a function that has panicked or
// gone away in the middle of it.
func (b *brief) giveBack() {
	if b != nil {
		_ = b.Rollback()
	}
}

func (b *brief) finish(how func(*sql.Tx) error) (err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.tx != nil {
		err = how(b.tx)
	}
	b.letGo()
	return err
}

// endBriefly makes what waits by one statement and commits it, where that is all there is and
// every judge is content with a row. The statement fails where one has found none: nothing
// has happened then, a transaction begins, and the judges hear of it.
func (tx *Tx) endBriefly(ctx context.Context) (ended bool, err error) {
	b := tx.batch
	if b.brief == nil || b.brief.begun() || b.behind != nil || b.failed != nil || !isWhole(b.later) {
		return false, nil
	}
	if err := b.brief.failure(); err != nil {
		return false, err
	}
	text, args := asWhole(b.later)
	err = b.brief.end(ctx, text, args)
	if unmet := new(pq.Error); errors.As(err, &unmet) && unmet.Code == divisionByZero {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("write %s and more: %w", b.later[0].kind, err)
	}
	b.later = nil
	return true, nil
}

// end runs a statement that is a transaction of its own. It is not run again where the
// connection is lost: nobody knows then whether the server has committed.
func (b *brief) end(ctx context.Context, text string, args []any) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.conn == nil {
		return driver.ErrBadConn
	}
	_, err := b.conn.ExecContext(b.ofTenant(ctx), text, args...)
	return err
}

// divisionByZero is the SQLSTATE that asWhole fails with.
const divisionByZero = "22012"

// isWhole reports whether changes can be one statement that judges itself.
func isWhole(list []*change) bool {
	for _, c := range list {
		if c.judge != nil && !c.some {
			return false
		}
	}
	return len(list) > 0 && bundle(list, string(dialectPostgres)) == len(list)
}

// asWhole says changes as one statement, which fails, and changes nothing, where one that is
// judged has changed no row. They are judged in their order.
func asWhole(list []*change) (text string, args []any) {
	parts, args := partsOf(list)
	var met strings.Builder
	for i, c := range list {
		if c.judge != nil {
			met.WriteString(" WHEN (SELECT count(*) FROM c" + strconv.Itoa(i) + ") = 0 THEN 0")
		}
	}
	if met.Len() == 0 {
		return parts + " SELECT 1", args
	}
	return parts + " SELECT 1 / CASE" + met.String() + " ELSE 1 END", args
}
