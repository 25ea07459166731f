package assign

import "slices"

// Decide is the decision for a waiting deal, equal to that of the function Decide over
// everybody who is on the bench.
func (b *Bench) Decide(d Deal, s Settings) Decision {
	if !d.Waits(&s) {
		return Decision{}
	}
	decision := Decision{Counts: make([]Count, 0, len(Reasons()))}
	b.decide(&decision, &d, &s)
	return decision
}

// DecideInto is Decide for callers who decide many deals: it writes over a decision and
// uses the memory of its lists again.
func (b *Bench) DecideInto(decision *Decision, d *Deal, s *Settings) {
	*decision = Decision{Counts: decision.Counts[:0], Order: decision.Order[:0]}
	if d.Waits(s) {
		b.decide(decision, d, s)
	}
}

func (b *Bench) decide(decision *Decision, d *Deal, s *Settings) {
	var c checks
	b.checks(&c, d, s)
	t := b.funnel(&c, d, s)
	list := shortlist{max: shownPlaces}
	o := b.order(&list, &c, &t, s)
	decision.Figures = d.Figures
	decision.Counts = b.counts(decision.Counts, &t, o)
	if list.n == 0 {
		return
	}
	b.last = int(list.places[0])
	decision.Order = b.verdicts(decision.Order, d, s, &list, o)
	decision.Chosen, decision.Group = decision.Order[0].Candidate, decision.Order[0].Group
}

// ordering says who is in the order of AS-6.
type ordering struct {
	over          bool // all of fit: nobody is within, and the fallback is on
	placed, first int  // people in the order, and in the group of the chosen
}

// order ranks the two groups that may be used, specialists first (AS-4, AS-6).
func (b *Bench) order(l *shortlist, c *checks, t *tally, s *Settings) ordering {
	w := &b.work
	o, usable := ordering{placed: t.within, first: t.specialists}, w.within
	if t.within == 0 {
		if !s.OverLimitFallback || t.fit == 0 {
			return o
		}
		o.over, o.placed, usable = true, t.fit, w.fit
		o.first = w.fit.common(b.specialists)
		c.anyLimits()
	}
	c.only(usable)
	b.rank(l, &b.specialised, c, usable, o.first)
	l.specialists = l.n
	generalists := o.placed - o.first
	if !l.full() {
		b.rank(l, &b.generalists, c, usable, generalists)
	}
	if o.first == 0 {
		o.first = generalists
	}
	return o
}

// counts tells how many people got each reason, in the order of Reasons.
func (b *Bench) counts(counts []Count, t *tally, o ordering) []Count {
	barred := &b.barred
	able := b.Len() - barred[byAccount] - barred[bySwitch] - barred[byAbsence]
	for _, c := range [...]Count{
		{ReasonChosen, min(o.first, 1)},
		{ReasonRankedBelow, max(o.first-1, 0)},
		{ReasonLowerTier, o.placed - o.first},
		{ReasonInactive, barred[byAccount]},
		{ReasonAutoAssignOff, barred[bySwitch]},
		{ReasonAbsentNoDelegate, barred[byAbsence]},
		{ReasonLanguageMismatch, able - t.language},
		{ReasonLocationMismatch, t.language - t.location},
		{ReasonPropertyTypeMismatch, t.location - t.property},
		{ReasonProductMismatch, t.property - t.product},
		{ReasonBrokerMismatch, t.product - t.broker},
		{ReasonCapacityNotSet, t.broker - t.bounded},
		{ReasonAtCapacity, t.bounded - t.fit},
		{ReasonOverLimit, t.fit - o.placed},
	} {
		if c.People > 0 {
			counts = append(counts, c)
		}
	}
	return counts
}

// verdicts tells the shortlist with the figures compared (AS-14).
func (b *Bench) verdicts(order []Verdict, d *Deal, s *Settings, l *shortlist, o ordering) []Verdict {
	order = slices.Grow(order, l.n)[:l.n] // every field of which is written over
	b.fetch(order, l)
	for n, i := range l.places[:l.n] {
		c, v := &b.people[i], &order[n]
		c.tell(v)
		v.Group, v.Breaches, v.Reason = groupOf(n < l.specialists, !o.over), nil, ReasonLowerTier
		if n < o.first {
			v.Reason = ReasonRankedBelow
		}
		if o.over {
			v.Breaches = Breaches(d.Figures, c.Limits, *s)
		}
	}
	order[0].Reason = ReasonChosen
	return order
}

// fetch asks for the memory of everybody on the shortlist at once, a field of each line of
// it that comes by itself, before any of them is read whole.
func (b *Bench) fetch(order []Verdict, l *shortlist) {
	for n, i := range l.places[:l.n] {
		c, v := &b.people[i], &order[n]
		v.Load = c.queue()
		v.Limits.LoanAmount = c.Limits.LoanAmount
	}
}
