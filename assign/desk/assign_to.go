package desk

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/assignmentdecision"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Assign gives a deal to a person by hand, whoever had it (AS-11). It takes deal.assign,
// or being the direct manager of the target and seeing the deal; capacity, preferences,
// limits and switches are not asked.
func (d *Desk) Assign(ctx context.Context, m Move) error {
	return d.operate(ctx, operation{m.Deal, m.Expected,
		func(ctx context.Context, s *sitting, f *file) error { return s.mayAssign(ctx, m.To, f) },
		func(ctx context.Context, s *sitting, f *file) error {
			return s.hand(ctx, *f, m.To, assignmentdecision.ModeMANUAL, m.Comment)
		}})
}

func (s *sitting) mayAssign(ctx context.Context, to ident.ID, f *file) error {
	target, err := s.colleague(ctx, to)
	if err != nil {
		return err
	}
	allowed, err := s.mayGive(ctx, target, f)
	switch {
	case err != nil:
		return err
	case !allowed:
		return forbidden()
	case !f.Status.Open():
		return dealClosed()
	case !target.Active:
		return userInactive().On("userId")
	}
	return nil
}

// colleague loads a member of staff; UNKNOWN_USER for everybody else, and who is deleted.
func (s *sitting) colleague(ctx context.Context, id ident.ID) (*db.User, error) {
	u, err := s.tx.Client.User.Query().Where(user.ID(id), user.DeletedAtIsNil(), user.KindEQ(user.KindSTAFF)).Only(ctx)
	if db.IsNotFound(err) {
		return nil, unknownUser()
	}
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", id, err)
	}
	return u, nil
}

// mayGive is the permission of AS-11.
func (s *sitting) mayGive(ctx context.Context, target *db.User, f *file) (bool, error) {
	if s.tx.Actor.Can(actor.DealAssign) {
		return true, nil
	}
	person := s.tx.Actor.Person()
	if person.IsZero() || target.ManagerID == nil || *target.ManagerID != person {
		return false, nil
	}
	return s.sees(ctx, f)
}

func userInactive() *fault.Fault {
	return fault.New(fault.Denied, fault.CodeUserInactive, "This person has no active account.")
}

// hand gives a deal to an owner (AS-9). Who stands in follows in the settling (DC-1).
func (s *sitting) hand(ctx context.Context, f file, to ident.ID, mode assignmentdecision.Mode, comment string) error {
	s.tx.Record(store.Event{Action: "DEAL_ASSIGNED", TargetKind: ident.Deal, Target: f.ID, User: to, Mode: string(mode), Comment: comment,
		Changes: append(f.ownership(to), f.left()...)})
	if len(f.Delegates) > 0 {
		if err := clearDelegates(ctx, s.tx.Client, []ident.ID{f.ID}); err != nil {
			return err
		}
	}
	s.vacate(&f)
	f.Owner, f.Held = to, false
	s.waitsNoMore(f.ID)
	s.gotDeal(to)
	if s.consumes(f) {
		s.own(to, 1)
		s.act(to, 1)
	}
	s.assigned[f.ID], s.touched[f.ID], s.raised[f.ID] = true, true, true
	t := trayOf(s.tx)
	t.assign(f)
	t.decisions = append(t.decisions, s.decidedByHand(f, mode))
	return keep(s.tx, f, false)
}

// decidedByHand is the decision of a person: without counts and order, there so that last
// assignments of the past can be told (AS-7).
func (s *sitting) decidedByHand(f file, mode assignmentdecision.Mode) *db.AssignmentDecisionCreate {
	return s.tx.Client.AssignmentDecision.Create().SetID(s.tx.NewID()).SetCreatedAt(s.tx.Now).SetDealID(f.ID).SetPosition(s.tx.Position).
		SetSettingsVersion(s.number).SetMode(mode).SetChosenID(f.Owner)
}

// ownership is the change of owner as history tells it.
func (f *file) ownership(to ident.ID) []store.Change {
	if f.Owner.IsZero() || f.Owner == to {
		return nil
	}
	return []store.Change{{Field: "owner", Before: f.Owner.Text(ident.User), After: to.Text(ident.User)}}
}

// vacate takes everybody off a deal, in memory.
func (s *sitting) vacate(f *file) {
	if s.consumes(*f) {
		s.act(f.acting(), -1)
		s.own(f.Owner, -1)
	}
	if len(s.links[f.ID]) > 0 {
		s.relinked(f.ID, nil)
	}
	f.Owner, f.Delegates, f.lingering, f.Stalled = ident.ID{}, nil, nil, false
}
