package directory

import (
	"context"
	"fmt"

	"mandate/ent/db/pendingchange"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// PersonUpdate is a change of a profile by a person; nil leaves a field as it is.
type PersonUpdate struct {
	FirstName, LastName, Email, Phone, Locale *string
	Manager                                   *ident.ID // zero: none
	MFARequired, PhoneIsMobile                *bool     // codes by SMS go to mobile numbers alone
}

// Update changes a profile in the console or over GraphQL. What a directory has
// sent is MANAGED_BY_DIRECTORY. Of others an administrator corrects name, address
// and phone until the first sign-in, and later only the person themselves (PR-1);
// the address is then changed by nobody here, because a new one has to be proven.
func (d *Directory) Update(ctx context.Context, id ident.ID, expected int64, change PersonUpdate) ([]fault.Code, error) {
	var warnings []fault.Code
	err := d.change(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error {
			var err error
			warnings, err = d.update(ctx, tx, id, expected, change)
			return err
		})
	})
	if store.IsTaken(err) {
		err = emailTaken()
	}
	return warnings, err
}

// SetManager names the direct manager; the zero id takes the manager away (VI-5).
func (d *Directory) SetManager(ctx context.Context, id ident.ID, expected int64, manager ident.ID) ([]fault.Code, error) {
	return d.Update(ctx, id, expected, PersonUpdate{Manager: &manager})
}

func (d *Directory) update(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, change PersonUpdate) ([]fault.Code, error) {
	e, err := judgeUpdate(ctx, tx, id, expected, change)
	if err != nil {
		return nil, err
	}
	warnings := e.warnings(change)
	if e.idle() {
		return warnings, nil
	}
	if e.before.Manager != e.after.Manager && !settled(tx) {
		return nil, errSettle
	}
	return warnings, d.applyUpdate(ctx, tx, e)
}

func judgeUpdate(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, change PersonUpdate) (localEdit, error) {
	row, err := loadUser(ctx, tx.Client, id, 0)
	if err != nil {
		return localEdit{}, err
	}
	e := localEdit{row: row, before: localProfile(row), mfa: row.MfaRequired}
	if e.after, err = change.over(e.before); err != nil {
		return e, err
	}
	if err := e.after.fitKeys(); err != nil {
		return e, err
	}
	e.mobile = e.mobileAfter(change.PhoneIsMobile)
	if change.MFARequired != nil {
		e.mfa = *change.MFARequired || row.BreakGlass
	}
	if e.after.Manager == id {
		return e, selfManager()
	}
	if err := expect(expected, row.Version); err != nil { // the rule speaks first
		return e, err
	}
	if change.Manager != nil {
		if e.boss, err = loadManager(ctx, tx.Client, e.after.Manager); err != nil {
			return e, err
		}
	}
	if err := mayEdit(ctx, tx, e); err != nil || e.before.address() == e.after.address() {
		return e, err
	}
	return e, freeAddress(ctx, tx, e.after.UserName)
}

func (d *Directory) applyUpdate(ctx context.Context, tx *store.Tx, e localEdit) error {
	up := tx.Client.User.Update().SetMfaRequired(e.mfa).SetPhoneIsMobile(e.mobile)
	if e.losesSMS() {
		if err := endSMS(ctx, tx.Client, up, e.row); err != nil {
			return err
		}
	}
	next := *e.row
	profileColumns(up.Mutation(), e.after, true)
	if e.before.Manager != e.after.Manager {
		setManager(up, &next, e.boss)
	}
	if err := guarded(ctx, up, e.row); err != nil {
		return err
	}
	e.record(tx)
	if err := e.askAnew(ctx, tx); err != nil {
		return err
	}
	if now := nameKey(shownName(e.after.DisplayName, e.after.GivenName, e.after.FamilyName, e.after.UserName)); now != NameKey(e.row) {
		if err := spreadName(ctx, tx, e.row, now); err != nil {
			return fmt.Errorf("spread name: %w", err)
		}
	}
	if e.before.Manager == e.after.Manager {
		return nil
	}
	if err := keepHeld(ctx, tx, &next); err != nil {
		return err
	}
	return d.follow(ctx, tx, Change{Kind: ManagerChanged, User: e.row.ID, Source: sourceOf(tx.Actor)})
}

// askAnew ends the roles and limits that wait for a second person where the address
// changes before the first sign-in: they were asked for whoever had the former one.
func (e localEdit) askAnew(ctx context.Context, tx *store.Tx) error {
	if e.row.LastLoginAt != nil || e.before.address() == e.after.address() {
		return nil
	}
	for _, kind := range []pendingchange.Kind{pendingchange.KindROLES, pendingchange.KindLIMITS} {
		if err := supersede(ctx, tx, e.row.ID, kind); err != nil {
			return err
		}
	}
	return nil
}

func (e localEdit) record(tx *store.Tx) {
	before, after := e.before, e.after
	before.Emails, after.Emails = nil, nil // the address is compared below
	before.UserName, after.UserName = e.before.address(), e.after.address()
	changes := profileChanges(before, after)
	if e.mfa != e.row.MfaRequired {
		changes = append(changes, store.Change{Field: "mfaRequired", Before: e.row.MfaRequired, After: e.mfa})
	}
	if e.mobile != e.row.PhoneIsMobile {
		changes = append(changes, store.Change{Field: "phoneIsMobile", Before: e.row.PhoneIsMobile, After: e.mobile})
	}
	tx.Record(store.Event{Action: "USER_UPDATED", TargetKind: ident.User, Target: e.row.ID, Source: sourceOf(tx.Actor),
		Changes: changes, PersonKey: e.row.PersonKey})
}
