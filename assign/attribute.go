package assign

// attribute indexes one kind of preference set: who takes which value (AS-2, AS-3).
type attribute[K comparable] struct {
	open   set // those whom no set of this kind restricts
	values map[K]*takers
	words  int
}

// takers are the people whose set names one value.
type takers struct {
	people set
	n      int
}

func newAttribute[K comparable](words int) attribute[K] {
	return attribute[K]{open: make(set, words), values: make(map[K]*takers), words: words}
}

// join enters a person with the values of a restricting set; without values nothing
// restricts. A value named twice counts once.
func (a *attribute[K]) join(i int, values []K) {
	a.open.put(i, len(values) == 0)
	for _, v := range values {
		t := a.values[v]
		if t == nil {
			t = &takers{people: make(set, a.words)}
			a.values[v] = t
		}
		if !t.people.has(i) {
			t.people.add(i)
			t.n++
		}
	}
}

// leave undoes join with the same values. A value that nobody names any more is forgotten.
func (a *attribute[K]) leave(i int, values []K) {
	a.open.drop(i)
	for _, v := range values {
		t := a.values[v]
		if t == nil || !t.people.has(i) {
			continue
		}
		t.people.drop(i)
		if t.n--; t.n == 0 {
			delete(a.values, v)
		}
	}
}

// narrow keeps in fit those who take the value; a missing one is in no set (AS-3).
func (a *attribute[K]) narrow(fit set, value K) {
	if len(a.values) == 0 {
		return // nobody is restricted
	}
	var missing K
	if t := a.values[value]; t != nil && value != missing {
		fit.andEither(a.open, t.people)
		return
	}
	fit.and(a.open)
}
