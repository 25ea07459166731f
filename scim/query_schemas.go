package scim

import (
	"strings"

	"entgo.io/ent/dialect/sql"
)

// bySchema asks by "schemas" which schemas a resource has attributes of: RFC 7644
// section 3.4.2.2 has it among its examples. The core schema is of every resource, an
// extension of those with any of its attributes. What else could be named is refused,
// so that nobody takes a misspelt schema for a resource that is not there.
func (tr translator) bySchema(t target, f *filter) (where, error) {
	if err := checkTerm(t.attr, f.op, f.value); err != nil {
		return nil, err
	}
	urn, _ := f.value.(string)
	switch {
	case f.op == "pr":
		return constantly(true), nil
	case f.op == "ne":
		is, err := tr.bySchema(t, &filter{op: "eq", path: f.path, value: f.value})
		return combine("not", []where{is}), err
	case f.op != "eq":
		return nil, refuse(invalidFilter, "Schemas can only be compared with eq and ne.")
	case f.value == nil:
		return constantly(false), nil
	case strings.EqualFold(urn, tr.model.schema.ID):
		return constantly(true), nil
	}
	return tr.extended(urn)
}

// extended asks for an attribute of an extension, mapped or not.
func (tr translator) extended(urn string) (where, error) {
	x := tr.model.extension(urn)
	if x == nil && tr.schemaElsewhere(urn) {
		return constantly(false), nil
	}
	if x == nil || x.schema.ID == mandateURN {
		return nil, refuse(invalidFilter, "Resources can't be filtered by the schema %q.", short(urn))
	}
	return tr.source.keeps(x.schema.ID), nil
}

// schemaElsewhere reports whether another type of the search has the schema.
func (tr translator) schemaElsewhere(urn string) bool {
	for _, m := range tr.others {
		if strings.EqualFold(urn, m.schema.ID) || m.extension(urn) != nil {
			return true
		}
	}
	return false
}

func constantly(holds bool) where {
	return func(*sql.Selector) *sql.Predicate { return always(holds) }
}
