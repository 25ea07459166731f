package store

import (
	"context"
	"fmt"
	"slices"
)

// Behind is what the operations of one batch, of Settles or of Gathers, gather to write together: rows of several
// operations in one statement a kind. Who reads never misses them, because they are
// written before the first query or change of one of their kinds in the batch, and
// at its end at the latest. Conditions on their edges in queries of other kinds, and
// statements that ent can't say, do not see them.
type Behind interface {
	// Kinds names the kinds of rows that wait: db.TypeDeal, …
	Kinds() []string
	// Flush writes all of them, by a transaction of nobody in particular.
	Flush(ctx context.Context, tx *Tx) error
}

// batch is what the Settles of one commit share.
type batch struct {
	behind Behind
	later  []*change // see Later
	failed error     // of what waited: the batch is undone, whoever happened to cause it
	aside  *aside    // nil: everything is written at its end
	sends  *aside    // by which inserts are sent without waiting for each; nil: they are not
	brief  *brief    // nil: its transaction has begun
}

// Behind gives what the batch gathers, made by fresh where nothing waits. The caller
// adds to it at once: from here on this transaction counts as one that has written.
// A Write is a batch of its own.
func (tx *Tx) Behind(fresh func() Behind) Behind {
	if tx.batch.behind == nil {
		tx.batch.behind = fresh()
	}
	for _, kind := range tx.batch.behind.Kinds() {
		tx.wrote[kind] = true
	}
	return tx.batch.behind
}

// Gathered gives what the batch has gathered so far, for who judges by it and may have
// nothing to add; nil: nothing waits.
func (tx *Tx) Gathered() Behind { return tx.batch.behind }

// CatchUp writes what waits, for who must know whether it can be written; what a judge asks
// for meanwhile, too.
func (tx *Tx) CatchUp(ctx context.Context) error {
	for {
		if err := tx.writeBehind(ctx); err != nil {
			return err
		}
		if err := tx.writeLater(ctx); err != nil {
			return err
		}
		if tx.batch.behind == nil {
			return nil
		}
	}
}

// catchUp writes what waits if a query or change of this kind must see it.
func (tx *Tx) catchUp(ctx context.Context, kind string) error {
	for tx.batch.holds(kind) || tx.batch.gathers(kind) {
		if tx.batch.holds(kind) {
			if err := tx.writeLater(ctx); err != nil {
				return err
			}
		}
		if tx.batch.gathers(kind) {
			if err := tx.writeBehind(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// gathers reports whether gathered rows of a kind wait.
func (b *batch) gathers(kind string) bool {
	return b.behind != nil && slices.Contains(b.behind.Kinds(), kind)
}

// writeBehind writes in the name of nobody in particular: those who gathered the rows
// count as having written, and who happens to read first does not. Changes that wait of a
// kind that is written or read here came before (see Later), and are made before: nobody
// shares the batch, as their judges do.
func (tx *Tx) writeBehind(ctx context.Context) error {
	if tx.batch.behind == nil {
		return nil
	}
	rows := tx.batch.behind
	tx.batch.behind = nil
	nobody := tx.store.newTx(tx.Client, tx.Actor)
	nobody.batch = tx.batch
	if err := rows.Flush(in(atOnce(ctx), nobody), nobody); err != nil {
		tx.batch.failed = fmt.Errorf("write rows of a batch: %w", err)
	}
	return tx.batch.failed
}
