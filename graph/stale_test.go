package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"mandate/graph/gql"
)

// TestStaleBringsThePresent: whoever saw a version that is over is told STALE, and gets the
// thing as it is now with it; also of a mutation that is added.
func TestStaleBringsThePresent(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.refusing = true
		c := o.cast()
		o.contact("Cora Contact")
		o.limit(c.uma, 3, 600_000)
		schema := gql.NewExecutableSchema(gql.Config{}).Schema()
		m := made{schema: schema, ids: o.oneOfEach(c), text: "Some Text", number: 1, version: 9999, texts: map[string]string{"email": "nora.new@zenith.test", "name": "zenith.test"}}
		o.door.Now = fastClock()
		stale := 0
		for _, f := range schema.Mutation.Fields {
			if len(f.Arguments) == 0 || schema.Types[f.Arguments[0].Type.Name()].Fields.ForName("expectedVersion") == nil {
				continue
			}
			things := thingsOf(schema, f)
			query := fmt.Sprintf("mutation($input: %s) { m: %s(input: $input) { %s userErrors { code } } }", f.Arguments[0].Type, f.Name, strings.Join(things, " "))
			a := o.ask(as(c.ada), query, vars{"input": m.input("input", f.Arguments[0].Type)})
			if a.names("m.userErrors", "code") != "STALE" {
				continue // another rule speaks first, as it should: other tests bring these to STALE
			}
			stale++
			if !slices.ContainsFunc(things, func(thing string) bool { return a.at("m."+strings.Fields(thing)[0]) != nil }) {
				t.Errorf("%s: STALE without what is there: %s", f.Name, a.Raw)
			}
		}
		if stale < 25 {
			t.Errorf("only %d mutations were STALE", stale)
		}
	})
}

// thingsOf are the records that a payload has, as a selection.
func thingsOf(schema *ast.Schema, f *ast.FieldDefinition) (list []string) {
	for _, field := range schema.Types[f.Type.Name()].Fields {
		if def := schema.Types[field.Type.Name()]; def.Kind == ast.Object && field.Type.Elem == nil && def.Fields.ForName("id") != nil {
			list = append(list, field.Name+" { id }")
		}
	}
	return list
}
