package assign

import (
	"math"
	"slices"
)

// BreachCode names the comparison that a deal fails.
type BreachCode string

// The values of BreachCode, in the order in which breaches are told (LL-3).
const (
	BreachLoanAmount         BreachCode = "LOAN_AMOUNT"
	BreachMortgageSecured    BreachCode = "MORTGAGE_SECURED"
	BreachNonMortgageSecured BreachCode = "NON_MORTGAGE_SECURED"
	BreachBridgeSecured      BreachCode = "BRIDGE_SECURED"
	BreachTotalConnection    BreachCode = "TOTAL_CONNECTION"
	BreachDiscretion         BreachCode = "DISCRETION"
	BreachCurrency           BreachCode = "CURRENCY"
)

// Comparison is one figure of a deal beside the limit it is compared with, as LL-10
// wants them shown. Both are minor units of the company's currency, or basis points
// for DISCRETION. For CURRENCY there are no numbers but two currencies.
type Comparison struct {
	Code            BreachCode `json:"code"`
	Value           int64      `json:"value"`
	Limit           Limit      `json:"limit,omitzero"`
	DealCurrency    string     `json:"dealCurrency,omitempty"`
	CompanyCurrency string     `json:"companyCurrency,omitempty"`
}

// Breach is a comparison that is not covered.
type Breach = Comparison

// Covered reports whether the limit covers the value (LL-2); CURRENCY never does (LL-7).
func (c Comparison) Covered() bool { return c.Code != BreachCurrency && c.Limit.Covers(c.Value) }

// Headroom is how far the limit is from the value, negative where it is exceeded; not
// bounded for UNLIMITED and for CURRENCY. Minor units, or basis points.
func (c Comparison) Headroom() (room int64, bounded bool) {
	if c.Code == BreachCurrency || c.Limit.IsUnlimited() {
		return math.MaxInt64, false
	}
	limit, _ := c.Limit.Amount() // an unset limit is zero (LL-6)
	return limit - c.Value, true
}

// Compare makes every comparison of the active view (LL-5), in the order of LL-3 with
// DISCRETION last (LL-8). A deal in another currency gets CURRENCY alone (LL-7).
func Compare(f Figures, l Limits, s Settings) []Comparison {
	all, n := compare(f, l, s)
	return slices.Clone(all[:n]) // and not the whole array with it
}

// Breaches gives the comparisons that are not covered; none means that the limits
// cover the deal. One person's limits are compared, and never added to another's (LL-9).
func Breaches(f Figures, l Limits, s Settings) []Breach {
	all, n := compare(f, l, s)
	return Uncovered(all[:n])
}

// Uncovered gives those of all comparisons that are breaches.
func Uncovered(all []Comparison) []Breach {
	var breaches []Breach
	for _, c := range all {
		if !c.Covered() {
			breaches = append(breaches, c)
		}
	}
	return breaches
}

// Covers reports whether the limits alone allow the deal: Breaches would give none. It is
// written apart because it is asked most of all.
func Covers(f Figures, l Limits, s Settings) bool { return covers(&f, &l, &s) }

func covers(f *Figures, l *Limits, s *Settings) bool {
	if f.Currency != s.Currency || !l.MaxDiscretionBps.limit().Covers(int64(f.DiscretionBps)) {
		return false
	}
	if s.LimitsView != ViewExpanded {
		return l.LoanAmount.Covers(f.Loan)
	}
	return l.MortgageSecured.Covers(f.Mortgage) && l.NonMortgageSecured.Covers(f.NonMortgage) &&
		l.BridgeSecured.Covers(f.Bridge) && l.TotalConnection.Covers(f.Connection)
}

// compare gives the comparisons in an array, which needs no memory of its own.
func compare(f Figures, l Limits, s Settings) (all [5]Comparison, n int) {
	if f.Currency != s.Currency {
		all[0] = Comparison{Code: BreachCurrency, DealCurrency: f.Currency, CompanyCurrency: s.Currency}
		return all, 1
	}
	discretion := Comparison{Code: BreachDiscretion, Value: int64(f.DiscretionBps), Limit: l.MaxDiscretionBps.limit()}
	if s.LimitsView != ViewExpanded {
		all[0] = Comparison{Code: BreachLoanAmount, Value: f.Loan, Limit: l.LoanAmount}
		all[1] = discretion
		return all, 2
	}
	return [5]Comparison{
		{Code: BreachMortgageSecured, Value: f.Mortgage, Limit: l.MortgageSecured},
		{Code: BreachNonMortgageSecured, Value: f.NonMortgage, Limit: l.NonMortgageSecured},
		{Code: BreachBridgeSecured, Value: f.Bridge, Limit: l.BridgeSecured},
		{Code: BreachTotalConnection, Value: f.Connection, Limit: l.TotalConnection},
		discretion,
	}, 5
}
