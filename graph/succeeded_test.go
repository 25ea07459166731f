package graph_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
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
	if missing := untold(); !chosen && len(missing) > 0 {
		fmt.Printf("no test proves: %s\n", strings.Join(missing, "\n"))
		code = 1
	}
	if missing := neverRepeated(); !chosen && len(missing) > 0 {
		fmt.Printf("no test sends these mutations again with their key: %v\n", missing)
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

// witness notes the mutations of a query that were done: not those of a dry run, and of
// those that answer row by row only where a row is shown that was not refused.
func witness(query string, v vars, a *answer) {
	if len(a.Errors) > 0 {
		return
	}
	doc, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		return
	}
	for _, op := range doc.Operations {
		if op.Operation != ast.Mutation {
			continue
		}
		for _, selected := range op.SelectionSet {
			f, ok := selected.(*ast.Field)
			if !ok || a.at(f.Alias) == nil || dry(f, v) {
				continue
			}
			if errs, asked := a.at(f.Alias + ".userErrors").([]any); asked && len(errs) == 0 && (!byRow[f.Name] || rowDone(a, f.Alias)) {
				succeeded.Store(f.Name, true)
			}
		}
	}
}

// byRow are the mutations that refuse row by row.
var byRow = func() map[string]bool {
	schema, names := gql.NewExecutableSchema(gql.Config{}).Schema(), map[string]bool{}
	for _, f := range schema.Mutation.Fields {
		names[f.Name] = schema.Types[f.Type.Name()].Fields.ForName("results") != nil
	}
	return names
}()

// dry reports whether a mutation was asked to write nothing.
func dry(f *ast.Field, v vars) bool {
	for _, arg := range f.Arguments {
		given, err := arg.Value.Value(v)
		text, wrong := json.Marshal(given)
		if err != nil || wrong != nil || bytes.Contains(text, []byte(`"dryRun":true`)) {
			return true
		}
	}
	return false
}

// rowDone reports whether a row says that it was done: one that tells no code, and is
// neither left untried nor as it was.
func rowDone(a *answer, alias string) bool {
	rows, _ := a.at(alias + ".results").([]any)
	return slices.ContainsFunc(rows, func(row any) bool {
		r := row.(map[string]any)
		code, coded := r["code"]
		errs, listed := r["userErrors"].([]any)
		outcome, told := r["outcome"]
		return (coded && code == nil || listed && len(errs) == 0) && r["tried"] != false && (!told || outcome == "CHANGED")
	})
}

// TestWhatIsNoSuccess: refusals, dry runs and rows of which none was done are no proof.
func TestWhatIsNoSuccess(t *testing.T) {
	t.Parallel()
	seen := func(rows string, v vars, literal string) bool {
		a := &answer{tb: t, Data: map[string]any{}}
		if err := json.Unmarshal([]byte(`{"data":{"m":{"results":`+rows+`,"userErrors":[]}}}`), a); err != nil {
			t.Fatal(err)
		}
		doc, err := parser.ParseQuery(&ast.Source{Input: "mutation($in: DealsReassignInput!) { m: dealsReassign(input: " + literal + ") { userErrors { code } } }"})
		if err != nil {
			t.Fatal(err)
		}
		f := doc.Operations[0].SelectionSet[0].(*ast.Field)
		return byRow[f.Name] && !dry(f, v) && rowDone(a, f.Alias)
	}
	for name, one := range map[string]struct {
		rows    string
		input   vars
		literal string
		done    bool
	}{
		"a row":             {`[{"code":"DEAL_CLOSED"},{"code":null}]`, vars{"dryRun": false}, "$in", true},
		"a row with errors": {`[{"userErrors":[],"tried":true}]`, vars{}, "$in", true},
		"all refused":       {`[{"code":"DEAL_CLOSED"}]`, vars{}, "$in", false},
		"none":              {`[]`, vars{}, "$in", false},
		"untold":            {`[{"deal":null}]`, vars{}, "$in", false},
		"untried":           {`[{"userErrors":[],"tried":false}]`, vars{}, "$in", false},
		"as it was":         {`[{"userErrors":[],"outcome":"UNCHANGED"}]`, vars{}, "$in", false},
		"dry":               {`[{"code":null}]`, vars{"dryRun": true}, "$in", false},
		"dry, written out":  {`[{"code":null}]`, nil, "{ dryRun: true }", false},
	} {
		if got := seen(one.rows, vars{"in": one.input}, one.literal); got != one.done {
			t.Errorf("%s: done %t", name, got)
		}
	}
}
