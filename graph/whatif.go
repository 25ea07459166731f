package graph

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"mandate/assign/desk"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

const shownDifferences = 200

// whatIf is Query.whatIf (HI-4).
func (s *Server) whatIf(ctx context.Context, list []*gql.WhatIfChangeInput) (*gql.WhatIfResult, error) {
	changes, err := supposedOf(ctx, list)
	if err != nil {
		return nil, err
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	found, err := s.Desk.WhatIf(ctx, c, changes)
	if err != nil {
		return nil, aboutField(err, "changes")
	}
	deals := dealDifferences(found)
	shown := &gql.WhatIfResult{DealCount: len(deals), Truncated: found.DealsTruncated || found.WaitingTruncated || found.ApproversTruncated}
	deals = deals[:min(len(deals), shownDifferences)]
	return shown, shownDifference{deals, loads(found), approverCounts(found)}.fill(ctx, shown)
}

// shownDifference is the part of an answer that is shown.
type shownDifference struct {
	deals     []desk.DealDifference
	loads     []desk.LoadDifference
	approvers []approverCount
}

// approverCount is of how many deals somebody would become, or cease to be, an approver.
type approverCount struct {
	user         ident.ID
	gained, lost int
}

// dealDifferences are deals by id, which is by age; a waiting deal that would find an
// owner differs too.
func dealDifferences(w *desk.WhatIf) []desk.DealDifference {
	all := slices.Clone(w.Deals)
	for _, p := range w.Placed {
		all = append(all, desk.DealDifference{Deal: p.Deal, After: desk.DealOutcome{Owner: p.Owner, Acting: p.Acting, Blocked: p.Group.Over()}})
	}
	slices.SortFunc(all, func(a, b desk.DealDifference) int { return bytes.Compare(a.Deal[:], b.Deal[:]) })
	return all
}

func loads(w *desk.WhatIf) []desk.LoadDifference {
	return w.Loads[:min(len(w.Loads), shownDifferences)]
}

func approverCounts(w *desk.WhatIf) []approverCount {
	of := map[ident.ID]*approverCount{}
	count := func(id ident.ID) *approverCount {
		if of[id] == nil {
			of[id] = &approverCount{user: id}
		}
		return of[id]
	}
	for _, d := range w.Approvers {
		for _, id := range d.Gained {
			count(id).gained++
		}
		for _, id := range d.Lost {
			count(id).lost++
		}
	}
	list := make([]approverCount, 0, len(of))
	for _, c := range of {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b approverCount) int {
		return cmp.Or(cmp.Compare(b.gained+b.lost, a.gained+a.lost), bytes.Compare(a.user[:], b.user[:]))
	})
	return list[:min(len(list), shownDifferences)]
}

// fill loads what is named, each type by one statement.
func (d shownDifference) fill(ctx context.Context, into *gql.WhatIfResult) error {
	into.Deals, into.Loads, into.Approvers = []*gql.WhatIfDeal{}, []*gql.WhatIfLoad{}, []*gql.WhatIfApprover{}
	nodes, err := dealsByID(ctx, collect(d.deals, func(one desk.DealDifference) *ident.ID { return &one.Deal }))
	if err != nil {
		return err
	}
	people, err := usersByID(ctx, d.people())
	if err != nil {
		return err
	}
	for _, one := range d.deals {
		if node := nodes[one.Deal]; node != nil {
			into.Deals = append(into.Deals, whatIfDeal(node, one, people))
		}
	}
	for _, l := range d.loads {
		if u := people[l.User]; u != nil {
			into.Loads = append(into.Loads, &gql.WhatIfLoad{User: u, Before: l.Before, After: l.After})
		}
	}
	for _, a := range d.approvers {
		if u := people[a.user]; u != nil {
			into.Approvers = append(into.Approvers, &gql.WhatIfApprover{User: u, After: a.gained, Before: a.lost})
		}
	}
	return nil
}

func (d shownDifference) people() []ident.ID {
	var ids []ident.ID
	for _, one := range d.deals {
		ids = append(ids, one.Before.Owner, one.Before.Acting, one.After.Owner, one.After.Acting)
	}
	for _, l := range d.loads {
		ids = append(ids, l.User)
	}
	for _, a := range d.approvers {
		ids = append(ids, a.user)
	}
	return collect(ids, func(id ident.ID) *ident.ID { return &id })
}

func whatIfDeal(node *model.Deal, d desk.DealDifference, people map[ident.ID]*model.User) *gql.WhatIfDeal {
	return &gql.WhatIfDeal{Deal: node, OwnerBefore: people[d.Before.Owner], OwnerAfter: people[d.After.Owner], ActingBefore: people[d.Before.Acting],
		ActingAfter: people[d.After.Acting], BlockedBefore: d.Before.Blocked, BlockedAfter: d.After.Blocked,
		StalledBefore: d.Before.Stalled, StalledAfter: d.After.Stalled}
}
