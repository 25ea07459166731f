package directory

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
)

// Deactivate adds ADMIN to a person (LC-1, LC-2), with the reason in words.
// Refused: SSO_MANAGED where a directory decides (LC-3), the last administrator.
func (d *Directory) Deactivate(ctx context.Context, id ident.ID, expected int64, why string) error {
	return d.status(ctx, id, expected, d.deactivating(why))
}

func (d *Directory) deactivating(why string) statusStep {
	everybody := func(*db.User) bool { return true }
	return statusStep{everybody, func(ctx context.Context, tx *store.Tx, u *db.User) error {
		if u.InactiveAdmin {
			return nil
		}
		h, err := holdingOf(ctx, tx.Client, u)
		if err != nil {
			return err
		}
		if err := h.mayGo(ctx, tx, u); err != nil {
			return err
		}
		next := *u
		next.InactiveAdmin = true
		if err := saveReasons(ctx, tx, u, &next); err != nil {
			return err
		}
		return d.leave(ctx, tx, &next, h, ByAdmin, why)
	}}
}

// Activate takes ADMIN and INACTIVITY from a person. Under single sign-on it lifts
// only an INACTIVITY lock that is the one reason (LC-3).
func (d *Directory) Activate(ctx context.Context, id ident.ID, expected int64, why string) error {
	return d.status(ctx, id, expected, d.activating(why))
}

func (d *Directory) activating(why string) statusStep {
	notJustLocked := func(u *db.User) bool { return u.InactiveAdmin || u.InactiveDirectory || !u.InactiveInactivity }
	return statusStep{notJustLocked, func(ctx context.Context, tx *store.Tx, u *db.User) error {
		if !u.InactiveAdmin && !u.InactiveInactivity {
			return nil
		}
		next := *u
		next.InactiveAdmin, next.InactiveInactivity = false, false
		if err := saveReasons(ctx, tx, u, &next); err != nil {
			return err
		}
		return d.comeBack(ctx, tx, u, &next, ByAdmin, why)
	}}
}

// Delete is final (LC-4). Under single sign-on only somebody whom the directory has
// deactivated can be deleted here.
func (d *Directory) Delete(ctx context.Context, id ident.ID, expected int64, why string) error {
	staying := func(u *db.User) bool { return !u.InactiveDirectory }
	return d.status(ctx, id, expected, statusStep{staying, func(ctx context.Context, tx *store.Tx, u *db.User) error {
		return d.erase(ctx, tx, u, why)
	}})
}

// statusStep is a change of somebody's status: of a governed account (LC-3) only the
// directory may make it where barred says so.
type statusStep struct {
	barred func(u *db.User) bool
	run    func(ctx context.Context, tx *store.Tx, u *db.User) error
}

// status runs a change of somebody's status. That a directory decides is said before STALE.
func (d *Directory) status(ctx context.Context, id ident.ID, expected int64, step statusStep) error {
	return d.settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error {
			u, err := loadUser(ctx, tx.Client, id, 0)
			if err != nil {
				return err
			}
			return d.statusOf(ctx, tx, u, expected, step)
		})
	})
}

func (d *Directory) statusOf(ctx context.Context, tx *store.Tx, u *db.User, expected int64, step statusStep) error {
	governed, err := governedAccount(ctx, tx, u)
	if err != nil {
		return err
	}
	if governed && step.barred(u) {
		return ssoManaged()
	}
	if err := expect(expected, u.Version); err != nil {
		return err
	}
	return step.run(ctx, tx, u)
}

func governedAccount(ctx context.Context, tx *store.Tx, u *db.User) (bool, error) {
	if u.BreakGlass {
		return false, nil
	}
	s, err := tx.Client.CompanySettings.Query().Only(ctx)
	if err != nil {
		return false, fmt.Errorf("load settings: %w", err)
	}
	return s.SSO, nil
}

func saveReasons(ctx context.Context, tx *store.Tx, u, next *db.User) error {
	up := tx.Client.User.Update()
	setReasons(tx, up, u, next)
	return guarded(ctx, up, u)
}
