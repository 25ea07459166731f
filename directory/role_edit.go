package directory

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/apikey"
	"mandate/ent/db/connection"
	"mandate/ent/db/group"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/grouprole"
	"mandate/ent/db/role"
	"mandate/ent/db/rolegrant"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// RoleUpdate says what a role is to be; nil leaves, and copies from CopyOf in CreateRole.
type RoleUpdate struct {
	Name        *string
	Permissions *[]string
	Grants      *[]string  // names of roles; "*" is all
	Starting    **Starting // the outer pointer says "change", the inner nil "nothing"
	Currency    string     // of Starting's amounts when they were read, as in LimitsUpdate
	CopyOf      ident.ID
}

// roleName is what a role may be called.
var roleName = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])$`)

const mostRoles = 500

// CreateRole makes a role of the company's own. Nobody puts into a role what they could
// not give by the roles that they may grant (RO-4), and starting limits only with
// limits.manage: FORBIDDEN. A name that is taken is TAKEN. It settles because starting
// amounts have no currency of their own: the company's does not change beside them.
func (d *Directory) CreateRole(ctx context.Context, change RoleUpdate) (ident.ID, error) {
	var id ident.ID
	err := d.settle(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		id, err = Once(ctx, tx, func() (ident.ID, error) { return createRole(ctx, tx, change) })
		return err
	})
	return id, roleTaken(err)
}

func roleTaken(err error) error {
	if store.IsTaken(err) {
		return fault.New(fault.Conflict, fault.CodeTaken, "There is a role of this name already.").On("name")
	}
	return err
}

func createRole(ctx context.Context, tx *store.Tx, change RoleUpdate) (ident.ID, error) {
	if err := inCurrency(ctx, tx.Client, change.Currency); err != nil {
		return ident.ID{}, fault.As(err).On("startingValues")
	}
	book, err := loadRoles(ctx, tx.Client)
	if err != nil {
		return ident.ID{}, fmt.Errorf("load roles: %w", err)
	}
	if len(book.byID) >= mostRoles {
		return ident.ID{}, fault.New(fault.TooLarge, fault.CodeTooLarge, "A company has at most %d roles.", mostRoles)
	}
	next := &db.Role{}
	if !change.CopyOf.IsZero() {
		from := book.byID[change.CopyOf]
		if from == nil {
			return ident.ID{}, unknown("role").On("copyOfId")
		}
		next.Permissions, next.Grants, next.Starting = from.Permissions, from.Grants, from.Starting
	}
	if err := change.over(next); err != nil {
		return ident.ID{}, err
	}
	if err := book.ceiling(tx.Actor, &db.Role{}, next); err != nil {
		return ident.ID{}, err
	}
	if err := startingPermitted(tx.Actor, &db.Role{}, next); err != nil {
		return ident.ID{}, err
	}
	id := tx.NewID()
	row := tx.Client.Role.Create().SetID(id).SetName(next.Name).SetPermissions(notNil(next.Permissions)).SetGrants(notNil(next.Grants))
	if len(next.Starting) > 0 {
		row.SetStarting(next.Starting)
	}
	if err := row.Exec(ctx); err != nil {
		return id, fmt.Errorf("insert role: %w", err)
	}
	tx.Record(store.Event{Action: "ROLE_CREATED", TargetKind: ident.Role, Target: id, Changes: roleChanges(&db.Role{}, next)})
	return id, nil
}

// UpdateRole changes a role, and with it what its holders may do from now on. Refused:
// presets (ROLE_PRESET), what is beyond the actor (FORBIDDEN), a role that the actor
// holds (SELF_GRANT), and while dual control is on everything but the name (DUAL_CONTROL).
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

// DeleteRole deletes a role that nobody holds. Refused: ROLE_PRESET, ROLE_IN_USE by a
// person, a group, a key or a connection.
func (d *Directory) DeleteRole(ctx context.Context, id ident.ID, expected int64) error {
	return d.settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error {
			row, err := ownRole(ctx, tx, id, expected)
			if err != nil {
				return err
			}
			used, err := roleUsed(ctx, tx.Client, id)
			if err != nil {
				return err
			}
			if used {
				return fault.New(fault.Conflict, fault.CodeRoleInUse, "Somebody holds this role, or a group, a key or a connection gives it.").On("roleId")
			}
			if err := tx.Client.Role.DeleteOneID(id).Exec(ctx); err != nil {
				return fmt.Errorf("delete role: %w", err)
			}
			tx.Record(store.Event{Action: "ROLE_DELETED", TargetKind: ident.Role, Target: id, Changes: roleChanges(row, &db.Role{})})
			return voidNaming(ctx, tx, row.Name)
		})
	})
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

func roleUsed(ctx context.Context, c *db.Client, id ident.ID) (bool, error) {
	for _, look := range []func(context.Context) (bool, error){
		c.RoleGrant.Query().Where(rolegrant.RoleID(id)).Exist,
		c.GroupRole.Query().Where(grouprole.RoleID(id)).Exist,
		c.APIKey.Query().Where(apikey.RoleID(id), apikey.RevokedAtIsNil()).Exist,
		c.Connection.Query().Where(connection.DefaultRoleID(id)).Exist,
	} {
		if used, err := look(ctx); err != nil || used {
			return used, err
		}
	}
	keys, err := c.APIKey.Query().Where(apikey.RevokedAtIsNil(), apikey.KindEQ(apikey.KindSERVICE)).All(ctx)
	return slices.ContainsFunc(keys, func(k *db.APIKey) bool { return slices.Contains(KeyRoles(k), id) }), err
}

func holdersOfRole(ctx context.Context, c *db.Client, id ident.ID) ([]ident.ID, error) {
	byGroup := groupmember.HasGroupWith(group.HasRolesWith(grouprole.RoleID(id)))
	people, err := c.User.Query().Where(user.DeletedAtIsNil(), user.Or(user.HasGrantsWith(rolegrant.RoleID(id)), user.HasMembershipsWith(byGroup))).
		Order(user.ByID()).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("list holders: %w", err)
	}
	return people, nil
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
