package store

import (
	"context"
	"slices"

	"mandate/ent/db"
)

// WriteOn writes what was gathered so far, with its history, while the caller goes on: for
// a Settle of many rows, whose decisions need not wait for the database. It does nothing
// where others of the batch have left something to be written, for history is written in
// the order of positions.
func (tx *Tx) WriteOn(ctx context.Context) error {
	if !tx.WritesOn() {
		return nil
	}
	part := tx.store.newTx(tx.Client, tx.Actor)
	part.Now, part.Position, part.batch = tx.Now, tx.Position, &batch{behind: tx.batch.behind, sends: tx.batch.aside}
	part.events, part.notices, part.deals = tx.events, tx.notices, tx.deals
	tx.batch.behind, tx.events, tx.notices, tx.deals, tx.dealAt = nil, nil, nil, nil, nil
	tx.writtenOn(part)
	return tx.batch.aside.start(ctx, func(ctx context.Context) error { return flush(in(ctx, part), part) })
}

// WritesOn reports whether WriteOn writes. Nobody else's rows are among what is gathered then,
// and nobody's are added to it.
func (tx *Tx) WritesOn() bool { return tx.first && tx.batch.aside != nil }

// writtenOn counts what a part holds as written by the function, whose refusal undoes it from
// here on: what the function gathers of others, Behind has counted.
func (tx *Tx) writtenOn(part *Tx) {
	tx.written = tx.written || len(part.events) > 0
	for kind, n := range map[string]int{db.TypeHistoryEntry: len(part.events), db.TypeNotification: len(part.notices), db.TypeDealVersion: len(part.deals)} {
		if n > 0 {
			tx.wrote[kind] = true
		}
	}
}

// isFirst reports whether those of the batch who came before have left nothing to be
// written: a look for boundaries that found none due, or a function that changed nothing.
func isFirst(shared *batch, done []*Tx) bool {
	return shared.behind == nil && len(shared.later) == 0 && !slices.ContainsFunc(done, (*Tx).hasGathered)
}

// hasGathered reports whether the transaction has anything that flush writes, or has
// written some of it.
func (tx *Tx) hasGathered() bool {
	return tx.hasHistory() || len(tx.notices)+len(tx.authority)+len(tx.settings)+len(tx.deals)+len(tx.deltas) > 0
}
