package assign

// Comparer compares the same figures with the limits of many people. What it tells of all of
// them stands in one piece of memory.
type Comparer struct {
	figures  Figures
	settings Settings
	place    []Comparison
}

// NewComparer makes room for so many people.
func NewComparer(f Figures, s Settings, people int) *Comparer {
	_, each := compare(f, Limits{}, s)
	return &Comparer{f, s, make([]Comparison, 0, people*each)}
}

// Compare gives what Compare and Uncovered give of one person more.
func (c *Comparer) Compare(l Limits) (all []Comparison, breaches []Breach) {
	made, n := compare(c.figures, l, c.settings)
	from := len(c.place)
	c.place = append(c.place, made[:n]...)
	all = c.place[from:len(c.place):len(c.place)]
	return all, uncoveredIn(all)
}

// uncoveredIn is Uncovered, by a part of the list itself where they stand side by side in it.
func uncoveredIn(all []Comparison) []Breach {
	first, last, n := 0, 0, 0
	for i, c := range all {
		if c.Covered() {
			continue
		}
		if n == 0 {
			first = i
		}
		last, n = i, n+1
	}
	switch n {
	case 0:
		return nil
	case last - first + 1:
		return all[first : last+1 : last+1]
	}
	return Uncovered(all)
}
