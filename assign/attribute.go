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

// accepting gives those who take the value: nothing restricts them, or they name it. A
// missing value is in no set (AS-3).
func (a *attribute[K]) accepting(value K) either {
	var missing K
	if t := a.values[value]; t != nil && value != missing {
		return either{a.open, t.people}
	}
	return either{a.open, a.open}
}
