package model

import (
	"time"

	"mandate/assign"
	"mandate/ident"
)

// AuthorityMatrix is people and their authority at an instant; its rows are a list
// of their own.
type AuthorityMatrix struct {
	At         time.Time
	AsOf       time.Time // zero: the present was asked for
	LimitsView assign.LimitsView
	Currency   string

	Search        string
	Role, Manager ident.ID // zero: all
}

// AuthorityRow is a person's authority at the instant of the matrix.
type AuthorityRow struct {
	User       *User
	Active     bool
	Absent     bool
	MayApprove bool
	AutoAssign bool
	Limits     *LendingLimits
}
