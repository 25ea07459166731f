package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/predicate"
	"mandate/ent/db/provisioningevent"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

// eventOrder is newest first: by id, which is by time.
var eventOrder = order{list: "provisioningEvents", prefix: ident.Provisioning, desc: true}

// listEvents is Query.provisioningEvents.
func listEvents(ctx context.Context, p pageArgs, of *string, where *gql.ProvisioningEventWhere) (*model.ProvisioningEventConnection, error) {
	l := list[*db.ProvisioningEvent, *model.ProvisioningEvent]{
		by: eventOrder,
		id: func(e *db.ProvisioningEvent) ident.ID { return e.ID },
		nodes: func(rows []*db.ProvisioningEvent) ([]*model.ProvisioningEvent, error) {
			return model.ProvisioningEvents(rows), nil
		},
	}
	filter, err := eventConditions(of, where)
	if err != nil {
		return nil, err
	}
	words, err := eventText(where)
	if err != nil {
		return nil, err
	}
	ctx = store.PlannedByValue(ctx)
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.ProvisioningEvent], counter) {
		s := sightOf(ctx)
		q, f := c.ProvisioningEvent.Query().Where(s.provisioning(), filter), s.soughtEvents(words, filter)
		read := func(shape, modify func(*sql.Selector), n int) ([]*db.ProvisioningEvent, error) {
			few := q.Clone().Where(shape).Limit(n)
			few.Modify(modify)
			return few.All(ctx)
		}
		return pageOfSought(ctx, f, oneByOne(f, eventWays(where), read)), byValue(q.Clone().Where(f.narrow).Count)
	})
}

// eventFilter is of one directory, or of all, and what where says: a stream tells what a list
// shows, which is found by the present name of whom it is about, too. Which are the newest is
// found once, among the events behind the start, and not each time that the stream looks.
func eventFilter(ctx context.Context, of *string, where *gql.ProvisioningEventWhere, start ident.ID) (predicate.ProvisioningEvent, error) {
	conditions, err := eventConditions(of, where)
	if err != nil {
		return nil, err
	}
	words, err := eventText(where)
	if err != nil {
		return nil, err
	}
	shown := provisioningevent.And(sightOf(ctx).provisioning(), conditions)
	f := sightOf(ctx).soughtEvents(words, conditions)
	if f.empty() {
		return shown, nil
	}
	oldest, err := oldestOfNewest(ctx, provisioningevent.And(shown, provisioningevent.IDGT(start)))
	return provisioningevent.And(shown, f.lookedFrom(oldest)), err
}

// oldestOfNewest is the last that a list looks through of some events; zero if it looks through
// all of them.
func oldestOfNewest(ctx context.Context, of predicate.ProvisioningEvent) (ident.ID, error) {
	ctx, done := apart(ctx)
	defer done()
	c, err := read(ctx)
	if err != nil {
		return ident.ID{}, err
	}
	ids, err := c.ProvisioningEvent.Query().Where(of).Order(provisioningevent.ByID(sql.OrderDesc())).Offset(newest - 1).Limit(1).IDs(ctx)
	if err != nil || len(ids) == 0 {
		return ident.ID{}, err
	}
	return ids[0], nil
}

// eventConditions are the filters beside the text.
func eventConditions(of *string, where *gql.ProvisioningEventWhere) (predicate.ProvisioningEvent, error) {
	list := []predicate.ProvisioningEvent{all}
	if of != nil {
		id, err := parseID(ident.Directory, *of, "directoryId")
		if err != nil {
			return nil, err
		}
		list = append(list, provisioningevent.DirectoryID(id))
	}
	if where == nil {
		return provisioningevent.And(list...), nil
	}
	about, err := eventSubject(where)
	if err != nil {
		return nil, err
	}
	list = append(list, about...)
	if outcomes, set := where.Outcomes.ValueOK(); set && outcomes != nil {
		list = append(list, provisioningevent.OutcomeIn(outcomes...))
	}
	if methods, set := where.Methods.ValueOK(); set && methods != nil {
		if len(methods) > mostRows {
			return nil, fault.New(fault.TooLarge, fault.CodeTooLarge, "At most %d methods at once.", mostRows).On("where", "methods")
		}
		list = append(list, provisioningevent.MethodIn(methods...))
	}
	if v, ok := value(where.Cause); ok {
		list = append(list, causedBy(v))
	}
	list = append(list, eventPeriod(where)...)
	return provisioningevent.And(list...), nil
}

// eventSubject is whom or what events are about.
func eventSubject(where *gql.ProvisioningEventWhere) (list []predicate.ProvisioningEvent, err error) {
	for _, about := range []struct {
		field, kind string
		prefix      ident.Prefix
		text        *string
	}{{"userId", "User", ident.User, where.UserID.Value()}, {"groupId", "Group", ident.Group, where.GroupID.Value()}} {
		if about.text == nil {
			continue
		}
		id, err := parseID(about.prefix, *about.text, "where", about.field)
		if err != nil {
			return nil, err
		}
		list = append(list, provisioningevent.ResourceID(id), provisioningevent.ResourceKind(about.kind))
	}
	return list, nil
}

func eventDirectory(e *model.ProvisioningEvent) *ident.ID { return &e.ProvisioningEvent.DirectoryID }
func eventPerson(e *model.ProvisioningEvent) *ident.ID    { return e.Person() }
func eventGroup(e *model.ProvisioningEvent) *ident.ID     { return e.InGroup() }
func eventTarget(e *model.ProvisioningEvent) *ident.ID    { return e.ProvisioningEvent.ResourceID }

// entriesOfEvents loads what history says of events: the entries about the same person
// or group that the same request wrote.
func entriesOfEvents(ctx context.Context, events []*model.ProvisioningEvent) (map[ident.ID][]*model.HistoryEntry, error) {
	if !sightOf(ctx).staff(actor.HistoryView) {
		return nil, nil
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	var requests []string
	for _, e := range events {
		if e.RequestID != "" {
			requests = append(requests, e.RequestID)
		}
	}
	rows, err := c.HistoryEntry.Query().Where(sightOf(ctx).history(), historyentry.TargetIDIn(collect(events, eventTarget)...), historyentry.RequestIDIn(requests...)).
		Order(historyentry.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load changes of events: %w", err)
	}
	type cause struct {
		request string
		target  ident.ID
	}
	byCause := map[cause][]*model.HistoryEntry{}
	for _, h := range model.Entries(rows) {
		of := cause{h.RequestID, h.HistoryEntry.TargetID}
		byCause[of] = append(byCause[of], h)
	}
	found := map[ident.ID][]*model.HistoryEntry{}
	for _, e := range events {
		found[e.ProvisioningEvent.ID] = []*model.HistoryEntry{}
		if target := eventTarget(e); target != nil && e.RequestID != "" {
			found[e.ProvisioningEvent.ID] = append(found[e.ProvisioningEvent.ID], byCause[cause{e.RequestID, *target}]...)
		}
	}
	return found, nil
}
