package assign_test

import (
	"testing"

	"pgregory.net/rapid"

	"mandate/assign"
	"mandate/ident"
)

// LL-3 and AP-4 of section 21: connection 600,000.01 is approved.
func TestGrantCovers(t *testing.T) {
	t.Parallel()
	approved := assign.Figures{Currency: "CAD", Loan: 440, Mortgage: 400, NonMortgage: 40, Bridge: 7, Retail: 500, Business: 100, Connection: 600, DiscretionBps: 5}
	more := func(change func(*assign.Figures)) assign.Figures {
		f := approved
		change(&f)
		return f
	}
	for _, c := range []struct {
		what    string
		figures assign.Figures
		want    bool
	}{
		{"as approved", approved, true},
		{"all lower", assign.Figures{Currency: "CAD"}, true},
		{"more loan", more(func(f *assign.Figures) { f.Loan++ }), false},
		{"more mortgage", more(func(f *assign.Figures) { f.Mortgage++ }), false},
		{"more non-mortgage", more(func(f *assign.Figures) { f.NonMortgage++ }), false},
		{"more bridge", more(func(f *assign.Figures) { f.Bridge++ }), false},
		{"more connection", more(func(f *assign.Figures) { f.Connection++ }), false},
		{"more discretion", more(func(f *assign.Figures) { f.DiscretionBps++ }), false},
		{"another currency", more(func(f *assign.Figures) { f.Currency = "USD" }), false},
		{"another book, the same connection", more(func(f *assign.Figures) { f.Retail, f.Business = 600, 0 }), true},
	} {
		if got := assign.GrantOf(approved).Covers(c.figures); got != c.want {
			t.Errorf("%s: %t, want %t", c.what, got, c.want)
		}
	}
}

// AP-1, one condition a line.
func TestBlocked(t *testing.T) {
	t.Parallel()
	deal := mortgage("d").owner("ann").over(600_000)
	higher := []assign.Grant{assign.GrantOf(deal.over(1).Figures), assign.GrantOf(deal.over(700_000).Figures)}
	for _, c := range []struct {
		what   string
		deal   file
		limits assign.Limits
		grants []assign.Grant
		want   bool
	}{
		{"over the limit", deal, condensed(), nil, true},
		{"within", deal.over(500_000), condensed(), nil, false},
		{"nobody acts", mortgage("d").over(600_000), condensed(), nil, false},
		{"closed", deal.status(assign.StatusFunded), condensed(), nil, false},
		{"conditionally approved is open", deal.status(assign.StatusConditionallyApproved), condensed(), nil, true},
		{"granted, by the second grant", deal, condensed(), higher, false},
		{"the figures have risen since", deal.over(700_001), condensed(), higher, true},
		{"and come back down", deal.over(700_000), condensed(), higher, false},
		{"another currency", deal.currency("USD"), assign.Limits{LoanAmount: assign.Unlimited()}, nil, true},
	} {
		if got := assign.Blocked(c.deal.Deal, c.limits, company(), c.grants); got != c.want {
			t.Errorf("%s: %t, want %t", c.what, got, c.want)
		}
	}
}

// AP-9: above, not at.
func TestNeedsTwo(t *testing.T) {
	t.Parallel()
	figures := assign.Figures{Currency: "CAD", Loan: 100, Connection: 200}
	for _, c := range []struct {
		what     string
		view     assign.LimitsView
		above    assign.Limit
		currency string
		want     bool
	}{
		{"off", assign.ViewCondensed, assign.Limit{}, "CAD", false},
		{"condensed: the loan is above", assign.ViewCondensed, assign.LimitOf(99), "CAD", true},
		{"condensed: the loan is at it", assign.ViewCondensed, assign.LimitOf(100), "CAD", false},
		{"expanded: the connection is above", assign.ViewExpanded, assign.LimitOf(199), "CAD", true},
		{"expanded: the connection is at it", assign.ViewExpanded, assign.LimitOf(200), "CAD", false},
		{"zero: every amount", assign.ViewCondensed, assign.LimitOf(0), "CAD", true},
		{"another currency can't be compared", assign.ViewCondensed, assign.LimitOf(0), "USD", false},
	} {
		s := company()
		s.LimitsView, s.DualApprovalAbove = c.view, c.above
		figures.Currency = c.currency
		if got := assign.NeedsTwo(figures, s); got != c.want {
			t.Errorf("%s: %t, want %t", c.what, got, c.want)
		}
	}
}

// AP-5: the first condition that fails. Each line mends the one before.
func TestApproverReason(t *testing.T) {
	t.Parallel()
	may := assign.Approver{ID: id("may"), Absent: true}
	onDeal, requester := []ident.ID{id("ann"), id("may")}, id("may")
	for _, c := range []struct {
		mended string
		mend   func()
		want   assign.ApproverReason
	}{
		{"nothing", func() {}, assign.ApproverInactive},
		{"account", func() { may.Active = true }, assign.ApproverAbsent},
		{"presence", func() { may.Absent = false }, assign.ApproverNoPermission},
		{"permission", func() { may.Decides = true }, assign.ApproverOverLimit},
		{"limits", func() { may.Limits = condensed() }, assign.ApproverOnDeal},
		{"deal", func() { onDeal = onDeal[:1] }, assign.ApproverRequester},
		{"request", func() { requester = id("ann") }, assign.ApproverAvailable},
		{"no request yet", func() { requester = ident.ID{} }, assign.ApproverAvailable},
	} {
		c.mend()
		if got := may.Reason(mortgage("d").Figures, company(), onDeal, requester); got != c.want {
			t.Errorf("after mending %s: %q, want %q", c.mended, got, c.want)
		}
	}
}

// A grant of the present figures always frees the deal, and lower figures keep it free.
func TestGrantFrees(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, l, s := drawDeal(t), drawLimits(t), drawSettings(t)
		d.Owner = id("ann")
		grants := []assign.Grant{assign.GrantOf(drawDeal(t).Figures), assign.GrantOf(d.Figures)}
		if assign.Blocked(d, l, s, grants) {
			t.Fatalf("%+v is blocked with a grant of its figures", d.Figures)
		}
		if assign.Blocked(d, l, s, nil) == assign.Covers(d.Figures, l, s) {
			t.Fatalf("%+v with %+v: blocked does not follow from authority", d.Figures, l)
		}
		d.Figures.Loan -= int64(rapid.IntRange(0, 9).Draw(t, "less"))
		if assign.Blocked(d, l, s, grants) {
			t.Fatalf("%+v is blocked, though it was approved for more", d.Figures)
		}
	})
}
