package graph

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/predicate"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// historyList is newest first: by id, which is by time.
func historyList() list[*db.HistoryEntry, *model.HistoryEntry] {
	return list[*db.HistoryEntry, *model.HistoryEntry]{
		by:    order{list: "history", prefix: ident.History, desc: true},
		id:    func(h *db.HistoryEntry) ident.ID { return h.ID },
		nodes: func(rows []*db.HistoryEntry) ([]*model.HistoryEntry, error) { return model.Entries(rows), nil },
	}
}

func listHistory(ctx context.Context, p pageArgs, where *gql.HistoryWhere) (*model.HistoryConnection, error) {
	filter, err := historyFilter(where)
	if err != nil {
		return nil, err
	}
	return pageOf(ctx, historyList(), p, func(c *db.Client) (rowsOfList[*db.HistoryEntry], counter) {
		q := c.HistoryEntry.Query().Where(sightOf(ctx).history(), filter)
		return func(shape func(*sql.Selector), n int) ([]*db.HistoryEntry, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

func historyFilter(where *gql.HistoryWhere) (predicate.HistoryEntry, error) {
	if where == nil {
		return all, nil
	}
	list := []predicate.HistoryEntry{all}
	if v, ok := value(where.TargetID); ok {
		kind, id, err := ident.Decode(v)
		if err != nil {
			return nil, absent("").On("where", "targetId")
		}
		list = append(list, historyentry.TargetID(id), historyentry.TargetKind(string(kind)))
	}
	if v, ok := value(where.ActorID); ok {
		id, err := parseID(ident.User, v, "where", "actorId")
		if err != nil {
			return nil, err
		}
		list = append(list, historyentry.Or(historyentry.ActorID(id), historyentry.OnBehalfOf(id)))
	}
	if actions, set := where.Actions.ValueOK(); set && actions != nil {
		if len(actions) > mostRows {
			return nil, fault.New(fault.TooLarge, fault.CodeTooLarge, "At most %d actions at once.", mostRows).On("where", "actions")
		}
		list = append(list, historyentry.ActionIn(actions...))
	}
	if v, ok := value(where.From); ok {
		list = append(list, historyentry.AtGTE(v))
	}
	if v, ok := value(where.To); ok {
		list = append(list, historyentry.AtLT(v))
	}
	more, err := concerning(where)
	return historyentry.And(append(list, more...)...), err
}
