package desk

import (
	"context"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/grouprole"
	"mandate/ent/db/predicate"
	"mandate/ent/db/role"
	"mandate/ent/db/rolegrant"
	"mandate/ent/db/user"
	"mandate/ident"
)

// holders narrows people to those who hold at least one of the permissions now, by a
// role that an administrator gave them or that a directory's group brings (RO-1). Two
// statements find the roles and groups: there are few of both.
func holders(ctx context.Context, c *db.Client, permissions ...actor.Permission) (predicate.User, error) {
	all, err := c.Role.Query().Select(role.FieldID, role.FieldPermissions).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load roles: %w", err)
	}
	var roles []ident.ID
	for _, r := range all {
		if slices.ContainsFunc(permissions, func(p actor.Permission) bool { return slices.Contains(r.Permissions, string(p)) }) {
			roles = append(roles, r.ID)
		}
	}
	if len(roles) == 0 {
		return func(s *sql.Selector) { s.Where(sql.False()) }, nil
	}
	mapped, err := c.GroupRole.Query().Where(grouprole.RoleIDIn(roles...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load roles of groups: %w", err)
	}
	var groups []ident.ID
	for _, m := range mapped {
		groups = append(groups, m.GroupID)
	}
	return func(s *sql.Selector) { s.Where(sql.In(s.C(user.FieldID), holdersSelector(s, roles, groups))) }, nil
}

func holdersSelector(s *sql.Selector, roles, groups []ident.ID) *sql.Selector {
	b := sql.Dialect(s.Dialect())
	given := b.Select(rolegrant.FieldUserID).From(b.Table(rolegrant.Table)).Where(sql.In(rolegrant.FieldRoleID, anys(roles)...))
	if len(groups) == 0 {
		return given
	}
	return given.Union(b.Select(groupmember.FieldUserID).From(b.Table(groupmember.Table)).Where(sql.In(groupmember.FieldGroupID, anys(groups)...)))
}
