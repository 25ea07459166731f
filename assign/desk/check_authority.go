package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/approvalgrant"
	"mandate/fault"
	"mandate/ident"
)

// AuthorityQuery asks whether a person may decide a deal, or figures, alone.
type AuthorityQuery struct {
	User    ident.ID
	Deal    ident.ID        // zero: figures alone, and nobody is on the deal
	Figures *assign.Figures // nil: the deal's
	At      time.Time       // zero: now
}

// AuthorityCheck is the answer with the numbers compared.
type AuthorityCheck struct {
	Allowed bool
	// Reasons are all that stand against it, in the order in which a step of a deal's
	// status is refused (section 20): USER_INACTIVE, NOT_ON_DEAL, USER_ABSENT,
	// AUTHORITY_EXCEEDED.
	Reasons     []fault.Code
	Figures     assign.Figures
	Currency    string // the company's, which limits are in
	Limits      assign.Limits
	Comparisons []assign.Comparison
	Breaches    []assign.Comparison
	Grant       *GrantRow             // the valid one that makes up for breaches; nil: none
	Approver    assign.ApproverReason // of this person for this matter (AP-5); empty: available
}

// CheckAuthority is AP-6 asked ahead, now or at an instant. UNKNOWN_USER and UNKNOWN_DEAL
// where they were not there.
func (d *Desk) CheckAuthority(ctx context.Context, c *db.Client, q AuthorityQuery) (*AuthorityCheck, error) {
	m, err := d.matter(ctx, c, q.Deal, q.Figures, q.At)
	if err != nil {
		return nil, err
	}
	p, err := d.personAt(ctx, c, q.User, q.At)
	if err != nil {
		return nil, err
	}
	grant, err := d.grantFor(ctx, c, q.Deal, m.figures, q.At)
	if err != nil {
		return nil, err
	}
	verdict := m.judge([]assign.Approver{p.approver(q.User)}, ApproverQuery{})[0]
	check := &AuthorityCheck{Figures: m.figures, Currency: m.settings.Currency, Limits: p.Limits,
		Comparisons: verdict.Comparisons, Breaches: verdict.Breaches, Approver: verdict.Reason, Grant: grant}
	for _, reason := range []struct {
		code  fault.Code
		holds bool
	}{
		{fault.CodeUserInactive, !p.Active},
		{fault.CodeNotOnDeal, !q.Deal.IsZero() && !slices.Contains(m.on, q.User)},
		{fault.CodeUserAbsent, p.Absent},
		{fault.CodeAuthorityExceeded, len(verdict.Breaches) > 0 && check.Grant == nil},
	} {
		if reason.holds {
			check.Reasons = append(check.Reasons, reason.code)
		}
	}
	check.Allowed = len(check.Reasons) == 0
	return check, nil
}

// grantFor is the newest grant of the deal that was valid for the figures at an instant, zero
// being now (AP-4).
func (d *Desk) grantFor(ctx context.Context, c *db.Client, deal ident.ID, figures assign.Figures, at time.Time) (*GrantRow, error) {
	if deal.IsZero() {
		return nil, nil
	}
	q := c.ApprovalGrant.Query().Where(approvalgrant.DealID(deal)).Order(approvalgrant.ByID(sql.OrderDesc()))
	if !d.now(at) {
		q.Where(approvalgrant.CreatedAtLTE(at))
	}
	rows, err := q.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load grants of deal %s: %w", deal, err)
	}
	for _, row := range rows {
		if g := grantRow(row); g.Covers(figures) {
			return g, nil
		}
	}
	return nil, nil
}
