package model

import (
	"strings"

	"mandate/ent/db"
	"mandate/ident"
)

// HistoryEntry is one change.
type HistoryEntry struct {
	*db.HistoryEntry
	Kin *Kin[*HistoryEntry]
}

// Entries makes nodes of rows that were loaded together.
func Entries(rows []*db.HistoryEntry) []*HistoryEntry {
	kin := &Kin[*HistoryEntry]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &HistoryEntry{HistoryEntry: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*HistoryEntry) IsNode() {}

// ID is the outside id.
func (h *HistoryEntry) ID() string { return h.HistoryEntry.ID.Text(ident.History) }

// actorPrefixes are the types of those who act, by kind of actor.
var actorPrefixes = map[string]ident.Prefix{"USER": ident.User, "SERVICE": ident.APIKey, "DIRECTORY": ident.Directory}

// ActorPrefix is the type of who acted.
func (h *HistoryEntry) ActorPrefix() ident.Prefix { return actorPrefixes[h.ActorKind] }

// ActorID is null for the system.
func (h *HistoryEntry) ActorID() *string { return textOf(h.ActorPrefix(), h.HistoryEntry.ActorID) }

// TargetID is the outside id of what was changed.
func (h *HistoryEntry) TargetID() string {
	return h.HistoryEntry.TargetID.Text(ident.Prefix(h.TargetKind))
}

// HistoryChange is one field of a change, as JSON.
type HistoryChange struct {
	Field         string
	Before, After *string
}

// Notification is a notice to one person.
type Notification struct {
	*db.Notification
	Kin *Kin[*Notification]
}

// Notifications makes nodes of rows that were loaded together.
func Notifications(rows []*db.Notification) []*Notification {
	kin := &Kin[*Notification]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &Notification{Notification: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*Notification) IsNode() {}

// ID is the outside id.
func (n *Notification) ID() string { return n.Notification.ID.Text(ident.Notification) }

// SubjectID is the outside id of the deal or person it is about.
func (n *Notification) SubjectID() *string { return textOf(n.SubjectKind(), n.Notification.SubjectID) }

// SubjectKind is what the notice is about: by its type a deal, a request for approval,
// a job, a change that waits, else a person (NO-1, NO-2).
func (n *Notification) SubjectKind() ident.Prefix {
	switch kind, _, _ := strings.Cut(n.Type, "_"); kind {
	case "DEAL", "DELEGATION":
		return ident.Deal
	case "APPROVAL":
		return ident.Approval
	case "JOB":
		return ident.Job
	case "CHANGE":
		return ident.PendingChange
	}
	return ident.User
}
