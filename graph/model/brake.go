package model

import (
	"time"

	"mandate/ent/db"
	"mandate/ident"
)

// Brake is a mass deactivation that an administrator decides on.
type Brake struct {
	*db.Brake
	Kin *Kin[*Brake]
}

// Brakes makes nodes of rows that were loaded together.
func Brakes(rows []*db.Brake) []*Brake {
	kin := &Kin[*Brake]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &Brake{Brake: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*Brake) IsNode() {}

// ID is the outside id.
func (n *Brake) ID() string { return n.Brake.ID.Text(ident.Brake) }

// At is when it tripped.
func (n *Brake) At() time.Time { return n.CreatedAt }

// DirectoryConflict is an account that a directory asked for and does not have.
type DirectoryConflict struct {
	*db.DirectoryConflict
	Kin *Kin[*DirectoryConflict]
}

// Conflicts makes nodes of rows that were loaded together.
func Conflicts(rows []*db.DirectoryConflict) []*DirectoryConflict {
	kin := &Kin[*DirectoryConflict]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &DirectoryConflict{DirectoryConflict: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*DirectoryConflict) IsNode() {}

// ID is the outside id.
func (n *DirectoryConflict) ID() string { return n.DirectoryConflict.ID.Text(ident.Conflict) }
