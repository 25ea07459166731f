package graph

import (
	"context"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/ent/db/dealdelegate"
	"mandate/graph/model"
	"mandate/ident"
)

// standings are how deals stand now: who stands in and acts, what was compared, what
// waits for a decision (LL-10, AP-1, DC-1); the same for all kin.
func (s *Server) standings(ctx context.Context, kin *model.Kin[*model.Deal]) (map[ident.ID]*desk.Standing, error) {
	return model.Load(kin, "standings", func(deals []*model.Deal) (map[ident.ID]*desk.Standing, error) {
		full, err := withFacilities(ctx, kin)
		if err != nil {
			return nil, err
		}
		c, err := read(ctx)
		if err != nil {
			return nil, err
		}
		return s.Desk.Standings(ctx, c, inOrder(collect(deals, dealID), full))
	})
}

// standing is that of one deal.
func (s *Server) standing(ctx context.Context, d *model.Deal) (*desk.Standing, error) {
	all, err := s.standings(ctx, d.Kin)
	if err != nil {
		return nil, err
	}
	return all[d.Deal.ID], nil
}

// standingPeople are all whom the standings of a deal's kin name.
func (s *Server) standingPeople(ctx context.Context, kin *model.Kin[*model.Deal]) (map[ident.ID]*model.User, error) {
	return model.Load(kin, "standing people", func([]*model.Deal) (map[ident.ID]*model.User, error) {
		all, err := s.standings(ctx, kin)
		if err != nil {
			return nil, err
		}
		var ids []ident.ID
		for _, st := range all {
			ids = append(ids, st.Acting)
			for _, one := range st.Delegates {
				ids = append(ids, one.User)
			}
			if st.Grant != nil {
				ids = append(ids, st.Grant.Approver)
			}
		}
		return usersByID(ctx, collect(ids, func(id ident.ID) *ident.ID { return &id }))
	})
}

// delegates is Deal.delegates.
func (s *Server) delegates(ctx context.Context, d *model.Deal) ([]*model.DealDelegate, error) {
	st, err := s.standing(ctx, d)
	if err != nil {
		return nil, err
	}
	people, err := s.standingPeople(ctx, d.Kin)
	if err != nil {
		return nil, err
	}
	list := []*model.DealDelegate{}
	for i, one := range st.Delegates {
		backing := dealdelegate.BackingABSENCE
		if one.Lingering {
			backing = dealdelegate.BackingLINGERING
		}
		list = append(list, &model.DealDelegate{User: people[one.User], Position: i + 1, Since: one.Since, Backing: backing})
	}
	return list, nil
}

// comparisons is Deal.comparisons.
func (s *Server) comparisons(ctx context.Context, d *model.Deal) ([]*model.Comparison, error) {
	st, err := s.standing(ctx, d)
	if err != nil {
		return nil, err
	}
	return model.ComparisonsOf(st.Comparisons, st.Currency), nil
}

// breaches is Deal.breaches.
func (s *Server) breaches(ctx context.Context, d *model.Deal) ([]*model.Breach, error) {
	st, err := s.standing(ctx, d)
	if err != nil {
		return nil, err
	}
	return model.BreachesOf(st.Breaches, st.Currency), nil
}

// blocked is Deal.blocked (AP-1).
func (s *Server) blocked(ctx context.Context, d *model.Deal) (bool, error) {
	st, err := s.standing(ctx, d)
	if err != nil {
		return false, err
	}
	return st.Blocked, nil
}

// textBlocked is the banner of a deal that is blocked; it is no code of the API.
const textBlocked = "BLOCKED"

// blockedReason is Deal.blockedReason.
func (s *Server) blockedReason(ctx context.Context, d *model.Deal) (*string, error) {
	st, err := s.standing(ctx, d)
	if err != nil || !st.Blocked {
		return nil, err
	}
	people, err := s.standingPeople(ctx, d.Kin)
	if err != nil {
		return nil, err
	}
	name := ""
	if u := people[st.Acting]; u != nil {
		name = u.Name()
	}
	text := s.texts.of(sightOf(ctx).Language, textBlocked, map[string]any{"name": name})
	return &text, nil
}

// grant is Deal.grant (AP-4).
func (s *Server) grant(ctx context.Context, d *model.Deal) (*model.ApprovalGrant, error) {
	st, err := s.standing(ctx, d)
	if err != nil || st.Grant == nil {
		return nil, err
	}
	people, err := s.standingPeople(ctx, d.Kin)
	if err != nil {
		return nil, err
	}
	return grantNode(st.Grant, people[st.Grant.Approver], func(ctx context.Context) (*model.ApprovalRequest, error) {
		return s.granted(ctx, d, st.Grant.Request)
	}), nil
}

func grantNode(g *desk.GrantRow, approver *model.User, asked func(context.Context) (*model.ApprovalRequest, error)) *model.ApprovalGrant {
	return &model.ApprovalGrant{At: g.At, Approver: approver, Figures: model.GrantFigures(g.Grant), Asked: asked}
}

// granted gives the request behind a grant, and loads those of all kin.
func (s *Server) granted(ctx context.Context, d *model.Deal, request ident.ID) (*model.ApprovalRequest, error) {
	found, err := model.Load(d.Kin, "granted", func([]*model.Deal) (map[ident.ID]*model.ApprovalRequest, error) {
		all, err := s.standings(ctx, d.Kin)
		if err != nil {
			return nil, err
		}
		var ids []ident.ID
		for _, st := range all {
			if st.Grant != nil {
				ids = append(ids, st.Grant.Request)
			}
		}
		return requestsByID(ctx, collect(ids, func(id ident.ID) *ident.ID { return &id }))
	})
	return found[request], err
}

// approversNeeded is Deal.approversNeeded (AP-9).
func (s *Server) approversNeeded(ctx context.Context, d *model.Deal) (int, error) {
	st, err := s.standing(ctx, d)
	if err != nil || !st.Blocked {
		return 0, err
	}
	settings, err := settingsOf(ctx)
	if err != nil {
		return 0, err
	}
	if assign.NeedsTwo(st.Figures, settings) {
		return 2, nil
	}
	return 1, nil
}
