package graph

import (
	"context"
	"fmt"
	"time"

	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// peopleThen loads people whom an answer about the past may name: those who have been
// deleted since too.
func peopleThen(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.User, error) {
	s := sightOf(ctx)
	if len(ids) == 0 || !s.staff() {
		return usersByID(ctx, ids)
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.User.Query().Where(user.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load people: %w", err)
	}
	people := model.Users(each(rows, func(u *db.User) *db.User { return masked(s, u) }))
	return index(people, func(u *model.User) ident.ID { return u.User.ID }), nil
}

// listUsersThen is Query.users with asOf (HI-3).
func (s *Server) listUsersThen(ctx context.Context, p pageArgs, asked usersAsked, at time.Time) (*model.UserConnection, error) {
	if !sightOf(ctx).staff() {
		return nil, forbidden()
	}
	if err := ofThePast(asked.where); err != nil {
		return nil, err
	}
	filter, err := asked.filter()
	if err != nil {
		return nil, err
	}
	by, key := asked.orderFor(sightOf(ctx), at)
	q := desk.MatrixQuery{At: at, Where: []predicate.User{filter, asked.findable(sightOf(ctx), at)}}
	l := list[desk.MatrixRow, *model.User]{
		by:    by,
		id:    func(r desk.MatrixRow) ident.ID { return r.User.ID },
		key:   func(r desk.MatrixRow) any { return key(r.User) },
		nodes: func(rows []desk.MatrixRow) ([]*model.User, error) { return s.usersThen(ctx, rows, at) },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[desk.MatrixRow], counter) {
		return s.peopleAt(ctx, c, q), func(ctx context.Context) (int, error) { return s.Desk.MatrixCount(ctx, c, q) }
	})
}

func (s *Server) usersThen(ctx context.Context, rows []desk.MatrixRow, at time.Time) ([]*model.User, error) {
	currency, err := s.currencyAt(ctx, at)
	people := model.Users(each(rows, func(r desk.MatrixRow) *db.User { return masked(sightOf(ctx), r.User) }))
	for i, r := range rows {
		people[i].Then = &model.Then{At: at, Authority: r.State.Authority, Currency: currency}
	}
	return people, err
}

// ofThePast refuses filters that would look at the present.
func ofThePast(where *gql.UserWhere) error {
	if where == nil {
		return nil
	}
	for _, f := range []struct {
		name string
		set  bool
	}{{"active", where.Active.IsSet()}, {"noDirectManager", where.NoDirectManager.IsSet()}, {"managerId", where.ManagerID.IsSet()},
		{"outOfOffice", where.OutOfOffice.IsSet()}, {"kind", where.Kind.IsSet()}, {"roleId", where.RoleID.IsSet()}} {
		if f.set {
			return fault.New(fault.Invalid, fault.CodeInvalid, "This filter looks at the present; leave it out with asOf.").On("where", f.name)
		}
	}
	return nil
}

// limitsThen shows the limits of a past instant.
func limitsThen(people []*model.User) map[ident.ID]*model.LendingLimits {
	limits := make(map[ident.ID]*model.LendingLimits, len(people))
	for _, u := range people {
		limits[u.User.ID] = limitsNode(u.User.ID, nil, u.Then.Authority.Limits, u.Then.Currency)
	}
	return limits
}

// preferencesThen shows the preferences of a past instant.
func preferencesThen(people []*model.User) map[ident.ID]*model.Preferences {
	kin := &model.Kin[*model.Preferences]{}
	shown := make(map[ident.ID]*model.Preferences, len(people))
	for _, u := range people {
		shown[u.User.ID] = &model.Preferences{Preferences: u.Then.Authority.Preferences, User: u.User.ID, Kin: kin}
		kin.Rows = append(kin.Rows, shown[u.User.ID])
	}
	return shown
}

// managerOf is User.manager, of the instant asked for.
func managerOf(ctx context.Context, u *model.User) (*model.User, error) {
	if u.Then != nil {
		return linked(ctx, u.Kin, "manager", managerID, u, peopleThen)
	}
	return linked(ctx, u.Kin, "manager", managerID, u, usersByID)
}
