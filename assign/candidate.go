package assign

import (
	"time"

	"mandate/ident"
)

// Candidate is what the rules know of one person who is not deleted (AS-1).
//
// Load is the load of the person who would act (AS-5), which is the candidate
// while nobody is absent. Preferences, limits and LastAssignedAt are the candidate's own.
type Candidate struct {
	ID             ident.ID    `json:"id"`
	Active         bool        `json:"active"` // no inactive reason (LC-1)
	Preferences    Preferences `json:"preferences"`
	Limits         Limits      `json:"limits"`
	Load           int         `json:"load"`
	LastAssignedAt time.Time   `json:"lastAssignedAt,omitzero"` // zero: never
}

// hasRoom is CA-2. It speaks only of candidates with a configured maximum (CA-3).
func (c *Candidate) hasRoom() bool { return c.Load < c.Limits.MaxCapacity.N }
