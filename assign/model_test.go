package assign_test

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mandate/assign"
	"mandate/ident"
)

// model is the bench as a map and the rules in their plain form.
type model map[ident.ID]assign.Candidate

func (m model) people() []assign.Candidate {
	var all []assign.Candidate
	for _, c := range m {
		all = append(all, c)
	}
	return all
}

// change does one random thing to the bench and to the model.
func (m model) change(t *rapid.T, b *assign.Bench) {
	who := drawID(t, "u", 99)
	known := m[who]
	switch rapid.IntRange(0, 5).Draw(t, "change") {
	case 0, 1:
		c := drawCandidate(t)
		b.Put(c)
		m[c.ID] = c
		return
	case 2:
		if _, ok := m[who]; b.Remove(who) != ok {
			t.Fatalf("remove %s: want %t", label(who), ok)
		}
		delete(m, who)
		return
	case 3:
		known.Load = rapid.IntRange(0, 5).Draw(t, "load")
		m.saw(t, known, b.SetLoad(who, known.Load))
	case 4:
		known.Load++
		m.saw(t, known, b.AddLoad(who, 1))
	case 5:
		known.LastAssignedAt = drawInstant(t)
		m.saw(t, known, b.SetLastAssigned(who, known.LastAssignedAt))
	}
}

// saw keeps a changed person, if there is one, and checks what the bench said of it.
func (m model) saw(t *rapid.T, c assign.Candidate, found bool) {
	if !c.ID.IsZero() {
		m[c.ID] = c
	}
	if found == c.ID.IsZero() {
		t.Fatalf("bench found somebody: %t; model has %q", found, label(c.ID))
	}
}

// compare decides a random deal both ways.
func (m model) compare(t *rapid.T, b *assign.Bench) {
	d, s := drawDeal(t), drawSettings(t)
	want, got := assign.Decide(d, m.people(), s), b.Decide(d, s)
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("deal %+v\nsettings %+v\nbench %+v\nrules %+v", d, s, got, want)
	}
	chosen, ok := b.Choose(d, s)
	if chosen != want.Chosen || ok == want.Chosen.IsZero() {
		t.Fatalf("bench chooses %q, %t; rules %q", label(chosen), ok, label(want.Chosen))
	}
	if people := 0; !want.Chosen.IsZero() || want.Counts != nil {
		for _, c := range want.Counts {
			people += c.People
		}
		if people != len(m) {
			t.Fatalf("counts of %d people, want %d", people, len(m))
		}
	}
}

// The bench decides as the rules do, whatever happened to it before.
func TestBenchEqualsRules(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := make(model)
		for range rapid.SampledFrom([]int{0, 3, 30, 150}).Draw(t, "people") {
			c := drawCandidate(t)
			m[c.ID] = c
		}
		b := assign.NewBench(m.people())
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "decide") {
				m.compare(t, b)
				continue
			}
			m.change(t, b)
		}
		if b.Len() != len(m) || !reflect.DeepEqual(b.Candidates(), assign.NewBench(m.people()).Candidates()) {
			t.Fatalf("bench knows %d people otherwise than the model of %d", b.Len(), len(m))
		}
	})
}

// The same among many, with few limits and with more limits than ladders have rungs.
func TestBenchEqualsRulesInACrowd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := newCrowd(rapid.Uint64().Draw(t, "seed"))
		c.odd = rapid.Bool().Draw(t, "odd")
		b, m := assign.NewBench(nil), make(model)
		for _, p := range c.people(300, 3) {
			b.Put(p)
			m[p.ID] = p
		}
		for n := range 40 {
			d, s, at := c.deal(n), c.settings(), noon.Add(time.Duration(c.IntN(3))*time.Hour)
			want := assign.Decide(d, m.people(), s)
			if got := b.Decide(d, s); !reflect.DeepEqual(got, want) {
				t.Fatalf("deal %+v\nsettings %+v\nbench %+v\nrules %+v", d, s, got, want)
			}
			b.Assign(want.Chosen, d, s, at)
			if owner, ok := m[want.Chosen]; ok {
				owner.Load, owner.LastAssignedAt = owner.Load+1, at
				m[owner.ID] = owner
			}
			moved := c.person(c.IntN(300), 3)
			b.Put(moved)
			m[moved.ID] = moved
		}
	})
}
