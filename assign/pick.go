package assign

import (
	"math/bits"

	"mandate/ident"
)

// work holds the sets that one decision fills; it is kept to allocate nothing.
type work struct {
	reach  set // the limits are sure to cover the deal, where more than two figures are compared
	fit    set // pass every check before authority
	within set // of fit: the limits cover the deal
	doubt  set // of fit: no rung of a ladder decides
}

// newWork has sets of so many words, of which a bench uses no more than it has people.
func newWork(words int) work {
	return work{reach: make(set, 0, words), fit: make(set, 0, words), within: make(set, 0, words), doubt: make(set, 0, words)}
}

// hold makes the sets reach to a place that is taken, so that a decision looks at no others.
func (w *work) hold(place int) {
	if n := place/wordBits + 1; n > len(w.fit) {
		w.reach, w.fit, w.within, w.doubt = w.reach[:n], w.fit[:n], w.within[:n], w.doubt[:n]
	}
}

// tally is how many people are left after each check, in the order of AS-1.
type tally struct {
	language, location, property, product, broker, bounded, fit int
	within, specialists                                         int // of within: in the first group
}

// Choose answers only who would get the deal, and false for nobody: AS-10 asks it of
// every waiting deal.
func (b *Bench) Choose(d *Deal, s *Settings) (ident.ID, bool) {
	if !d.Waits(s) {
		return ident.ID{}, false
	}
	var c checks
	if b.checks(&c, d, s); c.uncovered && !s.OverLimitFallback {
		return ident.ID{}, false
	}
	list := shortlist{max: 1}
	if !b.glanceAtRows(&list, &c) {
		t := b.glance(&c, d, s)
		b.order(&list, &c, &t, s)
	}
	if list.n == 0 {
		return ident.ID{}, false
	}
	b.last = int(list.places[0])
	return b.turns[b.last].id, true
}

// fewRows is how many rows are asked in the time of one walk over the sets of all people.
const fewRows = 64

// glanceAtRows looks for who gets a deal at the front of the line of specialists, who come
// first (AS-6), and where they are all asked, at that of the others. False means that
// nobody was found whom it may be.
func (b *Bench) glanceAtRows(l *shortlist, c *checks) bool {
	if c.doubt || c.uncovered || !l.takeRows(&b.specialised, c, fewRows) {
		return false
	}
	return l.n > 0 || l.takeRows(&b.generalists, c, fewRows) && l.n > 0
}

// glance is funnel for those who need no counts: of the tally it gives what order reads, and
// of the sets within; fit only where order asks for it.
func (b *Bench) glance(c *checks, d *Deal, s *Settings) (t tally) {
	if !c.doubt {
		if b.cross(&t, c); t.within > 0 || !s.OverLimitFallback {
			return t
		}
	}
	fit := b.work.fit
	fit.intersectAll(c.people, c.product, c.broker, b.ready)
	if c.doubt {
		b.split(&t, c, 0)
		b.resolveDoubt(&t, d, s)
	}
	if t.within == 0 && s.OverLimitFallback {
		t.fit = fit.count()
	}
	return t
}

// cross finds at once who passes every check, authority included, and counts the
// specialists among them.
func (b *Bench) cross(t *tally, c *checks) {
	within := b.work.within
	n := len(within)
	people, product, broker, reach, more := c.people[:n], c.product[:n], c.broker[:n], c.reach[:n], c.more[:n]
	ready, specialists := b.ready[:n], b.specialists[:n]
	var ofWithin, ofSpecialists int
	for i := range within {
		left := people[i] & product[i] & broker[i] & ready[i] & reach[i] & more[i]
		within[i] = left
		if left != 0 { // most words have nobody
			ofWithin += bits.OnesCount64(left)
			ofSpecialists += bits.OnesCount64(left & specialists[i])
		}
	}
	t.within, t.specialists = ofWithin, ofSpecialists
}

// funnel makes the checks of AS-1 on everybody and fills the sets of work.
func (b *Bench) funnel(c *checks, d *Deal, s *Settings) tally {
	p := c.prefix
	t := tally{language: p.language, location: p.location, property: p.property}
	from := b.wide(&t, c)
	b.sift(&t, c, from)
	b.split(&t, c, from)
	if c.doubt {
		b.resolveDoubt(&t, d, s)
	}
	return t
}
