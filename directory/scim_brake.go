package directory

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/departure"
	"mandate/ent/db/directory"
	"mandate/ent/db/directorylink"
	"mandate/ident"
	"mandate/store"
)

// The brake. A directory that deactivates too many of its people at once shuts them
// out as it says, but what that means for deals waits until an administrator confirms
// the batch, or reverses it.

// depart counts somebody whom the actor's directory shuts out now, behind so many others
// within the window. held says that the brake is on, and that nothing is to follow yet.
func depart(ctx context.Context, tx *store.Tx, of *brakeSeen, id ident.ID, others int64) (held bool, err error) {
	batch, err := batchOf(ctx, tx, of, int(others)+1)
	if err != nil {
		return false, err
	}
	row := tx.Client.Departure.Create().SetID(tx.NewID()).SetDirectoryID(tx.Actor.ID).SetUserID(id).SetAt(tx.Now).SetHeld(!batch.IsZero())
	if !batch.IsZero() {
		row.SetBrakeID(batch)
	}
	if err := row.Exec(ctx); err != nil {
		return false, fmt.Errorf("insert departure: %w", err)
	}
	return !batch.IsZero(), nil
}

// batchOf gives the open brake of the actor's directory, which this departure may be
// the one to open; zero while it is off.
func batchOf(ctx context.Context, tx *store.Tx, of *brakeSeen, n int) (ident.ID, error) {
	if !of.open.IsZero() || n <= of.people {
		return of.open, nil
	}
	people, err := tx.Client.DirectoryLink.Query().Where(directorylink.DirectoryID(tx.Actor.ID)).Count(ctx)
	if err != nil {
		return ident.ID{}, fmt.Errorf("count people: %w", err)
	}
	if 100*n <= of.percent*people {
		return ident.ID{}, nil
	}
	return engage(ctx, tx, of, n, people)
}

// engage opens a brake, with everybody who left within the window, and tells the
// administrators.
func engage(ctx context.Context, tx *store.Tx, seen *brakeSeen, n, people int) (ident.ID, error) {
	of, err := tx.Client.Directory.Query().Where(directory.ID(tx.Actor.ID)).Only(ctx)
	if err != nil {
		return ident.ID{}, fmt.Errorf("load directory: %w", err)
	}
	id := tx.NewID()
	if err := tx.Client.Brake.Create().SetID(id).SetDirectoryID(of.ID).SetOpen(of.ID).Exec(ctx); err != nil {
		return id, fmt.Errorf("insert brake: %w", err)
	}
	err = tx.Client.Departure.Update().Where(departure.DirectoryID(of.ID), departure.AtGT(seen.from(tx.Now)), departure.BrakeIDIsNil()).SetBrakeID(id).Exec(ctx)
	if err != nil {
		return id, fmt.Errorf("gather departures: %w", err)
	}
	tx.Record(store.Event{Action: "DIRECTORY_PAUSED", TargetKind: ident.Directory, Target: of.ID, System: true, Source: ByDirectory,
		Changes: []store.Change{{Field: "deactivated", After: n}, {Field: "people", After: people}}})
	told, err := administrators(ctx, tx.Client, mostTold)
	for _, a := range told {
		tx.Notify(store.Notice{Type: "DIRECTORY_PAUSED", Recipient: a, Facts: map[string]string{"directory": of.Name}})
	}
	return id, err
}

// mostTold bounds how many administrators are told of one event.
const mostTold = 100

// arrive forgets the departures of somebody whom their directory lets in again.
func arrive(ctx context.Context, tx *store.Tx, id ident.ID) error {
	if _, err := tx.Client.Departure.Delete().Where(departure.UserID(id)).Exec(ctx); err != nil {
		return fmt.Errorf("forget departures: %w", err)
	}
	return nil
}

// leaves does what a deactivation by the directory means, or, with the brake on, only
// that the person is shut out.
func (d *Directory) leaves(ctx context.Context, tx *store.Tx, next *db.User, h holding) error {
	of, err := brakeOf(tx.Actor.ID, next)
	if err != nil {
		return err
	}
	left, err := look(ctx, tx.Client, next.ID, of, tx.Now)
	if err != nil {
		return err
	}
	held, err := depart(ctx, tx, of, next.ID, left.departures)
	if err != nil {
		return err
	}
	if err := loseAccess(ctx, tx, next, h, left, ByDirectory, ""); err != nil {
		return err
	}
	kind := Deactivated
	if held {
		kind = ShutOut
	}
	return d.follow(ctx, tx, Change{Kind: kind, User: next.ID, Source: ByDirectory})
}
