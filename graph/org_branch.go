package graph

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/graph/model"
	"mandate/ident"
)

// orgBranch is Query.directReports: who is one step below a manager, or has none.
func orgBranch(ctx context.Context, manager *string, p pageArgs) (*model.OrgNodeConnection, error) {
	below, depth := noManager(), 0
	if manager != nil {
		id, err := parseID(ident.User, *manager, "managerId")
		if err != nil {
			return nil, err
		}
		below, depth = user.ManagerID(id), 1
	}
	l := list[*db.User, *model.OrgNode]{
		by:    order{list: "directReports", column: user.FieldFirstNameKey, prefix: ident.User},
		id:    func(u *db.User) ident.ID { return u.ID },
		key:   func(u *db.User) any { return u.FirstNameKey },
		nodes: func(rows []*db.User) ([]*model.OrgNode, error) { return orgNodes(ctx, rows, depth, manager) },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.User], counter) {
		q := c.User.Query().Where(sightOf(ctx).users(), below)
		return func(shape func(*sql.Selector), n int) ([]*db.User, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

// noManager: the tops of the company. Customers' contacts are in no tree.
func noManager() predicate.User { return user.And(user.ManagerIDIsNil(), user.KindEQ(user.KindSTAFF)) }

func orgNodes(ctx context.Context, rows []*db.User, depth int, manager *string) ([]*model.OrgNode, error) {
	reports, err := reportCounts(ctx, rows)
	if err != nil {
		return nil, err
	}
	return each(model.Users(rows), func(u *model.User) *model.OrgNode {
		return &model.OrgNode{User: u, Depth: depth, ManagerID: manager, ReportCount: reports[u.User.ID]}
	}), nil
}

// reportCounts says how many living people report directly to each.
func reportCounts(ctx context.Context, people []*db.User) (map[ident.ID]int, error) {
	return counts(ctx, "direct reports", func(c *db.Client, rows *[]counted) error {
		return c.User.Query().Where(user.ManagerIDIn(collect(people, func(u *db.User) *ident.ID { return &u.ID })...), user.DeletedAtIsNil()).
			Modify(countBy(user.FieldManagerID)).Scan(ctx, rows)
	})
}
