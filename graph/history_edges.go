package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

// historyOf pages the history of each of some records, for callers who may see any:
// one statement for all of them, and one for the totals when they are asked for.
func historyOf[P any](ctx context.Context, kin *model.Kin[P], id func(P) *ident.ID, row P, first int, after *string) (*model.HistoryConnection, error) {
	if !sightOf(ctx).staff(actor.HistoryView) {
		return nil, nil
	}
	l := historyList()
	w, err := pageArgs{first: &first, after: after}.window(l.by)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("history %d", first)
	if after != nil {
		name += *after
	}
	entries, err := model.Load(kin, name, func(rows []P) (map[ident.ID][]*model.HistoryEntry, error) {
		return firstEntries(ctx, collect(rows, id), l.by, w)
	})
	if err != nil {
		return nil, err
	}
	nodes := entries[*id(row)]
	l.nodes = func(rows []*db.HistoryEntry) ([]*model.HistoryEntry, error) { return nodes[:len(rows)], nil }
	page, err := l.cut(each(nodes, func(h *model.HistoryEntry) *db.HistoryEntry { return h.HistoryEntry }), w)
	if err != nil {
		return nil, err
	}
	page.Count = func(ctx context.Context) (int, error) {
		counts, err := model.Load(kin, "history total", func(rows []P) (map[ident.ID]int, error) {
			return entryTotals(ctx, collect(rows, id))
		})
		return counts[*id(row)], err
	}
	return page, nil
}

func firstEntries(ctx context.Context, targets []ident.ID, by order, w window) (map[ident.ID][]*model.HistoryEntry, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	among := func(s *sql.Selector) {
		s.Where(sql.EQ(s.C(historyentry.FieldTenantID), sightOf(ctx).Tenant))
		if w.after != nil {
			s.Where(by.beyond(s, w.after, false))
		}
	}
	rows, err := c.HistoryEntry.Query().Where(sightOf(ctx).history(),
		firstOfEach(historyentry.FieldTargetID, targets, by, w.size+1, among), by.shape(window{})).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load history: %w", err)
	}
	of := map[ident.ID][]*model.HistoryEntry{}
	for _, h := range model.Entries(rows) {
		target := h.HistoryEntry.TargetID
		of[target] = append(of[target], h)
	}
	return of, nil
}

func entryTotals(ctx context.Context, targets []ident.ID) (map[ident.ID]int, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	var rows []counted
	err = c.HistoryEntry.Query().Where(sightOf(ctx).history(), historyentry.TargetIDIn(targets...)).
		Modify(countBy(historyentry.FieldTargetID)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count history: %w", err)
	}
	return totals(rows), nil
}

// changesOf shows an entry's changes by field. Personal values open with the key of
// the person they are of; without it they stay closed.
func (s *Server) changesOf(h *model.HistoryEntry, people map[ident.ID]*db.User) ([]*model.HistoryChange, error) {
	var key []byte
	if u := people[h.HistoryEntry.TargetID]; u != nil {
		key = u.PersonKey
	}
	fields, err := s.Store.Changes(h.HistoryEntry.Changes, key)
	if err != nil {
		return nil, err
	}
	list := []*model.HistoryChange{}
	for field, values := range fields {
		change := &model.HistoryChange{Field: field}
		if change.Before, err = asJSON(values[0]); err != nil {
			return nil, err
		}
		if change.After, err = asJSON(values[1]); err != nil {
			return nil, err
		}
		list = append(list, change)
	}
	slices.SortFunc(list, func(a, b *model.HistoryChange) int { return cmp.Compare(a.Field, b.Field) })
	return list, nil
}

// erased says that an entry holds personal values whose key was destroyed with the person.
func erased(h *model.HistoryEntry, people map[ident.ID]*db.User) (bool, error) {
	u := people[h.HistoryEntry.TargetID]
	if u == nil || len(u.PersonKey) > 0 {
		return false, nil
	}
	return store.HoldsPersonal(h.HistoryEntry.Changes)
}

func asJSON(v any) (*string, error) {
	if v == nil {
		return nil, nil
	}
	raw, err := json.Marshal(v)
	text := string(raw)
	return &text, err
}

func behalfID(h *model.HistoryEntry) *ident.ID { return h.HistoryEntry.OnBehalfOf }
func aboutID(h *model.HistoryEntry) *ident.ID  { return h.HistoryEntry.UserID }

// subjectName is what the deal or person of a notice is called.
func subjectName(ctx context.Context, n *model.Notification) (string, error) {
	if n.Notification.SubjectID == nil {
		return "", nil
	}
	found, err := model.Load(n.Kin, "subjects", func(rows []*model.Notification) (names, error) {
		w := wanted{}
		for _, r := range rows {
			w.add(r.SubjectKind(), r.Notification.SubjectID)
		}
		return namesOf(ctx, w)
	})
	return found[n.SubjectKind()][*n.Notification.SubjectID], err
}
