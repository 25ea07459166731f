package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/brake"
	"mandate/ent/db/departure"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Brake is a mass deactivation that waits for an administrator.
type Brake struct {
	ID, Directory ident.ID
	Version       int64
	At            time.Time
	People        []ident.ID // everybody in the batch, in the order in which they were shut out
	Held          int        // for how many of them nothing has followed yet
}

// Brakes lists the open brakes of the actor's tenant.
func (d *Directory) Brakes(ctx context.Context) ([]Brake, error) {
	var out []Brake
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.Brake.Query().Where(brake.StateEQ(brake.StateOPEN)).Order(brake.ByID()).All(ctx)
		if err != nil {
			return fmt.Errorf("list brakes: %w", err)
		}
		for _, row := range rows {
			b := Brake{ID: row.ID, Directory: row.DirectoryID, Version: row.Version, At: row.CreatedAt}
			batch, err := batchPeople(ctx, c, row.ID)
			if err != nil {
				return err
			}
			for _, gone := range batch {
				b.People = append(b.People, gone.UserID)
				if gone.Held {
					b.Held++
				}
			}
			out = append(out, b)
		}
		return nil
	})
	return out, err
}

func batchPeople(ctx context.Context, c *db.Client, id ident.ID) ([]*db.Departure, error) {
	rows, err := c.Departure.Query().Where(departure.BrakeID(id)).Order(departure.ByAt(), departure.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list departures: %w", err)
	}
	return rows, nil
}

// ConfirmBrake lets follow what was held: the deals of those who are still shut out
// are settled as though they had left now. expected is the brake's version, or 0.
func (d *Directory) ConfirmBrake(ctx context.Context, id ident.ID, expected int64) error {
	return d.decide(ctx, id, expected, brake.StateCONFIRMED, func(ctx context.Context, tx *store.Tx, gone *db.Departure, u *db.User) error {
		if !gone.Held || !u.InactiveDirectory {
			return nil
		}
		return d.follow(ctx, tx, Change{Kind: Deactivated, User: u.ID, Source: ByDirectory})
	})
}

// ReverseBrake lets everybody of the batch in again, as their directory would. It
// stays the directory's to say otherwise: whoever it sends as inactive again is.
func (d *Directory) ReverseBrake(ctx context.Context, id ident.ID, expected int64) error {
	return d.decide(ctx, id, expected, brake.StateREVERSED, func(ctx context.Context, tx *store.Tx, _ *db.Departure, u *db.User) error {
		if !u.InactiveDirectory {
			return nil
		}
		next := *u
		next.InactiveDirectory = false
		if err := saveReasons(ctx, tx, u, &next); err != nil {
			return err
		}
		return d.comeBack(ctx, tx, u, &next, ByAdmin, "The mass deactivation was reversed.")
	})
}

type brakeStep func(ctx context.Context, tx *store.Tx, gone *db.Departure, u *db.User) error

// decide closes an open brake and runs do for everybody of its batch who lives.
func (d *Directory) decide(ctx context.Context, id ident.ID, expected int64, state brake.State, do brakeStep) error {
	return d.settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error {
			row, err := tx.Client.Brake.Query().Where(brake.ID(id)).Only(ctx)
			if db.IsNotFound(err) {
				return unknown("brake")
			}
			if err != nil {
				return fmt.Errorf("load brake: %w", err)
			}
			if err := expect(expected, row.Version); err != nil {
				return err
			}
			if row.State != brake.StateOPEN {
				return fault.New(fault.Conflict, fault.CodeInvalid, "An administrator has decided on this batch already.")
			}
			if err := closeBrake(ctx, tx, row, state); err != nil {
				return err
			}
			return eachOf(ctx, tx, id, do)
		})
	})
}

func closeBrake(ctx context.Context, tx *store.Tx, row *db.Brake, state brake.State) error {
	up := tx.Client.Brake.Update().Where(brake.ID(row.ID), brake.Version(row.Version)).SetState(state).ClearOpen().SetDecidedAt(tx.Now).AddVersion(1)
	if by := tx.Actor.Person(); !by.IsZero() {
		up.SetDecidedBy(by)
	}
	n, err := up.Save(ctx)
	if err != nil {
		return fmt.Errorf("close brake: %w", err)
	}
	if n == 0 {
		return errMoved
	}
	tx.Record(store.Event{Action: "DIRECTORY_RESUMED", TargetKind: ident.Directory, Target: row.DirectoryID, Source: sourceOf(tx.Actor),
		Changes: []store.Change{{Field: "brake", Before: row.State, After: state}}})
	return nil
}

func eachOf(ctx context.Context, tx *store.Tx, id ident.ID, do brakeStep) error {
	batch, err := batchPeople(ctx, tx.Client, id)
	if err != nil {
		return err
	}
	if err := tx.Client.Departure.Update().Where(departure.BrakeID(id)).SetHeld(false).Exec(ctx); err != nil {
		return fmt.Errorf("release departures: %w", err)
	}
	for _, gone := range batch {
		u, err := tx.Client.User.Query().Where(user.ID(gone.UserID), user.DeletedAtIsNil()).Only(ctx)
		if db.IsNotFound(err) {
			continue
		}
		if err != nil {
			return fmt.Errorf("load person %s: %w", gone.UserID, err)
		}
		if err := do(ctx, tx, gone, u); err != nil {
			return err
		}
	}
	return nil
}
