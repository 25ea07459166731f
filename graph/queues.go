package graph

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

const maxQueues = 200

// queues is Query.queueLoad, with who is away and who would act for them.
func (s *Server) queues(ctx context.Context, search, manager *string) ([]*gql.QueueLoad, error) {
	which, err := whoseQueues(search, manager)
	if err != nil {
		return nil, err
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.Desk.Queues(ctx, c, maxQueues, which...)
	if err != nil {
		return nil, err
	}
	around := surroundings{}
	if around.standIns, err = standIns(ctx); err != nil {
		return nil, err
	}
	around.people, err = usersByID(ctx, around.named(rows))
	if err != nil {
		return nil, err
	}
	around.saved, err = savedOf(ctx, slices.Collect(maps.Values(around.people)))
	return around.queues(rows), err
}

// whoseQueues reads the filters, by which everybody can be reached.
func whoseQueues(search, manager *string) ([]predicate.User, error) {
	words, err := searchText(search)
	if err != nil {
		return nil, err
	}
	which := []predicate.User{store.Matching(words)}
	id, err := parseOptional(manager)
	if err == nil && !id.IsZero() {
		which = append(which, user.ManagerID(id))
	}
	return which, err
}

func parseOptional(manager *string) (ident.ID, error) {
	if manager == nil {
		return ident.ID{}, nil
	}
	return parseID(ident.User, *manager, "managerId")
}

// surroundings are what the people of queues are shown with.
type surroundings struct {
	people   map[ident.ID]*model.User
	standIns map[ident.ID]ident.ID
	saved    map[ident.ID]*model.OutOfOffice
}

func (a surroundings) queues(rows []desk.Queue) []*gql.QueueLoad {
	shown := map[ident.ID]*gql.QueueLoad{}
	list := []*gql.QueueLoad{}
	for _, q := range rows {
		if u := a.people[q.User]; u != nil {
			shown[q.User] = &gql.QueueLoad{User: u, Load: q.Load, Owned: q.Owned, MaxCapacity: q.MaxCapacity.Column(), Absent: q.Absent,
				StandIn: a.people[a.standIns[q.User]], OutOfOffice: a.saved[q.User], StandsInFor: []*model.User{}}
			list = append(list, shown[q.User])
		}
	}
	for away, standIn := range a.standIns {
		if r := shown[standIn]; r != nil && a.people[away] != nil {
			r.StandsInFor = append(r.StandsInFor, a.people[away])
		}
	}
	for _, q := range list {
		slices.SortFunc(q.StandsInFor, func(a, b *model.User) int {
			return cmp.Or(cmp.Compare(a.FirstNameKey, b.FirstNameKey), cmp.Compare(a.ID(), b.ID()))
		})
	}
	return list
}

// named are the people of the rows, who stands in for them, and for whom they stand in.
func (a surroundings) named(rows []desk.Queue) []ident.ID {
	list := collect(rows, func(q desk.Queue) *ident.ID { return &q.User }, func(q desk.Queue) *ident.ID { id := a.standIns[q.User]; return &id })
	shown := make(map[ident.ID]bool, len(rows))
	for _, q := range rows {
		shown[q.User] = true
	}
	for away, standIn := range a.standIns {
		if shown[standIn] && !shown[away] {
			list = append(list, away)
		}
	}
	return list
}

// attendance is who is away now, for whom who stands in, and who is active among those.
type attendance struct {
	away   map[ident.ID]ident.ID
	active map[ident.ID]bool
}

func attendanceNow(ctx context.Context) (attendance, error) {
	a := attendance{away: map[ident.ID]ident.ID{}, active: map[ident.ID]bool{}}
	c, err := read(ctx)
	if err != nil {
		return a, err
	}
	rows, err := c.Absence.Query().Where(absence.StateEQ(absence.StateACTIVE)).All(ctx)
	if err != nil {
		return a, fmt.Errorf("load absences: %w", err)
	}
	for _, row := range rows {
		a.away[row.UserID] = orZero(row.DelegateID)
	}
	active, err := c.User.Query().Where(user.Active(true), user.IDIn(collect(rows, func(r *db.Absence) *ident.ID { return r.DelegateID })...)).IDs(ctx)
	for _, id := range active {
		a.active[id] = true
	}
	return a, err
}

func orZero(id *ident.ID) ident.ID {
	if id == nil {
		return ident.ID{}
	}
	return *id
}

// standIns are who would act on new deals of those who are away (AS-5).
func standIns(ctx context.Context) (map[ident.ID]ident.ID, error) {
	a, err := attendanceNow(ctx)
	if err != nil {
		return nil, err
	}
	p := assign.Presence{
		Absent:    func(id ident.ID) (ident.ID, bool) { delegate, away := a.away[id]; return delegate, away },
		Available: func(id ident.ID) bool { _, away := a.away[id]; return !away && a.active[id] },
	}
	found := map[ident.ID]ident.ID{}
	for away := range a.away {
		if acting, ok := assign.ActsFor(away, p); ok {
			found[away] = acting
		}
	}
	return found, nil
}
