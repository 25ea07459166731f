package directory

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/role"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// UpdateRole changes a role, and with it what its holders may do from now on. Refused:
// presets (ROLE_PRESET), what is beyond the actor (FORBIDDEN), a role that the actor
// holds (SELF_GRANT), rights for a customer's contact who holds it (INVALID), and while
// dual control is on everything but the name (DUAL_CONTROL).
// Another name is as much as making the role anew; changes that wait for it are void.
func (d *Directory) UpdateRole(ctx context.Context, id ident.ID, expected int64, change RoleUpdate) error {
	err := d.settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error { return d.updateRole(ctx, tx, id, expected, change) })
	})
	return roleTaken(err)
}

func (d *Directory) updateRole(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, change RoleUpdate) error {
	row, err := ownRole(ctx, tx, id, expected)
	if err != nil {
		return err
	}
	if err := inCurrency(ctx, tx.Client, change.Currency); err != nil {
		return fault.As(err).On("startingValues")
	}
	book, err := loadRoles(ctx, tx.Client)
	if err != nil {
		return fmt.Errorf("load roles: %w", err)
	}
	next := *row
	if err := change.over(&next); err != nil {
		return err
	}
	changes := roleChanges(row, &next)
	if len(changes) == 0 {
		return nil
	}
	was := row
	if next.Name != row.Name {
		was = &db.Role{} // grants go by the name: another one may bring the whole role into somebody's reach
	}
	if err := book.ceiling(tx.Actor, was, &next); err != nil {
		return err
	}
	if err := startingPermitted(tx.Actor, row, &next); err != nil {
		return err
	}
	holders, err := holdersOfRole(ctx, tx.Client, id)
	if err != nil {
		return err
	}
	rights := !slices.Equal(row.Permissions, next.Permissions) || !slices.Equal(row.Grants, next.Grants)
	if rights && slices.ContainsFunc(holders, tx.Actor.Self) {
		return selfGrant()
	}
	if err := staysForContacts(ctx, tx.Client, row, &next); err != nil {
		return err
	}
	if rights || string(row.Starting) != string(next.Starting) {
		if err := together(ctx, tx); err != nil {
			return err
		}
	}
	save := func() error { return saveRole(ctx, tx, row, &next, changes) }
	if !rights {
		return save()
	}
	return d.regrant(ctx, tx, holders, save)
}

func saveRole(ctx context.Context, tx *store.Tx, row, next *db.Role, changes []store.Change) error {
	up := tx.Client.Role.Update().Where(role.ID(row.ID), role.Version(row.Version)).AddVersion(1).SetName(next.Name).
		SetPermissions(notNil(next.Permissions)).SetGrants(notNil(next.Grants))
	if len(next.Starting) > 0 {
		up.SetStarting(next.Starting)
	} else {
		up.ClearStarting()
	}
	n, err := up.Save(ctx)
	if err != nil {
		return fmt.Errorf("update role: %w", err)
	}
	if n == 0 {
		return errMoved
	}
	tx.Record(store.Event{Action: "ROLE_UPDATED", TargetKind: ident.Role, Target: row.ID, Changes: changes})
	if next.Name == row.Name {
		return nil
	}
	return voidNaming(ctx, tx, row.Name)
}

func ownRole(ctx context.Context, tx *store.Tx, id ident.ID, expected int64) (*db.Role, error) {
	row, err := tx.Client.Role.Query().Where(role.ID(id)).Only(ctx)
	if db.IsNotFound(err) {
		return nil, unknown("role").On("roleId")
	}
	if err != nil {
		return nil, fmt.Errorf("load role: %w", err)
	}
	if row.Preset {
		return nil, fault.New(fault.Denied, fault.CodeRolePreset, "The presets stay as they are. Make a copy and change that.").On("roleId")
	}
	return row, expect(expected, row.Version)
}

func (c RoleUpdate) over(r *db.Role) error {
	set(&r.Name, c.Name)
	if !roleName.MatchString(r.Name) {
		return invalid("A role is named by 2 to 60 lower-case letters, digits and hyphens.").On("name")
	}
	if c.Permissions != nil {
		list := slices.Clone(*c.Permissions)
		slices.Sort(list)
		r.Permissions = slices.Compact(list)
	}
	for _, p := range r.Permissions {
		if !actor.Known(actor.Permission(p)) {
			return invalid("There is no permission %q.", p).On("permissions")
		}
	}
	if c.Grants != nil {
		list := slices.Clone(*c.Grants)
		slices.Sort(list)
		r.Grants = slices.Compact(list)
	}
	if c.Starting == nil {
		return nil
	}
	if *c.Starting == nil {
		r.Starting = nil
		return nil
	}
	raw, err := json.Marshal(**c.Starting)
	r.Starting = raw
	return errFirst(err, (*c.Starting).check)
}

func roleChanges(a, b *db.Role) []store.Change {
	var list []store.Change
	add := func(field string, same bool, before, after any) {
		if !same {
			list = append(list, store.Change{Field: field, Before: before, After: after})
		}
	}
	add("name", a.Name == b.Name, a.Name, b.Name)
	add("permissions", slices.Equal(a.Permissions, b.Permissions), a.Permissions, b.Permissions)
	add("grants", slices.Equal(a.Grants, b.Grants), a.Grants, b.Grants)
	add("startingValues", string(a.Starting) == string(b.Starting), a.Starting, b.Starting)
	return list
}
