package directory

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/brake"
	"mandate/ent/db/departure"
	"mandate/ent/db/directory"
	"mandate/ent/db/directorylink"
	"mandate/ident"
	"mandate/store"
)

// The brake. A directory that deactivates too many of its people at once shuts them
// out as it says, but what that means for deals waits until an administrator confirms
// the batch, or reverses it.

// depart counts somebody whom the actor's directory shuts out now. held says that the
// brake is on, and that nothing is to follow yet.
func depart(ctx context.Context, tx *store.Tx, id ident.ID) (held bool, err error) {
	batch, err := batchOf(ctx, tx)
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
func batchOf(ctx context.Context, tx *store.Tx) (ident.ID, error) {
	of, open, err := directoryAndBrake(ctx, tx)
	if err != nil || !open.IsZero() {
		return open, err
	}
	window := tx.Now.Add(-time.Duration(of.BrakeMinutes) * time.Minute)
	n, err := tx.Client.Departure.Query().Where(departure.DirectoryID(of.ID), departure.AtGT(window), departure.BrakeIDIsNil()).Count(ctx)
	if err != nil {
		return ident.ID{}, fmt.Errorf("count departures: %w", err)
	}
	if n++; n <= of.BrakePeople {
		return ident.ID{}, nil
	}
	people, err := tx.Client.DirectoryLink.Query().Where(directorylink.DirectoryID(of.ID)).Count(ctx)
	if err != nil {
		return ident.ID{}, fmt.Errorf("count people: %w", err)
	}
	if 100*n <= of.BrakePercent*people {
		return ident.ID{}, nil
	}
	return engage(ctx, tx, of, window, n, people)
}

// directoryAndBrake reads the actor's directory and its open brake, zero without one, in
// one statement: each that leaves waits for it.
func directoryAndBrake(ctx context.Context, tx *store.Tx) (of *db.Directory, open ident.ID, err error) {
	const column = "open_brake"
	query := tx.Client.Directory.Query().Where(directory.ID(tx.Actor.ID))
	query.Modify(func(s *sql.Selector) {
		on := sql.Table(brake.Table).As("b")
		s.AppendSelectExprAs(sql.Dialect(s.Dialect()).Select(on.C(brake.FieldID)).From(on).
			Where(sql.ColumnsEQ(on.C(brake.FieldOpen), s.C(directory.FieldID))), column)
	})
	if of, err = query.Only(ctx); err != nil {
		return nil, open, fmt.Errorf("load directory: %w", err)
	}
	value, err := of.Value(column)
	if value == nil || err != nil {
		return of, open, err
	}
	return of, open, open.Scan(value)
}

// engage opens a brake, with everybody who left within the window, and tells the
// administrators.
func engage(ctx context.Context, tx *store.Tx, of *db.Directory, window time.Time, n, people int) (ident.ID, error) {
	id := tx.NewID()
	if err := tx.Client.Brake.Create().SetID(id).SetDirectoryID(of.ID).SetOpen(of.ID).Exec(ctx); err != nil {
		return id, fmt.Errorf("insert brake: %w", err)
	}
	err := tx.Client.Departure.Update().Where(departure.DirectoryID(of.ID), departure.AtGT(window), departure.BrakeIDIsNil()).SetBrakeID(id).Exec(ctx)
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
	held, err := depart(ctx, tx, next.ID)
	if err != nil {
		return err
	}
	if held {
		return d.leaveAs(ctx, tx, next, h, ShutOut, ByDirectory, "")
	}
	return d.leave(ctx, tx, next, h, ByDirectory, "")
}
