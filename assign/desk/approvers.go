package desk

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/approvalgrant"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/deal"
	"mandate/ident"
)

// ApproverQuery asks who may approve (AP-5): a deal as it is, or figures, or a deal with
// other figures than it has. Answers go by id.
type ApproverQuery struct {
	Deal      ident.ID        // zero: figures alone, nobody is on the deal
	Figures   *assign.Figures // nil: the deal's
	At        time.Time       // zero: now
	First     int             // at most so many; 0: all
	After     ident.ID        // only ids behind this one
	Available bool            // only those who are available approvers
	All       bool            // also staff without approval.decide
}

// ApproverVerdict says whether one person is an available approver, with the numbers
// that were compared.
type ApproverVerdict struct {
	User        ident.ID
	Reason      assign.ApproverReason // empty: available
	Limits      assign.Limits
	Comparisons []assign.Comparison
	Breaches    []assign.Comparison
}

// Approvers judges everybody who holds approval.decide, or held it at the instant asked
// for, with the limits, absences, permissions and settings of then. UNKNOWN_DEAL where
// the deal was not there.
func (d *Desk) Approvers(ctx context.Context, c *db.Client, q ApproverQuery) ([]ApproverVerdict, error) {
	m, err := d.matter(ctx, c, q.Deal, q.Figures, q.At)
	if err != nil {
		return nil, err
	}
	if !d.now(q.At) {
		return m.judgedThen(ctx, c, q)
	}
	return d.judgedNow(ctx, c, m, q)
}

// matter is what approvers are asked about.
type matter struct {
	figures   assign.Figures
	settings  assign.Settings
	open      bool
	on        []ident.ID // people on the deal
	requester ident.ID   // of the open request; zero: nobody asks yet
	grants    []*GrantRow
}

// matter reads the deal, or takes figures alone, at an instant.
func (d *Desk) matter(ctx context.Context, c *db.Client, id ident.ID, figures *assign.Figures, at time.Time) (*matter, error) {
	m := &matter{open: true}
	state, err := d.SettingsAt(ctx, c, at)
	if err != nil {
		return nil, err
	}
	m.settings = state.Settings
	if !id.IsZero() {
		read := m.readDeal
		if !d.now(at) {
			read = m.readDealThen
		}
		if err := read(ctx, c, id, at); err != nil {
			return nil, err
		}
	}
	if figures != nil {
		m.figures = *figures
	}
	return m, nil
}

func (m *matter) readDeal(ctx context.Context, c *db.Client, id ident.ID, _ time.Time) error {
	row, err := c.Deal.Query().Where(deal.ID(id)).WithFacilities().WithDelegates().
		WithApprovals(func(q *db.ApprovalGrantQuery) { q.Order(approvalgrant.ByID(sql.OrderDesc())) }).
		WithRequests(func(q *db.ApprovalRequestQuery) {
			q.Where(approvalrequest.StateIn(approvalrequest.StatePENDING, approvalrequest.StateUNROUTED))
		}).Only(ctx)
	if db.IsNotFound(err) {
		return unknownDeal()
	}
	if err != nil {
		return fmt.Errorf("load deal %s: %w", id, err)
	}
	m.open, m.on = row.Open, onDeal(row)
	for _, r := range row.Edges.Requests {
		m.requester = r.RequestedBy
	}
	for _, g := range row.Edges.Approvals {
		m.grants = append(m.grants, grantRow(g))
	}
	m.figures, err = FiguresOf(row)
	return err
}

func (m *matter) readDealThen(ctx context.Context, c *db.Client, id ident.ID, at time.Time) error {
	past, err := dealAt(ctx, c, id, at)
	if err != nil {
		return err
	}
	m.figures, m.open, m.on = past.Figures, past.Status.Open(), past.on()
	request, err := c.ApprovalRequest.Query().Where(approvalrequest.DealID(id), approvalrequest.CreatedAtLTE(at),
		approvalrequest.Or(approvalrequest.DecidedAtIsNil(), approvalrequest.DecidedAtGT(at))).First(ctx)
	if err != nil && !db.IsNotFound(err) {
		return fmt.Errorf("load request of an instant: %w", err)
	}
	if request != nil {
		m.requester = request.RequestedBy
	}
	return m.readGrantsThen(ctx, c, id, at)
}

// judge is AP-5 for one person.
func (m *matter) judge(a assign.Approver) ApproverVerdict {
	comparisons := assign.Compare(m.figures, a.Limits, m.settings)
	return ApproverVerdict{User: a.ID, Reason: a.Reason(m.figures, m.settings, m.on, m.requester), Limits: a.Limits,
		Comparisons: comparisons, Breaches: assign.Uncovered(comparisons)}
}

// page keeps what a query asks for of verdicts in any order.
func (q ApproverQuery) page(list []ApproverVerdict) []ApproverVerdict {
	list = slices.DeleteFunc(list, func(v ApproverVerdict) bool {
		return bytes.Compare(v.User[:], q.After[:]) <= 0 || q.Available && v.Reason != assign.ApproverAvailable
	})
	slices.SortFunc(list, func(a, b ApproverVerdict) int { return bytes.Compare(a.User[:], b.User[:]) })
	if q.First > 0 {
		list = list[:min(q.First, len(list))]
	}
	return list
}
