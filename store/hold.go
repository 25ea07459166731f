package store

// Hold has rows of a table held at the end of the transaction, together with what else waits,
// so that nobody changes them before it is committed: those for which where holds by then,
// of whose arguments the first is $1. Others may hold them too. judge hears how many there
// are. Only PostgreSQL has it done: SQLite has one writer at a time.
func (tx *Tx) Hold(table, where string, args []any, judge Judge) {
	if tx.store.pools.Kind != string(dialectPostgres) {
		return
	}
	held := &change{tx: tx, kind: table, judge: judge, holds: true}
	held.keep("SELECT 1 FROM "+table+" WHERE "+where+" FOR SHARE", args)
}
