package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/approvalgrant"
	"mandate/ent/db/predicate"
	"mandate/ident"
)

// judgedThen is judgedNow from the versions of a past instant (HI-3).
func (m *matter) judgedThen(ctx context.Context, c *db.Client, q ApproverQuery) ([]ApproverVerdict, error) {
	var narrowed []predicate.AuthorityVersion
	if !q.All {
		narrowed = append(narrowed, mentions(`"`+string(actor.ApprovalDecide)+`"`))
	}
	people, err := peopleThen(ctx, c, q.At, nil, narrowed...)
	if err != nil {
		return nil, err
	}
	out := make([]ApproverVerdict, 0, len(people))
	for id, p := range people {
		if a := p.approver(id); a.Decides || q.All {
			out = append(out, m.judge(a))
		}
	}
	return q.page(out), nil
}

// approver is a person of then as AP-5 judges them.
func (p PersonState) approver(id ident.ID) assign.Approver {
	return assign.Approver{ID: id, Active: p.Active, Absent: p.Absent, Limits: p.Limits, Decides: slices.Contains(p.Permissions, actor.ApprovalDecide)}
}

func (m *matter) readGrantsThen(ctx context.Context, c *db.Client, id ident.ID, at time.Time) error {
	rows, err := c.ApprovalGrant.Query().Where(approvalgrant.DealID(id), approvalgrant.CreatedAtLTE(at)).Order(approvalgrant.ByID(sql.OrderDesc())).All(ctx)
	if err != nil {
		return fmt.Errorf("load grants of an instant: %w", err)
	}
	for _, row := range rows {
		m.grants = append(m.grants, grantRow(row))
	}
	return nil
}
