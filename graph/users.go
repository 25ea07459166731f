package graph

import (
	"context"
	"fmt"
	"strings"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/group"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/grouprole"
	"mandate/ent/db/predicate"
	"mandate/ent/db/rolegrant"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

// usersByID loads people that the caller may see.
func usersByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.User, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.User.Query().Where(user.IDIn(ids...), sightOf(ctx).users()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load people: %w", err)
	}
	return index(model.Users(rows), func(u *model.User) ident.ID { return u.User.ID }), nil
}

// userOrders are the orders of UserOrderField: columns that are never null.
var userOrders = map[gql.UserOrderField]struct {
	column string
	kind   valueKind
	key    func(*db.User) any
}{
	gql.UserOrderFieldFirstName: {user.FieldFirstNameKey, textValue, func(u *db.User) any { return u.FirstNameKey }},
	gql.UserOrderFieldLastName:  {user.FieldLastNameKey, textValue, func(u *db.User) any { return u.LastNameKey }},
	gql.UserOrderFieldEmail:     {user.FieldEmailKey, textValue, func(u *db.User) any { return u.EmailKey }},
	gql.UserOrderFieldManager:   {user.FieldManagerKey, textValue, func(u *db.User) any { return u.ManagerKey }},
	gql.UserOrderFieldCreatedAt: {user.FieldCreatedAt, timeValue, func(u *db.User) any { return u.CreatedAt }},
}

// listUsers is Query.users (VI-6).
func listUsers(ctx context.Context, p pageArgs, search *string, where *gql.UserWhere, by *gql.UserOrder) (*model.UserConnection, error) {
	if by == nil {
		by = &gql.UserOrder{Field: gql.UserOrderFieldFirstName, Direction: gql.OrderDirectionAsc}
	}
	chosen := userOrders[by.Field]
	l := list[*db.User, *model.User]{
		by:    order{"users." + by.Field.String(), chosen.column, chosen.kind, ident.User, by.Direction == gql.OrderDirectionDesc},
		id:    func(u *db.User) ident.ID { return u.ID },
		key:   chosen.key,
		nodes: func(rows []*db.User) ([]*model.User, error) { return model.Users(rows), nil },
	}
	filter, err := userFilter(search, where)
	if err != nil {
		return nil, err
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.User], counter) {
		q := c.User.Query().Where(sightOf(ctx).users(), filter)
		return func(shape func(*sql.Selector), n int) ([]*db.User, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

func userFilter(search *string, where *gql.UserWhere) (predicate.User, error) {
	words, err := searchText(search)
	if err != nil {
		return nil, err
	}
	if where == nil {
		where = &gql.UserWhere{}
	}
	all := []predicate.User{store.Matching(words)}
	if v, ok := value(where.NoDirectManager); ok && v {
		all = append(all, user.ManagerIDIsNil())
	} else if ok {
		all = append(all, user.ManagerIDNotNil())
	}
	if v, ok := value(where.RoleID); ok {
		role, err := parseID(ident.Role, v, "where", "roleId")
		if err != nil {
			return nil, err
		}
		all = append(all, holds(role))
	}
	if v, ok := value(where.Active); ok {
		all = append(all, user.Active(v))
	}
	if v, ok := value(where.Source); ok {
		all = append(all, user.SourceEQ(v))
	}
	kind := user.KindSTAFF
	if v, ok := value(where.Kind); ok {
		kind = v
	}
	return user.And(append(all, user.KindEQ(kind))...), nil
}

// holds: by an administrator, or through a group (RO-1).
func holds(role ident.ID) predicate.User {
	return user.Or(user.HasGrantsWith(rolegrant.RoleID(role)),
		user.HasMembershipsWith(groupmember.HasGroupWith(group.HasRolesWith(grouprole.RoleID(role)))))
}

const (
	maxSearch = 200 // bytes
	maxWords  = 10
)

// searchText bounds what one search may ask of the index.
func searchText(search *string) (string, error) {
	if search == nil {
		return "", nil
	}
	if len(*search) > maxSearch || len(strings.Fields(*search)) > maxWords {
		return "", fault.New(fault.TooLarge, fault.CodeTooLarge, "A search has at most %d words and %d bytes.", maxWords, maxSearch).On("search")
	}
	return *search, nil
}
