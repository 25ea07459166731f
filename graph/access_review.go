package graph

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/authorityversion"
	"mandate/ent/db/group"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/grouprole"
	"mandate/ent/db/predicate"
	"mandate/ent/db/rolegrant"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

// reviewAsked are the arguments of Query.accessReview beside those of a page.
type reviewAsked struct {
	search, permission *string
	at                 time.Time // zero: now
}

// reviewAccess is Query.accessReview: staff by first name.
func (s *Server) reviewAccess(ctx context.Context, p pageArgs, search, permission *string, asOf *time.Time) (*model.AccessReviewConnection, error) {
	at, err := s.past(asOf)
	if err != nil {
		return nil, err
	}
	asked := reviewAsked{search, permission, at}
	filter, err := asked.filter(ctx)
	if err != nil {
		return nil, err
	}
	by, key := usersAsked{}.orderFor(sightOf(ctx), at)
	by.list = "accessReview"
	l := list[*db.User, *model.AccessReviewEntry]{
		by:    by,
		id:    func(u *db.User) ident.ID { return u.ID },
		key:   key,
		nodes: func(rows []*db.User) ([]*model.AccessReviewEntry, error) { return s.reviewed(ctx, rows, at) },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.User], counter) {
		q := c.User.Query().Where(filter)
		return func(shape func(*sql.Selector), n int) ([]*db.User, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

// filter: who was there at the instant, those deleted since too.
func (a reviewAsked) filter(ctx context.Context) (predicate.User, error) {
	words, err := searchText(a.search)
	if err != nil {
		return nil, err
	}
	list := []predicate.User{user.KindEQ(user.KindSTAFF), store.Matching(words), sightOf(ctx).findable(a.at, words, false)}
	if a.at.IsZero() {
		list = append(list, user.DeletedAtIsNil())
	} else {
		list = append(list, user.CreatedAtLTE(a.at), user.Or(user.DeletedAtIsNil(), user.DeletedAtGT(a.at)))
	}
	if a.permission == nil {
		return user.And(list...), nil
	}
	if !actor.Known(actor.Permission(*a.permission)) {
		return nil, fault.New(fault.Invalid, fault.CodeInvalid, "There is no permission %q.", *a.permission).On("permission")
	}
	if !a.at.IsZero() {
		return user.And(append(list, directory.HeldPermission(actor.Permission(*a.permission), a.at))...), nil
	}
	holds, err := holdsPermission(ctx, *a.permission)
	return user.And(append(list, holds)...), err
}

// holdsPermission keeps who holds a permission now, by roles of their own and of groups.
func holdsPermission(ctx context.Context, permission string) (predicate.User, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.Role.Query().All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load roles: %w", err)
	}
	var ids []ident.ID
	for _, r := range rows {
		for _, p := range r.Permissions {
			if p == permission {
				ids = append(ids, r.ID)
			}
		}
	}
	return user.Or(user.HasGrantsWith(rolegrant.RoleIDIn(ids...)),
		user.HasMembershipsWith(groupmember.HasGroupWith(group.HasRolesWith(grouprole.RoleIDIn(ids...))))), nil
}

// reviewed shows people with what they could do at the instant, by the versions of HI-3.
func (s *Server) reviewed(ctx context.Context, rows []*db.User, at time.Time) ([]*model.AccessReviewEntry, error) {
	now := at
	if now.IsZero() {
		now = s.Now()
	}
	states, since, err := authoritiesAt(ctx, rows, now)
	if err != nil {
		return nil, err
	}
	currency, err := s.currencyAt(ctx, now)
	if err != nil {
		return nil, err
	}
	people := model.Users(each(rows, func(u *db.User) *db.User { return masked(sightOf(ctx), u) }))
	entries := make([]*model.AccessReviewEntry, len(rows))
	for i, u := range people {
		state := states[u.User.ID]
		u.Then = &model.Then{At: now, Authority: state, Currency: currency}
		entries[i] = &model.AccessReviewEntry{User: u, Permissions: permissionNames(state.Permissions), Since: since[u.User.ID], Kin: u.Kin}
	}
	return entries, nil
}

func permissionNames(list []actor.Permission) []string {
	return each(list, func(p actor.Permission) string { return string(p) })
}

// authoritiesAt loads the version of each person that held at an instant.
func authoritiesAt(ctx context.Context, rows []*db.User, at time.Time) (map[ident.ID]directory.Authority, map[ident.ID]*time.Time, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, nil, err
	}
	ids := collect(rows, func(u *db.User) *ident.ID { return &u.ID })
	versions, err := c.AuthorityVersion.Query().Where(authorityversion.UserIDIn(ids...), authorityversion.ValidFromLTE(at),
		authorityversion.Or(authorityversion.ValidToIsNil(), authorityversion.ValidToGT(at))).All(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("load authority: %w", err)
	}
	states, since := map[ident.ID]directory.Authority{}, map[ident.ID]*time.Time{}
	for _, v := range versions {
		if states[v.UserID], err = directory.DecodeAuthority(v.State); err != nil {
			return nil, nil, err
		}
		since[v.UserID] = &v.ValidFrom
	}
	return states, since, nil
}

// accessLimits is AccessReviewEntry.lendingLimits.
func accessLimits(e *model.AccessReviewEntry) *model.LendingLimits {
	return limitsNode(e.User.User.ID, nil, e.User.Then.Authority.Limits, e.User.Then.Currency)
}
