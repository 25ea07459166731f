package graph

import (
	"context"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/group"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/grouprole"
	"mandate/ent/db/predicate"
	"mandate/ent/db/role"
	"mandate/ent/db/session"
	"mandate/ent/db/user"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

// roleNode is a role as this caller sees it (RO-4).
func roleNode(ctx context.Context, r *db.Role) *model.Role {
	grants := sightOf(ctx).GrantsRoles
	return &model.Role{Role: r, Grantable: slices.Contains(grants, "*") || slices.Contains(grants, r.Name)}
}

func listRoles(ctx context.Context, p pageArgs) (*model.RoleConnection, error) {
	l := list[*db.Role, *model.Role]{
		by:  order{list: "roles by name", column: role.FieldName, prefix: ident.Role},
		id:  func(r *db.Role) ident.ID { return r.ID },
		key: func(r *db.Role) any { return store.SortKey(r.Name) },
		nodes: func(rows []*db.Role) ([]*model.Role, error) {
			return each(rows, func(r *db.Role) *model.Role { return roleNode(ctx, r) }), nil
		},
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Role], counter) {
		q := c.Role.Query().Where(sightOf(ctx).roles())
		return byName(ctx, l, p, q.Clone().Select(role.FieldID, role.FieldName), func(ids ...ident.ID) ([]*db.Role, error) {
			return q.Clone().Where(role.IDIn(ids...)).All(ctx)
		}), q.Count
	})
}

func listGroups(ctx context.Context, p pageArgs, search, of *string) (*model.GroupConnection, error) {
	part, err := searchText(search)
	if err != nil {
		return nil, err
	}
	asked := predicate.Group(named(group.FieldDisplayNameKey, part))
	if of != nil {
		id, err := parseID(ident.Directory, *of, "directoryId")
		if err != nil {
			return nil, err
		}
		asked = group.And(asked, group.DirectoryID(id))
	}
	l := list[*db.Group, *model.Group]{
		by:    order{list: "groups", column: group.FieldDisplayNameKey, prefix: ident.Group},
		id:    func(g *db.Group) ident.ID { return g.ID },
		key:   func(g *db.Group) any { return g.DisplayNameKey },
		nodes: func(rows []*db.Group) ([]*model.Group, error) { return model.Groups(rows), nil },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Group], counter) {
		q := c.Group.Query().Where(sightOf(ctx).groups(), asked)
		return func(shape func(*sql.Selector), n int) ([]*db.Group, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

// listSessions is for oneself, or for holders of user.manage.
func (s *Server) listSessions(ctx context.Context, person string, p pageArgs) (*model.SessionConnection, error) {
	who := sightOf(ctx)
	id, err := parseID(ident.User, person, "userId")
	if err != nil {
		return nil, err
	}
	if !who.self(id) && !who.staff(actor.UserManage) {
		return nil, forbidden()
	}
	l := list[*db.Session, *model.Session]{
		by: order{list: "sessions", prefix: ident.Session, desc: true},
		id: func(s *db.Session) ident.ID { return s.ID },
		nodes: func(rows []*db.Session) ([]*model.Session, error) {
			return each(rows, func(s *db.Session) *model.Session { return sessionNode(ctx, s) }), nil
		},
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Session], counter) {
		q := c.Session.Query().Where(who.sessions(s.Now()), session.UserID(id))
		return func(shape func(*sql.Selector), n int) ([]*db.Session, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

func sessionNode(ctx context.Context, s *db.Session) *model.Session {
	return &model.Session{Session: s, Current: s.ID == sightOf(ctx).SessionID}
}

func groupID(g *model.Group) *ident.ID { return &g.Group.ID }

// counted is one row of a grouped count.
type counted struct {
	ID    ident.ID `json:"id"`
	Count int      `json:"count"`
}

func totals(rows []counted) map[ident.ID]int {
	m := make(map[ident.ID]int, len(rows))
	for _, r := range rows {
		m[r.ID] = r.Count
	}
	return m
}

// membersOf counts the living people in groups.
func membersOf(ctx context.Context, of []*model.Group) (map[ident.ID]int, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	var rows []counted
	err = c.GroupMember.Query().Where(groupmember.GroupIDIn(collect(of, groupID)...), groupmember.HasUserWith(user.DeletedAtIsNil())).
		Modify(countBy(groupmember.FieldGroupID)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count members: %w", err)
	}
	return totals(rows), nil
}

func countBy(column string) func(*sql.Selector) {
	return func(s *sql.Selector) {
		s.Select(sql.As(s.C(column), "id"), sql.As(sql.Count("*"), "count")).GroupBy(s.C(column))
	}
}

// rolesOfGroups loads which roles groups give.
func rolesOfGroups(ctx context.Context, of []*model.Group) (map[ident.ID][]*model.Role, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.GroupRole.Query().Where(grouprole.GroupIDIn(collect(of, groupID)...)).WithRole().Order(grouprole.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load mappings: %w", err)
	}
	roles := map[ident.ID][]*model.Role{}
	for _, m := range rows {
		roles[m.GroupID] = append(roles[m.GroupID], roleNode(ctx, m.Edges.Role))
	}
	return roles, nil
}
