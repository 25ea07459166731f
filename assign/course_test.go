package assign_test

import (
	"reflect"
	"testing"
	"time"

	"mandate/assign"
	"mandate/ident"
)

// Over a long course of arrivals, absences, closed deals, new limits, people who come and go
// and changes taken back, every count and every verdict is that of judging everybody, also
// where a decision is written over the one before. There are people for several steps of
// eight words, with words left over.
func TestBenchEqualsRulesOverALongCourse(t *testing.T) {
	t.Parallel()
	for seed := range uint64(8) {
		c := newCrowd(100 + seed)
		c.odd = seed%4 == 3
		people := c.people(500+int(seed)*97, 2)
		m, b := newModel(), assign.NewBench(people)
		for _, p := range people {
			m.put(p)
		}
		var got assign.Decision
		for n := range 150 {
			d, s := c.deal(n), c.settings()
			b.DecideInto(&got, &d, &s)
			if want := assign.Decide(d, m.people(), s); !sameDecision(got, want) {
				t.Fatalf("seed %d, step %d\ndeal %+v\nsettings %+v\nbench %+v\nrules %+v", seed, n, d, s, got, want)
			}
			if owner, _ := b.Choose(&d, &s); owner != got.Chosen {
				t.Fatalf("seed %d, step %d: chose %q, decided for %q", seed, n, label(owner), label(got.Chosen))
			}
			if at := noon.Add(time.Duration(n) * time.Minute); b.Assign(got.Chosen, &d, &s, at) {
				m.take(got.Chosen, d, s, at)
			}
			c.event(m, b, len(people))
		}
		if got, want := b.Candidates(), assign.NewBench(m.people()).Candidates(); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: the bench knows other people than the model", seed)
		}
	}
}

// event is one thing that happens between two deals.
func (c crowd) event(m model, b *assign.Bench, people int) {
	who := numbered('u', c.IntN(people))
	before, seated := b.Candidate(who)
	switch c.IntN(6) {
	case 0: // other preferences, limits or absence; or somebody who was deleted is back
		p := c.person(int(who[4])<<8|int(who[5]), 2)
		b.Put(p)
		m.put(p)
	case 1:
		if b.Remove(who) {
			m.remove(who)
		}
	case 2: // deals are closed
		b.SetLoad(who, 0)
		m.load(who, 0)
	case 3:
		if b.SetOwned(who, 0) {
			before.Owned = 0
			m.keep(before, false)
		}
	case 4:
		if b.ClearAbsence(who) {
			before.Absent, before.StandIn, before.StandInLoad, before.StandInMax = false, ident.ID{}, 0, assign.Maximum{}
			m.keep(before, true)
		}
	case 5: // what a store refuses to commit
		if seated {
			newcomer := c.person(people+1, 2)
			newcomer.Absent, newcomer.StandIn = false, ident.ID{}
			b.Put(newcomer)
			b.Remove(newcomer.ID)
			b.AddLoad(who, 1)
			b.Put(before)
		}
	}
}

func sameDecision(got, want assign.Decision) bool {
	if len(got.Order) == 0 && len(want.Order) == 0 {
		got.Order, want.Order = nil, nil // of one that is written over, an empty list
	}
	return reflect.DeepEqual(got, want)
}
