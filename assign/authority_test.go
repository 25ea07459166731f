package assign_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"mandate/assign"
)

// condensed is 500,000.00 of loan amount and 15 basis points.
func condensed() assign.Limits {
	return assign.Limits{LoanAmount: assign.LimitOf(500_000_00), MaxDiscretionBps: assign.MaximumOf(15)}
}

// expanded is 500,000 mortgage, 50,000 non-mortgage, 20,000 bridge, 600,000 connection.
func expanded() assign.Limits {
	return assign.Limits{
		MortgageSecured: assign.LimitOf(500_000_00), NonMortgageSecured: assign.LimitOf(50_000_00),
		BridgeSecured: assign.LimitOf(20_000_00), TotalConnection: assign.LimitOf(600_000_00),
	}
}

func facility(category assign.Category, cents int64) assign.Facility {
	return assign.Facility{Category: category, Book: assign.BookRetail, Amount: cents}
}

// Each case judges one person's limits alone (LL-9).
func TestBreaches(t *testing.T) {
	t.Parallel()
	none := assign.Exposure{}
	onlyMortgageAndConnection := assign.Limits{MortgageSecured: assign.LimitOf(500_000_00), TotalConnection: assign.Unlimited()}
	connection := []assign.Facility{
		facility(assign.CategoryMortgage, 400_000_00),
		{Category: assign.CategoryUnsecured, Book: assign.BookBusiness, Amount: 40_000_00},
	}
	for _, c := range []struct {
		rule, what string
		view       assign.LimitsView
		limits     assign.Limits
		figures    assign.Figures
		want       []assign.BreachCode
	}{
		{"LL-2", "500,000.00 is within 500,000.00", assign.ViewCondensed, condensed(), figures(t, none, facility(assign.CategoryMortgage, 500_000_00)), nil},
		{"LL-2", "one cent more is not", assign.ViewCondensed, condensed(), figures(t, none, facility(assign.CategoryMortgage, 500_000_01)), []assign.BreachCode{"LOAN_AMOUNT"}},
		{"LL-2", "the loan is the sum of the facilities", assign.ViewCondensed, condensed(), figures(t, none, facility(assign.CategoryMortgage, 500_000_00), facility(assign.CategoryBridge, 1)), []assign.BreachCode{"LOAN_AMOUNT"}},
		{"LL-3", "cash, vehicle and unsecured add up to 50,000.00", assign.ViewExpanded, expanded(),
			figures(t, none, facility(assign.CategoryCashSecured, 20_000_00), facility(assign.CategoryVehicleSecured, 20_000_00), facility(assign.CategoryUnsecured, 10_000_00)), nil},
		{"LL-3", "one cent more of unsecured", assign.ViewExpanded, expanded(),
			figures(t, none, facility(assign.CategoryCashSecured, 20_000_00), facility(assign.CategoryVehicleSecured, 20_000_00), facility(assign.CategoryUnsecured, 10_000_01)), []assign.BreachCode{"NON_MORTGAGE_SECURED"}},
		{"LL-3", "mortgage and bridge are judged apart", assign.ViewExpanded, expanded(),
			figures(t, none, facility(assign.CategoryMortgage, 500_000_00), facility(assign.CategoryBridge, 20_000_00)), nil},
		{"LL-3", "bridge alone is too much", assign.ViewExpanded, expanded(),
			figures(t, none, facility(assign.CategoryMortgage, 100_000_00), facility(assign.CategoryBridge, 25_000_00)), []assign.BreachCode{"BRIDGE_SECURED"}},
		{"LL-3", "both, in this order", assign.ViewExpanded, expanded(),
			figures(t, none, facility(assign.CategoryMortgage, 500_000_50), facility(assign.CategoryBridge, 20_000_50)), []assign.BreachCode{"MORTGAGE_SECURED", "BRIDGE_SECURED"}},
		{"LL-3", "a secured line counts as mortgage, with its authorised limit", assign.ViewExpanded, expanded(),
			figures(t, none, facility(assign.CategoryMortgage, 400_000_00), facility(assign.CategoryLineSecured, 100_000_01)), []assign.BreachCode{"MORTGAGE_SECURED"}},
		{"LL-4", "both aggregates make 600,000.00", assign.ViewExpanded, expanded(),
			figures(t, assign.Exposure{Retail: 100_000_00, Business: 60_000_00}, connection...), nil},
		{"LL-4", "one cent more of retail exposure", assign.ViewExpanded, expanded(),
			figures(t, assign.Exposure{Retail: 100_000_01, Business: 60_000_00}, connection...), []assign.BreachCode{"TOTAL_CONNECTION"}},
		{"LL-4", "one cent more of business exposure", assign.ViewExpanded, expanded(),
			figures(t, assign.Exposure{Retail: 100_000_00, Business: 60_000_01}, connection...), []assign.BreachCode{"TOTAL_CONNECTION"}},
		{"LL-5", "limits of the condensed view do not count in the expanded one", assign.ViewExpanded, condensed(),
			figures(t, none, facility(assign.CategoryMortgage, 300_000_00)), []assign.BreachCode{"MORTGAGE_SECURED", "TOTAL_CONNECTION"}},
		{"LL-5", "nor the other way round", assign.ViewCondensed, expanded(),
			figures(t, none, facility(assign.CategoryMortgage, 300_000_00)), []assign.BreachCode{"LOAN_AMOUNT"}},
		{"LL-6", "nothing against an unset limit is covered", assign.ViewExpanded, onlyMortgageAndConnection,
			figures(t, none, facility(assign.CategoryMortgage, 500_000_00)), nil},
		{"LL-6", "something against an unset limit is not", assign.ViewExpanded, onlyMortgageAndConnection,
			figures(t, none, facility(assign.CategoryBridge, 1)), []assign.BreachCode{"BRIDGE_SECURED"}},
		{"LL-7", "another currency is told alone", assign.ViewCondensed, assign.Limits{}, mortgage("d").currency("USD").discretion(99).Figures, []assign.BreachCode{"CURRENCY"}},
		{"LL-7", "even UNLIMITED does not cover it", assign.ViewCondensed, lender("ann").lendsAnything().Limits, mortgage("d").currency("USD").over(1).Figures, []assign.BreachCode{"CURRENCY"}},
		{"LL-8", "15 basis points are within 15", assign.ViewCondensed, condensed(), mortgage("d").discretion(15).Figures, nil},
		{"LL-8", "16 are not", assign.ViewCondensed, condensed(), mortgage("d").discretion(16).Figures, []assign.BreachCode{"DISCRETION"}},
		{"LL-8", "unset is zero, and told last", assign.ViewExpanded, assign.Limits{}, mortgage("d").discretion(1).Figures, []assign.BreachCode{"MORTGAGE_SECURED", "TOTAL_CONNECTION", "DISCRETION"}},
	} {
		s := company()
		s.LimitsView = c.view
		var got []assign.BreachCode
		for _, b := range assign.Breaches(c.figures, c.limits, s) {
			got = append(got, b.Code)
		}
		if !slices.Equal(got, c.want) || assign.Covers(c.figures, c.limits, s) != (c.want == nil) {
			t.Errorf("%s: %s: got %v, want %v", c.rule, c.what, got, c.want)
		}
	}
}

// LL-10: what is shown is what was compared.
func TestBreachesCarryTheNumbers(t *testing.T) {
	t.Parallel()
	s := company()
	got := assign.Breaches(mortgage("d").over(500_001).discretion(16).Figures, condensed(), s)
	want := []assign.Breach{
		{Code: assign.BreachLoanAmount, Value: 500_001_00, Limit: assign.LimitOf(500_000_00)},
		{Code: assign.BreachDiscretion, Value: 16, Limit: assign.LimitOf(15)},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	got = assign.Breaches(mortgage("d").currency("USD").Figures, condensed(), s)
	if want := []assign.Breach{{Code: assign.BreachCurrency, DealCurrency: "USD", CompanyCurrency: "CAD"}}; !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestBreachesAreTheComparisonsNotCovered(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f, l, s := drawDeal(t).Figures, drawLimits(t), drawSettings(t)
		all, breaches := assign.Compare(f, l, s), assign.Breaches(f, l, s)
		uncovered := slices.DeleteFunc(slices.Clone(all), assign.Comparison.Covered)
		if !slices.Equal(uncovered, breaches) || assign.Covers(f, l, s) != (len(breaches) == 0) {
			t.Fatalf("comparisons %+v, breaches %+v, covers %t", all, breaches, assign.Covers(f, l, s))
		}
	})
}

// Headroom is exact on both sides of the limit; what has no bound has none (LL-6, LL-7).
func TestHeadroom(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		c       assign.Comparison
		room    int64
		bounded bool
	}{
		"within":           {assign.Comparison{Code: assign.BreachLoanAmount, Value: 300_00, Limit: assign.LimitOf(300_00)}, 0, true},
		"exceeded":         {assign.Comparison{Code: assign.BreachBridgeSecured, Value: 800_00, Limit: assign.LimitOf(300_00)}, -500_00, true},
		"nothing set":      {assign.Comparison{Code: assign.BreachLoanAmount, Value: 1}, -1, true},
		"basis points":     {assign.Comparison{Code: assign.BreachDiscretion, Value: 10, Limit: assign.LimitOf(25)}, 15, true},
		"unlimited":        {assign.Comparison{Code: assign.BreachLoanAmount, Value: 1, Limit: assign.Unlimited()}, 0, false},
		"another currency": {assign.Comparison{Code: assign.BreachCurrency, DealCurrency: "USD", CompanyCurrency: "CAD"}, 0, false},
	} {
		room, bounded := tc.c.Headroom()
		if bounded != tc.bounded || bounded && room != tc.room {
			t.Errorf("%s: %d, %t", name, room, bounded)
		}
	}
}
