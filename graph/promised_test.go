package graph

import (
	"os"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

// TestPromisedNamesAreThere: unlike the released schema, which a release replaces, the list
// is what clients were told to rely on.
func TestPromisedNamesAreThere(t *testing.T) {
	t.Parallel()
	const file = "testdata/promised.txt"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	names := 0
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		missing, said := unkept(schemaOf(), line)
		if names += said; len(missing) > 0 {
			t.Errorf("%s: %s is not there", line, strings.Join(missing, ", "))
		}
	}
	if names < 250 {
		t.Errorf("only %d names were looked for", names)
	}
}

// unkept are the names of a line that a schema has not, and how many the line has.
func unkept(s *ast.Schema, line string) (missing []string, names int) {
	if of, members, listed := strings.Cut(line, " = "); listed {
		for _, name := range strings.Fields(members) {
			def := s.Types[of]
			if names++; def == nil || def.Fields.ForName(name) == nil && def.EnumValues.ForName(name) == nil {
				missing = append(missing, name)
			}
		}
		return missing, names
	}
	path, arguments, _ := strings.Cut(strings.TrimSuffix(line, ")"), "(")
	of, name, _ := strings.Cut(path, ".")
	def := s.Types[of]
	if def == nil || def.Fields.ForName(name) == nil {
		return []string{path}, 1
	}
	for _, argument := range strings.Fields(arguments) {
		if names++; def.Fields.ForName(name).Arguments.ForName(argument) == nil {
			missing = append(missing, argument)
		}
	}
	return missing, names + 1
}

func TestUnkept(t *testing.T) {
	t.Parallel()
	s := parsed(t, `type Query { a(x: Int): E } enum E { ONE } input I { y: Int }`)
	for line, want := range map[string]string{
		"Query.a": "", "Query.a(x)": "", "E = ONE": "", "I = y": "", "Query.b": "Query.b", "Query.a(x z)": "z", "E = ONE TWO": "TWO", "I = y z": "z", "Gone = a": "a", "Gone.a": "Gone.a",
	} {
		if missing, _ := unkept(s, line); strings.Join(missing, " ") != want {
			t.Errorf("%s: %v, want %q", line, missing, want)
		}
	}
}
