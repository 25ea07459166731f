package assign

// attribute indexes one kind of preference set: who takes which value (AS-2, AS-3).
type attribute[K comparable] struct {
	open    set // those whom no set of this kind restricts
	values  map[K]*takers
	words   int
	version int // of open
	field   field
	numbers int // of values that got a bit
}

// takers are the people who take one value.
type takers struct {
	named   set // those whose set names it
	n       int
	all     set // and those of open, as of version; made when it is asked for
	version int
	bit     uint8 // of a sieve
}

func newAttribute[K comparable](words int, f field) attribute[K] {
	return attribute[K]{open: make(set, words), values: make(map[K]*takers), words: words, field: f}
}

// join enters a person with the values of a restricting set; without values nothing
// restricts. A value named twice counts once. It gives the bits of their sieve.
func (a *attribute[K]) join(i int, values []K) (takes uint64) {
	if len(values) == 0 {
		a.open.add(i)
		a.version++
		return a.field.all()
	}
	for _, v := range values {
		t := a.values[v]
		if t == nil {
			t = &takers{named: make(set, a.words), version: -1, bit: a.bit()}
			a.values[v] = t
		}
		takes |= 1 << t.bit
		if !t.named.has(i) {
			t.named.add(i)
			t.n++
			t.version = -1
		}
	}
	return takes
}

// bit gives all bits of the field to values in turn, but the first: it is of those alone
// whom nothing restricts.
func (a *attribute[K]) bit() uint8 {
	a.numbers++
	return uint8(a.field.from + 1 + a.numbers%(a.field.bits-1))
}

// leave undoes join with the same values. A value that nobody names any more is forgotten.
func (a *attribute[K]) leave(i int, values []K) {
	if a.open.has(i) {
		a.open.drop(i)
		a.version++
	}
	for _, v := range values {
		t := a.values[v]
		if t == nil || !t.named.has(i) {
			continue
		}
		t.named.drop(i)
		t.version = -1
		if t.n--; t.n == 0 {
			delete(a.values, v)
		}
	}
}

// accepting gives those who take the value: nothing restricts them, or they name it. A
// missing value is in no set (AS-3). Of their sieves it asks for what they all have.
func (a *attribute[K]) accepting(value K, sieves *asked) set {
	var missing K
	t := a.values[value]
	if t == nil || value == missing {
		sieves.add(uint8(a.field.from))
		return a.open
	}
	sieves.add(t.bit)
	if t.version != a.version {
		if t.all == nil {
			t.all = make(set, a.words)
		}
		t.all.union(t.named, a.open)
		t.version = a.version
	}
	return t.all
}
