package directory

import (
	"context"
	"fmt"
	"slices"

	"mandate/actor"
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/lendinglimits"
	"mandate/ent/db/pendingchange"
	"mandate/ent/db/rolegrant"
	"mandate/ident"
	"mandate/store"
)

// AskRoles is SetRoles for a company with dual control: then nothing changes, and the
// change waits for a second holder of role.assign. waits is its id; zero: it was made at
// once. What is asked of somebody a second time takes the place of the first. Refused
// besides: without role.assign (FORBIDDEN).
func (d *Directory) AskRoles(ctx context.Context, id ident.ID, expected int64, roles []ident.ID) (waits ident.ID, err error) {
	return d.ask(ctx, id, func(ctx context.Context, tx *store.Tx) (ident.ID, error) {
		return d.askRoles(ctx, tx, id, expected, roles)
	})
}

// AskLimits is SetLimits for a company with dual control, as AskRoles: the second person
// holds limits.manage, as the first does (FORBIDDEN).
func (d *Directory) AskLimits(ctx context.Context, id ident.ID, expected int64, change LimitsUpdate) (waits ident.ID, err error) {
	return d.ask(ctx, id, func(ctx context.Context, tx *store.Tx) (ident.ID, error) {
		if err := inCurrency(ctx, tx.Client, change.Currency); err != nil {
			return ident.ID{}, err
		}
		return d.askLimits(ctx, tx, id, expected, change)
	})
}

// ask runs a change that may have to wait. A repeated call gives what waits now.
func (d *Directory) ask(ctx context.Context, id ident.ID, run func(context.Context, *store.Tx) (ident.ID, error)) (waits ident.ID, err error) {
	err = d.settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		waits = ident.ID{}
		return once(ctx, tx, id, func() error {
			var err error
			waits, err = run(ctx, tx)
			return err
		})
	})
	return waits, err
}

func (d *Directory) askRoles(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, roles []ident.ID) (ident.ID, error) {
	if err := permitted(tx.Actor, actor.RoleAssign, "roles"); err != nil {
		return ident.ID{}, err
	}
	waits, err := dual(ctx, tx)
	if err != nil || !waits {
		return ident.ID{}, errFirst(err, func() error { return d.setRoles(ctx, tx, id, expected, roles) })
	}
	u, err := loadUser(ctx, tx.Client, id, 0)
	if err == nil {
		err = mayAskFor(tx.Actor, u, expected)
	}
	if err != nil {
		return ident.ID{}, err
	}
	book, err := loadRoles(ctx, tx.Client)
	if err != nil {
		return ident.ID{}, fmt.Errorf("load roles: %w", err)
	}
	held, err := grantedRoles(ctx, tx.Client, id)
	if err != nil {
		return ident.ID{}, err
	}
	added, removed := difference(held, roles)
	if err := grantable(tx.Actor, book, slices.Concat(added, removed)); err != nil || len(added)+len(removed) == 0 {
		return ident.ID{}, err
	}
	if err := suited(u, book, added); err != nil {
		return ident.ID{}, err
	}
	return wait(ctx, tx, u, pendingchange.KindROLES, facts{"roles": book.names(held)}, facts{"roles": book.names(roles)})
}

func (d *Directory) askLimits(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, change LimitsUpdate) (ident.ID, error) {
	if err := permitted(tx.Actor, actor.LimitsManage, "limits"); err != nil {
		return ident.ID{}, err
	}
	waits, err := dual(ctx, tx)
	if err != nil || !waits {
		return ident.ID{}, errFirst(err, func() error { return d.setLimits(ctx, tx, id, expected, change) })
	}
	u, err := loadStaff(ctx, tx.Client, id, 0)
	if err == nil {
		err = mayAskFor(tx.Actor, u, expected)
	}
	if err != nil {
		return ident.ID{}, err
	}
	before, err := heldLimits(ctx, tx.Client, id)
	if err != nil {
		return ident.ID{}, err
	}
	after, err := change.Over(before)
	if err != nil {
		return ident.ID{}, err
	}
	was, will := facts{}, facts{}
	for _, c := range limitChanges(before, after) {
		was[c.Field], will[c.Field] = c.Before, c.After
	}
	if len(will) == 0 {
		return ident.ID{}, nil
	}
	return wait(ctx, tx, u, pendingchange.KindLIMITS, was, will)
}

// mayAskFor refuses who asks for themselves (RO-4), and a version that is no more.
func mayAskFor(a actor.Actor, u *db.User, expected int64) error {
	if a.Self(u.ID) {
		return selfGrant()
	}
	return expect(expected, u.Version)
}

func heldLimits(ctx context.Context, c *db.Client, id ident.ID) (assign.Limits, error) {
	row, err := c.LendingLimits.Query().Where(lendinglimits.UserID(id)).Only(ctx)
	if err != nil && !db.IsNotFound(err) {
		return assign.Limits{}, fmt.Errorf("load limits: %w", err)
	}
	return LimitsOf(row)
}

func grantedRoles(ctx context.Context, c *db.Client, id ident.ID) ([]ident.ID, error) {
	rows, err := c.RoleGrant.Query().Where(rolegrant.UserID(id)).Order(rolegrant.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load grants: %w", err)
	}
	held := make([]ident.ID, len(rows))
	for i, g := range rows {
		held[i] = g.RoleID
	}
	return held, nil
}
