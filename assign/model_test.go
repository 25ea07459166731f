package assign_test

import (
	"bytes"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mandate/assign"
	"mandate/ident"
)

// model is the bench as maps and the rules in their plain form.
type model struct {
	seats map[ident.ID]assign.Candidate
	aside map[ident.ID]assign.Candidate // stand-ins who are not on the bench
}

func newModel() model {
	return model{seats: map[ident.ID]assign.Candidate{}, aside: map[ident.ID]assign.Candidate{}}
}

// people gives everybody, with what is known of those who stand in.
func (m model) people() []assign.Candidate {
	var all []assign.Candidate
	for _, c := range m.seats {
		if c.Absent && !c.StandIn.IsZero() {
			r := m.who(c.StandIn)
			c.StandInLoad, c.StandInMax = r.Load, r.Limits.MaxCapacity
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(c, d assign.Candidate) int { return bytes.Compare(c.ID[:], d.ID[:]) })
	return all
}

// who is the person on the bench or aside.
func (m model) who(u ident.ID) assign.Candidate {
	if c, ok := m.seats[u]; ok {
		return c
	}
	return m.aside[u]
}

// represents reports whether somebody on the bench has the person as stand-in.
func (m model) represents(u ident.ID) bool {
	for _, c := range m.seats {
		if c.Absent && c.StandIn == u {
			return true
		}
	}
	return false
}

// put seats somebody, and believes what they say of a stand-in who is not on the bench.
func (m model) put(c assign.Candidate) {
	m.seats[c.ID] = c
	if c.Absent && !c.StandIn.IsZero() {
		m.aside[c.StandIn] = assign.Candidate{Load: c.StandInLoad, Limits: assign.Limits{MaxCapacity: c.StandInMax}}
	}
}

// remove puts somebody aside, where they have no maximum.
func (m model) remove(u ident.ID) {
	m.aside[u] = assign.Candidate{Load: m.seats[u].Load}
	delete(m.seats, u)
}

// load sets a load, if the bench knows the person.
func (m model) load(u ident.ID, load int) bool {
	c, seated := m.seats[u]
	if c.Load = load; seated {
		m.seats[u] = c
		return true
	}
	known := m.represents(u)
	if c := m.aside[u]; known {
		c.Load = load
		m.aside[u] = c
	}
	return known
}

// change does one random thing to the bench and to the model.
func (m model) change(t *rapid.T, b *assign.Bench) {
	who, n := drawID(t, "u", 110), rapid.IntRange(0, 5).Draw(t, "n")
	known, seated := m.seats[who]
	saw, want := false, seated
	switch rapid.IntRange(0, 8).Draw(t, "change") {
	case 0, 1:
		c := drawCandidate(t)
		b.Put(c)
		m.put(c)
		return
	case 2:
		if saw = b.Remove(who); seated {
			m.remove(who)
		}
	case 3:
		saw, want = b.SetLoad(who, n), m.load(who, n)
	case 4:
		saw, want = b.AddLoad(who, 1), m.load(who, m.who(who).Load+1)
	case 5:
		known.LastAssignedAt = drawInstant(t)
		saw = b.SetLastAssigned(who, known.LastAssignedAt)
		m.keep(known, false)
	case 6:
		known.Owned = n
		saw = b.SetOwned(who, n)
		m.keep(known, false)
	case 7:
		known.Absent = true
		known.StandIn, known.StandInLoad, known.StandInMax = drawStandIn(t)
		saw = b.SetStandIn(who, known.StandIn, known.StandInLoad, known.StandInMax)
		m.keep(known, true)
	case 8:
		known.Absent, known.StandIn, known.StandInLoad, known.StandInMax = false, ident.ID{}, 0, assign.Maximum{}
		saw = b.ClearAbsence(who)
		m.keep(known, true)
	}
	if saw != want {
		t.Fatalf("bench knows %s: %t; want %t", label(who), saw, want)
	}
}

// keep puts somebody changed back, unless they were nobody. Only if told anew, what
// they say of a stand-in is believed.
func (m model) keep(c assign.Candidate, told bool) {
	switch {
	case c.ID.IsZero():
	case told:
		m.put(c)
	default:
		m.seats[c.ID] = c
	}
}

// compare decides a random deal both ways.
func (m model) compare(t *rapid.T, b *assign.Bench) {
	d, s := drawDeal(t), drawSettings(t)
	want, got := assign.Decide(d, m.people(), s), b.Decide(d, s)
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("deal %+v\nsettings %+v\nbench %+v\nrules %+v", d, s, got, want)
	}
	chosen, ok := b.Choose(&d, &s)
	if chosen != want.Chosen || ok == want.Chosen.IsZero() {
		t.Fatalf("bench chooses %q, %t; rules %q", label(chosen), ok, label(want.Chosen))
	}
	if people := 0; !want.Chosen.IsZero() || want.Counts != nil {
		for _, c := range want.Counts {
			people += c.People
		}
		if people != len(m.seats) {
			t.Fatalf("counts of %d people, want %d", people, len(m.seats))
		}
	}
}

// same checks that the bench knows everybody as the model does.
func (m model) same(t *rapid.T, b *assign.Bench) {
	people := m.people()
	if got, want := b.Candidates(), assign.NewBench(people).Candidates(); b.Len() != len(m.seats) || !reflect.DeepEqual(got, want) {
		t.Fatalf("bench knows %+v\nmodel %+v", got, want)
	}
	for n := range 110 {
		u := numberedLabel("u", n)
		var want []ident.ID
		for _, c := range people {
			if c.Absent && c.StandIn == u {
				want = append(want, c.ID)
			}
		}
		if got := b.Represented(u); !slices.Equal(got, want) {
			t.Fatalf("%s stands in for %v, want %v", label(u), got, want)
		}
		load, known := b.Load(u)
		if _, seated := m.seats[u]; known != (seated || want != nil) || known && load != m.who(u).Load {
			t.Fatalf("load of %s: %d, %t; want %d", label(u), load, known, m.who(u).Load)
		}
	}
}

// The bench decides as the rules do, whatever happened to it before.
func TestBenchEqualsRules(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m, b := newModel(), assign.NewBench(nil)
		for range rapid.SampledFrom([]int{0, 3, 30, 150}).Draw(t, "people") {
			c := drawCandidate(t)
			m.put(c)
			b.Put(c)
		}
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "decide") {
				m.compare(t, b)
				continue
			}
			m.change(t, b)
		}
		m.same(t, b)
	})
}

// The same among many, with few limits and with more limits than ladders have rungs.
func TestBenchEqualsRulesInACrowd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := newCrowd(rapid.Uint64().Draw(t, "seed"))
		c.odd = rapid.Bool().Draw(t, "odd")
		b, m := assign.NewBench(nil), newModel()
		for _, p := range c.people(200, 3) {
			b.Put(p)
			m.put(p)
		}
		for n := range 25 {
			d, s, at := c.deal(n), c.settings(), noon.Add(time.Duration(c.IntN(3))*time.Hour)
			want := assign.Decide(d, m.people(), s)
			if got := b.Decide(d, s); !reflect.DeepEqual(got, want) {
				t.Fatalf("deal %+v\nsettings %+v\nbench %+v\nrules %+v", d, s, got, want)
			}
			if b.Assign(want.Chosen, &d, &s, at); !want.Chosen.IsZero() {
				m.take(want.Chosen, d, s, at)
			}
			moved := c.person(c.IntN(200), 3)
			b.Put(moved)
			m.put(moved)
		}
		m.same(t, b)
	})
}

// take is AS-9 and CA-1: the owner owns the deal, and who acts has it in their load.
func (m model) take(owner ident.ID, d assign.Deal, s assign.Settings, at time.Time) {
	c := m.seats[owner]
	c.LastAssignedAt = at
	if !d.Status.Consumes(s.CapacityRelease) {
		m.seats[owner] = c
		return
	}
	c.Owned++
	m.seats[owner] = c
	if c.Absent && !c.StandIn.IsZero() {
		owner = c.StandIn
	}
	m.load(owner, m.who(owner).Load+1)
}
