package scim

import (
	"entgo.io/ent/dialect/sql"
)

// where builds one condition when the SQL statement is built; every value is a
// bound parameter.
type where func(s *sql.Selector) *sql.Predicate

// source says how the attributes of a resource type are stored.
type source interface {
	// cell gives the place of a single-valued attribute; ok is false when it can't be
	// filtered or sorted by.
	cell(t target) (c cell, ok bool)
	// rows gives where the values of a multi-valued attribute are stored.
	rows(t target) (r rows, ok bool)
	// keeps holds where a resource is shown with an extension.
	keeps(urn string) where
	id() expr
}

// translator turns filters on one resource type into conditions.
type translator struct {
	model  *model
	source source
	others []*model // resource types that are searched with it
}

// translate turns a filter into a condition of one statement. What can't be
// filtered is refused: to a directory an empty list means "create". An attribute
// that only another type of the same search has is absent (RFC 7644 section 3.4.2.1).
func (tr translator) translate(f *filter) (where, error) {
	switch f.op {
	case "and", "or", "not":
		return tr.logic(f)
	}
	t, known := tr.model.resolve(f.path)
	switch {
	case !known && tr.elsewhere(f):
		return func(*sql.Selector) *sql.Predicate { return missing(f.op, f.value) }, nil
	case !known || t.attr == nil:
		return nil, unfilterable(f.path)
	case t.attr.name == "schemas" && f.op != "has":
		return tr.bySchema(t, f)
	case f.op == "has" && t.sub != nil:
		return nil, unfilterable(f.path)
	case f.op == "has" && !t.attr.multi:
		return tr.within(t, f.args[0])
	case f.op == "has":
		return translateValues(tr.source, t, f.args[0])
	case t.attr.multi && t.leaf().complex() && f.op == "pr" && t.attr.sub("value") == nil:
		return translateValues(tr.source, t, anySub(t.attr))
	case t.attr.multi:
		sub := "value"
		if t.sub != nil {
			sub = t.sub.name
		}
		return translateValues(tr.source, t, &filter{op: f.op, path: attrPath{name: sub}, value: f.value})
	case t.sub == nil && t.attr.complex() && t.attr.sub("value") == nil:
		return translateWhole(tr.source, t, f)
	case t.sub == nil && t.attr.complex():
		t.sub = t.attr.sub("value") // a manager stands for their id
	}
	return translateTerm(tr.source, t, f)
}

// elsewhere reports whether another type of the search has the attribute; the value
// must fit it there.
func (tr translator) elsewhere(f *filter) bool {
	for _, m := range tr.others {
		if t, known := m.resolve(f.path); known && t.attr != nil {
			return f.op == "has" || t.leaf().complex() || checkTerm(t.leaf(), f.op, f.value) == nil
		}
	}
	return false
}

// missing compares an attribute that no resource of a type has.
func missing(op string, value any) *sql.Predicate {
	return always(op == "ne" && value != nil || op == "eq" && value == nil)
}

func (tr translator) logic(f *filter) (where, error) {
	parts := make([]where, len(f.args))
	for i, arg := range f.args {
		part, err := tr.translate(arg)
		if err != nil {
			return nil, err
		}
		parts[i] = part
	}
	return combine(f.op, parts), nil
}

func combine(op string, parts []where) where {
	return func(s *sql.Selector) *sql.Predicate {
		built := make([]*sql.Predicate, len(parts))
		for i, part := range parts {
			built[i] = part(s)
		}
		switch op {
		case "and":
			return sql.And(built...)
		case "or":
			return sql.Or(built...)
		}
		return sql.Not(built[0])
	}
}

// translateWhole asks whether a complex attribute has any value (pr).
func translateWhole(src source, t target, f *filter) (where, error) {
	var parts []where
	for _, sub := range t.attr.subs {
		if c, ok := src.cell(target{t.urn, t.attr, sub}); ok {
			parts = append(parts, func(*sql.Selector) *sql.Predicate { return c.present() })
		}
	}
	if f.op != "pr" || len(parts) == 0 {
		return nil, unfilterable(f.path)
	}
	return combine("or", parts), nil
}

func translateTerm(src source, t target, f *filter) (where, error) {
	if t.leaf().complex() {
		return nil, unfilterable(f.path)
	}
	c, ok := src.cell(t)
	if !ok {
		return nil, unfilterable(f.path)
	}
	if err := checkTerm(t.leaf(), f.op, f.value); err != nil {
		return nil, err
	}
	if err := c.takes(f.op, f.value); err != nil {
		return nil, err
	}
	return func(*sql.Selector) *sql.Predicate { return c.compare(f.op, f.value) }, nil
}

// sorterOf gives the order that a listing asks for; without one it is by id.
func sorterOf(m *model, src source, l listing) (sorter, error) {
	o := sorter{id: src.id(), descending: l.descending}
	if l.sortBy == nil {
		return o, nil
	}
	t, known := m.resolve(*l.sortBy)
	if !known {
		return o, nil // it is another resource type's of the same search
	}
	switch {
	case t.attr.multi && t.sub != nil && t.sub.name == "value":
		t.sub = nil // many values sort by the primary one
	case !t.attr.multi && t.sub == nil && t.attr.complex():
		t.sub = t.attr.sub("value")
	}
	c, ok := src.cell(t)
	if !ok || c.kind == constant {
		return o, refuse(invalidPath, "Lists can't be sorted by %q.", t)
	}
	o.cell = c
	return o, nil
}

func unfilterable(path attrPath) error {
	return refuse(invalidFilter, "The attribute %q can't be filtered.", short(path.String()))
}
