package assign_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"mandate/assign"
)

// A change that is taken back leaves no trace: the store may refuse to commit it.
func TestBenchTakesBack(t *testing.T) {
	t.Parallel()
	people := newCrowd(1).people(70, 3)
	b, want := assign.NewBench(people), assign.NewBench(people).Candidates()
	before, ok := b.Candidate(people[7].ID)
	if !ok {
		t.Fatal("bench does not know a person it was given")
	}
	b.Assign(before.ID, new(mortgage("d").Deal), new(company()), noon)
	if after, _ := b.Candidate(before.ID); after.Load != before.Load+1 || !after.LastAssignedAt.Equal(noon) {
		t.Errorf("after the assignment: %+v", after)
	}
	b.Put(before)
	b.Remove(people[9].ID)
	b.Put(people[9])
	if !reflect.DeepEqual(b.Candidates(), want) {
		t.Errorf("the bench remembers what was taken back")
	}
}

func TestBenchKnowsNobodyElse(t *testing.T) {
	t.Parallel()
	b := assign.NewBench(candidates([]person{lender("ann")}))
	if _, ok := b.Candidate(id("bob")); ok || b.Remove(id("bob")) || b.SetLoad(id("bob"), 1) || b.AddLoad(id("bob"), 1) ||
		b.SetLastAssigned(id("bob"), noon) || b.SetOwned(id("bob"), 1) || b.SetStandIn(id("bob"), id("ann"), 1, assign.Maximum{}) || b.ClearAbsence(id("bob")) || b.Assign(id("bob"), new(mortgage("d").Deal), new(company()), noon) || b.Len() != 1 {
		t.Error("the bench claims to know somebody it was never given")
	}
}

// CA-1 and AS-9: a deal of somebody away is in the load of who acts, and moves the rank
// of everybody for whom they do.
func TestBenchAssignsToTheAbsent(t *testing.T) {
	t.Parallel()
	ann, cat := lender("ann").away("bob", 9, assign.Maximum{}), lender("cat").away("bob", 9, assign.Maximum{})
	b := assign.NewBench(candidates([]person{ann, cat, lender("bob").queue(1).atMost(3), lender("dee").awayAlone()}))
	b.Assign(id("ann"), new(mortgage("d1").Deal), new(company()), noon)
	b.Assign(id("dee"), new(mortgage("d2").Deal), new(company()), noon)
	for who, want := range map[string]person{
		"ann": ann.away("bob", 2, assign.MaximumOf(3)).owns(1).lastAssigned(0), "cat": cat.away("bob", 2, assign.MaximumOf(3)),
		"bob": lender("bob").queue(2).atMost(3), "dee": lender("dee").awayAlone().owns(1).queue(1).lastAssigned(0),
	} {
		if got, _ := b.Candidate(id(who)); !reflect.DeepEqual(got, want.Candidate) {
			t.Errorf("%s: %+v\nwant %+v", who, got, want.Candidate)
		}
	}
	b.Remove(id("bob"))
	b.SetLoad(id("bob"), 7)
	if cat, _ := b.Candidate(id("cat")); cat.StandInLoad != 7 || cat.StandInMax.Set {
		t.Errorf("with bob off the bench: %+v", cat)
	}
}

// Whoever comes to the bench after those for whom they stand in, or comes back, moves their
// rank with each deal of their own (AS-5, CA-1).
func TestBenchAssignsToWhoStandsInLater(t *testing.T) {
	t.Parallel()
	b := assign.NewBench(candidates([]person{lender("ann").away("bob", 0, assign.Maximum{})}))
	load := func() int { ann, _ := b.Candidate(id("ann")); return ann.StandInLoad }
	for n := range 3 {
		b.Put(lender("bob").queue(n).Candidate)
		b.Assign(id("bob"), new(mortgage("d").Deal), new(company()), noon)
		if load() != n+1 {
			t.Errorf("round %d: ann counts with %d deals", n, load())
		}
		b.Remove(id("bob"))
	}
	b.Put(lender("bob").Candidate)
	b.ClearAbsence(id("ann"))
	b.Assign(id("bob"), new(mortgage("d").Deal), new(company()), noon)
	b.SetStandIn(id("ann"), id("bob"), 9, assign.Maximum{})
	b.Assign(id("bob"), new(mortgage("d").Deal), new(company()), noon)
	if load() != 2 {
		t.Errorf("after a second absence ann counts with %d deals, want 2", load())
	}
}

// More places than are remembered, asked in turn, each have their own people (AS-2, AS-3).
func TestBenchTellsPlacesApart(t *testing.T) {
	t.Parallel()
	var people []assign.Candidate
	place := func(n int) string { return fmt.Sprint("p", n%1500) }
	for n := range 100 {
		people = append(people, lender(fmt.Sprintf("u%02d", n)).locations(place(n*15)).Candidate)
	}
	bench, s := assign.NewBench(people), company()
	for n := range 4000 {
		d := mortgage("d").in(place(n)).Deal
		owner, found := bench.Choose(&d, &s)
		if want := n%1500%15 == 0; found != want || found && label(owner) != fmt.Sprintf("u%02d", n%1500/15) {
			t.Fatalf("%s: chose %q", d.Location, label(owner))
		}
	}
}

// What a caller does to its own slices afterwards changes nothing.
func TestBenchCopies(t *testing.T) {
	t.Parallel()
	ann := lender("ann").locations("ON")
	b := assign.NewBench(candidates([]person{ann}))
	ann.Preferences.Locations[0] = "QC"
	b.Put(lender("ann").Candidate)
	b.Remove(id("ann"))
	b.Put(lender("bob").locations("ON").Candidate)
	if owner, _ := b.Choose(new(mortgage("d").Deal), new(company())); owner != id("bob") {
		t.Errorf("chose %q, want bob", label(owner))
	}
	if got := b.Decide(mortgage("d").in("QC").Deal, company()); !got.Chosen.IsZero() {
		t.Errorf("a deal in Quebec went to %q", label(got.Chosen))
	}
}

// A decision that is written over another tells nothing of it: neither breaches nor who
// stands in for somebody else.
func TestDecisionIsWrittenOver(t *testing.T) {
	t.Parallel()
	c := newCrowd(31)
	bench, within, over := assign.NewBench(c.people(150, 40)), company(), company()
	over.OverLimitFallback = true
	var decision assign.Decision
	for n := range 600 {
		s, d := within, c.deal(n)
		if n%3 == 0 {
			s, d.Figures.Loan = over, 2_000_000_00 // nobody is within
		}
		bench.DecideInto(&decision, &d, &s)
		want := bench.Decide(d, s)
		if decision.Chosen != want.Chosen || decision.Group != want.Group || decision.Figures != want.Figures ||
			!slices.Equal(decision.Counts, want.Counts) || !slices.EqualFunc(decision.Order, want.Order, sameVerdict) {
			t.Fatalf("decision %d: %+v\nwant %+v", n, decision, want)
		}
	}
}

func sameVerdict(v, w assign.Verdict) bool { return reflect.DeepEqual(v, w) }

// Ids that agree in their first half are still told apart (AS-7, bytewise).
func TestBenchComparesWholeIDs(t *testing.T) {
	t.Parallel()
	people := []person{lender("same-half-zed"), lender("same-half-amy"), lender("same-half-moe")}
	if owner, _ := assign.NewBench(candidates(people)).Choose(new(mortgage("d").Deal), new(company())); owner != id("same-half-amy") {
		t.Errorf("chose %q", label(owner))
	}
}

// BenchmarkDecide10k tells one deal whole: counts and the first 20 of the order.
func BenchmarkDecide10k(b *testing.B) {
	c := newCrowd(10)
	bench, deals, s := assign.NewBench(c.people(10_000, 200)), c.deals(4096), company()
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		bench.Decide(deals[n%len(deals)], s)
	}
}

// BenchmarkDecideInto10k is the same without memory for each decision.
func BenchmarkDecideInto10k(b *testing.B) {
	c := newCrowd(10)
	bench, deals, s := assign.NewBench(c.people(10_000, 200)), c.deals(4096), company()
	var decision assign.Decision
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		bench.DecideInto(&decision, &deals[n%len(deals)], &s)
	}
}

// BenchmarkChoose10k asks only who.
func BenchmarkChoose10k(b *testing.B) {
	c := newCrowd(10)
	bench, deals, s := assign.NewBench(c.people(10_000, 200)), c.deals(4096), company()
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		bench.Choose(&deals[n%len(deals)], &s)
	}
}

// BenchmarkChooseNobody10k is a deal above everybody's limit: a change of settings asks it of
// thousands that wait.
func BenchmarkChooseNobody10k(b *testing.B) {
	c := newCrowd(10)
	bench, d, s := assign.NewBench(c.people(10_000, 200)), c.deal(1), company()
	d.Figures.Loan = 1 << 50
	b.ReportAllocs()
	for b.Loop() {
		bench.Choose(&d, &s)
	}
}

// BenchmarkChooseInVain10k has 5,000 specialists at the front whose sieves have what is asked
// for, and who take it for another place or broker.
func BenchmarkChooseInVain10k(b *testing.B) {
	people := make([]assign.Candidate, 10_000)
	for i := range people {
		p := lender("").atMost(5000)
		if i < len(people)/2 {
			p.Preferences.Brokers = append(p.Preferences.Brokers, numbered('b', i%2*15))
			p = p.locations([]string{"QC", "ON"}[i%2])
		}
		people[i] = p.Candidate
		people[i].ID = numbered('u', i)
	}
	bench, d, s := assign.NewBench(people), mortgage("d").Deal, company()
	d.Broker, d.BrokerVerified = numbered('b', 0), true
	b.ReportAllocs()
	for b.Loop() {
		bench.Choose(&d, &s)
	}
}

// BenchmarkChooseAlike10k is the worst office: everybody takes everything, and never
// was assigned, so that all 10,000 tie.
func BenchmarkChooseAlike10k(b *testing.B) {
	people := make([]assign.Candidate, 10_000)
	for i := range people {
		people[i] = lender("").Candidate
		people[i].ID = numbered('u', i)
	}
	bench, s := assign.NewBench(people), company()
	b.ReportAllocs()
	for b.Loop() {
		bench.Choose(new(mortgage("d").Deal), &s)
	}
}

// BenchmarkDecideMillion places a million deals among 10,000 people, one after the other,
// each by a whole decision: counts of everybody and the first 20 of the order. Each
// decision is written over the one before. It is what an import or a submission asks for.
// Not in it: reading deals, and storing decisions.
func BenchmarkDecideMillion(b *testing.B) {
	c := newCrowd(10)
	people, deals, s := c.people(10_000, 200), c.deals(4096), company()
	for b.Loop() {
		bench, placed := assign.NewBench(people), 0
		var decision assign.Decision
		for n := range 1_000_000 {
			d := &deals[n%len(deals)]
			if bench.DecideInto(&decision, d, &s); len(decision.Order) > 0 {
				bench.Assign(decision.Chosen, d, &s, noon.Add(time.Duration(n)*time.Millisecond))
				placed++
			}
		}
		b.ReportMetric(float64(placed), "placed")
	}
}

// BenchmarkPlaceMillion is the same with no more than the answer who: what AS-10 asks for
// every deal that waits. What it takes less is the counts of each check over 10,000 people
// and the verdicts on twenty of them.
func BenchmarkPlaceMillion(b *testing.B) {
	c := newCrowd(10)
	people, deals, s := c.people(10_000, 200), c.deals(4096), company()
	for b.Loop() {
		bench, placed := assign.NewBench(people), 0
		for n := range 1_000_000 {
			d := &deals[n%len(deals)]
			if owner, ok := bench.Choose(d, &s); ok {
				bench.Assign(owner, d, &s, noon.Add(time.Duration(n)*time.Millisecond))
				placed++
			}
		}
		b.ReportMetric(float64(placed), "placed")
	}
}

// BenchmarkJudgeAll10k is the plain form, which explains a waiting deal.
func BenchmarkJudgeAll10k(b *testing.B) {
	c := newCrowd(10)
	people, d, s := c.people(10_000, 200), c.deal(1), company()
	b.ReportAllocs()
	for b.Loop() {
		assign.Decide(d, people, s)
	}
}

// BenchmarkNewBench10k is the load of a bench after a start or in doubt.
func BenchmarkNewBench10k(b *testing.B) {
	people := newCrowd(10).people(10_000, 200)
	b.ReportAllocs()
	for b.Loop() {
		assign.NewBench(people)
	}
}
