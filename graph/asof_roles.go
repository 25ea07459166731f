package graph

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/role"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// rolesOf is User.roles, of the instant asked for. Refused: ROLES_NOT_KEPT.
func rolesOf(ctx context.Context, u *model.User) ([]*gql.HeldRole, error) {
	if u.Then == nil {
		return shared(ctx, u.Kin, "roles", u.User.ID, rolesHeld)
	}
	held, err := shared(ctx, u.Kin, "roles", u.User.ID, rolesThen)
	if err == nil && held == nil {
		return nil, rolesNotKept("Ask for a later one, or leave out roles.")
	}
	return held, err
}

// rolesThen is what roles people held at a past instant; who is not in the answer held
// nobody knows which. A role that has been deleted since has its name of then and no
// permissions.
func rolesThen(ctx context.Context, people []*model.User) (map[ident.ID][]*gql.HeldRole, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	roles, err := rolesKept(ctx, c, people)
	if err != nil {
		return nil, err
	}
	named := map[ident.ID]bool{}
	for _, of := range roles {
		for _, r := range of {
			named[r.ID] = true
		}
	}
	rows, err := c.Role.Query().Where(role.IDIn(slices.Collect(maps.Keys(named))...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load roles of then: %w", err)
	}
	present := index(rows, func(r *db.Role) ident.ID { return r.ID })
	held := make(map[ident.ID][]*gql.HeldRole, len(people))
	for _, u := range people {
		of, known := roles[u.User.ID]
		if !known {
			continue
		}
		held[u.User.ID] = each(of, func(r directory.RoleHeld) *gql.HeldRole {
			row := present[r.ID]
			if row == nil {
				row = &db.Role{ID: r.ID, TenantID: u.User.TenantID, Name: r.Name}
			}
			return &gql.HeldRole{Role: roleNode(ctx, row)}
		})
	}
	return held, nil
}

// rolesKept are the roles that the versions of people tell, and those that still hold.
func rolesKept(ctx context.Context, c *db.Client, people []*model.User) (map[ident.ID][]directory.RoleHeld, error) {
	kept := make(map[ident.ID][]directory.RoleHeld, len(people))
	var without []ident.ID
	for _, u := range people {
		if roles := u.Then.Authority.Roles; roles != nil {
			kept[u.User.ID] = roles
		} else {
			without = append(without, u.User.ID)
		}
	}
	unchanged, err := directory.RolesSince(ctx, c, people[0].Then.At, without)
	maps.Copy(kept, unchanged)
	return kept, err
}
