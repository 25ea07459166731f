package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/approvalgrant"
	"mandate/ent/db/assignmentdecision"
	"mandate/ent/db/deal"
	"mandate/ent/db/dealdelegate"
	"mandate/ent/db/facility"
	"mandate/ident"
	"mandate/store"
)

// tray gathers the rows that the operations of one batch leave, so that many deals are
// one statement (store.Behind).
type tray struct {
	tenant    ident.ID
	submitted []submitted
	assigned  map[ident.ID]map[ident.ID][]ident.ID // deals that waited in the database, by their new owner and who acts
	decisions []*db.AssignmentDecisionCreate
	delegates []*db.DealDelegateCreate
	grants    []*db.ApprovalGrantCreate
	last      map[ident.ID]time.Time // last assignment of owners (AS-9)
	late      *lateOwners            // nil: owners are written with their deals
	lateEnds  bool
}

// rowsAtOnce keeps a statement below the number of values that a database takes.
const rowsAtOnce = 400

func trayOf(tx *store.Tx) *tray {
	return tx.Behind(func() store.Behind {
		return &tray{tenant: tx.Actor.Tenant, assigned: map[ident.ID]map[ident.ID][]ident.ID{}, last: map[ident.ID]time.Time{}}
	}).(*tray)
}

// Kinds are those of which rows may wait here.
func (t *tray) Kinds() []string {
	return []string{db.TypeDeal, db.TypeFacility, db.TypeAssignmentDecision, db.TypeDealDelegate, db.TypeApprovalGrant, db.TypeUser}
}

// Flush writes the rows, and what was put off where this is the end of it.
func (t *tray) Flush(ctx context.Context, tx *store.Tx) error {
	names, err := t.writeOwners(ctx, tx)
	if err != nil {
		return err
	}
	if err := t.writeRows(ctx, tx, names); err != nil || !t.lateEnds {
		return err
	}
	return t.late.write(ctx, tx)
}

// writeOwners writes owners before deals: the lock on an owner's row keeps a change of
// their name back, so that the name read for owner_key stays true until the commit. What is
// put off is told apart.
func (t *tray) writeOwners(ctx context.Context, tx *store.Tx) (map[ident.ID]string, error) {
	if t.late != nil {
		return t.late.take(ctx, tx.Client, t)
	}
	names, err := t.writeLast(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("write last assignment: %w", err)
	}
	if err := readNames(ctx, hold(tx.Client), t.unnamed(names), names); err != nil {
		return nil, fmt.Errorf("read names of owners: %w", err)
	}
	return names, nil
}

func (t *tray) writeRows(ctx context.Context, tx *store.Tx, names map[ident.ID]string) error {
	if err := t.writeSubmitted(ctx, tx, names); err != nil {
		return err
	}
	if err := t.writeAssigned(ctx, tx.Client, names); err != nil {
		return fmt.Errorf("write owners: %w", err)
	}
	for _, rows := range []struct {
		table string
		list  []store.Row
	}{
		{dealdelegate.Table, store.Rows(t.delegates)}, {approvalgrant.Table, store.Rows(t.grants)}, {assignmentdecision.Table, store.Rows(t.decisions)},
	} {
		if err := tx.Insert(ctx, rows.table, rows.list); err != nil {
			return err
		}
	}
	return nil
}

// writeSubmitted writes deals that have an owner apart from those that wait: they set
// other columns.
func (t *tray) writeSubmitted(ctx context.Context, tx *store.Tx, names map[ident.ID]string) error {
	slices.SortStableFunc(t.submitted, func(a, b submitted) int { return cmp.Compare(a.columns(), b.columns()) })
	var deals []*db.DealCreate
	var facilities []*db.FacilityCreate
	for _, d := range t.submitted {
		deals = append(deals, d.row(tx.Client, names))
		facilities = append(facilities, d.facilityRows(tx.Client)...)
	}
	if err := tx.Insert(ctx, deal.Table, store.Rows(deals)); err != nil {
		return err
	}
	return tx.Insert(ctx, facility.Table, store.Rows(facilities))
}

// writeAssigned gives deals that are in the database to their new owners, owner by owner.
func (t *tray) writeAssigned(ctx context.Context, c *db.Client, names map[ident.ID]string) error {
	for _, owner := range t.owners() {
		for acting, deals := range t.assigned[owner] {
			for part := range slices.Chunk(deals, rowsAtOnce) {
				err := c.Deal.Update().Where(deal.IDIn(part...)).SetOwnerID(owner).SetOwnerKey(names[owner]).SetActingID(acting).
					SetHeld(false).SetStalled(false).AddVersion(1).Exec(ctx)
				if err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// grant lays the approvals on the tray that a deal brings along.
func (t *tray) grant(tx *store.Tx, one incoming) {
	for _, g := range one.grants {
		row := tx.Client.ApprovalGrant.Create().SetID(tx.NewID()).SetCreatedAt(g.at).SetDealID(one.ID).SetCurrency(g.Currency).SetLoan(g.Loan).
			SetMortgage(g.Mortgage).SetNonMortgage(g.NonMortgage).SetBridge(g.Bridge).SetConnection(g.Connection).SetDiscretionBps(g.DiscretionBps).
			SetPosition(tx.Position)
		if !g.approver.IsZero() {
			row.SetApproverID(g.approver)
		}
		t.grants = append(t.grants, row)
	}
}

// submit lays a new deal on the tray, with its owner if it has one.
func (t *tray) submit(tx *store.Tx, a application, f file) {
	ids := make([]ident.ID, len(a.facilities))
	for i := range ids {
		ids[i] = tx.NewID()
	}
	t.submitted = append(t.submitted, submitted{application: a, owner: f.Owner, acting: f.acting(), stalled: f.Stalled, facilityIDs: ids})
}

// assign lays the new owner of a deal that waited on the tray.
func (t *tray) assign(f file) {
	if t.assigned[f.Owner] == nil {
		t.assigned[f.Owner] = map[ident.ID][]ident.ID{}
	}
	t.assigned[f.Owner][f.acting()] = append(t.assigned[f.Owner][f.acting()], f.ID)
}
