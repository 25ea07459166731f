package directory

import (
	"mandate/actor"
	"mandate/ident"
)

// ChangeKind says what changed.
type ChangeKind string

// The kinds of change that can concern deals.
const (
	Created            ChangeKind = "CREATED" // in the console; a person created over SCIM has neither capacity nor limits, and comes without
	Activated          ChangeKind = "ACTIVATED"
	Deactivated        ChangeKind = "DEACTIVATED" // ADMIN or DIRECTORY was added: LC-2, LC-8
	ShutOut            ChangeKind = "SHUT_OUT"    // shut out by a directory whose brake is on: no candidate any more, and nothing else follows
	Deleted            ChangeKind = "DELETED"     // LC-4
	ManagerChanged     ChangeKind = "MANAGER"
	PermissionsChanged ChangeKind = "PERMISSIONS" // of one person, or of all who hold a role or are in a group
	PreferencesChanged ChangeKind = "PREFERENCES"
	LimitsChanged      ChangeKind = "LIMITS"
	SettingsChanged    ChangeKind = "SETTINGS" // of the company: no person
	Several            ChangeKind = "SEVERAL"  // one event of several changes: Parts says which
)

// Change is one change as OnChange sees it. It sees the rows as they are after it.
type Change struct {
	Kind   ChangeKind
	User   ident.ID   // whom it concerns; zero where Users says it, or nobody
	Users  []ident.ID // whom a change of a group or role concerns
	Left   []ident.ID // whose absence that has not ended has just lost the deleted User as delegate (LC-4)
	Source string     // who caused it: ADMIN or DIRECTORY
	Parts  []Change   // of Several, in the order in which they were made
}

// OnlyActive reports whether nothing has changed of the person but whether they are active,
// which the kind says.
func (c Change) OnlyActive() bool {
	return c.Kind == Activated || c.Kind == Deactivated || c.Kind == ShutOut
}

// Sources of a change, as history shows them.
const (
	ByAdmin     = "ADMIN"
	ByDirectory = "DIRECTORY"
	BySignIn    = "SIGN_IN" // a person made at their first sign-in
)

// People lists everybody whom the change itself concerns.
func (c Change) People() []ident.ID {
	if c.User.IsZero() {
		return c.Users
	}
	return append([]ident.ID{c.User}, c.Users...)
}

func sourceOf(a actor.Actor) string {
	if a.Kind == actor.Directory {
		return ByDirectory
	}
	return ByAdmin
}
