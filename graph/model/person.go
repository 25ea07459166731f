package model

import (
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ident"
)

// User is a person.
type User struct {
	*db.User
	Kin *Kin[*User]
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

// InactiveReasons is empty for an active person.
func (u *User) InactiveReasons() []InactiveReason {
	list := []InactiveReason{}
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
