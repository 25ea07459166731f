package assign

import (
	"container/heap"
	"slices"
)

// visit is a deal that a sweep is to look at: for its own sake, or because somebody whom
// the event changed could take it.
type visit struct {
	deal   *Deal
	itself bool
}

// visits is a heap in the order of the sweep: often the first of thousands takes the only
// place, and the others need no order.
type visits []visit

func (v visits) Len() int           { return len(v) }
func (v visits) Less(i, j int) bool { return v[i].deal.before(v[j].deal) < 0 }
func (v visits) Swap(i, j int)      { v[i], v[j] = v[j], v[i] }
func (v *visits) Push(x any)        { *v = append(*v, x.(visit)) }
func (v *visits) Pop() any {
	last := len(*v) - 1
	x := (*v)[last]
	*v = (*v)[:last]
	return x
}

// forTheirOwnSake leaves out the deals that were to be visited for somebody.
func (v *visits) forTheirOwnSake() {
	*v = slices.DeleteFunc(*v, func(x visit) bool { return !x.itself })
	heap.Init(v)
}

// visits gives the deals within reach of people at these places.
func (w *Waiting) visits(b *Bench, r Reach, people []int, s Settings) visits {
	passes, itself := make([]bool, len(w.deals)), make([]bool, len(w.deals))
	for _, id := range r.Deals {
		if i, ok := w.places[id]; ok {
			itself[i] = true
		}
	}
	if !r.Everything {
		for _, i := range people {
			w.passing(&b.people[i].Candidate, s, passes)
		}
	}
	var all visits
	for i, d := range w.deals {
		if own := r.Everything || itself[i]; own || passes[i] {
			all = append(all, visit{d, own})
		}
	}
	return all
}
