package graph

import (
	"context"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/graph/model"
	"mandate/ident"
)

// explanation tells why a deal went to whom it went, or why it waits (AS-14).
func (s *Server) explanation(ctx context.Context, d *model.Deal) (*model.AssignmentExplanation, error) {
	told, err := s.explanations(ctx, d)
	if err != nil || told[d.Deal.ID] == nil {
		return nil, err
	}
	e := told[d.Deal.ID]
	people, err := s.peopleOf(ctx, d)
	if err != nil {
		return nil, err
	}
	shown := &model.AssignmentExplanation{Deal: d, At: e.At, Live: e.Live, Mode: e.Mode, Chosen: people[e.Chosen], Group: groupName(e.Group),
		SwitchedOff: e.SwitchedOff, Considered: e.Considered, Counts: []*model.ReasonCount{}, Ranking: []*model.CandidateExplanation{}}
	for _, c := range e.Counts {
		shown.Counts = append(shown.Counts, &model.ReasonCount{Reason: string(c.Reason), Count: c.People})
	}
	for i, v := range e.Order {
		if people[v.Candidate] != nil {
			shown.Ranking = append(shown.Ranking, candidate(people, v, i+1, e.Figures.Currency))
		}
	}
	return shown, nil
}

// explanations are those of all kin.
func (s *Server) explanations(ctx context.Context, d *model.Deal) (map[ident.ID]*desk.Explanation, error) {
	return model.Load(d.Kin, "explanation", func(deals []*model.Deal) (map[ident.ID]*desk.Explanation, error) {
		full, err := withFacilities(ctx, d.Kin)
		if err != nil {
			return nil, err
		}
		c, err := read(ctx)
		if err != nil {
			return nil, err
		}
		return s.Desk.Explanations(ctx, c, inOrder(collect(deals, dealID), full))
	})
}

// peopleOf are all people whom the explanations of a deal's kin name.
func (s *Server) peopleOf(ctx context.Context, d *model.Deal) (map[ident.ID]*model.User, error) {
	return model.Load(d.Kin, "explained", func([]*model.Deal) (map[ident.ID]*model.User, error) {
		told, err := s.explanations(ctx, d)
		if err != nil {
			return nil, err
		}
		var ids []ident.ID
		for _, e := range told {
			ids = append(ids, e.Chosen)
			for _, v := range e.Order {
				ids = append(ids, v.Candidate, v.StandIn)
			}
		}
		return usersByID(ctx, collect(ids, func(id ident.ID) *ident.ID { return &id }))
	})
}

// candidateOf is the reason for one person.
func (s *Server) candidateOf(ctx context.Context, d *model.Deal, text string) (*model.CandidateExplanation, error) {
	person, err := parseID(ident.User, text, "userId")
	if err != nil {
		return nil, err
	}
	full, err := withFacilities(ctx, d.Kin)
	if err != nil {
		return nil, err
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	verdict, rank, err := s.Desk.ExplainOne(ctx, c, full[d.Deal.ID], person)
	if err != nil || verdict == nil {
		return nil, err
	}
	people, err := usersByID(ctx, []ident.ID{person, verdict.StandIn})
	if err != nil || people[person] == nil {
		return nil, err
	}
	return candidate(people, *verdict, rank, d.Currency), nil
}

func candidate(people map[ident.ID]*model.User, v assign.Verdict, rank int, currency string) *model.CandidateExplanation {
	shown := &model.CandidateExplanation{User: people[v.Candidate], Reason: string(v.Reason), Group: groupName(v.Group), Load: v.Load,
		MaxCapacity: v.Limits.MaxCapacity.Column(), LastAssignedAt: orNever(v.LastAssignedAt), Breaches: model.BreachesOf(v.Breaches, currency)}
	if rank > 0 {
		shown.Rank = &rank
	}
	if v.Absent {
		shown.StandIn, shown.StandInMaxCapacity, shown.Owned = people[v.StandIn], v.StandInMax.Column(), &v.Owned
	}
	return shown
}

func groupName(g assign.Group) *string {
	if g == "" {
		return nil
	}
	name := string(g)
	return &name
}

func orNever(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
