package assign

import "slices"

// Grant is the figures of a deal that were approved (AP-4), in minor units of their
// currency.
type Grant struct {
	Currency      string `json:"currency"`
	Loan          int64  `json:"loan"`
	Mortgage      int64  `json:"mortgage"`
	NonMortgage   int64  `json:"nonMortgage"`
	Bridge        int64  `json:"bridge"`
	Connection    int64  `json:"connection"`
	DiscretionBps int    `json:"discretionBps"`
}

// GrantOf is the grant for figures as they are. Two sets of figures with one grant are
// the same to an approver: a first approval of two is void once it differs (AP-9).
func GrantOf(f Figures) Grant {
	return Grant{
		Currency: f.Currency, Loan: f.Loan, Mortgage: f.Mortgage, NonMortgage: f.NonMortgage,
		Bridge: f.Bridge, Connection: f.Connection, DiscretionBps: f.DiscretionBps,
	}
}

// Covers is AP-4: a grant is valid while every present figure is at most the stored one.
// Amounts of another currency can't be compared, so that it is not valid for them.
func (g Grant) Covers(f Figures) bool {
	return f.Currency == g.Currency && f.Loan <= g.Loan && f.Mortgage <= g.Mortgage && f.NonMortgage <= g.NonMortgage &&
		f.Bridge <= g.Bridge && f.Connection <= g.Connection && f.DiscretionBps <= g.DiscretionBps
}

// Granted reports whether one of the deal's grants is valid for the figures.
func Granted(f Figures, grants []Grant) bool {
	return slices.ContainsFunc(grants, func(g Grant) bool { return g.Covers(f) })
}

// Blocked is AP-1, with the limits of the acting user. The same fact refuses authority
// steps, and its opposite cancels an open request (AP-8).
func Blocked(d Deal, acting Limits, s Settings, grants []Grant) bool {
	return d.Status.Open() && !d.Owner.IsZero() && !Covers(d.Figures, acting, s) && !Granted(d.Figures, grants)
}

// NeedsTwo is AP-9: whether a request about these figures names two approvers. The amount
// compared is the total connection, in the condensed view the loan amount.
func NeedsTwo(f Figures, s Settings) bool {
	amount := f.Loan
	if s.LimitsView == ViewExpanded {
		amount = f.Connection
	}
	return s.DualApprovalAbove.IsSet() && f.Currency == s.Currency && !s.DualApprovalAbove.Covers(amount)
}
