package model

import (
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ident"
)

// User is a person.
type User struct {
	*db.User
	Kin  *Kin[*User]
	Then *Then // of a past instant; nil: as they are
}

// Then is what a person could do at a past instant (HI-3).
type Then struct {
	At        time.Time
	Authority directory.Authority
	Currency  string // of the limits
}

// Users makes nodes of rows that were loaded together.
func Users(rows []*db.User) []*User {
	kin := &Kin[*User]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &User{User: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*User) IsNode() {}

// ID is the outside id.
func (u *User) ID() string { return u.User.ID.Text(ident.User) }

// Active is of the instant asked for.
func (u *User) Active() bool {
	if u.Then != nil {
		return u.Then.Authority.Active
	}
	return u.User.Active
}

// ManagerID is of the instant asked for.
func (u *User) ManagerID() *ident.ID {
	switch {
	case u.Then == nil:
		return u.User.ManagerID
	case u.Then.Authority.Manager.IsZero():
		return nil
	}
	return &u.Then.Authority.Manager
}

// Name is how lists call the person.
func (u *User) Name() string { return directory.ShownName(u.User) }

// InactiveReason is why an account is inactive (LC-1).
type InactiveReason string

// The reasons.
const (
	InactiveAdmin      InactiveReason = "ADMIN"
	InactiveDirectory  InactiveReason = "DIRECTORY"
	InactiveInactivity InactiveReason = "INACTIVITY"
)

// InactiveReasons is empty for an active person; those of the past are not kept.
func (u *User) InactiveReasons() []InactiveReason {
	list := []InactiveReason{}
	if u.Then != nil {
		return list
	}
	for _, r := range []struct {
		set    bool
		reason InactiveReason
	}{{u.InactiveAdmin, InactiveAdmin}, {u.InactiveDirectory, InactiveDirectory}, {u.InactiveInactivity, InactiveInactivity}} {
		if r.set {
			list = append(list, r.reason)
		}
	}
	return list
}

// Session is one browser that is signed in.
type Session struct {
	*db.Session
	Current bool // of this request
}

// IsNode marks a node.
func (*Session) IsNode() {}

// ID is the outside id.
func (s *Session) ID() string { return s.Session.ID.Text(ident.Session) }
