package desk

import (
	"context"
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

// Reroute names other approvers of an open request whose place is free (AP-7).
type Reroute struct {
	Request   ident.ID
	Expected  int64      // version of the request that the caller saw; 0: not asked
	Approvers []ident.ID // all places anew, who still stands keeping place and decision; or one for the free place of two
	Comment   string
}

// RerouteApproval gives a request to other approvers in the name of the caller, an
// available person on the deal. Who asked first stays the requester.
func (d *Desk) RerouteApproval(ctx context.Context, in Reroute) error {
	_, err := d.settle(ctx, func(ctx context.Context, tx *store.Tx) (ident.ID, error) {
		return in.Request, d.rerouteApproval(ctx, tx, in)
	})
	return err
}

func (d *Desk) rerouteApproval(ctx context.Context, tx *store.Tx, in Reroute) error {
	s, r, row, f, err := d.askedDeal(ctx, tx, in.Request)
	if err != nil {
		return err
	}
	if assign.NeedsTwo(f.Figures, s.settings) {
		in.Approvers = forTheFreePlace(r, in.Approvers)
	}
	if err := s.mayReroute(ctx, &f, r, in.Approvers); err != nil {
		return err
	}
	if in.Expected != 0 && r.Version != in.Expected {
		return fault.New(fault.Stale, fault.CodeStale, "Somebody changed the request in between; look at it again.")
	}
	s.changes = true
	if err := s.reroute(ctx, r, in); err != nil {
		return fmt.Errorf("reroute request %s: %w", r.ID, err)
	}
	s.noteRequest(row.ID, requestOf(r, row), true)
	s.asked[row.ID] = true
	return s.settle(ctx)
}

// askedDeal sits down with a request and the deal that it is about.
func (d *Desk) askedDeal(ctx context.Context, tx *store.Tx, request ident.ID) (*sitting, *db.ApprovalRequest, *db.Deal, file, error) {
	s, err := d.sit(ctx, tx)
	if err != nil {
		return nil, nil, nil, file{}, err
	}
	r, err := s.requestRow(ctx, request)
	if err != nil {
		return nil, nil, nil, file{}, err
	}
	row, f, err := s.dealFile(ctx, r.DealID)
	return s, r, row, f, err
}

// requestRow loads a request with its places; of none it is REQUEST_NOT_PENDING.
func (s *sitting) requestRow(ctx context.Context, id ident.ID) (*db.ApprovalRequest, error) {
	r, err := s.tx.Client.ApprovalRequest.Query().Where(approvalrequest.ID(id)).WithPlaces().Only(ctx)
	if db.IsNotFound(err) {
		return nil, fault.New(fault.NotFound, fault.CodeRequestNotPending, "There is no such request.").On("requestId")
	}
	if err != nil {
		return nil, fmt.Errorf("load request %s: %w", id, err)
	}
	return r, nil
}

func requestNotPending() error {
	return fault.New(fault.Conflict, fault.CodeRequestNotPending, "This request no longer waits for a decision.").On("requestId")
}

func (s *sitting) mayReroute(ctx context.Context, f *file, r *db.ApprovalRequest, approvers []ident.ID) error {
	if err := s.mayAsk(ctx, f); err != nil {
		return err
	}
	switch {
	case r.State != approvalrequest.StatePENDING && r.State != approvalrequest.StateUNROUTED:
		return requestNotPending()
	case !slices.ContainsFunc(r.Edges.Places, isUnrouted):
		return fault.New(fault.Conflict, fault.CodeRequestPending, "The approvers of this request are available.").On("requestId")
	}
	var fresh []ident.ID
	for _, id := range approvers {
		if placeOf(r, id) == nil {
			fresh = append(fresh, id)
		}
	}
	if err := s.checkNamed(ctx, f, approvers, fresh, r.RequestedBy); err != nil || len(fresh) > 0 {
		return err
	}
	if !slices.ContainsFunc(approvers, func(id ident.ID) bool { return placeOf(r, id).State == approvalplace.StatePENDING }) {
		return invalid("This person has approved already; name somebody who has still to decide.").On("approverIds")
	}
	return nil
}

// forTheFreePlace reads one name, where one place of two is free, as who takes that place:
// only it has to be routed anew (AP-9).
func forTheFreePlace(r *db.ApprovalRequest, approvers []ident.ID) []ident.ID {
	places := inPlaces(r)
	if len(approvers) != 1 || len(places) != 2 || isUnrouted(places[0]) == isUnrouted(places[1]) {
		return approvers
	}
	if isUnrouted(places[0]) {
		return []ident.ID{approvers[0], places[1].ApproverID}
	}
	return []ident.ID{places[0].ApproverID, approvers[0]}
}

func isUnrouted(p *db.ApprovalPlace) bool { return p.State == approvalplace.StateUNROUTED }

// placeOf gives somebody's place that is not free, or nil.
func placeOf(r *db.ApprovalRequest, approver ident.ID) *db.ApprovalPlace {
	for _, p := range r.Edges.Places {
		if p.ApproverID == approver && !isUnrouted(p) {
			return p
		}
	}
	return nil
}

func (s *sitting) reroute(ctx context.Context, r *db.ApprovalRequest, in Reroute) error {
	before := namesOf(inPlaces(r))
	kept := make([]*db.ApprovalPlace, len(in.Approvers))
	var stay []ident.ID
	for i, id := range in.Approvers {
		if kept[i] = placeOf(r, id); kept[i] != nil {
			stay = append(stay, kept[i].ID)
		}
	}
	_, err := s.tx.Client.ApprovalPlace.Delete().Where(approvalplace.RequestID(r.ID), approvalplace.IDNotIn(stay...)).Exec(ctx)
	if err != nil {
		return err
	}
	r.Edges.Places = nil
	for i, p := range kept {
		if p == nil {
			err = s.createPlace(ctx, r, in.Approvers[i], i)
		} else {
			r.Edges.Places = append(r.Edges.Places, p)
			err = p.Update().SetPlace(i).Exec(ctx)
		}
		if err != nil {
			return err
		}
	}
	r.State = stateOf(r.Edges.Places)
	s.tx.Record(store.Event{Action: "APPROVAL_REROUTED", TargetKind: ident.Approval, Target: r.ID, Comment: in.Comment, Status: string(r.State),
		Changes: []store.Change{{Field: "approvers", Before: before, After: namesOf(r.Edges.Places)}}})
	return r.Update().SetState(r.State).AddVersion(1).Exec(ctx)
}
