package graph_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// leaf is one argument of a root field, or one field of an input that an argument leads
// to: what a caller can write something odd into.
type leaf struct {
	operation ast.Operation
	root      *ast.FieldDefinition
	path      []string // the argument first
	of        *ast.Type
}

func (l leaf) String() string { return l.root.Name + "." + strings.Join(l.path, ".") }

// leaves are all of a schema's, in the order of its text. An input within itself is
// followed once.
func leaves(schema *ast.Schema) (all []leaf) {
	for _, on := range []struct {
		operation ast.Operation
		fields    ast.FieldList
	}{{ast.Query, schema.Query.Fields}, {ast.Mutation, schema.Mutation.Fields}} {
		for _, root := range on.fields {
			for _, a := range root.Arguments {
				all = append(all, below(schema, leaf{on.operation, root, []string{a.Name}, a.Type}, nil)...)
			}
		}
	}
	return all
}

func below(schema *ast.Schema, l leaf, within []string) []leaf {
	def := schema.Types[l.of.Name()]
	all := []leaf{l}
	if def.Kind != ast.InputObject || slices.Contains(within, def.Name) {
		return all
	}
	for _, f := range def.Fields {
		all = append(all, below(schema, leaf{l.operation, l.root, append(slices.Clone(l.path), f.Name), f.Type}, append(within, def.Name))...)
	}
	return all
}

// with makes the arguments of a leaf's root field with a value in its place, and what is
// required of the rest made up.
func (l leaf) with(m made, value any) vars {
	values := vars{}
	for _, a := range l.root.Arguments {
		if a.Name == l.path[0] {
			values[a.Name] = m.around(a.Name, a.Type, l.path[1:], value)
		} else if a.Type.NonNull && a.DefaultValue == nil || a.Name == "first" {
			values[a.Name] = m.input(a.Name, a.Type)
		}
	}
	return values
}

// around makes a value of a type that has the odd one at the end of the path.
func (m made) around(name string, t *ast.Type, path []string, odd any) any {
	if len(path) == 0 {
		return odd
	}
	if t.Elem != nil {
		return []any{m.around(name, t.Elem, path, odd)}
	}
	in := maps.Clone(m.input(name, t).(map[string]any))
	f := m.schema.Types[t.Name()].Fields.ForName(path[0])
	in[f.Name] = m.around(f.Name, f.Type, path[1:], odd)
	return in
}

// document asks for everything plain of what a root field gives, with all its arguments.
func (l leaf) document(schema *ast.Schema, values vars) string {
	var declared, passed []string
	for _, a := range l.root.Arguments {
		if _, given := values[a.Name]; given {
			declared, passed = append(declared, fmt.Sprintf("$%s: %s", a.Name, a.Type)), append(passed, fmt.Sprintf("%s: $%[1]s", a.Name))
		}
	}
	return fmt.Sprintf("%s(%s) { it: %s(%s) %s }", l.operation, strings.Join(declared, ", "), l.root.Name, strings.Join(passed, ", "), shown(schema, l.root.Type, 2))
}

// shown selects the plain fields of a type, and those of what it leads to, so deep.
func shown(schema *ast.Schema, t *ast.Type, deep int) string {
	def := schema.Types[t.Name()]
	if def.Kind == ast.Scalar || def.Kind == ast.Enum {
		return ""
	}
	names := append([]string{"__typename"}, plain(def)...)
	for _, f := range def.Fields {
		if deep > 0 && len(f.Arguments) == 0 && !isValue(f.Type.Name()) && f.Name != "edges" {
			names = append(names, f.Name+" "+shown(schema, f.Type, min(deep-1, listDepth(f))))
		}
	}
	return "{ " + strings.Join(names, " ") + " }"
}

// listDepth is how far a selection goes below a field: rows of a list are shown by their
// plain fields, so that a page of them has a price that one may ask for.
func listDepth(f *ast.FieldDefinition) int {
	if f.Type.Elem != nil {
		return 0
	}
	return 1
}
