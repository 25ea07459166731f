package graph

import (
	"context"

	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/predicate"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
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
	asked, err := historyAsked(where)
	if err != nil {
		return nil, err
	}
	if where != nil {
		ctx = store.PlannedByValue(ctx)
	}
	return pageOf(ctx, historyList(), p, func(c *db.Client) (rowsOfList[*db.HistoryEntry], counter) {
		q := c.HistoryEntry.Query().Where(sightOf(ctx).history())
		return asked.rows(ctx, q.Clone(), p.last != nil), byValue(q.Clone().Where(asked.predicate()).Count)
	})
}

func historyFilter(where *gql.HistoryWhere) (predicate.HistoryEntry, error) {
	asked, err := historyAsked(where)
	return asked.predicate(), err
}

// historyAsked reads which entries are asked for.
func historyAsked(where *gql.HistoryWhere) (h historySearch, err error) {
	if where == nil {
		return h, nil
	}
	if v, ok := value(where.TargetID); ok {
		kind, id, err := ident.Decode(v)
		if err != nil {
			return h, absent("").On("where", "targetId")
		}
		h.conditions = append(h.conditions, historyentry.TargetID(id), historyentry.TargetKind(string(kind)))
	}
	if actions, set := where.Actions.ValueOK(); set && actions != nil {
		if len(actions) > mostRows {
			return h, fault.New(fault.TooLarge, fault.CodeTooLarge, "At most %d actions at once.", mostRows).On("where", "actions")
		}
		h.conditions = append(h.conditions, historyentry.ActionIn(actions...))
	}
	if v, ok := value(where.TargetKind); ok {
		h.conditions = append(h.conditions, historyentry.TargetKind(v))
	}
	h.within(where)
	if err := h.concerning(where); err != nil {
		return h, err
	}
	return h, h.saying(where)
}

// within narrows a search to a period. Nothing is written before it happens, so an entry's
// id tells that it is of the period or later.
func (h *historySearch) within(where *gql.HistoryWhere) {
	if v, ok := value(where.From); ok {
		h.conditions = append(h.conditions, historyentry.AtGTE(v), historyentry.IDGTE(ident.Floor(v)))
	}
	if v, ok := value(where.To); ok {
		h.conditions, h.until = append(h.conditions, historyentry.AtLT(v)), &v
	}
}
