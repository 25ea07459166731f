package store

import (
	"context"
	"database/sql/driver"
	"fmt"

	"mandate/actor"
)

// A transaction that has judged all it was asked has only to say what is to be changed, and
// nothing waits for one change but the next. Later keeps such changes, and they are made at
// the end, with history: on PostgreSQL in one statement, and so in one round trip.

// Judge is told how many rows a change that waited has changed; its error undoes the transaction.
type Judge func(ctx context.Context, rows int64) error

// change is a statement that waits.
type change struct {
	tx    *Tx // whose it is
	kind  string
	text  string
	args  []any
	judge Judge // nil: any number of rows will do
	some  bool  // judge has nothing to say against a row or more
	holds bool  // changes nothing: rows are held until the transaction ends
}

// Later gives a context with which a change by one of ent's builders waits for the end of the
// transaction. The builder is told of one row, whatever there will be: judge hears how many
// there were. It is for changes of one statement (Save of an Update, Exec of a Create). A
// query or change of the same kind of rows has it made before, as with Behind; the changes
// that wait together do not see each other.
func (tx *Tx) Later(ctx context.Context, judge Judge) context.Context {
	return context.WithValue(ctx, laterKey{}, &change{tx: tx, judge: judge})
}

// LaterSome is Later for a change that is right where it changes a row or more: none is asked
// where there was none.
func (tx *Tx) LaterSome(ctx context.Context, none func(ctx context.Context) error) context.Context {
	return context.WithValue(ctx, laterKey{}, &change{tx: tx, judge: unless(none), some: true})
}

// unless judges that there is a row.
func unless(none func(ctx context.Context) error) Judge {
	return func(ctx context.Context, rows int64) error {
		if rows == 0 {
			return none(ctx)
		}
		return nil
	}
}

type laterKey struct{}

// waits gives what a context has wait; nil: nothing.
func waits(ctx context.Context) *change {
	c, _ := ctx.Value(laterKey{}).(*change)
	return c
}

// atOnce gives a context whose changes do not wait.
func atOnce(ctx context.Context) context.Context {
	if waits(ctx) == nil {
		return ctx
	}
	return context.WithValue(ctx, laterKey{}, (*change)(nil))
}

// keep adds a statement to what waits.
func (c *change) keep(text string, args []any) driver.Result {
	kept := *c
	kept.text, kept.args = text, args
	c.tx.batch.later = append(c.tx.batch.later, &kept)
	return driver.RowsAffected(1)
}

// holds reports whether rows of a kind wait.
func (b *batch) holds(kind string) bool {
	for _, c := range b.later {
		if c.kind == kind {
			return true
		}
	}
	return false
}

// writeLater makes what waits, and what judges ask for behind it. What is being made waits no
// more: a judge that looks has the rest made before it sees. Where that fails the transaction
// is undone, whoever happened to cause it.
func (tx *Tx) writeLater(ctx context.Context) error {
	for b := tx.batch; len(b.later) > 0 && b.failed == nil; {
		n := bundle(b.later, tx.store.pools.Kind)
		part := b.later[:n]
		b.later = b.later[n:]
		if err := tx.changeJudged(atOnce(ctx), part); err != nil {
			b.failed = err
		}
	}
	return tx.batch.failed
}

func (tx *Tx) changeJudged(ctx context.Context, list []*change) error {
	rows, err := tx.change(ctx, list)
	if err != nil {
		return err
	}
	for i, c := range list {
		if err := c.judged(ctx, rows[i]); err != nil {
			return err
		}
	}
	return nil
}

// judged asks the judge, in the name of whoever the change belongs to.
func (c *change) judged(ctx context.Context, rows int64) error {
	if c.judge == nil {
		return nil
	}
	return c.judge(in(actor.With(ctx, c.tx.Actor), c.tx), rows)
}

// change makes changes, in one statement where there are several, and counts the rows of
// those that are judged.
func (tx *Tx) change(ctx context.Context, list []*change) ([]int64, error) {
	ctx = context.WithValue(ctx, txKey{}, nil) // who keeps a change has said what it writes
	if len(list) > 1 {
		return tx.changeAll(ctx, list)
	}
	res, err := tx.Client.ExecContext(ctx, list[0].text, list[0].args...)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", list[0].kind, err)
	}
	n, err := res.RowsAffected()
	return []int64{n}, err
}
