package assign_test

import (
	"testing"

	"mandate/assign"
)

// CA-1 and AP-6, one line a status.
func TestStatus(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status                                             assign.Status
		open, consumes, consumesUntilClosed, authorityStep bool
	}{
		{assign.StatusNew, true, true, true, false},
		{assign.StatusInReview, true, true, true, false},
		{assign.StatusPending, true, true, true, false},
		{assign.StatusConditionallyApproved, true, false, true, true},
		{assign.StatusFunded, false, false, false, true},
		{assign.StatusDeclined, false, false, false, false},
		{assign.StatusCancelled, false, false, false, false},
		{"", false, false, false, false},
	} {
		if c.status.Open() != c.open ||
			c.status.Consumes(assign.ReleaseAtConditionalApproval) != c.consumes ||
			c.status.Consumes(assign.ReleaseAtTerminal) != c.consumesUntilClosed ||
			c.status.NeedsAuthority() != c.authorityStep {
			t.Errorf("%q: open %t, consumes %t, until closed %t, authority step %t", c.status, c.status.Open(),
				c.status.Consumes(assign.ReleaseAtConditionalApproval), c.status.Consumes(assign.ReleaseAtTerminal), c.status.NeedsAuthority())
		}
	}
}

// Section 8: open, without owner, not held, company switch on.
func TestDealWaits(t *testing.T) {
	t.Parallel()
	off := company()
	off.AutoAssign = false
	for _, c := range []struct {
		what     string
		deal     file
		settings assign.Settings
		want     bool
	}{
		{"a new deal", mortgage("d"), company(), true},
		{"a conditionally approved one without owner", mortgage("d").status(assign.StatusConditionallyApproved), company(), true},
		{"the company assigns by hand", mortgage("d"), off, false},
		{"it has an owner", mortgage("d").owner("ann"), company(), false},
		{"it is held (AS-13)", mortgage("d").held(), company(), false},
		{"it is declined", mortgage("d").status(assign.StatusDeclined), company(), false},
	} {
		if got := c.deal.Waits(&c.settings); got != c.want {
			t.Errorf("%s: waits %t, want %t", c.what, got, c.want)
		}
		fits := []assign.Candidate{lender("bob").Candidate}
		decision := assign.Decide(c.deal.Deal, fits, c.settings)
		if (decision.Chosen == id("bob")) != c.want || (decision.Counts != nil) != c.want {
			t.Errorf("%s: decided %+v", c.what, decision)
		}
		if verdicts := assign.Explain(c.deal.Deal, fits, c.settings); (len(verdicts) == 1) != c.want {
			t.Errorf("%s: explained by %+v", c.what, verdicts)
		}
		if _, chosen := assign.NewBench(fits).Choose(&c.deal.Deal, &c.settings); chosen != c.want {
			t.Errorf("%s: the bench chose: %t", c.what, chosen)
		}
	}
}

// The schema takes its values from the rules: none is forgotten or named twice.
func TestValuesAreDistinct(t *testing.T) {
	t.Parallel()
	for name, values := range map[string][]string{
		"Status": assign.Status("").Values(), "Category": assign.Category("").Values(), "Book": assign.Book("").Values(),
		"PropertyType": assign.PropertyType("").Values(), "CapacityRelease": assign.CapacityRelease("").Values(),
		"LimitsView": assign.LimitsView("").Values(), "LeaverDeals": assign.LeaverDeals("").Values(),
	} {
		seen := make(map[string]bool)
		for _, v := range values {
			if v == "" || seen[v] {
				t.Errorf("%s: value %q is empty or occurs twice", name, v)
			}
			seen[v] = true
		}
	}
}
