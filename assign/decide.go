package assign

import (
	"slices"

	"mandate/ident"
)

// shownPlaces is how many of the order a decision keeps (AS-14).
const shownPlaces = 20

// Decision is the outcome for one deal (AS-14). A deal that nobody can take is a
// result, not an error (AS-8).
type Decision struct {
	Chosen  ident.ID  `json:"chosen,omitzero"` // the zero id: nobody, the deal stays unassigned
	Group   Group     `json:"group,omitempty"` // of the chosen
	Figures Figures   `json:"figures"`         // of the deal, as compared with each Verdict's limits
	Counts  []Count   `json:"counts,omitempty"`
	Order   []Verdict `json:"order,omitempty"` // CHOSEN, RANKED_BELOW and LOWER_TIER: the first 20
}

// Count says how many people got one reason. A list of them follows Reasons and leaves
// out those that nobody got.
type Count struct {
	Reason Reason `json:"reason"`
	People int    `json:"people"`
}

// Decide chooses the owner of a waiting deal among candidates in any order (AS-1 to
// AS-8). A deal that does not wait gets the zero decision. It judges everybody: use
// Bench where deals are many.
func Decide(d Deal, people []Candidate, s Settings) Decision {
	if !d.Waits(&s) {
		return Decision{}
	}
	verdicts := Explain(d, people, s)
	decision := Decision{Figures: d.Figures, Counts: count(verdicts)}
	if len(verdicts) == 0 || verdicts[0].Reason != ReasonChosen {
		return decision
	}
	decision.Chosen, decision.Group = verdicts[0].Candidate, verdicts[0].Group
	for _, v := range verdicts {
		if len(decision.Order) < shownPlaces && v.placed() {
			decision.Order = append(decision.Order, v)
		}
	}
	return decision
}

// Explain gives a verdict on everybody, in the full order: first the chosen, last those
// who fail a check other than OVER_LIMIT. It judges as if the deal were visited now, and
// gives nothing for a deal that does not wait.
func Explain(d Deal, people []Candidate, s Settings) []Verdict {
	if !d.Waits(&s) {
		return nil
	}
	verdicts := make([]Verdict, len(people))
	for i := range people {
		verdicts[i] = Judge(people[i], d, s)
	}
	slices.SortFunc(verdicts, compareVerdicts)
	if len(verdicts) > 0 {
		place(verdicts, s)
	}
	return verdicts
}

// place gives those who can have the deal their place in the order (AS-6, AS-7).
// The over-limit groups count only when nobody is within.
func place(verdicts []Verdict, s Settings) {
	chosen := verdicts[0].Group
	if chosen == "" || chosen.Over() && !s.OverLimitFallback {
		return
	}
	for i := range verdicts {
		switch v := &verdicts[i]; {
		case v.Group == "" || v.Group.Over() != chosen.Over():
		case i == 0:
			v.Reason = ReasonChosen
		case v.Group == chosen:
			v.Reason = ReasonRankedBelow
		default:
			v.Reason = ReasonLowerTier
		}
	}
}

func (v *Verdict) placed() bool {
	return v.Reason == ReasonChosen || v.Reason == ReasonRankedBelow || v.Reason == ReasonLowerTier
}

func count(verdicts []Verdict) []Count {
	people := make(map[Reason]int)
	for i := range verdicts {
		people[verdicts[i].Reason]++
	}
	counts := make([]Count, 0, len(people))
	for _, r := range Reasons() {
		if n := people[r]; n > 0 {
			counts = append(counts, Count{Reason: r, People: n})
		}
	}
	return counts
}
