package scim

import (
	"strings"

	"github.com/elimity-com/scim/schema"
)

// attribute is what the door needs to know of one attribute definition
// (RFC 7643 section 7), in the standard's words.
type attribute struct {
	name       string
	kind       string // string, boolean, decimal, integer, dateTime, reference, binary, complex
	multi      bool
	caseExact  bool
	required   bool
	mutability string // readOnly, readWrite, immutable, writeOnly
	returned   string // always, never, default, request
	subs       []*attribute
}

func attributesOf(list schema.Attributes) []*attribute {
	var out []*attribute
	for _, a := range list {
		out = append(out, &attribute{
			name:       a.Name(),
			kind:       a.AttributeType(),
			multi:      a.MultiValued(),
			caseExact:  a.CaseExact(),
			required:   a.Required(),
			mutability: a.Mutability(),
			returned:   a.Returned(),
			subs:       attributesOf(a.SubAttributes()),
		})
	}
	return out
}

func (a *attribute) complex() bool { return a.kind == "complex" }

func (a *attribute) readOnly() bool { return a.mutability == "readOnly" }

// sub finds a sub-attribute; names compare without case.
func (a *attribute) sub(name string) *attribute { return find(a.subs, name) }

// element finds what a value filter can name: a sub-attribute, or the values
// themselves where they are simple.
func (a *attribute) element(name string) *attribute {
	if !a.complex() && strings.EqualFold(name, "value") {
		return a
	}
	return a.sub(name)
}

func find(list []*attribute, name string) *attribute {
	for _, a := range list {
		if strings.EqualFold(a.name, name) {
			return a
		}
	}
	return nil
}

// model is a resource type: its core schema and its extensions.
type model struct {
	name       string // User
	endpoint   string // /Users
	schema     schema.Schema
	core       []*attribute // common attributes included
	extensions []extension
}

type extension struct {
	schema   schema.Schema
	attrs    []*attribute
	readOnly bool // Mandate's own: what a client sends in it is dropped or refused
}

func (m *model) extension(urn string) *extension {
	for i := range m.extensions {
		if strings.EqualFold(m.extensions[i].schema.ID, urn) {
			return &m.extensions[i]
		}
	}
	return nil
}

// target is a path found in a model. urn is empty for the core schema; attr is
// nil for a bare extension; sub is nil without a sub-attribute.
type target struct {
	urn       string
	attr, sub *attribute
}

// String names the target as filters and sort keys do, in the schema's spelling.
func (t target) String() string {
	path := attrPath{urn: t.urn, name: t.attr.name}
	if t.sub != nil {
		path.sub = t.sub.name
	}
	return path.String()
}

// leaf is the definition that a value at the target must fit.
func (t target) leaf() *attribute {
	if t.sub != nil {
		return t.sub
	}
	return t.attr
}

// resolve finds what a path names; ok is false when the model has no such attribute.
func (m *model) resolve(path attrPath) (t target, ok bool) {
	whole := path.String()
	if x := m.extension(whole); x != nil {
		return target{urn: x.schema.ID}, true
	}
	attrs := m.core
	if path.urn != "" && !strings.EqualFold(path.urn, m.schema.ID) {
		x := m.extension(path.urn)
		if x == nil {
			return t, false
		}
		t.urn, attrs = x.schema.ID, x.attrs
	}
	if t.attr = find(attrs, path.name); t.attr == nil {
		return t, false
	}
	if path.sub != "" {
		t.sub = t.attr.sub(path.sub)
	}
	return t, path.sub == "" || t.sub != nil
}
