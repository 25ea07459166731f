package assign

import (
	"time"

	"mandate/ident"
)

// Candidate is what the rules know of one person who is not deleted (AS-1).
//
// Preferences, limits, switch and LastAssignedAt are the candidate's own, also while they
// are absent (AS-5). Of the person who would act for somebody absent only queue and
// maximum play a part (CA-5).
type Candidate struct {
	// Beside each other, because a decision tells them of twenty people: two lines of memory of those who are there.
	ID             ident.ID  `json:"id"`
	Load           int       `json:"load"`                    // capacity-consuming deals they act on (CA-1)
	LastAssignedAt time.Time `json:"lastAssignedAt,omitzero"` // zero: never
	Active         bool      `json:"active"`                  // no inactive reason (LC-1)
	Absent         bool      `json:"absent,omitempty"`
	Limits         Limits    `json:"limits"`

	Owned       int         `json:"owned,omitempty"`       // capacity-consuming deals they own
	StandIn     ident.ID    `json:"standIn,omitzero"`      // while absent: of ActsFor; zero: nobody available
	StandInLoad int         `json:"standInLoad,omitempty"` // of the stand-in, as Load
	StandInMax  Maximum     `json:"standInMax,omitzero"`   // of the stand-in; unset does not restrict
	Preferences Preferences `json:"preferences"`
}

// unattended is ABSENT_NO_DELEGATE: the chain ends at nobody available.
func (c *Candidate) unattended() bool { return c.Absent && c.StandIn.IsZero() }

// acts is who acts on a new deal of the candidate: without anybody available, nobody
// but they (DC-5).
func (c *Candidate) acts() ident.ID {
	if c.Absent && !c.StandIn.IsZero() {
		return c.StandIn
	}
	return c.ID
}

// queue is the load of the person who would act, which AS-7 ranks by (AS-5).
func (c *Candidate) queue() int {
	if c.Absent {
		return c.StandInLoad
	}
	return c.Load
}

// hasRoom is CA-2, and CA-5 of somebody absent. It speaks only of candidates with a
// configured maximum (CA-3).
func (c *Candidate) hasRoom() bool {
	if !c.Absent {
		return c.Load < c.Limits.MaxCapacity.N
	}
	return (!c.StandInMax.Set || c.StandInLoad < c.StandInMax.N) && c.Owned < c.Limits.MaxCapacity.N
}
