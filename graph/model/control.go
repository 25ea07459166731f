package model

import (
	"time"

	"mandate/ent/db"
	"mandate/ident"
)

// PendingChange waits for a second person.
type PendingChange struct {
	*db.PendingChange
	Kin *Kin[*PendingChange]
}

// PendingChanges makes nodes of rows that were loaded together.
func PendingChanges(rows []*db.PendingChange) []*PendingChange {
	kin := &Kin[*PendingChange]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &PendingChange{PendingChange: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*PendingChange) IsNode() {}

// ID is the outside id.
func (c *PendingChange) ID() string { return c.PendingChange.ID.Text(ident.PendingChange) }

// AccessReviewEntry is what one person can do.
type AccessReviewEntry struct {
	User        *User
	Permissions []string
	Since       *time.Time
	Kin         *Kin[*User]
}

// Active is of the instant asked for.
func (e *AccessReviewEntry) Active() bool { return e.User.Active() }

// The pages of control.
type (
	PendingChangeConnection = Connection[*PendingChange]
	PendingChangeEdge       = Edge[*PendingChange]
	AccessReviewConnection  = Connection[*AccessReviewEntry]
	AccessReviewEdge        = Edge[*AccessReviewEntry]
)
