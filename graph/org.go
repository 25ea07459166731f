package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/graph/model"
	"mandate/ident"
)

const (
	mostOrgDepth  = 10
	mostOrgPeople = 500
)

// orgTree is Query.orgTree: one statement for each level.
func orgTree(ctx context.Context, root *string, depth int) ([]*model.OrgNode, error) {
	if depth < 0 || depth > mostOrgDepth {
		return nil, fault.New(fault.Invalid, fault.CodeInvalid, "A tree has 0 to %d levels below its root.", mostOrgDepth).On("depth")
	}
	begin := noManager()
	if root != nil {
		id, err := parseID(ident.User, *root, "rootId")
		if err != nil {
			return nil, err
		}
		begin = user.ID(id)
	}
	t := &tree{below: map[ident.ID][]*db.User{}, seen: map[ident.ID]bool{}}
	level, err := t.level(ctx, begin, true)
	for step := 0; err == nil && step < depth && len(level) > 0; step++ {
		level, err = t.level(ctx, user.ManagerIDIn(level...), false)
	}
	if err != nil {
		return nil, err
	}
	return t.nodes(ctx)
}

// tree is what was found of a tree, level by level. A cycle of managers ends where it
// meets itself.
type tree struct {
	roots []*db.User
	below map[ident.ID][]*db.User
	seen  map[ident.ID]bool
	rows  []*db.User
}

// level loads people by name, and gives the ids of those who are new.
func (t *tree) level(ctx context.Context, which func(*sql.Selector), roots bool) ([]ident.ID, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.User.Query().Where(sightOf(ctx).users(), which).Order(user.ByFirstNameKey(), user.ByLastNameKey(), user.ByID()).
		Limit(mostOrgPeople + 1 - len(t.rows)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load tree: %w", err)
	}
	var ids []ident.ID
	for _, u := range rows {
		if t.seen[u.ID] {
			continue
		}
		t.seen[u.ID] = true
		t.rows, ids = append(t.rows, u), append(ids, u.ID)
		if roots {
			t.roots = append(t.roots, u)
		} else {
			t.below[*u.ManagerID] = append(t.below[*u.ManagerID], u)
		}
	}
	if len(t.rows) > mostOrgPeople {
		return nil, fault.New(fault.TooLarge, fault.CodeTooLarge, "This tree has more than %d people. Choose a root, or fewer levels.", mostOrgPeople).On("depth")
	}
	return ids, nil
}

func (t *tree) nodes(ctx context.Context) ([]*model.OrgNode, error) {
	counts, err := reportCounts(ctx, t.rows)
	if err != nil {
		return nil, err
	}
	people := index(model.Users(t.rows), func(u *model.User) ident.ID { return u.User.ID })
	nodes := make([]*model.OrgNode, 0, len(t.rows))
	var add func(u *db.User, depth int, above *string)
	add = func(u *db.User, depth int, above *string) {
		id := people[u.ID].ID()
		nodes = append(nodes, &model.OrgNode{User: people[u.ID], Depth: depth, ManagerID: above, ReportCount: counts[u.ID]})
		for _, report := range t.below[u.ID] {
			add(report, depth+1, &id)
		}
	}
	for _, u := range t.roots {
		add(u, 0, nil)
	}
	return nodes, nil
}
