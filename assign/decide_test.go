package assign_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"mandate/assign"
)

// TestDecide is the order of AS-6 and AS-7, one office a line, by both forms.
func TestDecide(t *testing.T) {
	t.Parallel()
	fallback := company()
	fallback.OverLimitFallback = true
	for _, c := range []struct {
		rule, what string
		settings   assign.Settings
		people     []person
		deal       file
		chosen     string
		group      assign.Group
		reasons    string // of everybody, by id
	}{
		{"AS-7", "the shortest queue wins", company(),
			[]person{lender("ann").queue(2), lender("bob").queue(1)}, mortgage("d"),
			"bob", assign.GroupGeneralistWithin, "ann RANKED_BELOW, bob CHOSEN"},
		{"AS-7", "equal queues: assigned longest ago", company(),
			[]person{lender("ann").lastAssigned(1), lender("bob").lastAssigned(25)}, mortgage("d"),
			"bob", assign.GroupGeneralistWithin, "ann RANKED_BELOW, bob CHOSEN"},
		{"AS-7", "never assigned is before any time", company(),
			[]person{lender("ann").lastAssigned(9999), lender("bob")}, mortgage("d"),
			"bob", assign.GroupGeneralistWithin, "ann RANKED_BELOW, bob CHOSEN"},
		{"AS-7", "a full tie goes to the smallest id", company(),
			[]person{lender("zed"), lender("amy"), lender("moe")}, mortgage("d"),
			"amy", assign.GroupGeneralistWithin, "amy CHOSEN, moe RANKED_BELOW, zed RANKED_BELOW"},
		{"AS-7", "the queue counts before the last assignment", company(),
			[]person{lender("ann").queue(1), lender("bob").lastAssigned(1)}, mortgage("d"),
			"bob", assign.GroupGeneralistWithin, "ann RANKED_BELOW, bob CHOSEN"},
		{"section 21", "away, one is ranked by who would act", company(),
			[]person{lender("ann").away("bob", 3, assign.MaximumOf(10)), lender("bob").queue(3), lender("cat").queue(2)}, mortgage("d"),
			"cat", assign.GroupGeneralistWithin, "ann RANKED_BELOW, bob RANKED_BELOW, cat CHOSEN"},
		{"section 21", "and all three tie", company(),
			[]person{lender("ann").away("bob", 3, assign.MaximumOf(10)).lastAssigned(9), lender("bob").queue(3).lastAssigned(8), lender("cat").queue(3).lastAssigned(1)}, mortgage("d"),
			"ann", assign.GroupGeneralistWithin, "ann CHOSEN, bob RANKED_BELOW, cat RANKED_BELOW"},
		{"AS-5", "the delegate's switch and limits play no part", company(),
			[]person{lender("ann").away("bob", 0, assign.MaximumOf(10)), lender("bob").switchedOff().lends(1)}, mortgage("d"),
			"ann", assign.GroupGeneralistWithin, "ann CHOSEN, bob AUTO_ASSIGN_OFF"},
		{"AS-3", "the province routes", company(),
			[]person{lender("ann").locations("ON"), lender("bob").locations("BC", "AB")}, mortgage("d").in("AB"),
			"bob", assign.GroupSpecialistWithin, "ann LOCATION_MISMATCH, bob CHOSEN"},
		{"AS-3", "every set preference must match", company(),
			[]person{lender("ann").products("P1", "P2").brokers("B7"), lender("bob").products("P1")}, mortgage("d"),
			"bob", assign.GroupSpecialistWithin, "ann BROKER_MISMATCH, bob CHOSEN"},
		{"AS-2", "language filters", company(),
			[]person{lender("ann").languages("en"), lender("luc").languages("fr")}, mortgage("d").language("fr"),
			"luc", assign.GroupGeneralistWithin, "ann LANGUAGE_MISMATCH, luc CHOSEN"},
		{"AS-4", "a specialist with a longer queue comes before a generalist", company(),
			[]person{lender("ann").locations("ON").queue(2), lender("bob")}, mortgage("d"),
			"ann", assign.GroupSpecialistWithin, "ann CHOSEN, bob LOWER_TIER"},
		{"AS-4", "no specialist matches: a generalist", company(),
			[]person{lender("ann").locations("BC"), lender("bob").queue(1)}, mortgage("d"),
			"bob", assign.GroupGeneralistWithin, "ann LOCATION_MISMATCH, bob CHOSEN"},
		{"AS-4", "the specialist is full: a generalist", company(),
			[]person{lender("ann").locations("ON").atMost(1).queue(1), lender("bob")}, mortgage("d"),
			"bob", assign.GroupGeneralistWithin, "ann AT_CAPACITY, bob CHOSEN"},
		{"AS-4", "the specialist lacks authority: a generalist", company(),
			[]person{lender("ann").locations("ON").lends(1), lender("bob")}, mortgage("d"),
			"bob", assign.GroupGeneralistWithin, "ann OVER_LIMIT, bob CHOSEN"},
		{"AS-4", "ALL properties is a generalist beside a cottage specialist", company(),
			[]person{lender("ann").properties(assign.PropertyAll), lender("bob").properties(assign.PropertyCottage, assign.PropertySecondHome).queue(5)}, mortgage("d").on(assign.PropertyCottage),
			"bob", assign.GroupSpecialistWithin, "ann LOWER_TIER, bob CHOSEN"},
		{"AS-6", "without authority one is passed over", company(),
			[]person{lender("ann").lends(250_000), lender("bob").queue(2)}, mortgage("d"),
			"bob", assign.GroupGeneralistWithin, "ann OVER_LIMIT, bob CHOSEN"},
		{"AS-6", "fallback off: the deal waits", company(),
			[]person{lender("ann").lends(250_000), lender("bob").lends(250_000)}, mortgage("d"),
			"", "", "ann OVER_LIMIT, bob OVER_LIMIT"},
		{"AS-6", "fallback on: somebody over the limit has it", fallback,
			[]person{lender("ann").lends(250_000), lender("bob").lends(250_000)}, mortgage("d"),
			"ann", assign.GroupGeneralistOver, "ann CHOSEN, bob RANKED_BELOW"},
		{"AS-6", "fallback on: specialists over come before generalists over", fallback,
			[]person{lender("ann").lends(250_000), lender("bob").lends(1).locations("ON").queue(4)}, mortgage("d"),
			"bob", assign.GroupSpecialistOver, "ann LOWER_TIER, bob CHOSEN"},
		{"AS-6", "fallback on, but a generalist is within: specialists over are not asked", fallback,
			[]person{lender("ann").queue(9), lender("bob").lends(1).locations("ON")}, mortgage("d"),
			"ann", assign.GroupGeneralistWithin, "ann CHOSEN, bob OVER_LIMIT"},
		{"AS-6", "the fallback is for authority only", fallback,
			[]person{lender("ann").lends(1).atMost(0), lender("bob").lends(1).switchedOff()}, mortgage("d"),
			"", "", "ann AT_CAPACITY, bob AUTO_ASSIGN_OFF"},
		{"AS-8", "nobody matches: it stays unassigned", company(),
			[]person{lender("ann").locations("BC"), lender("bob").switchedOff(), lender("cat").inactive(), lender("dee").noCapacitySet()}, mortgage("d"),
			"", "", "ann LOCATION_MISMATCH, bob AUTO_ASSIGN_OFF, cat INACTIVE, dee CAPACITY_NOT_SET"},
		{"LL-7", "another currency: nobody has the authority", company(),
			[]person{lender("ann").lendsAnything()}, mortgage("d").currency("USD"),
			"", "", "ann OVER_LIMIT"},
		{"AS-8", "an empty office", fallback, nil, mortgage("d"), "", "", ""},
	} {
		people := candidates(c.people)
		got := assign.Decide(c.deal.Deal, people, c.settings)
		if label(got.Chosen) != c.chosen || got.Group != c.group {
			t.Errorf("%s: %s: chose %q of %q, want %q of %q", c.rule, c.what, label(got.Chosen), got.Group, c.chosen, c.group)
		}
		if reasons := reasonsByID(c.deal.Deal, people, c.settings); reasons != c.reasons {
			t.Errorf("%s: %s: reasons %s; want %s", c.rule, c.what, reasons, c.reasons)
		}
		if fast := assign.NewBench(people).Decide(c.deal.Deal, c.settings); !reflect.DeepEqual(fast, got) {
			t.Errorf("%s: %s: the bench says %+v, the rules %+v", c.rule, c.what, fast, got)
		}
	}
}

func reasonsByID(d assign.Deal, people []assign.Candidate, s assign.Settings) string {
	reasons := make(map[string]assign.Reason)
	for _, v := range assign.Explain(d, people, s) {
		reasons[label(v.Candidate)] = v.Reason
	}
	var lines []string
	for _, c := range assign.NewBench(people).Candidates() {
		lines = append(lines, fmt.Sprintf("%s %s", label(c.ID), reasons[label(c.ID)]))
	}
	return strings.Join(lines, ", ")
}

// AS-14: counts of everybody, the first 20 of the order, and nothing is lost in storage.
func TestDecisionTellsTheOrder(t *testing.T) {
	t.Parallel()
	people := []person{lender("x1").inactive(), lender("x2").lends(1), lender("x3").lends(1)}
	for n := range 15 {
		people = append(people, lender(fmt.Sprintf("g%02d", n)).queue(n%4), lender(fmt.Sprintf("s%02d", n)).locations("ON").queue(n%3))
	}
	got := assign.Decide(mortgage("d").Deal, candidates(people), company())
	wantCounts := []assign.Count{{Reason: assign.ReasonChosen, People: 1}, {Reason: assign.ReasonRankedBelow, People: 14},
		{Reason: assign.ReasonLowerTier, People: 15}, {Reason: assign.ReasonInactive, People: 1}, {Reason: assign.ReasonOverLimit, People: 2}}
	if !reflect.DeepEqual(got.Counts, wantCounts) {
		t.Errorf("counts %+v, want %+v", got.Counts, wantCounts)
	}
	var order []string
	for _, v := range got.Order {
		order = append(order, label(v.Candidate))
	}
	want := "s00 s03 s06 s09 s12 s01 s04 s07 s10 s13 s02 s05 s08 s11 s14 g00 g04 g08 g12 g01"
	if strings.Join(order, " ") != want {
		t.Errorf("order %v\nwant  [%s]", order, want)
	}
	stored, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var read assign.Decision
	if err := json.Unmarshal(stored, &read); err != nil || !reflect.DeepEqual(read, got) {
		t.Errorf("stored and read (%v): %+v\nwant %+v", err, read, got)
	}
}
