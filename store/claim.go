package store

import (
	"context"
	"fmt"
)

// insertLater is Insert at the end of the transaction, together with what else waits; what
// WriteOn writes does not wait.
func (tx *Tx) insertLater(ctx context.Context, table string, rows []Row) error {
	if tx.batch.sends != nil {
		return tx.Insert(in(ctx, tx), table, rows)
	}
	return tx.Insert(tx.Later(in(ctx, tx), nil), table, rows)
}

// Claim inserts a row at the end of the transaction whose unique key says who was first;
// taken is the error of who comes second.
func (tx *Tx) Claim(ctx context.Context, table string, row Row, taken error) error {
	columns := tx.columns(row)
	values, err := valuesOf(columns, []Row{row})
	if err != nil {
		return fmt.Errorf("insert into %s: %w", table, err)
	}
	tx.wrote[row.Type()] = true
	once := &change{tx: tx, kind: row.Type(), judge: unless(func(context.Context) error { return taken }), some: true}
	once.keep(insertText(table, columns, 1)+" ON CONFLICT DO NOTHING", values[0])
	return nil
}
