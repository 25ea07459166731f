package assign

import (
	"bytes"
	"cmp"
	"time"

	"mandate/ident"
)

// Verdict is what the rules say of one person and one deal, with the numbers that
// were compared (AS-14).
type Verdict struct {
	Candidate      ident.ID  `json:"candidate"`
	Reason         Reason    `json:"reason,omitempty"` // of Judge: empty when every check passes
	Group          Group     `json:"group,omitempty"`  // of those who fail no check but OVER_LIMIT
	Load           int       `json:"load"`             // of who would act: compared with their maximum, then ranked by
	LastAssignedAt time.Time `json:"lastAssignedAt,omitzero"`
	Absent         bool      `json:"absent,omitempty"`
	StandIn        ident.ID  `json:"standIn,omitzero"`    // of somebody absent: who would act
	StandInMax     Maximum   `json:"standInMax,omitzero"` // compared with Load (CA-5)
	Owned          int       `json:"owned,omitempty"`     // of somebody absent: compared with Limits.MaxCapacity (CA-5)
	Limits         Limits    `json:"limits"`              // compared with the deal's figures
	Breaches       []Breach  `json:"breaches,omitempty"`  // why OVER_LIMIT
}

// Judge applies the checks of AS-1 to one person, in their order. The order among those
// who pass is not its matter: see Explain.
func Judge(c Candidate, d Deal, s Settings) Verdict {
	var v Verdict
	c.tell(&v)
	if v.Reason = unfit(&c, &d, s); v.Reason != "" {
		return v
	}
	if v.Breaches = Breaches(d.Figures, c.Limits, s); v.Breaches != nil {
		v.Reason = ReasonOverLimit
	}
	v.Group = groupOf(c.Preferences.Specialist(), v.Breaches == nil)
	return v
}

// tell writes the numbers that are compared over whatever a verdict told. It writes in
// place, because a verdict is long and decisions are many.
func (c *Candidate) tell(v *Verdict) {
	v.Candidate, v.Load, v.LastAssignedAt, v.Limits = c.ID, c.queue(), c.LastAssignedAt, c.Limits
	v.Absent, v.StandIn, v.StandInMax, v.Owned = false, ident.ID{}, Maximum{}, 0
	if c.Absent {
		v.Absent, v.StandIn, v.StandInMax, v.Owned = true, c.StandIn, c.StandInMax, c.Owned
	}
}

// unfit gives the first check before authority that fails, or nothing.
func unfit(c *Candidate, d *Deal, s Settings) Reason {
	p := c.Preferences
	switch {
	case !c.Active:
		return ReasonInactive
	case !p.AutoAssign:
		return ReasonAutoAssignOff
	case c.unattended():
		return ReasonAbsentNoDelegate
	case !p.allowsLanguage(d.language(&s)):
		return ReasonLanguageMismatch
	case !allows(p.Locations, d.Location):
		return ReasonLocationMismatch
	case !p.allowsProperty(d.PropertyType):
		return ReasonPropertyTypeMismatch
	case !allows(p.Products, d.Product):
		return ReasonProductMismatch
	case !p.allowsBroker(d.Broker, d.BrokerVerified):
		return ReasonBrokerMismatch
	case !c.Limits.MaxCapacity.Set:
		return ReasonCapacityNotSet
	case !c.hasRoom():
		return ReasonAtCapacity
	}
	return ""
}

// compareVerdicts is the full order: group (AS-6), then load, last assignment and id
// (AS-7). Those who fail another check come last.
func compareVerdicts(v, w Verdict) int {
	return cmp.Or(
		cmp.Compare(v.Group.place(), w.Group.place()),
		cmp.Compare(v.Load, w.Load),
		v.LastAssignedAt.Compare(w.LastAssignedAt),
		compareIDs(v.Candidate, w.Candidate),
	)
}

func compareIDs(a, b ident.ID) int { return bytes.Compare(a[:], b[:]) }
