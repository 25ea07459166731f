package scim

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// A person as a SCIM User and back. What directory.Profile has no field for stays
// in Attributes and is returned unchanged: identity providers read back what they
// wrote.

// maxAttributes bounds what is kept of attributes that nothing maps, as JSON.
const maxAttributes = 64 << 10

// toProfile reads a canonical User. active without a value stays what it was:
// nobody is let in because a message left it out.
func toProfile(doc map[string]any, before directory.Profile) (directory.Profile, error) {
	rest := clone(doc).(map[string]any)
	delete(rest, "password") // accepted, never stored
	p := directory.Profile{
		UserName:    takeText(rest, "userName"),
		ExternalID:  takeText(rest, "externalId"),
		Active:      before.Active,
		DisplayName: takeText(rest, "displayName"),
		Title:       takeText(rest, "title"),
		Emails:      takeEmails(rest),
		Phone:       phoneOf(rest),
	}
	p.Locale, _ = rest["locale"].(string)
	if active, ok := rest["active"].(bool); ok {
		p.Active = active
	}
	delete(rest, "active")
	name := holder{rest, "name"}
	p.GivenName, p.FamilyName = takeText(name.attrs(), "givenName"), takeText(name.attrs(), "familyName")
	name.tidy()
	var err error
	if p.Manager, err = takeManager(rest); err != nil {
		return p, err
	}
	if p.Keys, err = userModel().keysOf(rest); err != nil {
		return p, err
	}
	p.EmployeeNumber = employeeNumber(rest)
	p.Attributes, err = encodeAttributes(rest)
	return p, err
}

func takeText(doc map[string]any, name string) string {
	text, _ := doc[name].(string)
	delete(doc, name)
	return text
}

func takeEmails(doc map[string]any) []directory.Email {
	list, _ := doc["emails"].([]any)
	delete(doc, "emails")
	var out []directory.Email
	for _, entry := range list {
		object, _ := entry.(map[string]any)
		var e directory.Email
		e.Value, _ = object["value"].(string)
		e.Type, _ = object["type"].(string)
		e.Display, _ = object["display"].(string)
		e.Primary, _ = object["primary"].(bool)
		out = append(out, e)
	}
	return out
}

// phoneOf chooses the number that stands for the person: the primary one, else a
// work number, else the first.
func phoneOf(doc map[string]any) string {
	list, _ := doc["phoneNumbers"].([]any)
	chosen, best := "", 0
	for _, entry := range list {
		object, _ := entry.(map[string]any)
		number, _ := object["value"].(string)
		kind, _ := object["type"].(string)
		rank := 1
		if strings.EqualFold(kind, "work") {
			rank = 2
		}
		if object["primary"] == true {
			rank = 3
		}
		if number != "" && rank > best {
			chosen, best = number, rank
		}
	}
	return chosen
}

func takeManager(doc map[string]any) (ident.ID, error) {
	enterprise := holder{doc, enterpriseURN}
	defer enterprise.tidy()
	manager, _ := enterprise.attrs()["manager"].(map[string]any)
	delete(enterprise.attrs(), "manager")
	text, _ := manager["value"].(string)
	if text == "" {
		return ident.ID{}, nil
	}
	id, err := ident.Parse(ident.User, text)
	if err != nil || id.IsZero() {
		return id, refuse(invalidValue, "The manager must be the id of a User; there is none with the id %q.", short(text))
	}
	return id, nil
}

func encodeAttributes(rest map[string]any) (json.RawMessage, error) {
	delete(rest, "schemas")
	if len(rest) == 0 {
		return nil, nil
	}
	text, err := json.Marshal(rest)
	if err != nil {
		return nil, fmt.Errorf("encode attributes: %w", err)
	}
	if len(text) > maxAttributes {
		return nil, refuse(invalidValue, "The attributes that Mandate only keeps are larger than %d bytes.", maxAttributes)
	}
	return text, nil
}

func decodeAttributes(text json.RawMessage) (map[string]any, error) {
	if len(text) == 0 {
		return map[string]any{}, nil
	}
	doc, err := decode(strings.NewReader(string(text)), 2*maxAttributes)
	if err != nil {
		return nil, fault.New(fault.Internal, fault.CodeInternal, "The stored attributes can't be read.").Because(err)
	}
	return doc, nil
}

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
