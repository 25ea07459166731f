package directory

import (
	"encoding/json"
	"time"

	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// GroupProfile is what a directory says of a group (RFC 7643 section 4.2).
type GroupProfile struct {
	DisplayName, ExternalID string
	Attributes              json.RawMessage // one object: what nobody maps, at most 64 KiB
}

// Group is a directory's group. Its members are read by MembersOf.
type Group struct {
	ID                ident.ID
	Version           int64
	Created, Modified time.Time
	GroupProfile
	SortKey any  // of a list whose order selects a SortKey
	Changed bool // by the update that gave it
}

// Members is a change of a group's members: Clear first, then Remove, then Add.
// Add and Remove are disjoint, each without repeats.
type Members struct {
	Clear       bool
	Add, Remove []ident.ID
}

// MemberRef names a member of a group.
type MemberRef struct {
	ID      ident.ID
	Display string
}

func (p GroupProfile) normal() (GroupProfile, error) {
	switch {
	case p.DisplayName == "":
		return p, required("displayName")
	case fitKey("displayName", p.DisplayName) != nil:
		return p, fitKey("displayName", p.DisplayName)
	case len(p.Attributes) > maxAttributes:
		return p, fault.New(fault.TooLarge, fault.CodeTooLarge, "A group's further attributes hold at most 64 KiB.")
	}
	return p, fitKey("externalId", p.ExternalID)
}

func (p GroupProfile) equal(q GroupProfile) bool {
	return p.DisplayName == q.DisplayName && p.ExternalID == q.ExternalID && sameJSON(p.Attributes, q.Attributes)
}

func (p GroupProfile) columns(m *db.GroupMutation) error {
	m.SetDisplayName(p.DisplayName)
	m.SetDisplayNameKey(store.SortKey(Fold(p.DisplayName)))
	m.SetExternalID(p.ExternalID)
	if len(p.Attributes) == 0 {
		m.SetAttributes(nil)
		return nil
	}
	var object map[string]any
	if err := json.Unmarshal(p.Attributes, &object); err != nil {
		return invalid("The further attributes are not one JSON object.").Because(err)
	}
	m.SetAttributes(map[string]any{asSent: string(p.Attributes)})
	return nil
}

// asSent is the key under which the column keeps the attributes as a text: read
// as JSON, numbers beyond float64 would come back as others.
const asSent = "asSent"

func groupOf(g *db.Group) Group {
	p := GroupProfile{DisplayName: g.DisplayName, ExternalID: g.ExternalID}
	if text, ok := g.Attributes[asSent].(string); ok {
		p.Attributes = json.RawMessage(text)
	}
	return Group{ID: g.ID, Version: g.Version, Created: g.CreatedAt, Modified: g.UpdatedAt, GroupProfile: p}
}

func groupChanges(before, after GroupProfile, added, removed []ident.ID) []store.Change {
	var list []store.Change
	if before.DisplayName != after.DisplayName {
		list = append(list, store.Change{Field: "displayName", Before: before.DisplayName, After: after.DisplayName})
	}
	if before.ExternalID != after.ExternalID {
		list = append(list, store.Change{Field: "externalId", Before: before.ExternalID, After: after.ExternalID})
	}
	if !sameJSON(before.Attributes, after.Attributes) {
		list = append(list, store.Change{Field: "attributes", Before: before.Attributes, After: after.Attributes})
	}
	if len(removed) > 0 {
		list = append(list, store.Change{Field: "membersRemoved", Before: textsOf(ident.User, removed)})
	}
	if len(added) > 0 {
		list = append(list, store.Change{Field: "membersAdded", After: textsOf(ident.User, added)})
	}
	return list
}
