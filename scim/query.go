package scim

import (
	"entgo.io/ent/dialect/sql"
)

// where builds one condition when the SQL statement is built; every value is a
// bound parameter.
type where func(s *sql.Selector) *sql.Predicate

// source says how the attributes of a resource type are stored.
type source interface {
	// column gives the place of a single-valued attribute; ok is false when it
	// can't be filtered or sorted by.
	column(t target) (c cell, ok bool)
	// rows gives the table of a multi-valued attribute's values.
	rows(a *attribute) (r rows, ok bool)
}

// translate turns a filter into a condition of one statement. What can't be
// filtered is refused: to a directory an empty list means "create".
func translate(m *model, src source, f *filter) (where, error) {
	switch f.op {
	case "and", "or", "not":
		return translateLogic(m, src, f)
	case "has":
		t, known := m.resolve(f.path)
		if !known || t.attr == nil || t.sub != nil {
			return nil, unfilterable(f.path)
		}
		return translateValues(src, t.attr, f.args[0])
	}
	t, known := m.resolve(f.path)
	if !known || t.attr == nil {
		return nil, unfilterable(f.path)
	}
	if t.attr.multi {
		sub := "value"
		if t.sub != nil {
			sub = t.sub.name
		}
		return translateValues(src, t.attr, &filter{op: f.op, path: attrPath{name: sub}, value: f.value})
	}
	if t.sub == nil && t.attr.complex() {
		t.sub = t.attr.sub("value") // a manager stands for their id
	}
	return translateTerm(src, t, f)
}

func translateLogic(m *model, src source, f *filter) (where, error) {
	parts := make([]where, len(f.args))
	for i, arg := range f.args {
		part, err := translate(m, src, arg)
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

func translateTerm(src source, t target, f *filter) (where, error) {
	if t.leaf().complex() {
		return nil, unfilterable(f.path)
	}
	c, ok := src.column(t)
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

// translateValues asks for one row that fulfils the whole value filter.
func translateValues(src source, a *attribute, f *filter) (where, error) {
	r, ok := src.rows(a)
	if !ok {
		return nil, unfilterable(attrPath{name: a.name})
	}
	if err := checkElement(a, f); err != nil {
		return nil, err
	}
	inner, err := r.condition(a, f)
	if err != nil {
		return nil, err
	}
	return func(s *sql.Selector) *sql.Predicate {
		values := r.from(s)
		return sql.Exists(values.Where(inner(values)))
	}, nil
}

// rows is where the values of a multi-valued attribute are stored.
type rows struct {
	cells map[string]cell // by sub-attribute
	// from selects the rows of one resource of outer.
	from func(outer *sql.Selector) *sql.Selector
}

func (r rows) condition(a *attribute, f *filter) (where, error) {
	if len(f.args) > 0 {
		parts := make([]where, len(f.args))
		for i, arg := range f.args {
			part, err := r.condition(a, arg)
			if err != nil {
				return nil, err
			}
			parts[i] = part
		}
		return combine(f.op, parts), nil
	}
	c, ok := r.cells[a.sub(f.path.name).name]
	if !ok {
		return nil, unfilterable(attrPath{name: a.name, sub: f.path.name})
	}
	if err := c.takes(f.op, f.value); err != nil {
		return nil, err
	}
	return func(*sql.Selector) *sql.Predicate { return c.compare(f.op, f.value) }, nil
}

// order gives the sort key of a list; directory adds the id, so that pages are stable.
func order(src source, l listing) (func(*sql.Selector), error) {
	t := *l.sortBy
	switch {
	case t.attr.multi && t.sub != nil && t.sub.name == "value":
		t.sub = nil // many values sort by the primary one
	case !t.attr.multi && t.sub == nil && t.attr.complex():
		t.sub = t.attr.sub("value")
	}
	c, ok := src.column(t)
	if !ok || c.kind == constant {
		return nil, refuse(invalidPath, "Lists can't be sorted by %q.", t)
	}
	return func(s *sql.Selector) { c.order(s, l.descending) }, nil
}

func unfilterable(path attrPath) error {
	return refuse(invalidFilter, "The attribute %q can't be filtered.", short(path.String()))
}
