package graph

import (
	"bytes"
	"context"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/graph/model"
	"mandate/ident"
)

// dealApprovers is Deal.approvers: those who are available, for all kin at once.
func (s *Server) dealApprovers(ctx context.Context, d *model.Deal, p pageArgs) (*model.ApproverConnection, error) {
	w, err := p.window(approverOrder)
	if err != nil {
		return nil, err
	}
	found, err := s.availableOf(ctx, d.Kin)
	if err != nil {
		return nil, err
	}
	st, err := s.standing(ctx, d)
	if err != nil {
		return nil, err
	}
	ids := found.ids[d.Deal.ID]
	l := list[ident.ID, *model.Approver]{by: approverOrder, id: func(id ident.ID) ident.ID { return id },
		nodes: func(rows []ident.ID) ([]*model.Approver, error) {
			return found.nodes(sightOf(ctx), st.Figures, rows)
		}}
	page, err := l.cut(behind(ids, w), w)
	if err != nil {
		return nil, err
	}
	page.Count = func(context.Context) (int, error) { return len(ids), nil }
	return page, nil
}

// behind keeps the ids behind a place, one more than the page has.
func behind(ids []ident.ID, w window) []ident.ID {
	first := 0
	for w.after != nil && first < len(ids) && bytes.Compare(ids[first][:], w.after.id[:]) <= 0 {
		first++
	}
	return ids[first:min(first+w.size+1, len(ids))]
}

// available are the available approvers of some deals with their limits.
type available struct {
	ids      map[ident.ID][]ident.ID // by deal
	people   map[ident.ID]*model.User
	limits   map[ident.ID]*db.LendingLimits
	settings assign.Settings
}

func (s *Server) availableOf(ctx context.Context, kin *model.Kin[*model.Deal]) (*available, error) {
	return model.Load(kin, "approvers", func(deals []*model.Deal) (*available, error) {
		full, err := withFacilities(ctx, kin)
		if err != nil {
			return nil, err
		}
		c, err := read(ctx)
		if err != nil {
			return nil, err
		}
		a := &available{}
		if a.ids, err = s.Desk.ApproversOf(ctx, c, inOrder(collect(deals, dealID), full)); err != nil {
			return nil, err
		}
		ids := chosen(deals, func(d *model.Deal) []ident.ID { return a.ids[d.Deal.ID] })
		if a.people, err = usersByID(ctx, ids); err != nil {
			return nil, err
		}
		if a.limits, err = limitRows(ctx, ids); err != nil {
			return nil, err
		}
		a.settings, err = settingsOf(ctx)
		return a, err
	})
}

func (a *available) nodes(s sight, f assign.Figures, ids []ident.ID) ([]*model.Approver, error) {
	list := make([]*model.Approver, len(ids))
	for i, id := range ids {
		limits, err := directory.LimitsOf(a.limits[id])
		if err != nil {
			return nil, err
		}
		u := a.people[id]
		list[i] = &model.Approver{User: u, Available: true, Comparisons: comparisonsFor(s, u, assign.Compare(f, limits, a.settings), a.settings.Currency)}
	}
	return list, nil
}
