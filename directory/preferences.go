package directory

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/preferences"
	"mandate/ident"
	"mandate/store"
)

// PreferencesUpdate is a change of PF-1; nil leaves a set as it is, an empty one
// restricts nothing.
type PreferencesUpdate struct {
	AutoAssign        *bool
	Locations         *[]string // provinces
	PropertyTypes     *[]assign.PropertyType
	Products, Brokers *[]ident.ID
	Languages         *[]string
	FinancingDate     *string // YYYY-MM-DD or empty; stored and never read
}

// SetPreferences changes which deals a person takes. Refused: BROKER_NOT_VERIFIED
// for a broker who is newly chosen (PF-2), unknown products and brokers.
func (d *Directory) SetPreferences(ctx context.Context, id ident.ID, expected int64, change PreferencesUpdate) error {
	return d.settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error { return d.setPreferences(ctx, tx, id, expected, change) })
	})
}

func (d *Directory) setPreferences(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, change PreferencesUpdate) error {
	u, err := loadStaff(ctx, tx.Client, id, expected)
	if err != nil {
		return err
	}
	row, err := tx.Client.Preferences.Query().Where(preferences.UserID(id)).Only(ctx)
	if err != nil && !db.IsNotFound(err) {
		return fmt.Errorf("load preferences: %w", err)
	}
	before, err := heldPreferences(row)
	if err != nil {
		return err
	}
	after, err := before.with(change)
	if err != nil {
		return err
	}
	changes := preferenceChanges(before, after)
	if len(changes) == 0 {
		return nil
	}
	if err := known(ctx, tx.Client, before, after); err != nil {
		return err
	}
	if err := guarded(ctx, tx.Client.User.Update(), u); err != nil {
		return err
	}
	if err := after.save(ctx, tx, id); err != nil {
		return err
	}
	return d.authorityChanged(ctx, tx, u, store.Event{Action: "USER_UPDATED", Changes: changes}, PreferencesChanged)
}

// authorityChanged records a change of preferences or limits and what follows.
func (d *Directory) authorityChanged(ctx context.Context, tx *store.Tx, u *db.User, e store.Event, kind ChangeKind) error {
	e.TargetKind, e.Target, e.Source = ident.User, u.ID, sourceOf(tx.Actor)
	tx.Record(e)
	if err := keepHeld(ctx, tx, u); err != nil {
		return err
	}
	return d.follow(ctx, tx, Change{Kind: kind, User: u.ID, Source: e.Source})
}
