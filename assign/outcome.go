package assign

import "slices"

// Decide is the decision for a waiting deal, equal to that of the function Decide over
// everybody who is on the bench.
func (b *Bench) Decide(d Deal, s Settings) Decision {
	if !d.Waits(s) {
		return Decision{}
	}
	counts := b.funnel(&d, s)
	b.findWithin(&d, s)
	list := shortlist{max: shownPlaces}
	o := b.order(&list, s)
	decision := Decision{Figures: d.Figures, Counts: b.complete(counts, o)}
	if list.n == 0 {
		return decision
	}
	decision.Order = b.verdicts(&d, s, &list, o)
	decision.Chosen, decision.Group = decision.Order[0].Candidate, decision.Order[0].Group
	return decision
}

// funnel leaves in fit those who pass every check before authority, and counts the
// others. The first three counts are left for the reasons of the order.
func (b *Bench) funnel(d *Deal, s Settings) []Count {
	accepting := b.accepting(d, s)
	checks := [...]either{
		{b.active, b.active}, {b.willing, b.willing}, {b.attended, b.attended},
		accepting[0], accepting[1], accepting[2], accepting[3], accepting[4],
		{b.bounded, b.bounded}, {b.roomy, b.roomy},
	}
	reasons := [len(checks)]Reason{
		ReasonInactive, ReasonAutoAssignOff, ReasonAbsentNoDelegate,
		ReasonLanguageMismatch, ReasonLocationMismatch, ReasonPropertyTypeMismatch, ReasonProductMismatch, ReasonBrokerMismatch,
		ReasonCapacityNotSet, ReasonAtCapacity,
	}
	counts, fit, left := make([]Count, 3, 4+len(checks)), b.work.fit, b.Len()
	copy(fit, b.occupied)
	for i, check := range checks {
		n := fit.keep(check)
		counts = append(counts, Count{Reason: reasons[i], People: left - n})
		left = n
	}
	return counts
}

// ordering says who is in the order of AS-6.
type ordering struct {
	usable set  // within; or fit, where nobody is within and the fallback is on
	over   bool // it is the second
	first  int  // people in the group of the chosen
}

// order ranks the two groups that may be used, specialists first (AS-4, AS-6).
func (b *Bench) order(l *shortlist, s Settings) ordering {
	w := &b.work
	o := ordering{usable: w.within}
	if w.within.empty() {
		if !s.OverLimitFallback {
			return o
		}
		o.usable, o.over = w.fit, true
	}
	o.first = w.group.both(o.usable, b.specialists)
	b.rank(l, w.group, o.first)
	if l.full() {
		return o
	}
	generalists := w.group.except(o.usable, b.specialists)
	b.rank(l, w.group, generalists)
	if o.first == 0 {
		o.first = generalists
	}
	return o
}

// complete adds the reasons of the order and OVER_LIMIT to the counts of the funnel.
func (b *Bench) complete(counts []Count, o ordering) []Count {
	placed := o.usable.count()
	counts[0] = Count{Reason: ReasonChosen, People: min(o.first, 1)}
	counts[1] = Count{Reason: ReasonRankedBelow, People: max(o.first-1, 0)}
	counts[2] = Count{Reason: ReasonLowerTier, People: placed - o.first}
	counts = append(counts, Count{Reason: ReasonOverLimit, People: b.work.fit.count() - placed})
	return slices.DeleteFunc(counts, func(c Count) bool { return c.People == 0 })
}

// verdicts tells the shortlist with the figures compared (AS-14).
func (b *Bench) verdicts(d *Deal, s Settings, l *shortlist, o ordering) []Verdict {
	order := make([]Verdict, l.n)
	for at, i := range l.places[:l.n] {
		c := &b.people[i]
		v := c.verdict()
		v.Group = groupOf(b.specialists.has(i), !o.over)
		if o.over {
			v.Breaches = Breaches(d.Figures, c.Limits, s)
		}
		order[at] = v
	}
	place(order, s)
	return order
}
