package desk

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/deal"
	"mandate/ent/db/dealdelegate"
	"mandate/ident"
)

// matter is what approvers are asked about.
type matter struct {
	figures   assign.Figures
	settings  assign.Settings
	on        []ident.ID // people on the deal
	requester ident.ID   // of the open request; zero: nobody asks yet
}

// matter reads the deal, or takes figures alone, at an instant.
func (d *Desk) matter(ctx context.Context, c *db.Client, id ident.ID, figures *assign.Figures, at time.Time) (*matter, error) {
	m := &matter{}
	state, err := d.SettingsAt(ctx, c, at)
	if err != nil {
		return nil, err
	}
	m.settings = state.Settings
	if figures != nil {
		m.figures = *figures
	}
	switch {
	case id.IsZero():
		return m, nil
	case d.now(at):
		return m, d.readDeal(ctx, c, m, id, figures == nil)
	}
	return m, m.readDealThen(ctx, c, id, figures == nil, at)
}

// readDeal reads the deal as it is; its figures where it is to be asked about these.
func (d *Desk) readDeal(ctx context.Context, c *db.Client, m *matter, id ident.ID, figures bool) error {
	q := c.Deal.Query().Where(deal.ID(id))
	if figures {
		q.WithFacilities()
	}
	row, err := q.Only(ctx)
	if db.IsNotFound(err) {
		return unknownDeal()
	}
	if err != nil {
		return fmt.Errorf("load deal %s: %w", id, err)
	}
	if row.OwnerID != nil {
		m.on = append(m.on, *row.OwnerID)
	}
	if figures {
		if m.figures, err = FiguresOf(row); err != nil {
			return err
		}
	}
	return d.readParties(ctx, c, m, id)
}

// readParties reads whom the deal is delegated to, and who asks for its approval, in one
// statement: most deals have neither.
func (d *Desk) readParties(ctx context.Context, c *db.Client, m *matter, id ident.ID) error {
	text, args := d.partiesQuery(ctx, id).Query()
	found, err := c.QueryContext(ctx, text, args...)
	if err != nil {
		return fmt.Errorf("load who is on deal %s: %w", id, err)
	}
	defer found.Close()
	for found.Next() {
		var person ident.ID
		var asks bool
		if err := found.Scan(&person, &asks); err != nil {
			return fmt.Errorf("read who is on deal %s: %w", id, err)
		}
		if asks {
			m.requester = person
		} else {
			m.on = append(m.on, person)
		}
	}
	return found.Err()
}

// partiesQuery names its tenant, as every query by ent does.
func (d *Desk) partiesQuery(ctx context.Context, id ident.ID) *sql.Selector {
	a, _ := actor.From(ctx)
	b := sql.Dialect(d.dialect())
	asking := b.Select(approvalrequest.FieldRequestedBy).AppendSelectExpr(sql.Raw("TRUE")).From(b.Table(approvalrequest.Table)).
		Where(sql.And(sql.EQ(approvalrequest.FieldDealID, id), sql.EQ(approvalrequest.FieldTenantID, a.Tenant),
			sql.In(approvalrequest.FieldState, string(approvalrequest.StatePENDING), string(approvalrequest.StateUNROUTED))))
	return b.Select(dealdelegate.FieldUserID).AppendSelectExpr(sql.Raw("FALSE")).From(b.Table(dealdelegate.Table)).
		Where(sql.And(sql.EQ(dealdelegate.FieldDealID, id), sql.EQ(dealdelegate.FieldTenantID, a.Tenant))).UnionAll(asking)
}

func (m *matter) readDealThen(ctx context.Context, c *db.Client, id ident.ID, figures bool, at time.Time) error {
	past, err := dealAt(ctx, c, id, at)
	if err != nil {
		return err
	}
	m.on = past.on()
	if figures {
		m.figures = past.Figures
	}
	request, err := c.ApprovalRequest.Query().Where(approvalrequest.DealID(id), approvalrequest.CreatedAtLTE(at),
		approvalrequest.Or(approvalrequest.DecidedAtIsNil(), approvalrequest.DecidedAtGT(at))).First(ctx)
	if err != nil && !db.IsNotFound(err) {
		return fmt.Errorf("load request of an instant: %w", err)
	}
	if request != nil {
		m.requester = request.RequestedBy
	}
	return nil
}
