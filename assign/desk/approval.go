package desk

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// ApprovalAsk asks for a decision on a deal that exceeds the caller's authority (AP-2).
type ApprovalAsk struct {
	ID        ident.ID // of the request; zero: a new one
	Deal      ident.ID
	Expected  int64      // version of the deal that the caller saw; 0: not asked
	Approvers []ident.ID // one, or two different ones where AP-9 asks for them
	Comment   string     // for the approver to read
}

// RequestApproval makes a request in the name of the caller, an available person on the
// deal, and gives its id.
func (d *Desk) RequestApproval(ctx context.Context, in ApprovalAsk) (ident.ID, error) {
	return d.settle(ctx, func(ctx context.Context, tx *store.Tx) (ident.ID, error) {
		s, err := d.sit(ctx, tx)
		if err != nil {
			return ident.ID{}, err
		}
		row, f, err := s.dealFile(ctx, in.Deal)
		if err != nil {
			return ident.ID{}, err
		}
		if err := s.mayRequest(ctx, &f, in); err != nil {
			return ident.ID{}, err
		}
		if in.Expected != 0 && row.Version != in.Expected {
			return ident.ID{}, stale()
		}
		s.changes = true
		if in.ID.IsZero() {
			in.ID = tx.NewID()
		}
		if err := s.createRequest(ctx, row, in); err != nil {
			return ident.ID{}, err
		}
		return in.ID, s.settle(ctx)
	})
}

func (s *sitting) mayRequest(ctx context.Context, f *file, in ApprovalAsk) error {
	if err := s.mayAsk(ctx, f); err != nil {
		return err
	}
	if _, open := s.requests.open[f.ID]; open {
		return fault.New(fault.Conflict, fault.CodeRequestPending, "An approval of this deal is asked for already.").On("dealId")
	}
	return s.checkNamed(ctx, f, in.Approvers, in.Approvers, s.tx.Actor.Person())
}

// mayAsk is what requests and reroutes are asked first, in the order of section 20: an
// available person on an open deal that is blocked for them.
func (s *sitting) mayAsk(ctx context.Context, f *file) error {
	person := s.tx.Actor.Person()
	if err := s.mayAct(ctx, person, f); err != nil {
		return err
	}
	if !f.Status.Open() {
		return dealClosed()
	}
	by, err := s.warrantOf(ctx, person, f)
	if err == nil && by.holds {
		err = fault.New(fault.Conflict, fault.CodeApprovalNotNeeded, "You may decide this deal yourself.").On("dealId")
	}
	return err
}

// checkNamed sees that as many different approvers are named as the figures need (AP-9),
// and that those who are new are available ones (AP-5).
func (s *sitting) checkNamed(ctx context.Context, f *file, approvers, fresh []ident.ID, requester ident.ID) error {
	switch {
	case assign.NeedsTwo(f.Figures, s.settings) && (len(approvers) != 2 || approvers[0] == approvers[1]):
		return invalid("This deal needs two different approvers.").On("approverIds")
	case !assign.NeedsTwo(f.Figures, s.settings) && len(approvers) != 1:
		return invalid("This deal needs one approver.").On("approverIds")
	}
	people, err := s.approversAmong(ctx, fresh)
	if err != nil {
		return err
	}
	m := &matter{figures: f.Figures, settings: s.settings, on: f.people(), requester: requester}
	for _, id := range fresh {
		if !people.may(id, m) {
			return fault.New(fault.Conflict, fault.CodeApproverNotAvailable, "This person can't approve the deal.").On("approverIds")
		}
	}
	return nil
}

func (s *sitting) createRequest(ctx context.Context, row *db.Deal, in ApprovalAsk) error {
	r, err := s.tx.Client.ApprovalRequest.Create().SetID(in.ID).SetDealID(in.Deal).SetRequestedBy(s.tx.Actor.Person()).SetComment(in.Comment).Save(ctx)
	if err != nil {
		return fmt.Errorf("write request of deal %s: %w", in.Deal, err)
	}
	for i, id := range in.Approvers {
		if err := s.createPlace(ctx, r, id, i); err != nil {
			return err
		}
	}
	s.tx.Record(store.Event{Action: "APPROVAL_REQUESTED", TargetKind: ident.Approval, Target: r.ID, Comment: in.Comment, Status: string(r.State), Changes: []store.Change{
		{Field: "deal", After: in.Deal.Text(ident.Deal)}, {Field: "approvers", After: namesOf(r.Edges.Places)}}})
	s.noteRequest(in.Deal, requestOf(r, row), true)
	s.asked[in.Deal] = true // who acts may be somebody whom nothing blocks (AP-8)
	return nil
}

// createPlace adds an approver to a request and tells them (NO-2).
func (s *sitting) createPlace(ctx context.Context, r *db.ApprovalRequest, approver ident.ID, place int) error {
	p, err := s.tx.Client.ApprovalPlace.Create().SetID(s.tx.NewID()).SetRequestID(r.ID).SetApproverID(approver).SetPlace(place).Save(ctx)
	if err != nil {
		return fmt.Errorf("write place of request %s: %w", r.ID, err)
	}
	r.Edges.Places = append(r.Edges.Places, p)
	s.notify("APPROVAL_REQUESTED", approver, r.ID)
	return nil
}
