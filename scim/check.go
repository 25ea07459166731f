package scim

import (
	"encoding/json"
	"strings"
	"time"

	"mandate/fault"
)

// Bounds of values. They hold for every attribute, mapped or not.
const (
	maxText   = 4 << 10 // bytes of one text
	maxValues = 200     // values of a multi-valued attribute of a person
)

func tooMany(what string, most int) error {
	return fault.New(fault.TooLarge, fault.CodeTooLarge, "The request has more than %d %s.", most, what)
}

// canonical checks a resource of POST or PUT and spells its attributes as the
// schema does. Read-only ones are dropped (RFC 7644 section 3.3), null and empty
// values are absent (RFC 7643 section 2.5), unknown ones stay as sent.
func (m *model) canonical(doc map[string]any) (map[string]any, error) {
	out := make(map[string]any, len(doc))
	var flat []operation
	for key, value := range doc {
		if path, ok := m.pathKey(key); ok {
			flat = append(flat, operation{op: "add", path: &path, value: value})
			continue
		}
		name, value, err := m.checkTop(key, value)
		if err != nil {
			return nil, err
		}
		if value == nil {
			continue
		}
		if _, twice := out[name]; twice {
			return nil, refuse(invalidSyntax, "The attribute %q appears twice.", name)
		}
		out[name] = value
	}
	if len(flat) == 0 {
		return out, m.complete(out)
	}
	return m.patch(out, flat)
}

// checkTop checks one top-level key of a resource; a nil value means absent.
func (m *model) checkTop(key string, value any) (string, any, error) {
	if x := m.extension(key); x != nil {
		if x.readOnly {
			return x.schema.ID, nil, nil
		}
		object, err := checkObject(x.schema.ID, x.attrs, value)
		return x.schema.ID, object, err
	}
	attr := find(m.core, key)
	if attr == nil {
		return key, value, nil
	}
	if attr.name == "schemas" {
		return attr.name, nil, m.checkSchemas(value)
	}
	if attr.readOnly() {
		return attr.name, nil, nil
	}
	value, err := check(attr, value)
	return attr.name, value, err
}

// complete refuses a resource without its required attributes.
func (m *model) complete(doc map[string]any) error {
	for _, a := range m.core {
		if a.required && !a.readOnly() && a.name != "schemas" && doc[a.name] == nil {
			return refuse(invalidValue, "The attribute %s is required.", a.name)
		}
	}
	return nil
}

// check fits a value to a definition: many, or one.
func check(a *attribute, value any) (any, error) {
	if !a.multi {
		return checkOne(a, value)
	}
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	if len(list) > maxValues && a.name != "members" {
		return nil, refuse(invalidValue, "The attribute %s has more than %d values.", a.name, maxValues)
	}
	out := make([]any, 0, len(list))
	for _, entry := range list {
		entry, err := checkOne(a, entry)
		if err != nil {
			return nil, err
		}
		if entry != nil {
			out = append(out, entry)
		}
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, checkPrimary(a, out)
}

// checkPrimary holds RFC 7643 section 2.4: primary is true at most once.
func checkPrimary(a *attribute, list []any) error {
	primaries := 0
	for _, entry := range list {
		if object, ok := entry.(map[string]any); ok && object["primary"] == true {
			primaries++
		}
	}
	if primaries > 1 {
		return refuse(invalidValue, "Only one value of %s can be primary.", a.name)
	}
	return nil
}

func checkOne(a *attribute, value any) (any, error) {
	value = bend(a, value)
	if value == nil {
		return nil, nil
	}
	if a.complex() {
		return checkObject(a.name, a.subs, value)
	}
	if !fits(a, value) {
		return nil, refuse(invalidValue, "The value of %s must be a %s.", a.name, a.kind)
	}
	if text, ok := value.(string); ok {
		return checkString(a, text)
	}
	return value, nil
}

// checkString gives an empty text as absent: Entra and OneLogin clear so.
func checkString(a *attribute, text string) (any, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	if len(text) > maxText {
		return nil, refuse(invalidValue, "The value of %s is longer than %d bytes.", a.name, maxText)
	}
	return text, nil
}

func fits(a *attribute, value any) bool {
	switch v := value.(type) {
	case string:
		if a.kind == "dateTime" {
			t, err := time.Parse(time.RFC3339, v)
			year := t.UTC().Year()
			return err == nil && year >= 1 && year <= 9999 // what the databases hold
		}
		return a.kind == "string" || a.kind == "reference" || a.kind == "binary"
	case bool:
		return a.kind == "boolean"
	case json.Number:
		if a.kind == "integer" {
			_, err := v.Int64()
			return err == nil
		}
		return a.kind == "decimal"
	}
	return false
}

// checkObject fits the sub-attributes of one complex value; unknown ones stay.
func checkObject(name string, subs []*attribute, value any) (any, error) {
	if value == nil {
		return nil, nil
	}
	object, ok := value.(map[string]any)
	if !ok {
		return nil, refuse(invalidValue, "The value of %s must be an object.", name)
	}
	out := make(map[string]any, len(object))
	for key, value := range object {
		if sub := find(subs, key); sub != nil {
			if sub.readOnly() {
				continue
			}
			var err error
			if value, err = check(sub, value); err != nil {
				return nil, err
			}
			key = sub.name
		}
		if _, twice := out[key]; twice {
			return nil, refuse(invalidSyntax, "The attribute %q appears twice in %s.", key, name)
		}
		if value != nil {
			out[key] = value
		}
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}
