package graph

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/deal"
	"mandate/ent/db/user"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

const maxQueues = 200

// queues is Query.queueLoad, with who is away and who would act for them.
func (s *Server) queues(ctx context.Context) ([]*gql.QueueLoad, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.Desk.Queues(ctx, c, maxQueues)
	if err != nil {
		return nil, err
	}
	attendance, err := attendanceNow(ctx)
	if err != nil {
		return nil, err
	}
	standIns := attendance.standIns(rows)
	people, err := usersByID(ctx, collect(rows, func(q desk.Queue) *ident.ID { return &q.User }, func(q desk.Queue) *ident.ID { id := standIns[q.User]; return &id }))
	if err != nil {
		return nil, err
	}
	owned, err := ownedBy(ctx, collect(rows, func(q desk.Queue) *ident.ID { return &q.User }))
	if err != nil {
		return nil, err
	}
	saved, err := savedOf(ctx, slices.Collect(maps.Values(people)))
	return queueNodes(rows, people, attendance, standIns, owned, saved), err
}

func queueNodes(rows []desk.Queue, people map[ident.ID]*model.User, a attendance, standIns map[ident.ID]ident.ID, owned map[ident.ID]int, saved map[ident.ID]*model.OutOfOffice) []*gql.QueueLoad {
	standsInFor := map[ident.ID][]*model.User{}
	for _, q := range rows {
		if r, ok := standIns[q.User]; ok && people[q.User] != nil {
			standsInFor[r] = append(standsInFor[r], people[q.User])
		}
	}
	list := []*gql.QueueLoad{}
	for _, q := range rows {
		u := people[q.User]
		if u == nil {
			continue
		}
		_, absent := a.away[q.User]
		shown := &gql.QueueLoad{User: u, Load: q.Load, Owned: owned[q.User], MaxCapacity: q.MaxCapacity.Column(), Absent: absent, StandsInFor: []*model.User{}}
		shown.StandIn = people[standIns[q.User]]
		shown.StandsInFor = append(shown.StandsInFor, standsInFor[q.User]...)
		shown.OutOfOffice = saved[q.User]
		list = append(list, shown)
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
func (a attendance) standIns(rows []desk.Queue) map[ident.ID]ident.ID {
	p := assign.Presence{
		Absent:    func(id ident.ID) (ident.ID, bool) { delegate, away := a.away[id]; return delegate, away },
		Available: func(id ident.ID) bool { _, away := a.away[id]; return !away && a.active[id] },
	}
	found := map[ident.ID]ident.ID{}
	for _, q := range rows {
		if _, away := a.away[q.User]; !away {
			continue
		}
		if acting, ok := assign.ActsFor(q.User, p); ok {
			found[q.User] = acting
		}
	}
	return found
}

// ownedBy counts the capacity-consuming deals that people own (CA-5).
func ownedBy(ctx context.Context, people []ident.ID) (map[ident.ID]int, error) {
	settings, err := settingsOf(ctx)
	if err != nil {
		return nil, err
	}
	var consuming []deal.Status
	for _, s := range assign.Status("").Values() {
		if assign.Status(s).Consumes(settings.CapacityRelease) {
			consuming = append(consuming, deal.Status(s))
		}
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	var rows []counted
	err = c.Deal.Query().Where(deal.OwnerIDIn(people...), deal.StatusIn(consuming...)).Modify(countBy(deal.FieldOwnerID)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count deals owned: %w", err)
	}
	return totals(rows), nil
}
