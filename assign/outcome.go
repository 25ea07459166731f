package assign

import "slices"

// Decide is the decision for a waiting deal, equal to that of the function Decide over
// everybody who is on the bench.
func (b *Bench) Decide(d Deal, s Settings) Decision {
	if !d.Waits(s) {
		return Decision{}
	}
	counts := b.funnel(&d, s)
	b.splitByAuthority(&d, s)
	list := shortlist{max: shownPlaces}
	g := b.order(&list, s)
	decision := Decision{Figures: d.Figures, Counts: g.complete(counts, b.work.over.count())}
	if list.n == 0 {
		return decision
	}
	decision.Order = b.verdicts(&d, s, &list, g)
	decision.Chosen, decision.Group = decision.Order[0].Candidate, decision.Order[0].Group
	return decision
}

// funnel leaves in fit those who pass every check before authority, and counts the
// others. The first three counts are left for the reasons of the order.
func (b *Bench) funnel(d *Deal, s Settings) []Count {
	counts := make([]Count, 3, len(Reasons()))
	fit, left := b.work.fit, b.Len()
	checked := func(r Reason) {
		n := fit.count()
		counts = append(counts, Count{Reason: r, People: left - n})
		left = n
	}
	copy(fit, b.occupied)
	fit.and(b.active)
	checked(ReasonInactive)
	fit.and(b.willing)
	checked(ReasonAutoAssignOff)
	b.match(d, s, checked)
	fit.and(b.bounded)
	checked(ReasonCapacityNotSet)
	fit.and(b.roomy)
	checked(ReasonAtCapacity)
	return counts
}

// groups are the two groups that a deal is offered to, and how many are in each.
type groups struct {
	over                     bool // nobody is within, and the fallback is on (AS-6)
	specialists, generalists int
}

// order ranks the two groups that may be used, specialists first (AS-4, AS-6).
func (b *Bench) order(l *shortlist, s Settings) groups {
	w, g := &b.work, groups{}
	usable := w.within
	if usable.empty() {
		if !s.OverLimitFallback {
			return g
		}
		g.over, usable = true, w.over
	}
	w.specialist.split(w.generalist, usable, b.specialists)
	g.specialists, g.generalists = w.specialist.count(), w.generalist.count()
	b.rank(l, w.specialist, g.specialists)
	if !l.full() {
		b.rank(l, w.generalist, g.generalists)
	}
	return g
}

// complete adds the reasons of the order and OVER_LIMIT to the counts of the funnel.
func (g groups) complete(counts []Count, over int) []Count {
	first, later := g.specialists, g.generalists
	if first == 0 {
		first, later = later, 0
	}
	if g.over {
		over = 0 // they are in the order
	}
	counts[0] = Count{Reason: ReasonChosen, People: min(first, 1)}
	counts[1] = Count{Reason: ReasonRankedBelow, People: max(first-1, 0)}
	counts[2] = Count{Reason: ReasonLowerTier, People: later}
	counts = append(counts, Count{Reason: ReasonOverLimit, People: over})
	return slices.DeleteFunc(counts, func(c Count) bool { return c.People == 0 })
}

// verdicts tells the shortlist with the figures compared (AS-14).
func (b *Bench) verdicts(d *Deal, s Settings, l *shortlist, g groups) []Verdict {
	order := make([]Verdict, l.n)
	for at, i := range l.places[:l.n] {
		c := &b.people[i]
		v := Verdict{Candidate: c.ID, Load: c.Load, LastAssignedAt: c.LastAssignedAt, Limits: c.Limits}
		v.Group = groupOf(b.specialists.has(i), !g.over)
		if g.over {
			v.Breaches = Breaches(d.Figures, c.Limits, s)
		}
		order[at] = v
	}
	place(order, s)
	return order
}
