package directory

import (
	"context"

	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
)

// setReasons writes the inactive reasons of next and what follows on the row: a
// person is active while there are none (LC-1). LC-6 counts anew from an activation, and
// from the lift of its own lock.
func setReasons(tx *store.Tx, up *db.UserUpdate, before, next *db.User) {
	next.Active = !next.InactiveAdmin && !next.InactiveDirectory && !next.InactiveInactivity
	up.SetInactiveAdmin(next.InactiveAdmin).SetInactiveDirectory(next.InactiveDirectory).SetInactiveInactivity(next.InactiveInactivity).
		SetActive(next.Active)
	if next.Active && !before.Active || before.InactiveInactivity && !next.InactiveInactivity {
		up.SetActivatedAt(tx.Now)
	}
}

// leave does what ADMIN or DIRECTORY means for a person whose row has it now; deals
// follow (LC-2, LC-8).
func (d *Directory) leave(ctx context.Context, tx *store.Tx, u *db.User, h holding, source, why string) error {
	if err := deactivated(ctx, tx, u, h, source, why); err != nil {
		return err
	}
	return d.follow(ctx, tx, Change{Kind: Deactivated, User: u.ID, Source: source})
}

// deactivated is what follows a reason on a person's row: sessions and personal keys
// are dead, history says what they held (LC-9), a version begins.
func deactivated(ctx context.Context, tx *store.Tx, u *db.User, h holding, source, why string) error {
	left, err := look(ctx, tx.Client, u.ID, nil, tx.Now)
	if err != nil {
		return err
	}
	return loseAccess(ctx, tx, u, h, left, source, why)
}

// loseAccess is deactivated for whoever has looked at what is left behind.
func loseAccess(ctx context.Context, tx *store.Tx, u *db.User, h holding, left leftBehind, source, why string) error {
	if err := endAccess(ctx, tx, u.ID, left, "USER_DEACTIVATED"); err != nil {
		return err
	}
	state, err := h.authority(u)
	if err != nil {
		return err
	}
	off := []string{}
	if left.off > 0 {
		if off, err = noticesOff(ctx, tx.Client, u.ID); err != nil {
			return err
		}
	}
	tx.Record(store.Event{Action: "USER_DEACTIVATED", TargetKind: ident.User, Target: u.ID, Source: source, Comment: why,
		Changes: append(h.record(state), store.Change{Field: "noticesWithoutEmail", Before: off, After: off})})
	return keep(tx, u.ID, state, false)
}

// comeBack undoes a lock and nothing else (LC-1).
func (d *Directory) comeBack(ctx context.Context, tx *store.Tx, before, next *db.User, source, why string) error {
	e := store.Event{Action: "USER_UPDATED", TargetKind: ident.User, Target: next.ID, Source: source, Comment: why,
		Changes: []store.Change{{Field: "inactiveReasons", Before: inactiveReasons(before), After: inactiveReasons(next)}}}
	if !next.Active {
		tx.Record(e)
		return nil
	}
	e.Action = "USER_ACTIVATED"
	tx.Record(e)
	if err := keepHeld(ctx, tx, next); err != nil {
		return err
	}
	return d.follow(ctx, tx, Change{Kind: Activated, User: next.ID, Source: source})
}
