package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"mandate/actor"
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/approvalplace"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// stateOf is where a request stands whose places nobody has declined: APPROVED by all,
// UNROUTED while nobody is left who could decide, else PENDING (AP-9).
func stateOf(places []*db.ApprovalPlace) approvalrequest.State {
	is := func(state approvalplace.State) func(*db.ApprovalPlace) bool {
		return func(p *db.ApprovalPlace) bool { return p.State == state }
	}
	switch {
	case slices.ContainsFunc(places, is(approvalplace.StatePENDING)):
		return approvalrequest.StatePENDING
	case slices.ContainsFunc(places, is(approvalplace.StateUNROUTED)):
		return approvalrequest.StateUNROUTED
	}
	return approvalrequest.StateAPPROVED
}

// inPlaces gives a request's places, the first approver first.
func inPlaces(r *db.ApprovalRequest) []*db.ApprovalPlace {
	return slices.SortedFunc(slices.Values(r.Edges.Places), func(a, b *db.ApprovalPlace) int { return cmp.Compare(a.Place, b.Place) })
}

// namesOf are the approvers of places as history tells them.
func namesOf(places []*db.ApprovalPlace) []string {
	list := make([]string, len(places))
	for i, p := range places {
		list[i] = p.ApproverID.Text(ident.User)
	}
	return list
}

// approverSet are the people of a list who hold approval.decide and are active, by id.
type approverSet map[ident.ID]assign.Approver

// may is AP-5 for one person.
func (a approverSet) may(id ident.ID, m *matter) bool {
	one, there := a[id]
	return there && one.Reason(m.figures, m.settings, m.on, m.requester) == assign.ApproverAvailable
}

func (s *sitting) approversAmong(ctx context.Context, ids []ident.ID) (approverSet, error) {
	out := approverSet{}
	if len(ids) == 0 {
		return out, nil
	}
	deciding, err := holders(ctx, s.tx.Client, actor.ApprovalDecide)
	if err != nil {
		return nil, err
	}
	for part := range slices.Chunk(ids, rowsAtOnce) {
		rows, err := readAuthority(ctx, s.tx.Client, 0, user.KindEQ(user.KindSTAFF), user.Active(true), user.IDIn(part...), deciding)
		if err != nil {
			return nil, err
		}
		for i := range rows {
			one, err := rows[i].approver()
			if err != nil {
				return nil, err
			}
			one.Decides = true
			out[one.ID] = one
		}
	}
	return out, nil
}

// voidApprovals takes a first approval of two back whose figures are no longer those of
// the deal (AP-9).
func (s *sitting) voidApprovals(ctx context.Context, r *db.ApprovalRequest, figures assign.Figures) error {
	for _, p := range inPlaces(r) {
		if p.State != approvalplace.StateAPPROVED {
			continue
		}
		var saw assign.Figures
		if err := json.Unmarshal(p.Figures, &saw); err != nil {
			return fmt.Errorf("read what %s saw: %w", p.ApproverID, err)
		}
		if assign.GrantOf(saw) == assign.GrantOf(figures) {
			continue
		}
		p.State, p.DecidedAt, p.Figures, p.Comment = approvalplace.StatePENDING, nil, nil, ""
		s.changes = true
		r.State = stateOf(r.Edges.Places)
		s.tx.Record(store.Event{Action: "APPROVAL_VOIDED", TargetKind: ident.Approval, Target: r.ID, System: true, Status: string(r.State),
			Changes: []store.Change{{Field: "approvers", Before: namesOf([]*db.ApprovalPlace{p}), After: []string{}}}})
		if err := p.Update().SetState(p.State).ClearDecidedAt().ClearFigures().SetComment("").Exec(ctx); err != nil {
			return err
		}
		if err := r.Update().SetState(r.State).AddVersion(1).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
