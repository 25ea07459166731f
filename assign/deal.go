package assign

import (
	"time"

	"mandate/ident"
)

// Deal is what the rules know of one application for credit. The zero id and the empty
// text are "missing" (AS-3).
type Deal struct {
	ID             ident.ID     `json:"id"`
	CreatedAt      time.Time    `json:"createdAt"`
	Status         Status       `json:"status"`
	Owner          ident.ID     `json:"owner,omitzero"`
	Held           bool         `json:"held,omitempty"` // unassigned by hand (AS-13)
	Location       string       `json:"location,omitempty"`
	PropertyType   PropertyType `json:"propertyType,omitempty"`
	Product        ident.ID     `json:"product,omitzero"`
	Broker         ident.ID     `json:"broker,omitzero"`
	BrokerVerified bool         `json:"brokerVerified,omitempty"` // of Broker, at the instant of judging (PF-2)
	Language       string       `json:"language,omitempty"`       // empty: the company's
	Figures        Figures      `json:"figures"`                  // of FiguresOf
}

// Waits is the precondition of section 8: an open deal without owner, not held, in a
// company that assigns automatically.
func (d *Deal) Waits(s *Settings) bool {
	return s.AutoAssign && d.Status.Open() && d.Owner.IsZero() && !d.Held
}

// language is the primary tag that AS-2 compares.
func (d *Deal) language(s *Settings) string {
	if d.Language == "" {
		return primaryTag(s.Language)
	}
	return primaryTag(d.Language)
}

// verifiedBroker is the broker that preferences may name: one without verification
// matches nothing (PF-2).
func (d *Deal) verifiedBroker() ident.ID {
	if !d.BrokerVerified {
		return ident.ID{}
	}
	return d.Broker
}

// before is the order of the sweep (AS-10).
func (d *Deal) before(e *Deal) int {
	if c := d.CreatedAt.Compare(e.CreatedAt); c != 0 {
		return c
	}
	return compareIDs(d.ID, e.ID)
}
