package desk

import (
	"context"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/sqljson"

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
// role that an administrator gave them or that a directory's group brings (RO-1). One
// statement finds the roles and groups: there are few of both.
func holders(ctx context.Context, c *db.Client, permissions ...actor.Permission) (predicate.User, error) {
	var found []struct {
		Role  ident.ID  `sql:"id"`
		Group *ident.ID `sql:"group_id"` // that brings the role; nil: none does
	}
	err := c.Role.Query().Modify(bringing(permissions)).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("load roles and their groups: %w", err)
	}
	if len(found) == 0 {
		return func(s *sql.Selector) { s.Where(sql.False()) }, nil
	}
	var roles, groups []ident.ID
	for _, row := range found {
		if !slices.Contains(roles, row.Role) {
			roles = append(roles, row.Role)
		}
		if row.Group != nil {
			groups = append(groups, *row.Group)
		}
	}
	return func(s *sql.Selector) { s.Where(sql.In(s.C(user.FieldID), holdersSelector(s, roles, groups))) }, nil
}

// bringing selects roles with at least one of the permissions, each beside the groups that
// bring it.
func bringing(permissions []actor.Permission) func(*sql.Selector) {
	return func(s *sql.Selector) {
		having := make([]*sql.Predicate, len(permissions))
		for i, p := range permissions {
			having[i] = sqljson.ValueContains(s.C(role.FieldPermissions), string(p))
		}
		mapped := sql.Dialect(s.Dialect()).Table(grouprole.Table)
		s.LeftJoin(mapped).On(s.C(role.FieldID), mapped.C(grouprole.FieldRoleID))
		s.Where(sql.Or(having...)).Select(s.C(role.FieldID), mapped.C(grouprole.FieldGroupID))
	}
}

func holdersSelector(s *sql.Selector, roles, groups []ident.ID) *sql.Selector {
	b := sql.Dialect(s.Dialect())
	given := b.Select(rolegrant.FieldUserID).From(b.Table(rolegrant.Table)).Where(sql.In(rolegrant.FieldRoleID, anys(roles)...))
	if len(groups) == 0 {
		return given
	}
	return given.Union(b.Select(groupmember.FieldUserID).From(b.Table(groupmember.Table)).Where(sql.In(groupmember.FieldGroupID, anys(groups)...)))
}
