package directory

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"

	"mandate/actor"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Directory is the room of operations on people. Its methods are safe for
// concurrent use.
type Directory struct {
	Store *store.Store

	// CatchUp applies the boundaries that are due by the clock (TM-5), before somebody
	// is let in; nil: there are none. Operations do so by themselves.
	CatchUp func(ctx context.Context) error

	// OnChange is what a change of people means for deals; nil: nothing.
	OnChange func(ctx context.Context, tx *store.Tx, c Change) error

	// Replay makes a directory's request once more; nil: it can't be done here.
	Replay Replayer

	// TXT asks the name servers, for the proof of domains; nil: domains are proven by the
	// operator alone.
	TXT LookUpTXT

	Log *slog.Logger // nil: the store's

	texts [2]atomic.Pointer[string] // see personText
	rolls rolls
}

var (
	errSettle = errors.New("this change needs a settle")
	errMoved  = errors.New("the row changed meanwhile")
	errAlone  = errors.New("this change needs a transaction of its own")
)

// tries bounds how often a change that expects no version is judged again because
// somebody else changed the row between reading and writing it.
const tries = 8

type step func(ctx context.Context, tx *store.Tx) error

// change runs fn in a WriteBriefly. fn says errSettle, before its first write, when it
// finds that the change is one for a Settle, and is run again there. So is a change
// whose row somebody else changed meanwhile: of many at once each gets its turn.
func (d *Directory) change(ctx context.Context, fn step) error {
	if inPreview(ctx) {
		return d.preview(ctx, fn)
	}
	err := d.Store.WriteBriefly(ctx, fn)
	if errors.Is(err, errSettle) || errors.Is(err, errMoved) {
		return d.settle(ctx, fn)
	}
	return err
}

// changeInTurn is change for a row that is changed by many at once. inTurn is fn, but that
// it says errAlone, before its first write, to a change that others should not wait for.
func (d *Directory) changeInTurn(ctx context.Context, row ident.ID, inTurn, fn step) error {
	if inPreview(ctx) {
		return d.preview(ctx, fn)
	}
	err := d.Store.InTurn(ctx, row, inTurn)
	switch {
	case errors.Is(err, errAlone):
		return d.change(ctx, fn)
	case errors.Is(err, errSettle), errors.Is(err, errMoved):
		return d.settle(ctx, fn)
	}
	return err
}

// write runs fn in a Write.
func (d *Directory) write(ctx context.Context, fn step) error {
	if inPreview(ctx) {
		return d.preview(ctx, fn)
	}
	return again(func() error { return d.Store.Write(ctx, fn) })
}

// writeBriefly runs fn in a WriteBriefly.
func (d *Directory) writeBriefly(ctx context.Context, fn step) error {
	if inPreview(ctx) {
		return d.preview(ctx, fn)
	}
	return again(func() error { return d.Store.WriteBriefly(ctx, fn) })
}

// gather runs fn in a Gather of the actor's.
func (d *Directory) gather(ctx context.Context, fn step) error {
	if inPreview(ctx) {
		return d.preview(ctx, fn)
	}
	a, _ := actor.From(ctx)
	return again(func() error { return d.Store.Gather(ctx, a.ID, fn) })
}

// settle runs fn in a Settle.
func (d *Directory) settle(ctx context.Context, fn step) error {
	if inPreview(ctx) {
		return d.preview(ctx, fn)
	}
	return again(func() error { return d.Store.Settle(ctx, fn) })
}

func again(run func() error) error {
	for range tries {
		if err := run(); !errors.Is(err, errMoved) {
			return err
		}
	}
	return fault.New(fault.Unavailable, fault.CodeUnavailable, "Too many changes at once. Try again in a moment.")
}

// settled reports whether a transaction holds the tenant's lock.
func settled(tx *store.Tx) bool { return tx.Position > 0 }

func (d *Directory) log() *slog.Logger {
	if d.Log != nil {
		return d.Log
	}
	return d.Store.Log
}
