package graph

import (
	"context"

	"mandate/directory"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// accessGrants is AccessReviewEntry.grants, of the instant of the review: what the list
// shows and the file says. Refused: ROLES_NOT_KEPT.
func accessGrants(ctx context.Context, e *model.AccessReviewEntry) ([]*gql.AccessGrant, error) {
	of, err := model.Load(e.Kin, "access", func(people []*model.User) (map[ident.ID][]*gql.AccessGrant, error) { return grantsOf(ctx, people) })
	list := of[e.User.User.ID]
	if err == nil && list == nil {
		return nil, rolesNotKept("Ask for a later one, or leave out grants.")
	}
	return list, err
}

func rolesNotKept(do string) error {
	return fault.New(fault.NotFound, codeRolesNotKept, "The roles of this instant were not kept. %s", do)
}

// grantsOf shows the roles of people at the instant of a review; who is not in the answer
// held nobody knows which.
func grantsOf(ctx context.Context, people []*model.User) (map[ident.ID][]*gql.AccessGrant, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	held, err := rolesKept(ctx, c, people)
	if err != nil {
		return nil, err
	}
	origins, err := directory.Origins(ctx, c, people[0].Then.At, held)
	if err != nil {
		return nil, err
	}
	var all []directory.RoleOrigin
	for _, list := range origins {
		all = append(all, list...)
	}
	givers, err := peopleThen(ctx, collect(all, func(o directory.RoleOrigin) *ident.ID { return &o.By }))
	if err != nil {
		return nil, err
	}
	of := make(map[ident.ID][]*gql.AccessGrant, len(held))
	for id := range held {
		of[id] = each(origins[id], func(o directory.RoleOrigin) *gql.AccessGrant { return accessGrant(o, givers) })
	}
	return of, nil
}

func accessGrant(o directory.RoleOrigin, givers map[ident.ID]*model.User) *gql.AccessGrant {
	g := &gql.AccessGrant{Role: o.Role.Name, Permissions: o.Permissions, GrantedBy: givers[o.By]}
	if o.Source != "" {
		g.Source = &o.Source
	}
	if o.Group != "" {
		g.Group = &o.Group
	}
	if !o.Since.IsZero() {
		g.Since = &o.Since
	}
	return g
}
