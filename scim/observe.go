package scim

import (
	"slices"
	"strings"
)

// observation is what normalisation bends and drops in a request, for the log of the
// directory. It looks at the request as it was sent; quirks.go does the bending.
type observation struct {
	bent, dropped []string
	entra         bool // it has a quirk that only Entra has
}

// Quirks by name, with who is known to send them.
const (
	bentOperations = "Operations in another spelling"          // home-made clients
	bentSingle     = "one operation without a list"            // home-made clients
	bentVerb       = "op in another case"                      // Entra
	bentBoolean    = "a text for a boolean"                    // Entra
	bentReference  = "a text for an object with a value"       // Entra's manager, home-made clients
	bentPathKey    = "a key that is a path"                    // Entra
	bentRemoval    = "remove with the values to remove"        // Entra, JumpCloud
	bentEmpty      = "an empty text or null for no value"      // Entra, OneLogin, Okta
	bentNoPath     = "an empty path"                           // home-made clients
	droppedNothing = "schemas, id or meta inside a value"      // Okta, Entra
	droppedPhone   = "phone of the person: not a valid number" // PR-3
)

func (o *observation) bend(what string) {
	if !slices.Contains(o.bent, what) {
		o.bent = append(o.bent, what)
	}
	o.entra = o.entra || what == bentVerb || what == bentBoolean
}

func (o *observation) drop(what string) {
	if !slices.Contains(o.dropped, what) {
		o.dropped = append(o.dropped, what)
	}
}

func (o *observation) dialect() string {
	if o.entra {
		return "ENTRA"
	}
	return ""
}

// observe looks at the body of a change of m, a resource or a PatchOp.
func observe(m *model, body map[string]any) observation {
	var o observation
	value, found, _ := member(body, "Operations")
	if !found {
		o.resource(m, body, false)
		return o
	}
	if _, exact := body["Operations"]; !exact {
		o.bend(bentOperations)
	}
	list, ok := value.([]any)
	if !ok {
		o.bend(bentSingle)
		list = []any{value}
	}
	for _, entry := range list {
		if object, ok := entry.(map[string]any); ok {
			o.operation(m, object)
		}
	}
	return o
}

func (o *observation) operation(m *model, object map[string]any) {
	verb, _, _ := member(object, "op")
	name, _ := verb.(string)
	if name != strings.ToLower(name) {
		o.bend(bentVerb)
	}
	value, given, _ := member(object, "value")
	where, said, _ := member(object, "path")
	text, _ := where.(string)
	if strings.TrimSpace(text) == "" {
		if said {
			o.bend(bentNoPath)
		}
		if values, ok := value.(map[string]any); ok {
			o.resource(m, values, true)
		}
		return
	}
	path, err := parsePatchPath(text)
	if err != nil {
		return
	}
	t, known := m.resolve(path.attrPath)
	if !known || t.attr == nil {
		if values, ok := value.(map[string]any); ok && t.urn != "" {
			o.extension(m, t.urn, values)
		}
		return
	}
	if t.attr.name == "password" {
		o.drop("password")
	}
	if strings.EqualFold(name, "remove") {
		if given && value != nil && t.attr.multi && path.filter == nil {
			o.bend(bentRemoval)
		}
		return
	}
	o.value(t.leaf(), value)
}

// resource looks at the keys of a resource, or of a value without path.
func (o *observation) resource(m *model, object map[string]any, inValue bool) {
	for key, value := range object {
		if x := m.extension(key); x != nil {
			if x.readOnly {
				o.drop(key)
				continue
			}
			values, _ := value.(map[string]any)
			o.extension(m, x.schema.ID, values)
			continue
		}
		if inValue && ignored(key) {
			o.drop(droppedNothing)
			continue
		}
		if path, ok := m.pathKey(key); ok {
			o.bend(bentPathKey)
			if t, known := m.resolve(path.attrPath); known {
				o.value(t.leaf(), value)
			}
			continue
		}
		a := find(m.core, key)
		switch {
		case a == nil || a.name == "schemas":
		case a.name == "password" || a.readOnly() && !inValue:
			o.drop(a.name)
		default:
			o.value(a, value)
		}
	}
}

func (o *observation) extension(m *model, urn string, object map[string]any) {
	x := m.extension(urn)
	for key, value := range object {
		if a := find(x.attrs, key); a != nil {
			o.value(a, value)
		} else if strings.Contains(key, ".") {
			o.bend(bentPathKey)
		}
	}
}

func (o *observation) value(a *attribute, value any) {
	switch v := value.(type) {
	case nil:
		o.bend(bentEmpty)
	case []any:
		for _, entry := range v {
			o.value(a, entry)
		}
	case map[string]any:
		for key, entry := range v {
			if sub := a.sub(key); sub != nil {
				o.value(sub, entry)
			}
		}
	case string:
		switch {
		case v == "":
			o.bend(bentEmpty)
		case a.kind == "boolean":
			o.bend(bentBoolean)
		case a.complex():
			o.bend(bentReference)
		}
	}
}
