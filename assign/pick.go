package assign

import (
	"math/bits"

	"mandate/ids"
)

// work holds the sets that one decision fills; it is kept to allocate nothing.
type work struct {
	fit                    set // pass every check before authority
	within, over           set // of fit: the limits cover the deal, or not
	doubt                  set // of fit: no rung of a ladder decides
	specialist, generalist set // of within or of over
}

func newWork(words int) work {
	return work{fit: make(set, words), within: make(set, words), over: make(set, words),
		doubt: make(set, words), specialist: make(set, words), generalist: make(set, words)}
}

// Choose answers only who would get the deal, and false for nobody: AS-10 asks it of
// every waiting deal.
func (b *Bench) Choose(d Deal, s Settings) (ids.ID, bool) {
	if !d.Waits(s) {
		return ids.ID{}, false
	}
	copy(b.work.fit, b.ready)
	b.match(&d, s, func(Reason) {})
	b.splitByAuthority(&d, s)
	list := shortlist{max: 1}
	b.order(&list, s)
	if list.n == 0 {
		return ids.ID{}, false
	}
	return b.people[list.places[0]].ID, true
}

// match keeps in fit those whose preferences take the deal, check by check (AS-2, AS-3).
func (b *Bench) match(d *Deal, s Settings, checked func(Reason)) {
	fit := b.work.fit
	b.languages.narrow(fit, d.language(s))
	checked(ReasonLanguageMismatch)
	b.locations.narrow(fit, d.Location)
	checked(ReasonLocationMismatch)
	b.properties.narrow(fit, d.PropertyType)
	checked(ReasonPropertyTypeMismatch)
	b.products.narrow(fit, d.Product)
	checked(ReasonProductMismatch)
	broker := d.Broker
	if !d.BrokerVerified {
		broker = ids.ID{} // PF-2: matches nothing
	}
	b.brokers.narrow(fit, broker)
	checked(ReasonBrokerMismatch)
}

// splitByAuthority parts fit into within and over (AS-6).
func (b *Bench) splitByAuthority(d *Deal, s Settings) {
	w := &b.work
	copy(w.within, w.fit)
	compared, n := compare(d.Figures, Limits{}, s)
	crowded := false
	for _, c := range compared[:n] {
		l := b.authority[c.Code]
		if l == nil { // CURRENCY: covered for nobody (LL-7)
			clear(w.within)
			break
		}
		l.sure(w.within, c.Value)
		crowded = crowded || l.crowded()
	}
	if crowded {
		b.resolveDoubt(d, s, compared[:n])
	}
	w.within.split(w.over, w.fit, w.within)
}

// resolveDoubt compares one by one those whom no rung decides.
func (b *Bench) resolveDoubt(d *Deal, s Settings, compared []Comparison) {
	w := &b.work
	copy(w.doubt, w.fit)
	for _, c := range compared {
		b.authority[c.Code].possible(w.doubt, c.Value)
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
