package graph

import (
	"context"
	"maps"
	"slices"
	"time"

	"mandate/assign/desk"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// chain is Query.delegationChain (DC-1). A draft is judged as if the person were away
// and had named the delegate.
func (s *Server) chain(ctx context.Context, text string, at *time.Time, draft *string) (*gql.DelegationChain, error) {
	if !sightOf(ctx).staff() {
		return nil, forbidden()
	}
	person, err := parseID(ident.User, text, "userId")
	if err != nil {
		return nil, err
	}
	picture, err := s.picture(ctx, person, moment(at), draft)
	if err != nil {
		return nil, aboutField(err, "userId")
	}
	load, saved := usersByID, savedOf
	if at != nil && at.Before(s.Now()) {
		load, saved = peopleThen, s.savedAt(*at)
	}
	people, err := load(ctx, collect(picture.Steps, func(step desk.ChainStep) *ident.ID { return &step.User }))
	if err != nil {
		return nil, err
	}
	if people[person] == nil {
		return nil, absent(ident.User).On("userId")
	}
	shown := &gql.DelegationChain{User: people[person], At: s.Now(), Acting: people[picture.Acting], Stalled: picture.Acting.IsZero(), Steps: []*gql.DelegationStep{}}
	if at != nil {
		shown.At = *at
	}
	shown.Steps, err = chainSteps(ctx, picture.Steps, people, saved)
	shown.Cycle = slices.ContainsFunc(picture.Steps, func(step desk.ChainStep) bool { return step.State == desk.ChainCycle })
	return shown, err
}

// chainSteps tells a walk from step to step; it ends before somebody who was deleted.
func chainSteps(ctx context.Context, walk []desk.ChainStep, people map[ident.ID]*model.User, savedOf savedBy) ([]*gql.DelegationStep, error) {
	saved, err := savedOf(ctx, slices.Collect(maps.Values(people)))
	if err != nil {
		return nil, err
	}
	list := []*gql.DelegationStep{}
	for i := 1; i < len(walk); i++ {
		from, to := walk[i-1], walk[i]
		if people[from.User] == nil || people[to.User] == nil {
			break
		}
		list = append(list, &gql.DelegationStep{From: people[from.User], To: people[to.User], Available: to.State == desk.ChainAvailable,
			State: gql.DelegationState(to.State), Until: orNever(from.Until), OutOfOffice: saved[from.User]})
	}
	return list, nil
}

// picture draws the chain; with a draft the delegate's own chain behind the person.
func (s *Server) picture(ctx context.Context, person ident.ID, at time.Time, draft *string) (*desk.ChainPicture, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	if draft == nil {
		return s.Desk.ChainAt(ctx, c, person, at)
	}
	delegate, err := parseID(ident.User, *draft, "delegateId")
	if err != nil {
		return nil, err
	}
	behind, err := s.Desk.ChainAt(ctx, c, delegate, at)
	if err != nil {
		return nil, fault.As(err).On("delegateId")
	}
	return supposed(person, delegate, behind), nil
}

// supposed puts somebody who would be away before the chain of who would stand in. Where
// that chain comes back to them, it turns in a circle, and the last one available acts.
func supposed(person, delegate ident.ID, behind *desk.ChainPicture) *desk.ChainPicture {
	p := &desk.ChainPicture{Steps: []desk.ChainStep{{User: person, State: desk.ChainAbsent, Delegate: delegate}}}
	for _, step := range behind.Steps {
		if step.User == person {
			p.Steps = append(p.Steps, desk.ChainStep{User: person, State: desk.ChainCycle})
			break
		}
		p.Steps = append(p.Steps, step)
		if step.State == desk.ChainAvailable {
			p.Acting = step.User
		}
	}
	return p
}

// moment is an optional instant; zero asks for the present.
func moment(at *time.Time) time.Time {
	if at == nil {
		return time.Time{}
	}
	return *at
}

// past is an instant that has been; zero asks for the present.
func (s *Server) past(asOf *time.Time) (time.Time, error) {
	if asOf != nil && asOf.After(s.Now()) {
		return time.Time{}, fault.New(fault.Invalid, fault.CodeInvalid, "This instant has not come yet.").On("asOf")
	}
	return moment(asOf), nil
}
