package scim

import (
	"encoding/json"
	"fmt"
	"strings"

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
