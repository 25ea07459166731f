package assign

import "math/bits"

// sift makes the checks of product, broker and capacity, from a word of the sets on.
func (b *Bench) sift(t *tally, c *checks, from int) {
	fit := b.work.fit[from:]
	n := len(fit)
	people, product, broker := c.people[from:][:n], c.product[from:][:n], c.broker[from:][:n]
	bounded, roomy := b.bounded[from:][:n], b.roomy[from:][:n]
	var ofProduct, ofBroker, ofBounded, ofFit int
	for i := range fit {
		left := people[i] & product[i]
		ofProduct += bits.OnesCount64(left)
		left &= broker[i]
		ofBroker += bits.OnesCount64(left)
		left &= bounded[i]
		ofBounded += bits.OnesCount64(left)
		left &= roomy[i]
		ofFit += bits.OnesCount64(left)
		fit[i] = left
	}
	t.product, t.broker, t.bounded, t.fit = t.product+ofProduct, t.broker+ofBroker, t.bounded+ofBounded, t.fit+ofFit
}

// split finds within fit those whose limits are sure to cover the deal, and counts the
// specialists among them, from a word of the sets on.
func (b *Bench) split(t *tally, c *checks, from int) {
	fit, within := b.work.fit[from:], b.work.within[from:]
	n := len(fit)
	reach, more, specialists := c.reach[from:][:n], c.more[from:][:n], b.specialists[from:][:n]
	within = within[:n]
	var ofWithin, ofSpecialists int
	for i, left := range fit {
		left &= reach[i] & more[i]
		within[i] = left
		ofWithin += bits.OnesCount64(left)
		ofSpecialists += bits.OnesCount64(left & specialists[i])
	}
	t.within, t.specialists = t.within+ofWithin, t.specialists+ofSpecialists
}
