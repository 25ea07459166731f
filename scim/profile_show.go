package scim

import (
	"context"
	"slices"
	"strings"
	"time"

	"mandate/directory"
	"mandate/ident"
)

// fromProfile gives the attributes of a User that its directory owns: what PATCH
// works on.
func fromProfile(p directory.Profile) (map[string]any, error) {
	doc, err := decodeAttributes(p.Attributes)
	if err != nil {
		return nil, err
	}
	putText(doc, "userName", p.UserName)
	putText(doc, "externalId", p.ExternalID)
	putText(doc, "displayName", p.DisplayName)
	putText(doc, "title", p.Title)
	doc["active"] = p.Active
	name := holder{doc, "name"}
	putText(name.attrs(), "givenName", p.GivenName)
	putText(name.attrs(), "familyName", p.FamilyName)
	name.tidy()
	if len(p.Emails) > 0 {
		doc["emails"] = emailValues(p.Emails)
	}
	if !p.Manager.IsZero() {
		holder{doc, enterpriseURN}.attrs()["manager"] = map[string]any{"value": p.Manager.Text(ident.User)}
	}
	return doc, nil
}

func putText(doc map[string]any, name, text string) {
	if text != "" {
		doc[name] = text
	}
}

func emailValues(emails []directory.Email) []any {
	list := make([]any, len(emails))
	for i, e := range emails {
		object := map[string]any{}
		putText(object, "value", e.Value)
		putText(object, "type", e.Type)
		putText(object, "display", e.Display)
		if e.Primary {
			object["primary"] = true
		}
		list[i] = object
	}
	return list
}

// renderUsers gives the Users to show. What they hold in Mandate is read only where
// it is asked for.
func (h *Handler) renderUsers(ctx context.Context, shown projection, list []directory.Person) ([]map[string]any, error) {
	held := map[ident.ID]directory.Held{}
	if shown.asks(mandateURN) && len(list) > 0 {
		ids := make([]ident.ID, len(list))
		for i, p := range list {
			ids[i] = p.ID
		}
		var err error
		if held, err = h.Directory.HeldBy(ctx, ids); err != nil {
			return nil, err
		}
	}
	docs := make([]map[string]any, len(list))
	for i, p := range list {
		doc, err := h.renderUser(p, held[p.ID])
		if err != nil {
			return nil, err
		}
		docs[i] = shown.apply(userModel(), doc)
	}
	return docs, nil
}

// renderUser gives the whole User, with what Mandate knows of them.
func (h *Handler) renderUser(p directory.Person, held directory.Held) (map[string]any, error) {
	doc, err := fromProfile(p.Profile)
	if err != nil {
		return nil, err
	}
	if !p.Manager.IsZero() {
		manager := holder{doc, enterpriseURN}.attrs()["manager"].(map[string]any)
		manager["$ref"] = h.location("/Users/" + p.Manager.Text(ident.User))
		putText(manager, "displayName", p.ManagerName)
	}
	if len(p.Groups) > 0 {
		doc["groups"] = h.groupValues(p.Groups)
	}
	if object := mandateValue(p, held); len(object) > 0 {
		doc[mandateURN] = object
	}
	id := p.ID.Text(ident.User)
	h.describe(userModel(), doc, id, p.Version, p.Created, p.Modified)
	return doc, nil
}

func anyOf(texts []string) []any {
	list := make([]any, len(texts))
	for i, text := range texts {
		list[i] = text
	}
	return list
}

func (h *Handler) groupValues(groups []directory.GroupRef) []any {
	list := make([]any, len(groups))
	for i, g := range groups {
		id := g.ID.Text(ident.Group)
		list[i] = map[string]any{"value": id, "display": g.DisplayName, "type": "direct", "$ref": h.location("/Groups/" + id)}
	}
	return list
}

// describe adds the common attributes of RFC 7643 section 3.1.
func (h *Handler) describe(m *model, doc map[string]any, id string, version int64, created, modified time.Time) {
	doc["id"] = id
	doc["schemas"] = schemasOf(m, doc)
	doc["meta"] = map[string]any{
		"resourceType": m.name,
		"created":      timestamp(created),
		"lastModified": timestamp(modified),
		"location":     h.location(m.endpoint + "/" + id),
		"version":      etag(version),
	}
}

// schemasOf lists the schemas that the resource has attributes of, unmapped
// extensions included.
func schemasOf(m *model, doc map[string]any) []string {
	list := []string{m.schema.ID}
	for key := range doc {
		if strings.HasPrefix(strings.ToLower(key), "urn:") {
			list = append(list, key)
		}
	}
	slices.Sort(list[1:])
	return list
}

func timestamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.999999Z07:00") }
