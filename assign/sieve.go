package assign

// sieve is what one person takes and covers, in bits: who passes every check has all that
// a deal asks for, and of those who have them nearly all pass. Values share bits where they
// are many, so that it is no answer, but it looks at a whole row of people at once.
type sieve struct{ takes, covers uint64 }

// bitsAsked is how many bits a deal asks for at most: one a preference, one a limit.
const bitsAsked = 10

// asked is what a deal asks for, as numbers of bits: those of covers from wordBits on.
type asked struct {
	bits [bitsAsked]uint8
	n    int
}

// unasked is the number of no bit.
const unasked = 255

func (a *asked) add(bit uint8) {
	if bit != unasked {
		a.bits[a.n] = bit
		a.n++
	}
}

// field is where a sieve has the bits of one preference or one ladder.
type field struct{ from, bits int }

// The fields of takes, and, by ladder, those of covers.
var (
	languageField, locationField, propertyField = field{0, 8}, field{8, 16}, field{24, 8}
	productField, brokerField                   = field{32, 16}, field{48, 16}
	ladderFields                                = [ladders]field{
		ladderLoan: {0, 13}, ladderMortgage: {13, 9}, ladderNonMortgage: {22, 9}, ladderBridge: {31, 9},
		ladderConnection: {40, 12}, ladderDiscretion: {52, 12},
	}
)

// all is every bit of a field: of those whom nothing restricts.
func (f field) all() uint64 { return (1<<f.bits - 1) << f.from }

// mark numbers the bits of the rungs above the first, neighbours alike where they are more.
func (l *ladder) mark(f field) {
	above := len(l.rungs) - 1
	l.marks = append(l.marks[:0], unasked)
	for at := range above {
		l.marks = append(l.marks, uint8(wordBits+f.from+at*min(f.bits, above)/above))
	}
}

// covers gives the bits of all rungs that somebody's limits reach.
func (b *Bench) covers(l *Limits) (covers uint64) {
	for at, reach := range reaches(l) {
		rungs := &b.authority[at]
		for n, mark := range rungs.marks {
			if n > 0 && rungs.rungs[n] <= reach {
				covers |= 1 << (mark - wordBits)
			}
		}
	}
	return covers
}

// remark gives everybody the bits of their limits anew after new rungs, which are few.
func (b *Bench) remark() {
	if b.marked {
		return
	}
	b.marked = true
	for at := range b.authority {
		b.authority[at].mark(ladderFields[at])
	}
	for _, i := range b.places {
		b.sieves[i].covers = b.covers(&b.people[i].Limits)
	}
	b.generalists.resieve(b.sieves)
	b.specialised.resieve(b.sieves)
}
