package graph_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"mandate/graph/gql"
	"mandate/ident"
)

// repeated remembers which mutations some test has seen answered again by their key.
var repeated sync.Map

// toldOnce are what nobody can say a second time: the texts of secrets, which are not kept,
// with the warning that says so, what a request that is replayed was answered, and when it
// was explained why something is as it is now.
var toldOnce = []string{"secret", "key", "token", "warnings", "status", "url", "at"}

// keyed gives a step a key of its own where its mutation takes one and it brings none.
func (o *office) keyed(mutation string, s step) step {
	if s.input == nil || s.input["idempotencyKey"] != nil || inputOf(mutation).Fields.ForName("idempotencyKey") == nil {
		return s
	}
	o.keys++
	s.input = joined(maps.Clone(s.input), vars{"idempotencyKey": fmt.Sprintf("step %d", o.keys)})
	return s
}

func inputOf(mutation string) *ast.Definition {
	schema := gql.NewExecutableSchema(gql.Config{}).Schema()
	return schema.Types[schema.Mutation.Fields.ForName(mutation).Arguments[0].Type.Name()]
}

// twice asks for a mutation with one input under a key, and what was done once more.
func (o *office) twice(w who, query string, v vars) *answer {
	o.t.Helper()
	doc, err := parser.ParseQuery(&ast.Source{Input: query})
	o.must(err)
	f := doc.Operations[0].SelectionSet[0].(*ast.Field)
	o.keys++
	key := fmt.Sprintf("step %d", o.keys)
	for name, in := range v {
		if input, ok := in.(vars); ok {
			v = joined(maps.Clone(v), vars{name: joined(maps.Clone(input), vars{"idempotencyKey": key})})
			first := o.ask(w, query, v).done(f.Alias)
			o.again(f, query, step{by: w, input: v[name].(vars), name: name}, name, first)
			return first
		}
	}
	query = strings.Replace(query, "input: {", fmt.Sprintf("input: {idempotencyKey: %q ", key), 1)
	first := o.ask(w, query, v).done(f.Alias)
	o.sameAgain(f.Name, f.Alias, first, func() *answer { return o.ask(w, query, v) })
	return first
}

// again sends what was done once more with its key: it answers as the first time, and
// nothing is done twice. With another input it is refused; a dry run keeps no key.
func (o *office) again(f *ast.Field, query string, s step, argument string, first *answer) {
	o.t.Helper()
	mutation := f.Name
	if s.input["idempotencyKey"] == nil {
		return
	}
	o.sameAgain(mutation, f.Alias, first, func() *answer { return o.ask(s.by, query, vars{argument: s.input}) })
	other := otherInput(mutation, s.input)
	if other == nil || s.input["dryRun"] == true {
		return
	}
	before := o.entries()
	a := o.ask(s.by, query, vars{argument: other})
	if e := a.userError(f.Alias, "INVALID"); fmt.Sprint(e["field"]) != "[idempotencyKey]" && strings.Contains(query, "field") {
		o.t.Errorf("%s, %s, another input with the same key: %.600s", mutation, s.name, a.Raw)
	}
	if n := o.entries() - before; n != 0 {
		o.t.Errorf("%s, %s, another input with the same key: %d more entries of history", mutation, s.name, n)
	}
}

func (o *office) sameAgain(mutation, alias string, first *answer, ask func() *answer) {
	o.t.Helper()
	before := o.entries()
	second := ask().done(alias)
	if where := differs(first.at(alias), second.at(alias)); where != "" {
		o.t.Errorf("%s, sent again: %s\n%.900s\n%.900s", mutation, where, first.Raw, second.Raw)
	}
	if n := o.entries() - before; n != 0 {
		o.t.Errorf("%s, sent again: %d more entries of history", mutation, n)
	}
	repeated.Store(mutation, true)
}

// differs says where a second answer is not the first; empty: nowhere.
func differs(first, second any) string {
	switch a := first.(type) {
	case map[string]any:
		b, _ := second.(map[string]any)
		for name := range a {
			if slices.Contains(toldOnce, name) && (name == "warnings" || name == "at" || b[name] == nil) {
				continue
			}
			if where := differs(a[name], b[name]); where != "" {
				return name + "." + where
			}
		}
		return ""
	case []any:
		b, _ := second.([]any)
		if len(a) != len(b) {
			return fmt.Sprintf("%d, not %d", len(b), len(a))
		}
		for i := range a {
			if where := differs(a[i], b[i]); where != "" {
				return fmt.Sprintf("%d.%s", i, where)
			}
		}
		return ""
	}
	if !reflect.DeepEqual(first, second) {
		return fmt.Sprintf("%v, not %v", second, first)
	}
	return ""
}

// otherByHand are mutations of which another input is sent by a test of their own: those
// whose key is one of each item, and those that look first whose thing it is.
var otherByHand = []string{"dealsSubmit", "usersBulkUpdate", "sessionRevoke", "sessionsRevokeAll"}

// otherInput is an input of the same form that says something else: another version, null
// where nothing was said, another id; nil: a test must make one by hand.
func otherInput(mutation string, input vars) vars {
	if slices.Contains(otherByHand, mutation) {
		return nil
	}
	fields := inputOf(mutation).Fields
	for _, name := range []string{"expectedVersion", "expectedDealVersion"} {
		if f := fields.ForName(name); f != nil {
			return joined(maps.Clone(input), vars{name: 1_000_000})
		}
	}
	for _, f := range fields {
		if _, said := input[f.Name]; !said && !f.Type.NonNull {
			return joined(maps.Clone(input), vars{f.Name: nil})
		}
	}
	for _, f := range fields {
		text, _ := input[f.Name].(string)
		if prefix, _, isID := strings.Cut(text, "_"); isID && f.Type.Name() == "ID" {
			return joined(maps.Clone(input), vars{f.Name: prefix + "_" + strings.TrimPrefix(ident.ID{9}.Text("t"), "t_")})
		}
		if text != "" && f.Type.Name() == "String" && f.Name != "idempotencyKey" {
			return joined(maps.Clone(input), vars{f.Name: text + "x"})
		}
	}
	return nil
}

// neverRepeated are the mutations with a key that no test has sent twice.
func neverRepeated() (missing []string) {
	for _, f := range gql.NewExecutableSchema(gql.Config{}).Schema().Mutation.Fields {
		if len(f.Arguments) == 0 {
			continue
		}
		if _, seen := repeated.Load(f.Name); !seen {
			missing = append(missing, f.Name)
		}
	}
	slices.Sort(missing)
	return missing
}
