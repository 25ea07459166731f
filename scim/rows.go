package scim

import "entgo.io/ent/dialect/sql"

// rows is where the values of a multi-valued attribute are stored: a table, or
// flags of the resource that each stand for one value.
type rows struct {
	cells map[string]cell // by sub-attribute
	// from selects the rows of one resource of outer.
	from func(outer *sql.Selector) *sql.Selector

	each  expr // instead of from: a function whose rows are the values
	flags []flagRow
}

// flagRow is a value that a resource has where a flag is set.
type flagRow struct {
	set   cell
	value string
}

// translateValues asks for one row that fulfils the whole value filter.
func translateValues(src source, t target, f *filter) (where, error) {
	r, ok := src.rows(t)
	if !ok {
		return nil, unfilterable(attrPath{urn: t.urn, name: t.attr.name})
	}
	if err := checkElement(t.attr, f); err != nil {
		return nil, err
	}
	if r.flags != nil {
		return r.translateFlags(t.attr, f)
	}
	inner, err := r.condition(t.attr, f)
	if err != nil {
		return nil, err
	}
	return func(s *sql.Selector) *sql.Predicate {
		if r.each != nil {
			return r.existsIn(inner(s))
		}
		values := r.from(s)
		return sql.Exists(values.Where(inner(values)))
	}, nil
}

func (r rows) existsIn(inner *sql.Predicate) *sql.Predicate {
	return sql.P(func(b *sql.Builder) {
		b.WriteString("EXISTS (SELECT 1 FROM ")
		r.each(b)
		b.WriteString(" WHERE ").Join(inner).WriteString(")")
	})
}

func (r rows) translateFlags(a *attribute, f *filter) (where, error) {
	var parts []where
	for _, row := range r.flags {
		one := rows{cells: map[string]cell{a.name: {kind: constant, text: row.value}}}
		inner, err := one.condition(a, f)
		if err != nil {
			return nil, err
		}
		parts = append(parts, func(s *sql.Selector) *sql.Predicate {
			return sql.And(row.set.relation("eq", true), inner(s))
		})
	}
	return combine("or", parts), nil
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
	c, ok := r.cells[a.element(f.path.name).name]
	if !ok {
		return nil, unfilterable(attrPath{name: a.name, sub: f.path.name})
	}
	if err := c.takes(f.op, f.value); err != nil {
		return nil, err
	}
	return func(*sql.Selector) *sql.Predicate { return c.compare(f.op, f.value) }, nil
}
