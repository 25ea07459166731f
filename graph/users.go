package graph

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"

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
	gql.UserOrderFieldTitle:     {user.FieldTitleKey, textValue, func(u *db.User) any { return u.TitleKey }},
	gql.UserOrderFieldPhone:     {user.FieldPhone, textValue, func(u *db.User) any { return u.Phone }},
	gql.UserOrderFieldStatus:    {user.FieldActive, boolValue, func(u *db.User) any { return u.Active }},
	gql.UserOrderFieldSource:    {user.FieldSource, textValue, func(u *db.User) any { return string(u.Source) }},

	gql.UserOrderFieldLastLoginAt:    {user.FieldLastLoginAt, rareTime, func(u *db.User) any { return atOrNever(u.LastLoginAt) }},
	gql.UserOrderFieldLastAssignedAt: {user.FieldLastAssignedAt, rareTime, func(u *db.User) any { return atOrNever(u.LastAssignedAt) }},
}

// unindexedOrder is the column of the one order that no index gives: it changes with each
// deal that is assigned.
const unindexedOrder = user.FieldLastAssignedAt

// usersAsked are the arguments of Query.users beside those of a page.
type usersAsked struct {
	search *string
	where  *gql.UserWhere
	by     *gql.UserOrder
}

func (u usersAsked) order() (order, func(*db.User) any) {
	by := gql.UserOrder{Field: gql.UserOrderFieldFirstName, Direction: gql.OrderDirectionAsc}
	if u.by != nil {
		by = *u.by
	}
	chosen := userOrders[by.Field]
	return order{list: "users." + by.Field.String(), column: chosen.column, kind: chosen.kind, prefix: ident.User, desc: by.Direction == gql.OrderDirectionDesc}, chosen.key
}

// listUsers is Query.users (VI-6).
func (s *Server) listUsers(ctx context.Context, p pageArgs, asked usersAsked, asOf *time.Time) (*model.UserConnection, error) {
	at, err := s.past(asOf)
	if err != nil {
		return nil, err
	}
	if !at.IsZero() {
		return s.listUsersThen(ctx, p, asked, at)
	}
	by, key := asked.order()
	l := list[*db.User, *model.User]{
		by:    by,
		id:    func(u *db.User) ident.ID { return u.ID },
		key:   key,
		nodes: func(rows []*db.User) ([]*model.User, error) { return model.Users(rows), nil },
	}
	words, err := searchText(asked.search)
	if err != nil {
		return nil, err
	}
	filter, err := asked.conditions()
	if err != nil {
		return nil, err
	}
	search := peopleSearch{words, by.column != unindexedOrder, asked.where != nil, store.AsksWords(words) && p.foremost() && by.foremost(), s.Store}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.User], counter) {
		q := c.User.Query().Where(sightOf(ctx).users(), filter)
		return search.rows(ctx, c, q), byValue(q.Clone().Where(store.Matching(words)).Count)
	})
}

// filter is everything that narrows a list of people.
func (u usersAsked) filter() (predicate.User, error) {
	words, err := searchText(u.search)
	if err != nil {
		return nil, err
	}
	conditions, err := u.conditions()
	return user.And(store.Matching(words), conditions), err
}

// conditions are the filters beside the search.
func (u usersAsked) conditions() (predicate.User, error) {
	where := u.where
	if where == nil {
		where = &gql.UserWhere{}
	}
	all := []predicate.User{}
	if v, ok := value(where.NoDirectManager); ok && v {
		all = append(all, user.ManagerIDIsNil())
	} else if ok {
		all = append(all, user.ManagerIDNotNil())
	}
	for _, f := range []struct {
		name   string
		prefix ident.Prefix
		given  graphql.Omittable[*string]
		holds  func(ident.ID) predicate.User
	}{{"roleId", ident.Role, where.RoleID, holds}, {"managerId", ident.User, where.ManagerID, user.ManagerID}} {
		v, ok := value(f.given)
		if !ok {
			continue
		}
		id, err := parseID(f.prefix, v, "where", f.name)
		if err != nil {
			return nil, err
		}
		all = append(all, f.holds(id))
	}
	if v, ok := value(where.Active); ok {
		all = append(all, user.Active(v))
	}
	if v, ok := value(where.OutOfOffice); ok {
		all = append(all, away(v))
	}
	if v, ok := value(where.Source); ok {
		all = append(all, user.SourceEQ(v))
	}
	all = append(all, accountFilter(where)...)
	kind := user.KindSTAFF
	if v, ok := value(where.Kind); ok {
		kind = v
	}
	return user.And(append(all, user.KindEQ(kind))...), nil
}

// holds: by an administrator, or through a group (RO-1).
func holds(role ident.ID) predicate.User { return holdsAny(role) }

func holdsAny(roles ...ident.ID) predicate.User {
	return user.Or(user.HasGrantsWith(rolegrant.RoleIDIn(roles...)),
		user.HasMembershipsWith(groupmember.HasGroupWith(group.HasRolesWith(grouprole.RoleIDIn(roles...)))))
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
