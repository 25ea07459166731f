package assign

import "math/bits"

// The ladders of a bench: one a field of authority, of both views.
const (
	ladderLoan = iota
	ladderMortgage
	ladderNonMortgage
	ladderBridge
	ladderConnection
	ladderDiscretion
	ladders
)

// reaches gives how far a person's limits reach, by ladder.
func reaches(l *Limits) [ladders]int64 {
	return [...]int64{
		l.LoanAmount.reach(), l.MortgageSecured.reach(), l.NonMortgageSecured.reach(),
		l.BridgeSecured.reach(), l.TotalConnection.reach(), l.MaxDiscretionBps.limit().reach(),
	}
}

// demand is one figure of a deal and the ladder that it is looked up on.
type demand struct {
	ladder int
	value  int64
}

// demands lists what the active view compares (LL-2, LL-3, LL-8).
func demands(f *Figures, s *Settings) (list [5]demand, n int) {
	if s.LimitsView != ViewExpanded {
		return [5]demand{{ladderLoan, f.Loan}, {ladderDiscretion, int64(f.DiscretionBps)}}, 2
	}
	return [5]demand{
		{ladderMortgage, f.Mortgage}, {ladderNonMortgage, f.NonMortgage}, {ladderBridge, f.Bridge},
		{ladderConnection, f.Connection}, {ladderDiscretion, int64(f.DiscretionBps)},
	}, 5
}

// findReach finds two sets: who is in both has limits that are sure to cover the deal. There
// may be others where some ladder has more limits than rungs. A deal in another currency is
// covered for nobody (LL-7).
func (b *Bench) findReach(c *checks, d *Deal, s *Settings) {
	if d.Figures.Currency != s.Currency {
		clear(b.work.reach)
		c.reach, c.more, c.uncovered = b.work.reach, b.work.reach, true
		return
	}
	list, n := demands(&d.Figures, s)
	for i, want := range list[:n] {
		l := &b.authority[want.ladder]
		c.doubt, c.uncovered = c.doubt || l.crowded(), c.uncovered || l.beyond(want.value)
		rung := l.sure(want.value, &c.asked)
		switch i {
		case 0:
			c.more = rung
		case 1:
			c.reach, c.more = c.more, rung
		default:
			b.work.reach.intersect(c.reach, c.more)
			c.reach, c.more = b.work.reach, rung
		}
	}
}

// resolveDoubt adds to within those of fit whom no rung decides and who are within,
// compared one by one, and counts it anew.
func (b *Bench) resolveDoubt(t *tally, d *Deal, s *Settings) {
	w := &b.work
	copy(w.doubt, w.fit)
	list, n := demands(&d.Figures, s)
	for _, want := range list[:n] {
		b.authority[want.ladder].possible(w.doubt, want.value)
	}
	for at := range w.doubt {
		for rest := w.doubt[at] &^ w.within[at]; rest != 0; rest &= rest - 1 {
			i := at*wordBits + bits.TrailingZeros64(rest)
			if covers(&d.Figures, &b.people[i].Limits, s) {
				w.within.add(i)
			}
		}
	}
	t.within, t.specialists = w.within.count(), w.within.common(b.specialists)
}
