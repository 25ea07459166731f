package play

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/assign/desk/scenario"
	"mandate/fault"
	"mandate/ident"
)

// Apply sets the clock to an event, applies it as a door would, and gives what the look
// asks for of the state afterwards.
func (s *Stage) Apply(ctx context.Context, e scenario.Event, look Look) (scenario.State, error) {
	s.Clock.Set(e.At)
	warnings, err := s.act(ctx, e)
	var refused string
	if err != nil {
		f := fault.As(err)
		if f.Kind == fault.Internal || f.Kind == fault.Unavailable {
			return scenario.State{}, err
		}
		refused = string(f.Code)
		if err := s.Desk.Tick(s.system(ctx)); err != nil { // a door's refusal comes before what is due
			return scenario.State{}, err
		}
	}
	state, err := s.observe(ctx, look)
	state.Error = refused
	for _, w := range warnings {
		state.Warnings = append(state.Warnings, string(w))
	}
	return state, err
}

func (s *Stage) act(ctx context.Context, e scenario.Event) ([]fault.Code, error) {
	switch e.Type {
	case scenario.ClockTick:
		return nil, s.Desk.Tick(s.system(ctx))
	case scenario.CompanyUpdate:
		return nil, s.setCompany(s.as(ctx, e.Actor), e.SetCompany)
	case scenario.UserCreate, scenario.UserUpdate, scenario.UserDeactivate, scenario.UserActivate, scenario.UserDelete, scenario.Login:
		return s.actOnUser(ctx, e)
	case scenario.OOOSet, scenario.OOODelegate, scenario.OOOOff:
		return s.actOnAbsence(ctx, e)
	case scenario.ApprovalRequest, scenario.ApprovalReroute, scenario.ApprovalDecide:
		return nil, s.actOnApproval(s.as(ctx, e.Actor), e)
	}
	return nil, s.actOnDeal(ctx, e)
}

func (s *Stage) actOnDeal(ctx context.Context, e scenario.Event) error {
	ctx = s.as(ctx, e.ActorOf())
	move := desk.Move{Deal: s.deal(e.Deal), To: s.user(e.User)}
	switch e.Type {
	case scenario.DealCreate:
		_, err := s.Desk.Submit(ctx, s.submission(*e.NewDeal))
		return err
	case scenario.DealUpdate:
		return s.Desk.Update(ctx, s.dealUpdate(e))
	case scenario.DealStatus:
		return s.Desk.SetStatus(s.stepping(ctx, e), desk.StatusStep{Deal: move.Deal, To: assign.Status(e.Status)})
	case scenario.DealAssign:
		return s.Desk.Assign(ctx, move)
	case scenario.DealPickup:
		return s.Desk.PickUp(ctx, desk.Move{Deal: move.Deal})
	case scenario.DealUnassign:
		return s.Desk.Unassign(ctx, move)
	case scenario.DealRelease:
		return s.Desk.Release(ctx, move)
	case scenario.DealUndelegate:
		return s.Desk.Undelegate(ctx, move)
	}
	return fmt.Errorf("there is no event %q", e.Type)
}

// stepping is the context of a step in a deal's status. Doors let only those take one that
// needs no authority who see the deal; files do not speak of that (AP-6).
func (s *Stage) stepping(ctx context.Context, e scenario.Event) context.Context {
	if assign.Status(e.Status).NeedsAuthority() {
		return ctx
	}
	return s.as(ctx, e.Actor, actor.PipelineAll)
}

func (s *Stage) dealUpdate(e scenario.Event) desk.DealUpdate {
	set := e.SetDeal
	u := desk.DealUpdate{Deal: s.deal(e.Deal), ExistingRetail: set.Existing.Retail, ExistingBusiness: set.Existing.Business,
		DiscretionBps: set.DiscretionBps, Currency: set.Currency, Language: set.Language,
		Location: given(set.Location), Product: given(set.Product), Broker: given(set.Broker)}
	if set.Facilities != nil {
		list := facilities(*set.Facilities)
		u.Facilities = &list
	}
	if p := given(set.PropertyType); p != nil {
		property := assign.PropertyType(*p)
		u.PropertyType = &property
	}
	return u
}

// given is a text to set, the empty one for null, or nil for no change.
func given(m scenario.Maybe[string]) *string {
	if !m.Given {
		return nil
	}
	text := m.Or("")
	return &text
}

func (s *Stage) actOnAbsence(ctx context.Context, e scenario.Event) ([]fault.Code, error) {
	ctx = s.as(ctx, e.ActorOf(), doorsOfPeople()...)
	person := s.user(e.User)
	switch e.Type {
	case scenario.OOOSet:
		leave, err := s.leave(e.User, e.StartDate, e.EndDate, e.Delegate)
		if err != nil {
			return nil, err
		}
		_, warnings, err := s.Desk.SetAbsence(ctx, leave)
		return warnings, err
	case scenario.OOODelegate:
		return s.Desk.SetDelegate(ctx, person, 0, s.user(e.Delegate))
	}
	return nil, s.Desk.EndAbsence(ctx, person, 0)
}

// user, deal and everybody give the ids of labels; a label that stands for nothing has
// an id that nobody has.
func (s *Stage) user(label string) ident.ID { return s.users.id[label] }
func (s *Stage) deal(label string) ident.ID { return s.deals.id[label] }

func (s *Stage) everybody(labels []string) []ident.ID {
	out := make([]ident.ID, len(labels))
	for i, label := range labels {
		out[i] = s.user(label)
	}
	return out
}
