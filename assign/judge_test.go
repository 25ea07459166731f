package assign_test

import (
	"testing"

	"mandate/assign"
)

// AS-1: the first check that fails is the reason. Each line mends the one before.
func TestJudgeChecksInOrder(t *testing.T) {
	t.Parallel()
	deal := mortgage("d").language("fr").in("QC").on(assign.PropertyCottage).product("P2").broker("B2")
	hopeless := lender("ann").inactive().switchedOff().awayAlone().languages("en").locations("ON").
		properties(assign.PropertyMultiUnit).products("P1").brokers("B1").noCapacitySet().lends(1)
	for _, c := range []struct {
		mended string
		mend   func(person) person
		want   assign.Reason
	}{
		{"nothing", func(p person) person { return p }, assign.ReasonInactive},
		{"account", func(p person) person { p.Active = true; return p }, assign.ReasonAutoAssignOff},
		{"switch", func(p person) person { p.Preferences.AutoAssign = true; return p }, assign.ReasonAbsentNoDelegate},
		{"delegate", func(p person) person { return p.away("bob", 3, assign.MaximumOf(3)) }, assign.ReasonLanguageMismatch},
		{"language", func(p person) person { return p.languages("en", "fr") }, assign.ReasonLocationMismatch},
		{"location", func(p person) person { return p.locations("QC") }, assign.ReasonPropertyTypeMismatch},
		{"property", func(p person) person { return p.properties(assign.PropertyCottage) }, assign.ReasonProductMismatch},
		{"product", func(p person) person { return p.products("P1", "P2") }, assign.ReasonBrokerMismatch},
		{"broker", func(p person) person { return p.brokers("B2") }, assign.ReasonCapacityNotSet},
		{"capacity", func(p person) person { return p.atMost(3).owns(2) }, assign.ReasonAtCapacity},
		{"queue", func(p person) person { return p.away("bob", 2, assign.MaximumOf(3)) }, assign.ReasonOverLimit},
		{"limit", func(p person) person { return p.lends(300_000) }, ""},
	} {
		hopeless = c.mend(hopeless)
		if v := assign.Judge(hopeless.Candidate, deal.Deal, company()); v.Reason != c.want {
			t.Errorf("after mending %s: %q, want %q", c.mended, v.Reason, c.want)
		}
	}
}

func TestJudge(t *testing.T) {
	t.Parallel()
	german := company()
	german.Language = "de-AT"
	for _, c := range []struct {
		rule, what string
		person     person
		deal       file
		settings   assign.Settings
		want       assign.Reason
		group      assign.Group
	}{
		{"AS-2", "no languages set take every language", lender("ann"), mortgage("d").language("zh"), company(), "", assign.GroupGeneralistWithin},
		{"AS-2", "language makes nobody a specialist", lender("ann").languages("en"), mortgage("d"), company(), "", assign.GroupGeneralistWithin},
		{"AS-2", "languages are compared by primary tag", lender("ann").languages("FR-ca"), mortgage("d").language("fr"), company(), "", assign.GroupGeneralistWithin},
		{"AS-2", "fil is not fi", lender("ann").languages("fi"), mortgage("d").language("fil"), company(), assign.ReasonLanguageMismatch, ""},
		{"section 2", "a deal without language has the company's", lender("ann").languages("de"), mortgage("d").language(""), german, "", assign.GroupGeneralistWithin},
		{"AS-3", "a missing location is in no set", lender("ann").locations("ON"), mortgage("d").in(""), company(), assign.ReasonLocationMismatch, ""},
		{"AS-3", "and needs none", lender("ann"), mortgage("d").in(""), company(), "", assign.GroupGeneralistWithin},
		{"AS-3", "a missing product is in no set", lender("ann").products("P1"), mortgage("d").product(""), company(), assign.ReasonProductMismatch, ""},
		{"AS-3", "a missing broker is in no set", lender("ann").brokers("B1"), mortgage("d").broker(""), company(), assign.ReasonBrokerMismatch, ""},
		{"AS-3", "a missing property type is in no set", lender("ann").properties(assign.PropertyCottage), mortgage("d").on(""), company(), assign.ReasonPropertyTypeMismatch, ""},
		{"AS-4", "one restricting set makes a specialist", lender("ann").brokers("B1"), mortgage("d"), company(), "", assign.GroupSpecialistWithin},
		{"PF-1", "ALL restricts nothing", lender("ann").properties(assign.PropertyAll), mortgage("d").on(assign.PropertyMultiUnit), company(), "", assign.GroupGeneralistWithin},
		{"PF-1", "nor does it beside others", lender("ann").properties(assign.PropertyCottage, assign.PropertyAll), mortgage("d").on(""), company(), "", assign.GroupGeneralistWithin},
		{"PF-2", "a broker without verification matches nothing", lender("ann").brokers("B1", "B2"), mortgage("d").brokerLostVerification(), company(), assign.ReasonBrokerMismatch, ""},
		{"PF-2", "and restricts nobody who chose none", lender("ann"), mortgage("d").brokerLostVerification(), company(), "", assign.GroupGeneralistWithin},
		{"CA-2", "one place left", lender("ann").atMost(3).queue(2), mortgage("d"), company(), "", assign.GroupGeneralistWithin},
		{"CA-2", "none left", lender("ann").atMost(3).queue(3), mortgage("d"), company(), assign.ReasonAtCapacity, ""},
		{"CA-3", "0 is a valid maximum", lender("ann").atMost(0), mortgage("d"), company(), assign.ReasonAtCapacity, ""},
		{"CA-3", "none set gets nothing", lender("ann").noCapacitySet(), mortgage("d"), company(), assign.ReasonCapacityNotSet, ""},
		{"CA-4", "over the maximum is no room either", lender("ann").atMost(3).queue(9), mortgage("d"), company(), assign.ReasonAtCapacity, ""},
		{"CA-5", "away: the stand-in has room", lender("ann").atMost(1).queue(9).away("bob", 4, assign.MaximumOf(5)), mortgage("d"), company(), "", assign.GroupGeneralistWithin},
		{"CA-5", "the stand-in has none", lender("ann").atMost(9).away("bob", 5, assign.MaximumOf(5)), mortgage("d"), company(), assign.ReasonAtCapacity, ""},
		{"CA-5", "the stand-in's maximum is not set", lender("ann").away("bob", 99, assign.Maximum{}), mortgage("d"), company(), "", assign.GroupGeneralistWithin},
		{"CA-5", "away and owning as many as allowed", lender("ann").atMost(3).owns(3).away("bob", 0, assign.MaximumOf(5)), mortgage("d"), company(), assign.ReasonAtCapacity, ""},
		{"CA-5", "owning counts only while away", lender("ann").atMost(3).owns(3).queue(2), mortgage("d"), company(), "", assign.GroupGeneralistWithin},
		{"CA-3", "away without a capacity", lender("ann").noCapacitySet().away("bob", 0, assign.MaximumOf(5)), mortgage("d"), company(), assign.ReasonCapacityNotSet, ""},
		{"AS-5", "away: the preferences are one's own", lender("ann").locations("ON").away("bob", 0, assign.MaximumOf(5)), mortgage("d"), company(), "", assign.GroupSpecialistWithin},
		{"AS-1", "away and nobody is available", lender("ann").awayAlone(), mortgage("d"), company(), assign.ReasonAbsentNoDelegate, ""},
		{"AS-6", "over the limit, and a specialist", lender("ann").locations("ON").lends(299_999), mortgage("d"), company(), assign.ReasonOverLimit, assign.GroupSpecialistOver},
		{"LL-7", "another currency is over everybody's limit", lender("ann").lendsAnything(), mortgage("d").currency("USD"), company(), assign.ReasonOverLimit, assign.GroupGeneralistOver},
		{"LL-8", "discretion is part of the authority", lender("ann").discounts(15), mortgage("d").discretion(16), company(), assign.ReasonOverLimit, assign.GroupGeneralistOver},
	} {
		if v := assign.Judge(c.person.Candidate, c.deal.Deal, c.settings); v.Reason != c.want || v.Group != c.group {
			t.Errorf("%s: %s: %q in %q, want %q in %q", c.rule, c.what, v.Reason, v.Group, c.want, c.group)
		}
	}
}

// AS-14: the numbers compared come with the reason.
func TestJudgeCarriesTheNumbers(t *testing.T) {
	t.Parallel()
	ann := lender("ann").queue(3).lastAssigned(2).lends(250_000)
	v := assign.Judge(ann.Candidate, mortgage("d").Deal, company())
	if v.Candidate != id("ann") || v.Load != 3 || v.Limits != ann.Limits || !v.LastAssignedAt.Equal(ann.LastAssignedAt) {
		t.Errorf("got %+v", v)
	}
	want := assign.Breach{Code: assign.BreachLoanAmount, Value: 300_000_00, Limit: assign.LimitOf(250_000_00)}
	if len(v.Breaches) != 1 || v.Breaches[0] != want {
		t.Errorf("breaches %+v, want %+v", v.Breaches, want)
	}
}

// AS-14 and CA-5: of somebody away, those of the person who would act.
func TestJudgeCarriesTheStandIn(t *testing.T) {
	t.Parallel()
	v := assign.Judge(lender("ann").queue(1).owns(2).away("bob", 3, assign.MaximumOf(5)).Candidate, mortgage("d").Deal, company())
	if !v.Absent || v.StandIn != id("bob") || v.Load != 3 || v.StandInMax != assign.MaximumOf(5) || v.Owned != 2 {
		t.Errorf("got %+v", v)
	}
}
