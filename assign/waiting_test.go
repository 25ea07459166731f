package assign_test

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mandate/assign"
	"mandate/ident"
)

// office is a bench and the deals that wait in it.
type office struct {
	bench   *assign.Bench
	waiting assign.Waiting
}

// sweep assigns what the sweep gives, and tells it.
func (o *office) sweep(r assign.Reach, s assign.Settings) []string {
	var placed []string
	for d := range o.waiting.Sweep(o.bench, r, s) {
		owner, _ := o.bench.Choose(&d, &s)
		o.bench.Assign(owner, &d, &s, noon)
		o.waiting.Remove(d.ID)
		placed = append(placed, d.ID.String()+" to "+owner.String())
	}
	return placed
}

// event does one random thing to an office and gives its reach. The same draws do the
// same to another office.
func (o *office) event(c crowd) assign.Reach {
	who := numbered('u', c.IntN(40))
	switch c.IntN(6) {
	case 0:
		o.bench.SetLoad(who, c.IntN(3))
	case 1:
		o.bench.SetOwned(who, c.IntN(3))
	case 2:
		o.bench.Put(c.person(c.IntN(40), 1+c.IntN(3)))
		return assign.Reach{Everything: true} // who it was, another test asks
	case 3:
		o.bench.SetStandIn(who, numbered('u', c.IntN(45)), c.IntN(3), assign.MaximumOf(c.IntN(3)))
		who, _ = o.standIn(who)
	case 4:
		o.bench.ClearAbsence(who)
	case 5:
		d := c.deal(c.IntN(100))
		o.waiting.Put(d)
		return assign.Reach{Deals: []ident.ID{d.ID}}
	}
	return assign.Reach{People: []ident.ID{who}}
}

// standIn is who counts for somebody away: a change of who is away may change the load
// that is believed of somebody who is not on the bench.
func (o *office) standIn(who ident.ID) (ident.ID, bool) {
	c, ok := o.bench.Candidate(who)
	if !ok {
		return who, false
	}
	return c.StandIn, true
}

// AS-10: a sweep of the deals within reach equals the full one.
func TestSweepWithinReachEqualsTheFull(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		near, full := newCrowd(seed), newCrowd(seed)
		var a, b office
		for _, o := range []*office{&a, &b} {
			c := newCrowd(seed + 1)
			o.bench = assign.NewBench(c.people(40, 2))
			for _, d := range c.deals(60) {
				o.waiting.Put(d)
			}
		}
		s := newCrowd(seed + 2).settings()
		everything := assign.Reach{Everything: true}
		a.sweep(everything, s)
		b.sweep(everything, s)
		for range 30 {
			reach := a.event(near)
			b.event(full)
			got, want := a.sweep(reach, s), b.sweep(everything, s)
			if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(a.waiting.All(), b.waiting.All()) {
				t.Fatalf("reach %+v: %v\nfull: %v", reach, got, want)
			}
		}
	})
}

// What waits is what was put and not removed, in the order of the sweep.
func TestWaiting(t *testing.T) {
	t.Parallel()
	var w assign.Waiting
	for _, f := range []file{mortgage("d3"), mortgage("d2"), mortgage("d4").created(-1), mortgage("d1").in("QC"), mortgage("d2").created(5)} {
		w.Put(f.Deal)
	}
	if !w.Remove(id("d1")) || w.Remove(id("d1")) || w.Len() != 3 {
		t.Errorf("%d deals wait, want 3", w.Len())
	}
	var order string
	for _, d := range w.All() {
		order += " " + label(d.ID)
	}
	if order != " d4 d3 d2" {
		t.Errorf("they wait in the order%s", order)
	}
	if d, ok := w.Deal(id("d2")); !ok || !reflect.DeepEqual(d, mortgage("d2").created(5).Deal) {
		t.Errorf("d2 is %+v, %t", d, ok)
	}
	if _, ok := w.Deal(id("d1")); ok {
		t.Error("d1 was removed, and waits")
	}
}

// One free place goes to the oldest deal, however many could have it.
func TestSweepStopsWhenNobodyHasRoom(t *testing.T) {
	t.Parallel()
	o := office{bench: assign.NewBench(candidates([]person{lender("ann").atMost(1)}))}
	for n := range 2000 {
		d := mortgage("").created(-n).Deal
		d.ID = numbered('d', n)
		o.waiting.Put(d)
	}
	placed := o.sweep(assign.Reach{People: []ident.ID{id("ann")}}, company())
	if len(placed) != 1 || o.waiting.Len() != 1999 {
		t.Fatalf("placed %v, %d wait", placed, o.waiting.Len())
	}
	if _, waits := o.waiting.Deal(numbered('d', 1999)); waits {
		t.Error("the oldest still waits")
	}
}

// BenchmarkSweepForOne is an event about one person while 10,000 deals wait that fit
// nobody, for want of authority: the person takes everything, so that all are compared.
func BenchmarkSweepForOne(b *testing.B) {
	c := newCrowd(10)
	benchmarkSweep(b, c.people(10_000, 0), lender("").lends(0), c.deals(10_000))
}

// BenchmarkSweepOnePlace is one place that comes free while 10,000 deals wait for it.
func BenchmarkSweepOnePlace(b *testing.B) {
	c := newCrowd(10)
	benchmarkSweep(b, c.people(10_000, 0), lender("").lendsAnything().discounts(999).atMost(1), c.deals(10_000))
}

func benchmarkSweep(b *testing.B, people []assign.Candidate, one person, deals []assign.Deal) {
	o, s := office{bench: assign.NewBench(people)}, company()
	one.ID = numbered('u', len(people))
	o.bench.Put(one.Candidate)
	for _, d := range deals {
		o.waiting.Put(d)
	}
	b.ReportAllocs()
	for b.Loop() {
		for d := range o.waiting.Sweep(o.bench, assign.Reach{People: []ident.ID{one.ID}}, s) {
			o.bench.Assign(one.ID, &d, &s, noon.Add(time.Second))
		}
		o.bench.SetLoad(one.ID, 0)
	}
}
