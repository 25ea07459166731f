package directory

import (
	"context"
	"fmt"
	"slices"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/group"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/grouprole"
	"mandate/ent/db/predicate"
	"mandate/ent/db/role"
	"mandate/ent/db/rolegrant"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// AdministratorRole is the preset role that may do and grant everything of RO-4.
const AdministratorRole = "administrator"

func holdsAdministrator() predicate.User {
	byGroup := groupmember.HasGroupWith(group.HasRolesWith(grouprole.HasRoleWith(role.Name(AdministratorRole))))
	return user.Or(user.HasGrantsWith(rolegrant.HasRoleWith(role.Name(AdministratorRole))), user.HasMembershipsWith(byGroup))
}

// requireAdministrator refuses a change that has left nobody active as administrator.
func requireAdministrator(ctx context.Context, tx *store.Tx, before int) error {
	if tx.Actor.Kind == actor.System || before == 0 {
		return nil
	}
	left, err := administrators(ctx, tx.Client, 1)
	if err != nil || len(left) > 0 {
		return err
	}
	return lastAdministrator()
}

func administrators(ctx context.Context, c *db.Client, most int) ([]ident.ID, error) {
	list, err := c.User.Query().Where(user.DeletedAtIsNil(), user.Active(true), holdsAdministrator()).Order(user.ByID()).Limit(most).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("count administrators: %w", err)
	}
	return list, nil
}

func roleNames(list []*db.Role) []string {
	names := make([]string, len(list))
	for i, r := range list {
		names[i] = r.Name
	}
	slices.Sort(names)
	return names
}
