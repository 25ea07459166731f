package desk

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/lendinglimits"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// authorityRow is a person with limits and presence, read in one statement.
type authorityRow struct {
	ID                 ident.ID  `sql:"id"`
	Active             bool      `sql:"active"`
	Away               *ident.ID `sql:"away"` // their absence that is ACTIVE
	MaxCapacity        *int      `sql:"max_capacity"`
	MaxDiscretionBps   *int      `sql:"max_discretion_bps"`
	LoanAmount         *int64    `sql:"loan_amount"`
	MortgageSecured    *int64    `sql:"mortgage_secured"`
	NonMortgageSecured *int64    `sql:"non_mortgage_secured"`
	BridgeSecured      *int64    `sql:"bridge_secured"`
	TotalConnection    *int64    `sql:"total_connection"`
}

func (r *authorityRow) limits() (assign.Limits, error) {
	limits, err := directory.LimitsOf(&db.LendingLimits{MaxCapacity: r.MaxCapacity, MaxDiscretionBps: r.MaxDiscretionBps, LoanAmount: r.LoanAmount,
		MortgageSecured: r.MortgageSecured, NonMortgageSecured: r.NonMortgageSecured, BridgeSecured: r.BridgeSecured, TotalConnection: r.TotalConnection})
	if err != nil {
		return limits, fmt.Errorf("limits of %s: %w", r.ID, err)
	}
	return limits, nil
}

// approver is the row as AP-5 judges it; whether they decide is for the caller to say.
func (r *authorityRow) approver() (assign.Approver, error) {
	limits, err := r.limits()
	return assign.Approver{ID: r.ID, Active: r.Active, Absent: r.Away != nil, Limits: limits}, err
}

// readAuthority reads people by id, at most so many; 0: all of them.
func readAuthority(ctx context.Context, c *db.Client, atMost int, which ...predicate.User) ([]authorityRow, error) {
	q := c.User.Query().Where(which...).Order(user.ByID())
	if atMost > 0 {
		q.Limit(atMost)
	}
	var rows []authorityRow
	if err := q.Modify(withAuthority).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("load authority of people: %w", err)
	}
	return rows, nil
}

// What withAuthority calls the limits of people, and the absence.
const (
	limitsJoined = "limits"
	awayJoined   = "away"
)

// withAuthority joins limits and the absence that is ACTIVE, of which there is at most one.
func withAuthority(s *sql.Selector) {
	b := sql.Dialect(s.Dialect())
	limits, away := b.Table(lendinglimits.Table).As(limitsJoined), b.Table(absence.Table).As(awayJoined)
	s.LeftJoin(limits).On(s.C(user.FieldID), limits.C(lendinglimits.FieldUserID))
	s.LeftJoin(away).OnP(sql.And(sql.ColumnsEQ(s.C(user.FieldID), away.C(absence.FieldUserID)),
		sql.EQ(away.C(absence.FieldState), string(absence.StateACTIVE))))
	s.Select(s.C(user.FieldID), s.C(user.FieldActive)).AppendSelectAs(away.C(absence.FieldID), awayJoined)
	for _, column := range []string{lendinglimits.FieldMaxCapacity, lendinglimits.FieldMaxDiscretionBps, lendinglimits.FieldLoanAmount,
		lendinglimits.FieldMortgageSecured, lendinglimits.FieldNonMortgageSecured, lendinglimits.FieldBridgeSecured, lendinglimits.FieldTotalConnection} {
		s.AppendSelectAs(limits.C(column), column)
	}
}

// notAway narrows people to those for whom withAuthority joins no absence.
func notAway(s *sql.Selector) {
	s.Where(sql.IsNull(sql.Dialect(s.Dialect()).Table(absence.Table).As(awayJoined).C(absence.FieldID)))
}

// limitColumn is where the limit of a comparison is stored; none for CURRENCY.
func limitColumn(code assign.BreachCode) string {
	switch code {
	case assign.BreachLoanAmount:
		return lendinglimits.FieldLoanAmount
	case assign.BreachMortgageSecured:
		return lendinglimits.FieldMortgageSecured
	case assign.BreachNonMortgageSecured:
		return lendinglimits.FieldNonMortgageSecured
	case assign.BreachBridgeSecured:
		return lendinglimits.FieldBridgeSecured
	case assign.BreachTotalConnection:
		return lendinglimits.FieldTotalConnection
	case assign.BreachDiscretion:
		return lendinglimits.FieldMaxDiscretionBps
	}
	return ""
}

// reaching narrows people to those whose limits, which withAuthority joins, cover figures:
// LL-2 and LL-6 in the stored form, where -1 is UNLIMITED and nothing is zero.
func reaching(f assign.Figures, s assign.Settings) predicate.User {
	return func(sel *sql.Selector) {
		limits := sql.Dialect(sel.Dialect()).Table(lendinglimits.Table).As(limitsJoined)
		for _, c := range assign.Compare(f, assign.Limits{}, s) {
			column := limitColumn(c.Code)
			if column == "" { // covered for nobody (LL-7)
				sel.Where(sql.False())
				return
			}
			if !c.Covered() {
				sel.Where(sql.Or(sql.GTE(limits.C(column), c.Value), sql.EQ(limits.C(column), -1)))
			}
		}
	}
}
