package graph

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

// TestPrintedSchemaPage: the reference page is what the schema says; -update writes it.
func TestPrintedSchemaPage(t *testing.T) {
	t.Parallel()
	const file = "../docs/schema.md"
	page := schemaPage(schemaOf())
	if *update {
		if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	committed, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(committed) != page {
		t.Errorf("%s is not the schema: go test ./graph -run PrintedSchema -update", file)
	}
}

// schemaPage is the reference of every query, mutation and type.
func schemaPage(s *ast.Schema) string {
	var b strings.Builder
	b.WriteString("# The GraphQL schema\n\nGenerated from graph/schema; the text itself is served at `/graphql/schema.graphqls`.\n" +
		"A root field says in brackets which permission it asks for; without one it is for everybody signed in.\n")
	for _, root := range []*ast.Definition{s.Query, s.Mutation, s.Subscription} {
		if root != nil {
			fmt.Fprintf(&b, "\n## %s\n", root.Name)
			writeFields(&b, root)
		}
	}
	list := ours()
	slices.SortFunc(list, func(a, c *ast.Definition) int { return strings.Compare(a.Name, c.Name) })
	for _, kind := range []struct {
		of    ast.DefinitionKind
		title string
	}{{ast.Object, "Types"}, {ast.Interface, "Interfaces"}, {ast.InputObject, "Inputs"}, {ast.Enum, "Enums"}, {ast.Scalar, "Scalars"}} {
		fmt.Fprintf(&b, "\n## %s\n", kind.title)
		for _, def := range list {
			if def.Kind == kind.of && def != s.Query && def != s.Mutation && def != s.Subscription {
				fmt.Fprintf(&b, "\n### %s\n\n%s\n", def.Name, flat(def.Description))
				writeFields(&b, def)
				writeValues(&b, def)
			}
		}
	}
	return b.String()
}

func writeFields(b *strings.Builder, def *ast.Definition) {
	if len(def.Fields) > 0 {
		b.WriteString("\n")
	}
	fields := slices.Clone(def.Fields)
	if def.Name == "Query" || def.Name == "Mutation" {
		slices.SortFunc(fields, func(a, c *ast.FieldDefinition) int { return strings.Compare(a.Name, c.Name) })
	}
	for _, f := range fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		fmt.Fprintf(b, "- `%s%s: %s`%s — %s\n", f.Name, arguments(f.Arguments), f.Type, permission(f), flat(f.Description))
	}
}

func writeValues(b *strings.Builder, def *ast.Definition) {
	if len(def.EnumValues) > 0 {
		b.WriteString("\n")
	}
	for _, v := range def.EnumValues {
		fmt.Fprintf(b, "- `%s` — %s\n", v.Name, flat(v.Description))
	}
}

func arguments(list ast.ArgumentDefinitionList) string {
	if len(list) == 0 {
		return ""
	}
	texts := make([]string, len(list))
	for i, a := range list {
		texts[i] = a.Name + ": " + a.Type.String()
	}
	return "(" + strings.Join(texts, ", ") + ")"
}

func permission(f *ast.FieldDefinition) string {
	if can := f.Directives.ForName("can"); can != nil {
		return " [" + can.Arguments.ForName("permission").Value.Raw + "]"
	}
	return ""
}

func flat(text string) string { return strings.Join(strings.Fields(text), " ") }
