package scim

import "strings"

// projection is which attributes an answer shows (RFC 7644 section 3.9). Keys are
// paths in lower case; an empty only means all that are returned by default.
type projection struct {
	only, except map[string]bool
}

// readProjection takes the two query parameters; names that no schema has are
// kept, since unmapped attributes can be asked for too.
func readProjection(only, except string, models ...*model) projection {
	return projection{only: pathSet(only, models), except: pathSet(except, models)}
}

func pathSet(list string, models []*model) map[string]bool {
	set := map[string]bool{}
	for name := range strings.SplitSeq(list, ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		for _, m := range models {
			name = strings.TrimPrefix(name, strings.ToLower(m.schema.ID)+":")
		}
		if name != "" {
			set[name] = true
		}
	}
	return set
}

// wants reports whether a core attribute will be shown, so that what is costly to
// load isn't loaded in vain.
func (p projection) wants(name string) bool {
	name = strings.ToLower(name)
	if p.except[name] {
		return false
	}
	return len(p.only) == 0 || p.only[name] || p.below(name+".")
}

// asks reports whether an extension was asked for by name, whole or in part.
func (p projection) asks(urn string) bool {
	urn = strings.ToLower(urn)
	return !p.except[urn] && (p.only[urn] || p.below(urn+":"))
}

// below reports whether something with this prefix was asked for.
func (p projection) below(prefix string) bool {
	for path := range p.only {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	return false
}

// apply removes from a rendered resource what is not to be shown.
func (p projection) apply(m *model, doc map[string]any) map[string]any {
	if len(p.only) == 0 && len(p.except) == 0 {
		return doc
	}
	for key, value := range doc {
		name := strings.ToLower(key)
		if x := m.extension(key); x != nil {
			p.trim(doc, key, p.inside(value, name, ":", p.only[name]))
			continue
		}
		a := find(m.core, key)
		if a != nil && (a.returned == "always" || a.name == "schemas") {
			continue
		}
		p.trim(doc, key, p.value(value, name, false))
	}
	return doc
}

func (p projection) trim(doc map[string]any, key string, value any) {
	if value == nil {
		delete(doc, key)
		return
	}
	doc[key] = value
}

// value gives what is left of an attribute; asked means that what holds it was asked for.
func (p projection) value(value any, name string, asked bool) any {
	if p.except[name] {
		return nil
	}
	asked = asked || len(p.only) == 0 || p.only[name]
	switch v := value.(type) {
	case map[string]any:
		return p.inside(v, name, ".", asked)
	case []any:
		var kept []any
		for _, entry := range v {
			if entry := p.value(entry, name, asked); entry != nil {
				kept = append(kept, entry)
			}
		}
		if kept == nil {
			return nil
		}
		return kept
	}
	if !asked {
		return nil
	}
	return value
}

func (p projection) inside(value any, name, separator string, asked bool) any {
	object, ok := value.(map[string]any)
	if !ok || p.except[name] {
		return nil
	}
	asked = asked || len(p.only) == 0
	kept := map[string]any{}
	for key, sub := range object {
		if left := p.value(sub, name+separator+strings.ToLower(key), asked); left != nil {
			kept[key] = left
		}
	}
	return emptyIsNil(kept)
}
