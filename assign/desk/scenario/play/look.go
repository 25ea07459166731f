package play

import (
	"maps"
	"slices"

	"mandate/assign/desk/scenario"
)

// Look says what of a state is asked for: reading everything after every event is slow.
type Look struct {
	Everything bool // all deals, people and requests
	Explain    bool // with Everything: why each deal went where it is
	listed     scenario.Expectation
}

// Listing looks at what is listed.
func Listing(e scenario.Expectation) Look { return Look{listed: e} }

func (l Look) deal(label string) bool { return l.Everything || l.listed.Deals[label] != nil }
func (l Look) user(label string) bool { return l.Everything || l.listed.Users[label] != nil }

// explains lists of whom a deal's explanation is asked for; nil with all: everybody.
func (l Look) explains(label string) (people []string, all, asked bool) {
	if l.Everything {
		return nil, true, l.Explain
	}
	listed, asked := l.listed.Deals[label]["explain"]
	reasons, _ := listed.(map[string]any)
	return slices.Sorted(maps.Keys(reasons)), false, asked
}

func (l Look) approvers(label string) bool { return l.asks(label, "approvers") }
func (l Look) visibleTo(label string) bool { return l.asks(label, "visibleTo") }

func (l Look) asks(label, key string) bool {
	_, asked := l.listed.Deals[label][key]
	return l.Everything || asked
}
