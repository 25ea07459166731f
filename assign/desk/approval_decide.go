package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/approvalplace"
	"mandate/ent/db/approvalrequest"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// ApprovalDecision is what a named approver says.
type ApprovalDecision struct {
	Request  ident.ID
	Expected int64 // version of the deal whose figures the approver saw (AP-3); 0: not asked
	Approve  bool
	Comment  string
}

// DecideApproval takes the decision of the caller, who is a named approver and still an
// available one (AP-3). With the last approval it makes a grant (AP-4); one refusal
// declines the request (AP-9).
func (d *Desk) DecideApproval(ctx context.Context, in ApprovalDecision) error {
	_, err := d.settle(ctx, func(ctx context.Context, tx *store.Tx) (ident.ID, error) {
		return in.Request, d.decideApproval(ctx, tx, in)
	})
	return err
}

func (d *Desk) decideApproval(ctx context.Context, tx *store.Tx, in ApprovalDecision) error {
	s, r, row, f, err := d.askedDeal(ctx, tx, in.Request)
	if err != nil {
		return err
	}
	place, err := s.mayDecide(ctx, &f, r)
	if err != nil {
		return err
	}
	if in.Expected != 0 && row.Version != in.Expected {
		return stale()
	}
	s.changes = true
	if err := s.decide(ctx, &f, r, place, in); err != nil {
		return fmt.Errorf("decide request %s: %w", r.ID, err)
	}
	return s.settle(ctx)
}

// mayDecide refuses in the order of section 20, and gives the caller's place.
func (s *sitting) mayDecide(ctx context.Context, f *file, r *db.ApprovalRequest) (*db.ApprovalPlace, error) {
	person := s.tx.Actor.Person()
	at := slices.IndexFunc(r.Edges.Places, func(p *db.ApprovalPlace) bool { return p.ApproverID == person })
	switch {
	case r.State != approvalrequest.StatePENDING:
		return nil, requestNotPending()
	case at < 0:
		return nil, fault.New(fault.Denied, fault.CodeNotTheApprover, "Somebody else was asked to decide this.").On("requestId")
	case r.Edges.Places[at].State != approvalplace.StatePENDING:
		return nil, requestNotPending()
	}
	people, err := s.approversAmong(ctx, []ident.ID{person})
	if err != nil {
		return nil, err
	}
	if !people.may(person, &matter{figures: f.Figures, settings: s.settings, on: f.people(), requester: r.RequestedBy}) {
		return nil, fault.New(fault.Denied, fault.CodeApproverNotAvailable, "You can't approve this deal any more.").On("requestId")
	}
	return r.Edges.Places[at], nil
}

func (s *sitting) decide(ctx context.Context, f *file, r *db.ApprovalRequest, p *db.ApprovalPlace, in ApprovalDecision) error {
	saw, err := json.Marshal(f.Figures)
	if err != nil {
		return err
	}
	action := "APPROVAL_GRANTED"
	if p.State = approvalplace.StateAPPROVED; !in.Approve {
		p.State, action = approvalplace.StateDECLINED, "APPROVAL_DECLINED"
	}
	if r.State = stateOf(r.Edges.Places); !in.Approve {
		r.State = approvalrequest.StateDECLINED
	}
	if err := p.Update().SetState(p.State).SetDecidedAt(s.tx.Now).SetComment(in.Comment).SetFigures(saw).Exec(ctx); err != nil {
		return err
	}
	s.tx.Record(store.Event{Action: action, TargetKind: ident.Approval, Target: r.ID, Comment: in.Comment, Status: string(r.State),
		Changes: []store.Change{{Field: "deal", After: f.ID.Text(ident.Deal)}, {Field: "figures", After: assign.GrantOf(f.Figures)}}})
	if r.State == approvalrequest.StatePENDING || r.State == approvalrequest.StateUNROUTED { // another has to approve too
		return r.Update().SetState(r.State).AddVersion(1).Exec(ctx)
	}
	s.notify("APPROVAL_DECIDED", f.acting(), r.ID)
	s.noteRequest(r.DealID, request{}, false)
	if r.State == approvalrequest.StateAPPROVED {
		if err := s.grant(ctx, f, r, p.ApproverID); err != nil {
			return err
		}
	}
	return r.Update().SetState(r.State).SetDecidedAt(s.tx.Now).AddVersion(1).Exec(ctx)
}

// grant keeps the figures approved (AP-4), which all approvers saw (AP-9).
func (s *sitting) grant(ctx context.Context, f *file, r *db.ApprovalRequest, approver ident.ID) error {
	_, version, err := s.limitsOf(ctx, approver)
	if err != nil {
		return err
	}
	g := assign.GrantOf(f.Figures)
	return s.tx.Client.ApprovalGrant.Create().SetID(s.tx.NewID()).SetDealID(f.ID).SetRequestID(r.ID).SetApproverID(approver).
		SetCurrency(g.Currency).SetLoan(g.Loan).SetMortgage(g.Mortgage).SetNonMortgage(g.NonMortgage).SetBridge(g.Bridge).SetConnection(g.Connection).
		SetDiscretionBps(g.DiscretionBps).SetPosition(s.tx.Position).SetLimitsVersion(version).Exec(ctx)
}
