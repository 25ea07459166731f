package assign

import (
	"math/bits"

	"mandate/ident"
)

// work holds the sets that one decision fills; it is kept to allocate nothing.
type work struct {
	fit    set // pass every check before authority
	within set // of fit: the limits cover the deal
	doubt  set // of fit: no rung of a ladder decides
	group  set // the group being ranked
}

func newWork(words int) work {
	return work{fit: make(set, words), within: make(set, words), doubt: make(set, words), group: make(set, words)}
}

// Choose answers only who would get the deal, and false for nobody: AS-10 asks it of
// every waiting deal.
func (b *Bench) Choose(d Deal, s Settings) (ident.ID, bool) {
	if !d.Waits(s) {
		return ident.ID{}, false
	}
	accepting := b.accepting(&d, s)
	b.work.fit.sift(b.ready, &accepting)
	b.findWithin(&d, s)
	list := shortlist{max: 1}
	b.order(&list, s)
	if list.n == 0 {
		return ident.ID{}, false
	}
	return b.people[list.places[0]].ID, true
}

// accepting gives those whose preferences take the deal, check by check in the order
// of AS-2 and AS-3.
func (b *Bench) accepting(d *Deal, s Settings) [5]either {
	broker := d.Broker
	if !d.BrokerVerified {
		broker = ident.ID{} // PF-2: matches nothing
	}
	return [5]either{
		b.languages.accepting(d.language(s)), b.locations.accepting(d.Location), b.properties.accepting(d.PropertyType),
		b.products.accepting(d.Product), b.brokers.accepting(broker),
	}
}

// findWithin finds those of fit whose limits cover the deal (AS-6).
func (b *Bench) findWithin(d *Deal, s Settings) {
	within := b.work.within
	compared, n := compare(d.Figures, Limits{}, s)
	if compared[0].Code == BreachCurrency { // covered for nobody (LL-7)
		clear(within)
		return
	}
	copy(within, b.work.fit)
	crowded := false
	for _, c := range compared[:n] {
		l := b.ladder(c.Code)
		l.sure(within, c.Value)
		crowded = crowded || l.crowded()
	}
	if crowded {
		b.resolveDoubt(d, s, compared[:n])
	}
}

// resolveDoubt compares one by one those whom no rung decides.
func (b *Bench) resolveDoubt(d *Deal, s Settings, compared []Comparison) {
	w := &b.work
	copy(w.doubt, w.fit)
	for _, c := range compared {
		b.ladder(c.Code).possible(w.doubt, c.Value)
	}
	for at := range w.doubt {
		for rest := w.doubt[at] &^ w.within[at]; rest != 0; rest &= rest - 1 {
			i := at*wordBits + bits.TrailingZeros64(rest)
			if Covers(d.Figures, b.people[i].Limits, s) {
				w.within.add(i)
			}
		}
	}
}
