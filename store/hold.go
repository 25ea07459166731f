package store

import "context"

// Hold has rows of a table held at the end of the transaction, together with what else waits,
// so that nobody changes them before it is committed: those for which where holds by then,
// of whose arguments the first is $1. Others may hold them too. none is asked where there are
// none. Only PostgreSQL has it done: SQLite has one writer at a time.
func (tx *Tx) Hold(table, where string, args []any, none func(ctx context.Context) error) {
	if tx.store.pools.Kind != string(dialectPostgres) {
		return
	}
	held := &change{tx: tx, kind: table, judge: unless(none), some: true, holds: true}
	held.keep("SELECT 1 FROM "+table+" WHERE "+where+" FOR SHARE", args)
}
