package directory

import (
	"context"

	"mandate/ent/db"
	"mandate/ent/db/grouprole"
	"mandate/ident"
)

// roleBook is what a tenant's roles give, and which a group's members hold.
type roleBook struct {
	byID    map[ident.ID]*db.Role
	byGroup map[ident.ID][]ident.ID
}

func loadRoles(ctx context.Context, c *db.Client) (roleBook, error) {
	b := roleBook{map[ident.ID]*db.Role{}, map[ident.ID][]ident.ID{}}
	roles, err := c.Role.Query().All(ctx)
	if err != nil {
		return b, err
	}
	for _, r := range roles {
		b.byID[r.ID] = r
	}
	mapped, err := c.GroupRole.Query().Order(grouprole.ByID()).All(ctx)
	for _, m := range mapped {
		b.byGroup[m.GroupID] = append(b.byGroup[m.GroupID], m.RoleID)
	}
	return b, err
}

// rolesOf lists the roles a person holds, from both sources, each once (RO-1).
func (b roleBook) rolesOf(u *db.User) []*db.Role {
	var list []*db.Role
	seen := map[ident.ID]bool{}
	add := func(id ident.ID) {
		if r := b.byID[id]; r != nil && !seen[id] {
			seen[id] = true
			list = append(list, r)
		}
	}
	for _, g := range u.Edges.Grants {
		add(g.RoleID)
	}
	for _, m := range u.Edges.Memberships {
		for _, id := range b.byGroup[m.GroupID] {
			add(id)
		}
	}
	return list
}
