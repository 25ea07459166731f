package graph_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"mandate/graph/gql"
)

// succeeded remembers which mutations some test has seen done.
var succeeded sync.Map

// TestMain fails where a mutation of the schema, also one that is added, is done by no
// test: refusals alone prove nothing. A run of chosen tests is no census.
func TestMain(m *testing.M) {
	code := m.Run()
	chosen := flag.Lookup("test.run").Value.String()+flag.Lookup("test.skip").Value.String()+flag.Lookup("test.list").Value.String() != ""
	if missing := neverDone(); !chosen && len(missing) > 0 {
		fmt.Printf("no test does these mutations: %v\n", missing)
		code = 1
	}
	os.Exit(code)
}

func neverDone() (missing []string) {
	for _, f := range gql.NewExecutableSchema(gql.Config{}).Schema().Mutation.Fields {
		if _, done := succeeded.Load(f.Name); !done {
			missing = append(missing, f.Name)
		}
	}
	slices.Sort(missing)
	return missing
}

// witness notes the mutations of a query that were done.
func witness(query string, a *answer) {
	doc, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		return
	}
	for _, op := range doc.Operations {
		if op.Operation != ast.Mutation || len(a.Errors) > 0 {
			continue
		}
		for _, selected := range op.SelectionSet {
			f, ok := selected.(*ast.Field)
			if !ok || a.at(f.Alias) == nil {
				continue
			}
			if errs, asked := a.at(f.Alias + ".userErrors").([]any); asked && len(errs) == 0 {
				succeeded.Store(f.Name, true)
			}
		}
	}
}
