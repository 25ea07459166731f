package desk_test

import (
	"context"
	"slices"
	"testing"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/ent/db/approvalplace"
	"mandate/ident"
	"mandate/store"
)

// ask leaves an open request with its places.
func (o *office) ask(id, requester ident.ID, approvers ...ident.ID) (request ident.ID) {
	o.t.Helper()
	o.rows(func(ctx context.Context, tx *store.Tx) error {
		request = tx.NewID()
		if err := tx.Client.ApprovalRequest.Create().SetID(request).SetDealID(id).SetRequestedBy(requester).SetComment("please").Exec(ctx); err != nil {
			return err
		}
		for i := len(approvers) - 1; i >= 0; i-- {
			row := tx.Client.ApprovalPlace.Create().SetID(tx.NewID()).SetRequestID(request).SetApproverID(approvers[i]).SetPlace(i)
			if err := row.SetState(approvalplace.StatePENDING).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	return request
}

// grant leaves a grant of a loan amount in dollars.
func (o *office) grant(id ident.ID, dollars int64) (grant ident.ID) {
	o.t.Helper()
	o.rows(func(ctx context.Context, tx *store.Tx) error {
		grant = tx.NewID()
		return tx.Client.ApprovalGrant.Create().SetID(grant).SetDealID(id).SetCurrency("CAD").SetLoan(dollars * 100).SetMortgage(dollars * 100).
			SetNonMortgage(0).SetBridge(0).SetConnection(dollars * 100).SetDiscretionBps(0).SetPosition(tx.Position).Exec(ctx)
	})
	return grant
}

func (o *office) standings(ids ...ident.ID) (out []*desk.Standing) {
	o.t.Helper()
	o.read(func(ctx context.Context, c *db.Client) error {
		var rows []*db.Deal
		for _, id := range ids {
			rows = append(rows, o.row(ctx, c, id))
		}
		told, err := o.desk.Standings(ctx, c, rows)
		for _, id := range ids {
			out = append(out, told[id])
		}
		return err
	})
	return out
}

func codes(list []assign.Comparison) (out []assign.BreachCode) {
	for _, c := range list {
		out = append(out, c.Code)
	}
	return out
}

// TestHowDealsStand is LL-10, AP-1 and AP-4: the numbers shown are those compared.
func TestHowDealsStand(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob, eve := o.hire("ann", 0, 900), o.hire("bob", 0, 300), o.approverOf("eve", 900)
		within, over, granted, free, closed := o.submit("a", 900), o.submit("b", 800), o.submit("c", 800), o.submit("d", 10), o.submit("e", 10)
		o.stand(within, ann)
		o.stand(over, ann, bob)
		o.stand(granted, bob)
		o.stand(free, ident.ID{})
		o.stand(closed, ann)
		o.step(closed, assign.StatusDeclined)
		o.rows(func(ctx context.Context, tx *store.Tx) error {
			return tx.Client.Deal.UpdateOneID(closed).ClearActingID().Exec(ctx)
		})
		request := o.ask(over, bob, eve, ann)
		o.grant(over, 799)
		old := o.grant(granted, 900)
		newest := o.grant(granted, 800)
		o.grant(granted, 700)
		got := o.standings(within, over, granted, free, closed)
		if s := got[0]; s.Acting != ann || s.Blocked || len(s.Breaches) != 0 || !slices.Equal(codes(s.Comparisons), []assign.BreachCode{"LOAN_AMOUNT", "DISCRETION"}) {
			t.Errorf("within: %+v", s)
		}
		if room, bounded := got[0].Comparisons[0].Headroom(); room != 0 || !bounded {
			t.Errorf("headroom %d, %t", room, bounded)
		}
		s := got[1]
		if s.Acting != bob || !s.Blocked || !slices.Equal(codes(s.Breaches), []assign.BreachCode{"LOAN_AMOUNT"}) || s.Grant != nil || s.Figures.Loan != 800_00 {
			t.Errorf("over: %+v", s)
		}
		if room, _ := s.Breaches[0].Headroom(); room != -500_00 || s.Breaches[0].Value != 800_00 {
			t.Errorf("headroom %d of %+v", room, s.Breaches[0])
		}
		if len(s.Delegates) != 1 || s.Delegates[0].User != bob || s.Delegates[0].Since.IsZero() || s.Delegates[0].Lingering {
			t.Errorf("delegates %+v", s.Delegates)
		}
		if r := s.Request; r == nil || r.ID != request || r.RequestedBy != bob || r.State != "PENDING" || r.Comment != "please" ||
			len(r.Places) != 2 || r.Places[0].Approver != eve || r.Places[1].Approver != ann || r.Places[0].State != "PENDING" {
			t.Errorf("request %+v", r)
		}
		if s := got[2]; s.Blocked || len(s.Breaches) != 1 || s.Grant == nil || s.Grant.ID != newest || s.Grant.ID == old || s.Grant.Loan != 800_00 {
			t.Errorf("granted: %+v", s)
		}
		for _, s := range got[3:] {
			if !s.Acting.IsZero() || s.Blocked || len(s.Comparisons) != 0 || len(s.Breaches) != 0 {
				t.Errorf("nobody acts: %+v", s)
			}
		}
	})
}
