package directory

import (
	"context"
	"fmt"
	"slices"

	"mandate/ent/db"
	"mandate/ent/db/apikey"
	"mandate/ent/db/connection"
	"mandate/ent/db/group"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/grouprole"
	"mandate/ent/db/predicate"
	"mandate/ent/db/rolegrant"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

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

// holdsRole is who holds a role, by a grant or by a group.
func holdsRole(id ident.ID) predicate.User {
	byGroup := groupmember.HasGroupWith(group.HasRolesWith(grouprole.RoleID(id)))
	return user.And(user.DeletedAtIsNil(), user.Or(user.HasGrantsWith(rolegrant.RoleID(id)), user.HasMembershipsWith(byGroup)))
}

func holdersOfRole(ctx context.Context, c *db.Client, id ident.ID) ([]ident.ID, error) {
	people, err := c.User.Query().Where(holdsRole(id)).Order(user.ByID()).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("list holders: %w", err)
	}
	return people, nil
}
