package graph

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"mandate/ent/db"
	"mandate/ent/db/role"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// rolesThen is what roles people held at a past instant. A role that has been deleted
// since has its name of then and no permissions.
func rolesThen(ctx context.Context, people []*model.User) (map[ident.ID][]*gql.HeldRole, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	named := map[ident.ID]bool{}
	for _, u := range people {
		for _, r := range u.Then.Authority.Roles {
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
		for _, r := range u.Then.Authority.Roles {
			row := present[r.ID]
			if row == nil {
				row = &db.Role{ID: r.ID, TenantID: u.User.TenantID, Name: r.Name}
			}
			held[u.User.ID] = append(held[u.User.ID], &gql.HeldRole{Role: roleNode(ctx, row)})
		}
	}
	return held, nil
}
