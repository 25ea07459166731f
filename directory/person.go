package directory

import (
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ident"
)

// Person is somebody as their directory sees them.
type Person struct {
	ID                ident.ID
	Version           int64
	Created, Modified time.Time
	Profile
	ManagerName     string     // how the manager is called
	Groups          []GroupRef // of this directory; only where they were asked for
	InactiveReasons []string   // ADMIN, DIRECTORY, INACTIVITY (LC-1)
	SortKey         any        // of a list whose order selects a SortKey
	Changed         bool       // by the update that gave it
}

// SortKey is the name under which the order of a list may select what it sorts by.
const SortKey = "sort_key"

// GroupRef names a group that a person is in.
type GroupRef struct {
	ID          ident.ID
	DisplayName string
}

// Inactive reasons of LC-1.
const (
	ReasonAdmin      = "ADMIN"
	ReasonDirectory  = "DIRECTORY"
	ReasonInactivity = "INACTIVITY"
)

func inactiveReasons(u *db.User) []string {
	var list []string
	for _, r := range []struct {
		on   bool
		name string
	}{{u.InactiveAdmin, ReasonAdmin}, {u.InactiveDirectory, ReasonDirectory}, {u.InactiveInactivity, ReasonInactivity}} {
		if r.on {
			list = append(list, r.name)
		}
	}
	return list
}

// profileOf reads what a directory said from a person with their emails and the
// link to that directory loaded.
func profileOf(u *db.User, link *db.DirectoryLink) (Profile, error) {
	s, err := decodeSent(link.Profile)
	if err != nil {
		return Profile{}, fmt.Errorf("read profile of %s: %w", u.ID, err)
	}
	p := Profile{
		UserName: u.UserName, Active: !u.InactiveDirectory, GivenName: u.FirstName, FamilyName: u.LastName,
		DisplayName: u.DisplayName, Title: u.Title, Attributes: s.Attributes,
	}
	if link.ExternalID != nil {
		p.ExternalID = *link.ExternalID
	}
	if u.ManagerID != nil && s.Manager {
		p.Manager = *u.ManagerID
	}
	if s.Phone {
		p.Phone = u.Phone
	}
	if s.Locale {
		p.Locale = u.Locale
	}
	p.Emails = s.Emails
	return p, nil
}

// personOf makes a Person of a loaded row; the manager shown is the present one,
// whoever named them.
func personOf(u *db.User, p Profile) Person {
	out := Person{ID: u.ID, Version: u.Version, Created: u.CreatedAt, Modified: u.UpdatedAt, Profile: p, InactiveReasons: inactiveReasons(u)}
	if u.ManagerID != nil {
		out.Manager = *u.ManagerID
	}
	if u.Edges.Manager != nil {
		out.ManagerName = ShownName(u.Edges.Manager)
	}
	return out
}
