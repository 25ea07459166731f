package graph

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"mandate/actor"
	"mandate/graph/gql"
)

var update = flag.Bool("update", false, "write the printed schema")

func newSchema() graphql.ExecutableSchema { return gql.NewExecutableSchema(gql.Config{}) }

func schemaOf() *ast.Schema { return newSchema().Schema() }

// ours are the types of the schema that are not GraphQL's own.
func ours() []*ast.Definition {
	var list []*ast.Definition
	for name, def := range schemaOf().Types {
		if !def.BuiltIn && !strings.HasPrefix(name, "__") {
			list = append(list, def)
		}
	}
	return list
}

func TestEverythingIsDescribed(t *testing.T) {
	t.Parallel()
	said := 0
	need := func(what, text string) {
		said++
		if strings.TrimSpace(text) == "" {
			t.Errorf("%s has no description", what)
		}
	}
	for _, def := range ours() {
		need(def.Name, def.Description)
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			need(def.Name+"."+f.Name, f.Description)
			for _, a := range f.Arguments {
				need(def.Name+"."+f.Name+"("+a.Name+")", a.Description)
			}
		}
		for _, v := range def.EnumValues {
			need(def.Name+"."+v.Name, v.Description)
		}
	}
	if said < 500 {
		t.Errorf("only %d descriptions were looked at", said)
	}
}

func TestRootFieldsSayWhoMayUseThem(t *testing.T) {
	t.Parallel()
	s := schemaOf()
	for _, root := range []*ast.Definition{s.Query, s.Mutation, s.Subscription} {
		for _, f := range root.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			can, signedIn := f.Directives.ForName("can"), f.Directives.ForName("signedIn")
			if (can == nil) == (signedIn == nil) {
				t.Errorf("%s.%s carries neither @can nor @signedIn, or both", root.Name, f.Name)
			}
			if can != nil && !actor.Known(actor.Permission(can.Arguments.ForName("permission").Value.Raw)) {
				t.Errorf("%s.%s asks for a permission that is not of RO-2", root.Name, f.Name)
			}
		}
	}
}

// TestListsAreBounded: a list of objects is a page with first and last, or has a
// number of rows in the table of prices, so that nothing is cheap by forgetting.
func TestListsAreBounded(t *testing.T) {
	t.Parallel()
	lists := 0
	for _, def := range ours() {
		if def.Kind != ast.Object || isPage(def) {
			continue
		}
		for _, f := range def.Fields {
			named := schemaOf().Types[f.Type.Name()]
			if f.Type.Elem == nil && !isPage(named) || named.IsLeafType() {
				continue
			}
			lists++
			_, priced := rowsOf[def.Name+"."+f.Name]
			page := f.Arguments.ForName("first") != nil && isPage(named)
			if !priced && !page && f.Name != "userErrors" && f.Arguments.ForName("ids") == nil {
				t.Errorf("%s.%s is a list without a bound", def.Name, f.Name)
			}
		}
	}
	if lists < 20 {
		t.Errorf("only %d lists were looked at", lists)
	}
}

func TestTableOfPricesNamesFields(t *testing.T) {
	t.Parallel()
	for name := range rowsOf {
		typeName, field, _ := strings.Cut(name, ".")
		if def := schemaOf().Types[typeName]; def == nil || def.Fields.ForName(field) == nil {
			t.Errorf("there is no field %s", name)
		}
	}
}

func TestEveryNodeCanBeLoaded(t *testing.T) {
	t.Parallel()
	loaders := (&Server{}).nodeLoaders()
	nodes := schemaOf().GetPossibleTypes(schemaOf().Types["Node"])
	if len(nodes) != len(loaders) {
		t.Errorf("%d types of nodes, %d ways to load one", len(nodes), len(loaders))
	}
}

// TestPrintedSchema: the schema as a client sees it is committed, so that a change
// of it is seen in review.
func TestPrintedSchema(t *testing.T) {
	t.Parallel()
	const file = "testdata/schema.graphqls"
	var printed bytes.Buffer
	formatter.NewFormatter(&printed, formatter.WithIndent("  ")).FormatSchema(schemaOf())
	if *update {
		if err := os.WriteFile(file, printed.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	committed, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(committed, printed.Bytes()) {
		t.Errorf("%s is not the schema: go test ./graph -run PrintedSchema -update", file)
	}
}
