package model

import (
	"time"

	"mandate/ent/db"
	"mandate/ent/db/dealdelegate"
	"mandate/ident"
)

// OutOfOffice is a period in which a person is away.
type OutOfOffice struct {
	*db.Absence
	Then bool // it is shown as it stood at a past instant
	Kin  *Kin[*OutOfOffice]
}

// Absences makes nodes of rows that were loaded together.
func Absences(rows []*db.Absence) []*OutOfOffice {
	kin := &Kin[*OutOfOffice]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &OutOfOffice{Absence: row, Kin: kin})
	}
	return kin.Rows
}

// AbsencesThen makes nodes of rows that are as they stood at a past instant.
func AbsencesThen(rows []*db.Absence) []*OutOfOffice {
	list := Absences(rows)
	for _, o := range list {
		o.Then = true
	}
	return list
}

// IsNode marks a node.
func (*OutOfOffice) IsNode() {}

// ID is the outside id.
func (o *OutOfOffice) ID() string { return o.Absence.ID.Text(ident.Absence) }

// DealDelegate is somebody who stands in for the owner of a deal.
type DealDelegate struct {
	User     *User
	Position int // from 1, nearest to the owner
	Since    time.Time
	Backing  dealdelegate.Backing
}
