package graph

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// released is the schema that clients were promised last. At a release the printed
// schema is copied over it: what was marked @deprecated there may be gone here.
const released = "testdata/schema.released.graphqls"

// TestNothingBreaksClients refuses changes of the schema after which a client's document
// is no longer good, or gets null where it never did.
func TestNothingBreaksClients(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(released)
	if err != nil {
		t.Fatal(err)
	}
	for _, what := range breaks(parsed(t, string(text)), schemaOf()) {
		t.Errorf("%s; deprecate it for a release first", what)
	}
}

func parsed(t *testing.T, text string) *ast.Schema {
	t.Helper()
	s, err := gqlparser.LoadSchema(&ast.Source{Name: released, Input: text})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// breaks lists what a client of one schema loses in another.
func breaks(before, after *ast.Schema) []string {
	var list []string
	for name, was := range before.Types {
		if was.BuiltIn {
			continue
		}
		is := after.Types[name]
		if is == nil {
			list = append(list, "type "+name+" is gone")
			continue
		}
		if is.Kind != was.Kind {
			list = append(list, fmt.Sprintf("%s is %s, and was %s", name, is.Kind, was.Kind))
			continue
		}
		list = append(list, breaksOf(was, is)...)
	}
	slices.Sort(list)
	return list
}

func breaksOf(was, is *ast.Definition) []string {
	var list []string
	for _, v := range was.EnumValues {
		if is.EnumValues.ForName(v.Name) == nil && v.Directives.ForName("deprecated") == nil {
			list = append(list, "value "+was.Name+"."+v.Name+" is gone")
		}
	}
	for _, f := range was.Fields {
		name, now := was.Name+"."+f.Name, is.Fields.ForName(f.Name)
		switch {
		case now == nil && f.Directives.ForName("deprecated") != nil:
		case now == nil:
			list = append(list, "field "+name+" is gone")
		case was.Kind == ast.InputObject && !takes(now.Type, f.Type), was.Kind != ast.InputObject && !takes(f.Type, now.Type):
			list = append(list, fmt.Sprintf("field %s is %s, and was %s", name, now.Type, f.Type))
		default:
			list = append(list, breaksOfArguments(name, f.Arguments, now.Arguments)...)
		}
	}
	if was.Kind == ast.InputObject {
		for _, f := range is.Fields {
			if was.Fields.ForName(f.Name) == nil && f.Type.NonNull && f.DefaultValue == nil {
				list = append(list, "field "+was.Name+"."+f.Name+" is new and needed")
			}
		}
	}
	return list
}

func breaksOfArguments(field string, was, is ast.ArgumentDefinitionList) []string {
	var list []string
	for _, a := range was {
		now := is.ForName(a.Name)
		switch {
		case now == nil:
			list = append(list, "argument "+field+"("+a.Name+") is gone")
		case !takes(now.Type, a.Type):
			list = append(list, fmt.Sprintf("argument %s(%s) is %s, and was %s", field, a.Name, now.Type, a.Type))
		}
	}
	for _, a := range is {
		if was.ForName(a.Name) == nil && a.Type.NonNull && a.DefaultValue == nil {
			list = append(list, "argument "+field+"("+a.Name+") is new and needed")
		}
	}
	return list
}

// takes reports whether a place of one type takes every value of another.
func takes(place, value *ast.Type) bool {
	if place.NonNull && !value.NonNull {
		return false
	}
	if place.Elem != nil && value.Elem != nil {
		return takes(place.Elem, value.Elem)
	}
	return place.Elem == nil && value.Elem == nil && place.NamedType == value.NamedType
}

func TestBreaks(t *testing.T) {
	t.Parallel()
	const base = `type Query { a: String! b(x: Int): [String!] c: E old: Int @deprecated } enum E { ONE TWO } input I { x: Int } type Gone { a: Int }`
	for name, c := range map[string]struct{ now, want string }{
		"the same":          {base, "[]"},
		"more":              {`type Query { a: String! b(x: Int, y: Int): [String!]! c: E d: I2 } enum E { ONE TWO THREE } input I { x: Int y: Int z: Int! = 1 } type Gone { a: Int } type I2 { a: Int }`, "[]"},
		"less":              {`type Query { a: String! b: [String!] } enum E { ONE } input I { y: Int }`, "[argument Query.b(x) is gone field I.x is gone field Query.c is gone type Gone is gone value E.TWO is gone]"},
		"null where not":    {`type Query { a: String b(x: Int): [String] c: E } enum E { ONE TWO } input I { x: Int } type Gone { a: Int }`, "[field Query.a is String, and was String! field Query.b is [String], and was [String!]]"},
		"needed where not":  {`type Query { a: String! b(x: Int!, y: Int!): [String!] c: E } enum E { ONE TWO } input I { x: Int! y: Int! } type Gone { a: Int }`, "[argument Query.b(x) is Int!, and was Int argument Query.b(y) is new and needed field I.x is Int!, and was Int field I.y is new and needed]"},
		"another kind":      {`type Query { a: String! b(x: Int): [String!] c: E } type E { a: Int } input I { x: Int } type Gone { a: Int }`, "[E is OBJECT, and was ENUM]"},
		"deprecated is off": {`type Query { a: String! b(x: Int): [String!] c: E } enum E { ONE TWO } input I { x: Int } type Gone { a: Int }`, "[]"},
	} {
		if got := fmt.Sprint(breaks(parsed(t, base), parsed(t, c.now))); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
