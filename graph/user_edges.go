package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/directorylink"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/grouprole"
	"mandate/ent/db/lendinglimits"
	"mandate/ent/db/preferences"
	"mandate/ent/db/rolegrant"
	"mandate/ent/db/user"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

func userID(u *model.User) *ident.ID    { return &u.User.ID }
func managerID(u *model.User) *ident.ID { return u.ManagerID() }

// reportsOf loads the first direct reports of each person, by name.
func reportsOf(ctx context.Context, people []*model.User) (map[ident.ID][]*model.User, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	living := func(s *sql.Selector) {
		s.Where(sql.And(sql.EQ(s.C(user.FieldTenantID), sightOf(ctx).Tenant), sql.IsNull(s.C(user.FieldDeletedAt))))
	}
	byName := order{column: user.FieldFirstNameKey}
	rows, err := c.User.Query().Where(sightOf(ctx).users(),
		firstOfEach(user.FieldManagerID, collect(people, userID), byName, mostRows, living), byName.shape(window{})).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load direct reports: %w", err)
	}
	reports := map[ident.ID][]*model.User{}
	for _, u := range model.Users(rows) {
		reports[*u.User.ManagerID] = append(reports[*u.User.ManagerID], u)
	}
	return reports, nil
}

// rolesHeld is what roles people hold, from both sources (RO-1).
func rolesHeld(ctx context.Context, people []*model.User) (map[ident.ID][]*gql.HeldRole, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	ids := collect(people, userID)
	grants, err := c.RoleGrant.Query().Where(rolegrant.UserIDIn(ids...)).WithRole().Order(rolegrant.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load grants: %w", err)
	}
	members, err := c.GroupMember.Query().Where(groupmember.UserIDIn(ids...)).Order(groupmember.ByID()).
		WithGroup(func(q *db.GroupQuery) {
			q.WithRoles(func(q *db.GroupRoleQuery) { q.WithRole().Order(grouprole.ByID()) })
		}).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load memberships: %w", err)
	}
	held := map[ident.ID][]*gql.HeldRole{}
	for _, g := range grants {
		held[g.UserID] = append(held[g.UserID], &gql.HeldRole{Role: roleNode(ctx, g.Edges.Role), Source: "ADMIN"})
	}
	throughGroups(ctx, members, held)
	return held, nil
}

// throughGroups adds roles that groups give. The group itself is shown to those who
// may see groups.
func throughGroups(ctx context.Context, members []*db.GroupMember, held map[ident.ID][]*gql.HeldRole) {
	var groups []*db.Group
	for _, m := range members {
		groups = append(groups, m.Edges.Group)
	}
	shown := map[ident.ID]*model.Group{}
	if sightOf(ctx).staff(actor.DirectoryManage) {
		shown = index(model.Groups(groups), func(g *model.Group) ident.ID { return g.Group.ID })
	}
	for _, m := range members {
		for _, mapped := range m.Edges.Group.Edges.Roles {
			held[m.UserID] = append(held[m.UserID], &gql.HeldRole{Role: roleNode(ctx, mapped.Edges.Role), Source: "DIRECTORY", Group: shown[m.GroupID]})
		}
	}
}

// preferencesFor loads the preferences of those whose authority the caller may see.
func preferencesFor(ctx context.Context, people []*model.User) (map[ident.ID]*model.Preferences, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	shown := seenBy(ctx, people)
	ids := collect(shown, userID)
	if len(ids) == 0 {
		return nil, nil
	}
	if shown[0].Then != nil {
		return preferencesThen(shown), nil
	}
	rows, err := c.Preferences.Query().Where(preferences.UserIDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load preferences: %w", err)
	}
	return model.PreferencesOf(ids, index(rows, func(p *db.Preferences) ident.ID { return p.UserID }))
}

// limitsFor loads the limits of those whose authority the caller may see.
func limitsFor(ctx context.Context, people []*model.User) (map[ident.ID]*model.LendingLimits, error) {
	shown := seenBy(ctx, people)
	ids := collect(shown, userID)
	if len(ids) == 0 {
		return nil, nil
	}
	if shown[0].Then != nil {
		return limitsThen(shown), nil
	}
	company, err := companyOf(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := limitRows(ctx, ids)
	if err != nil {
		return nil, err
	}
	limits := make(map[ident.ID]*model.LendingLimits, len(ids))
	for _, id := range ids {
		if limits[id], err = model.LimitsOf(id, rows[id], company.settings.Currency); err != nil {
			return nil, err
		}
	}
	return limits, nil
}

func limitRows(ctx context.Context, people []ident.ID) (map[ident.ID]*db.LendingLimits, error) {
	if len(people) == 0 {
		return nil, nil
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.LendingLimits.Query().Where(lendinglimits.UserIDIn(people...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load limits: %w", err)
	}
	return index(rows, func(l *db.LendingLimits) ident.ID { return l.UserID }), nil
}

func seenBy(ctx context.Context, people []*model.User) []*model.User {
	s := sightOf(ctx)
	var shown []*model.User
	for _, u := range people {
		if s.authority(u.User) {
			shown = append(shown, u)
		}
	}
	return shown
}

// loadsOf counts the deals on which people act (CA-1).
func (s *Server) loadsOf(ctx context.Context, people []*model.User) (map[ident.ID]int, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	if people[0].Then != nil {
		return s.loadsThen(ctx, people)
	}
	return s.Desk.Loads(ctx, c, collect(people, userID))
}

// linkedPeople says whom a directory governs.
func linkedPeople(ctx context.Context, people []*model.User) (map[ident.ID]bool, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	links, err := c.DirectoryLink.Query().Where(directorylink.UserIDIn(collect(people, userID)...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load links: %w", err)
	}
	linked := map[ident.ID]bool{}
	for _, l := range links {
		linked[l.UserID] = true
	}
	return linked, nil
}
