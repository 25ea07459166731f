package assign

// checks are the sets of those who pass the checks of AS-1, as one deal asks, and what it
// asks of a sieve.
type checks struct {
	prefix                  *prefix
	people, product, broker set
	reach, more             set
	doubt                   bool // there may be others whom the limits cover
	uncovered               bool // nobody's limits do
	asked                   asked
	group                   set // of those who pass all of them; nil: not known
}

func (b *Bench) checks(c *checks, d *Deal, s *Settings) {
	b.remark()
	c.prefix = b.prefix(d, s)
	c.people, c.asked = c.prefix.people, c.prefix.asked
	c.product = b.products.accepting(d.Product, &c.asked)
	c.broker = b.brokers.accepting(d.verifiedBroker(), &c.asked)
	b.findReach(c, d, s)
}

// only narrows them to a group of those who pass.
func (c *checks) only(group set) { c.group = group }

// anyLimits asks no more for limits.
func (c *checks) anyLimits() {
	for c.asked.n > 0 && c.asked.bits[c.asked.n-1] >= wordBits {
		c.asked.n--
	}
}

// pass reports whether somebody who is in a line passes all of them.
func (c *checks) pass(place int32) bool {
	w, at := uint32(place)/wordBits, uint32(place)%wordBits
	if c.group != nil {
		return c.group[w]>>at&1 != 0
	}
	return (c.people[w]&c.product[w]&c.broker[w]&c.reach[w]&c.more[w])>>at&1 != 0
}
