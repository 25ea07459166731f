package store

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/benchdelta"
	"mandate/ent/db/historyentry"
	"mandate/ident"
)

const rowsAtOnce = 400

// flush writes what the transactions gathered: versions, what was kept for later, history,
// notices and bench deltas. What nobody reads any more is written together.
func flush(ctx context.Context, all ...*Tx) error {
	for _, tx := range all {
		if err := tx.check(); err != nil {
			return err
		}
	}
	for _, step := range []func(context.Context, []*Tx) error{flushBehind, flushVersions, flushHistory, flushNotices, flushDeltas, flushLater} {
		if err := step(ctx, all); err != nil {
			return err
		}
	}
	return nil
}

// flushLater writes what the batch has kept, and what judges gather meanwhile; all of them
// share it.
func flushLater(ctx context.Context, all []*Tx) error {
	if len(all) == 0 {
		return nil
	}
	if ended, err := all[0].endBriefly(ctx); ended || err != nil {
		return err
	}
	return all[0].CatchUp(ctx)
}

// flushBehind writes what the batch has gathered; all of them share it.
func flushBehind(ctx context.Context, all []*Tx) error {
	if len(all) == 0 {
		return nil
	}
	return all[0].writeBehind(ctx)
}

// in gives ctx with the transaction, since a batch flushes rows of several.
func in(ctx context.Context, tx *Tx) context.Context { return context.WithValue(ctx, txKey{}, tx) }

func flushHistory(ctx context.Context, all []*Tx) error {
	var rows []*db.HistoryEntryCreate
	for _, tx := range all {
		for _, e := range tx.events {
			row, err := tx.entry(e)
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	if err := all[0].insertLater(ctx, historyentry.Table, Rows(rows)); err != nil {
		return fmt.Errorf("write history: %w", err)
	}
	return nil
}

func (tx *Tx) entry(e Event) (*db.HistoryEntryCreate, error) {
	changes, err := tx.store.encodeChanges(e)
	if err != nil {
		return nil, err
	}
	kind, id, behalf := tx.who(e)
	row := tx.Client.HistoryEntry.Create().SetID(tx.NewID()).SetAt(e.At).SetActorKind(string(kind)).
		SetCreatedAt(tx.Now).SetNillableActorID(optional(id)).SetNillableOnBehalfOf(optional(behalf)).
		SetAction(e.Action).SetTargetKind(string(e.TargetKind)).SetTargetID(e.Target).SetNillableUserID(optional(e.User)).
		SetReason(e.Reason).SetSource(e.Source).SetMode(e.Mode).SetStatus(e.Status).SetComment(e.Comment).
		SetRequestID(tx.Actor.Request)
	if changes != nil {
		row.SetChanges(changes)
	}
	return row, nil
}

func optional(id ident.ID) *ident.ID {
	if id.IsZero() {
		return nil
	}
	return &id
}

func flushDeltas(ctx context.Context, all []*Tx) error {
	var rows []*db.BenchDeltaCreate
	for _, tx := range all {
		for _, d := range tx.deltas {
			rows = append(rows, tx.Client.BenchDelta.Create().SetID(tx.NewID()).SetCreatedAt(tx.Now).SetPosition(tx.Position).SetChange(d))
		}
	}
	if len(rows) == 0 {
		return nil
	}
	if err := all[0].insertLater(ctx, benchdelta.Table, Rows(rows)); err != nil {
		return fmt.Errorf("write bench deltas: %w", err)
	}
	return nil
}

type span struct{ from, to int }

// chunks cuts n rows into parts that fit one statement.
func chunks(n int) func(yield func(span) bool) {
	return func(yield func(span) bool) {
		for from := 0; from < n; from += rowsAtOnce {
			if !yield(span{from, min(from+rowsAtOnce, n)}) {
				return
			}
		}
	}
}
