package graph

import (
	"fmt"
	"strings"
	"testing"

	"mandate/fault"
)

func TestSurvey(t *testing.T) {
	t.Parallel()
	nested := func(n int) string { return strings.Repeat("{a", n) + strings.Repeat("}", n) }
	for name, c := range map[string]struct {
		text string
		want string // part of the refusal; empty: taken
	}{
		"small":                        {"{ viewer { kind } }", ""},
		"twelve levels":                {nested(12), ""},
		"thirteen levels":              {nested(13), "deeper than 12"},
		"deep by fragments":            {"{ ...F } fragment F on Query " + nested(13), "deeper than 12"},
		"twenty levels of the schema":  {"{ __schema " + nested(19) + " }", ""},
		"twenty-one of them":           {"{ __schema " + nested(20) + " }", "deeper than 20"},
		"of them by fragments":         {"{ __type(name: \"User\") { ...F } } fragment F on __Type " + nested(20), "deeper than 20"},
		"thirteen beside the schema":   {"{ __schema { a } ...F } fragment F on Query " + nested(13), "deeper than 12"},
		"thirty aliases":               {"{" + numbered("a%d: viewer{kind} ", 30) + "}", ""},
		"thirty-one aliases":           {"{" + numbered("a%d: viewer{kind} ", 31) + "}", "30 aliases"},
		"too many fields":              {"{" + strings.Repeat("a ", 1001) + "}", "1000 fields"},
		"too many tokens":              {"{" + strings.Repeat("a ", 6000) + "}", "5000 tokens"},
		"too many directives":          {"{ a " + strings.Repeat("@x ", 51) + "}", "50 directives"},
		"a fragment in itself":         {"{ ...F } fragment F on Query { ...F }", "itself"},
		"fragments in a ring":          {"{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }", "itself"},
		"fragments that double":        {"{ ...F0 }" + numberedPairs(20) + " fragment F20 on Query { a }", "1000 fields"},
		"a fragment that is not there": {"{ ...F }", ""},
		"100,000 parentheses":          {"{ a" + strings.Repeat("(", 100_000) + " }", "Expected"},
		"a deferred fragment":          {"{ ... @defer { a } }", "@defer"},
		"no document":                  {"", ""},
	} {
		_, err := survey(c.text)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func numbered(form string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, form, i)
	}
	return b.String()
}

func numberedPairs(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " fragment F%d on Query { ...F%d ...F%d }", i, i+1, i+1)
	}
	return b.String()
}

func TestSurveySeesIntrospection(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"{ __typename }": false, "{ __schema { types { name } } }": true, `{ ...F } fragment F on Query { x: __type(name: "User") { name } }`: true,
	} {
		m, err := survey(text)
		if err != nil || m.introspects != want {
			t.Errorf("%s: %v %v, want %v", text, m.introspects, err, want)
		}
	}
}

func TestPlacesAreBoundToTheirOrder(t *testing.T) {
	t.Parallel()
	by := order{list: "users.EMAIL", column: "email_key", prefix: "usr"}
	down, other := by, by
	down.desc, other.list = true, "users.FIRST_NAME"
	cursor := by.cursor(place{key: "ada", id: [16]byte{1}})
	if p, err := by.place(&cursor, "after"); err != nil || p.key != "ada" || p.id != [16]byte{1} {
		t.Fatalf("%v %v", p, err)
	}
	forged := "eyJsIjoidXNlcnMuRU1BSUwiLCJrIjoiYSIsImkiOiJ1c3JfeHgifQ"
	nonsense, empty := "%%%", ""
	for _, c := range []struct {
		by     order
		cursor *string
	}{{down, &cursor}, {other, &cursor}, {by, &forged}, {by, &nonsense}, {by, &empty}} {
		if _, err := c.by.place(c.cursor, "after"); !fault.Is(err, fault.CodeInvalid) {
			t.Errorf("%s %s: %v", c.by.name(), *c.cursor, err)
		}
	}
}
