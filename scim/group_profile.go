package scim

import (
	"context"
	"maps"
	"net/http"

	"mandate/directory"
	"mandate/ident"
)

// A group as a SCIM Group and back, without and with its members.

// readGroup reads the body of POST and PUT.
func readGroup(r *http.Request) (directory.GroupProfile, []ident.ID, error) {
	doc, err := readResource(groupModel(), r, maxGroupBody)
	if err != nil {
		return directory.GroupProfile{}, nil, err
	}
	list, err := memberIDs(doc["members"])
	if err != nil {
		return directory.GroupProfile{}, nil, err
	}
	change := newMemberChange()
	change.put(list) // each once
	profile, err := toGroup(doc)
	return profile, change.added(), err
}

func toGroup(doc map[string]any) (directory.GroupProfile, error) {
	rest := maps.Clone(doc)
	delete(rest, "members")
	g := directory.GroupProfile{DisplayName: takeText(rest, "displayName"), ExternalID: takeText(rest, "externalId")}
	var err error
	g.Attributes, err = encodeAttributes(rest)
	return g, err
}

func fromGroup(g directory.GroupProfile) (map[string]any, error) {
	doc, err := decodeAttributes(g.Attributes)
	if err != nil {
		return nil, err
	}
	putText(doc, "displayName", g.DisplayName)
	putText(doc, "externalId", g.ExternalID)
	return doc, nil
}

// renderGroups gives whole Groups; the members of all of them are one look-up.
func (h *Handler) renderGroups(ctx context.Context, shown projection, list []directory.Group) ([]map[string]any, error) {
	members, err := h.membersOf(ctx, shown, list)
	if err != nil {
		return nil, err
	}
	docs := make([]map[string]any, len(list))
	for i, g := range list {
		doc, err := fromGroup(g.GroupProfile)
		if err != nil {
			return nil, err
		}
		if found := members[g.ID]; len(found) > 0 {
			doc["members"] = h.memberValues(found)
		}
		h.describe(groupModel(), doc, g.ID.Text(ident.Group), g.Version, g.Created, g.Modified)
		docs[i] = shown.apply(groupModel(), doc)
	}
	return docs, nil
}

func (h *Handler) membersOf(ctx context.Context, shown projection, list []directory.Group) (map[ident.ID][]directory.MemberRef, error) {
	if !shown.wants("members") || len(list) == 0 {
		return nil, nil
	}
	return h.Directory.MembersOf(ctx, groupIDs(list))
}

func groupIDs(list []directory.Group) []ident.ID {
	ids := make([]ident.ID, len(list))
	for i, g := range list {
		ids[i] = g.ID
	}
	return ids
}

func (h *Handler) memberValues(members []directory.MemberRef) []any {
	list := make([]any, len(members))
	for i, m := range members {
		id := m.ID.Text(ident.User)
		object := map[string]any{"value": id, "type": "User", "$ref": h.location("/Users/" + id)}
		putText(object, "display", m.Display)
		list[i] = object
	}
	return list
}
