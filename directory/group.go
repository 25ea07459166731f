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
	case len(p.Attributes) > maxAttributes:
		return p, fault.New(fault.TooLarge, fault.CodeTooLarge, "A group's further attributes hold at most 64 KiB.")
	}
	return p, nil
}

func (p GroupProfile) equal(q GroupProfile) bool {
	return p.DisplayName == q.DisplayName && p.ExternalID == q.ExternalID && sameJSON(p.Attributes, q.Attributes)
}

func (p GroupProfile) columns(m *db.GroupMutation) error {
	m.SetDisplayName(p.DisplayName)
	m.SetDisplayNameKey(Fold(p.DisplayName))
	m.SetExternalID(p.ExternalID)
	var rest map[string]any
	if len(p.Attributes) > 0 {
		if err := json.Unmarshal(p.Attributes, &rest); err != nil {
			return invalid("The further attributes are not one JSON object.").Because(err)
		}
	}
	m.SetAttributes(rest)
	return nil
}

func groupOf(g *db.Group) (Group, error) {
	p := GroupProfile{DisplayName: g.DisplayName, ExternalID: g.ExternalID}
	if len(g.Attributes) > 0 {
		text, err := json.Marshal(g.Attributes)
		if err != nil {
			return Group{}, err
		}
		p.Attributes = text
	}
	return Group{ID: g.ID, Version: g.Version, Created: g.CreatedAt, Modified: g.UpdatedAt, GroupProfile: p}, nil
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
