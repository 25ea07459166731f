// Package store is the floor: the only place where a transaction begins, where a
// query is narrowed to a tenant and where a change meets its history.
//
// What it owns: opening the database (PostgreSQL or embedded SQLite, chosen by the
// address), Read, Write and Settle, the tenant wall (an interceptor and a hook, and
// row-level security on PostgreSQL), history with its sealer and its check, version
// rows, credentials' text form, sealed secrets, leases and the migrations.
//
// What it does not own: rules about people (package directory) and deals (packages
// assign and assign/desk). It knows ent, actor, fault and ident, and nothing above.
//
//   - Read runs a function in one read-only transaction of the tenant of the actor
//     in the context; several goroutines may use its client.
//   - Write is the transaction for rows guarded by a version.
//   - Settle is the transaction for everything that can change who gets or may
//     decide a deal: it holds the tenant's lock, and Settles that wait are drained
//     together. A function given to Settle judges before its first write: a refusal
//     (any fault returned before a write) then costs the others nothing.
//   - Rehearse is a Settle that is always undone, beside those that are not.
//
// Functions given to Write and Settle may run twice; they touch nothing outside
// the transaction but through Tx.OnCommit and Tx.OnRollback.
package store
