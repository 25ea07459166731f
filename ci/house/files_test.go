package house_test

import (
	"fmt"
	"go/ast"
	"regexp"
	"strings"
	"testing"
)

// The bounds of the style: a longer file holds two ideas, a longer function too.
const (
	maxFileLines     = 500
	maxFunctionLines = 100
)

func length(s source) []string {
	if s.generated() {
		return nil
	}
	if n := strings.Count(s.text, "\n"); n > maxFileLines {
		return []string{fmt.Sprintf("%d lines; at most %d", n, maxFileLines)}
	}
	return nil
}

// functionLength leaves tests alone: a table is long and still one idea.
func functionLength(s source) []string {
	if !s.isGo() || s.generated() || s.isTest() {
		return nil
	}
	var wrong []string
	for _, d := range s.tree.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if n := s.line(f.End()) - s.line(f.Pos()) + 1; n > maxFunctionLines {
			wrong = append(wrong, fmt.Sprintf("line %d: %s has %d lines; at most %d", s.line(f.Pos()), f.Name.Name, n, maxFunctionLines))
		}
	}
	return wrong
}

// marks are the words of work put off, in comments only. They are written apart
// here, so that this file has none.
var marks = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X|HA` + `CK)\b`)

var scriptComment = regexp.MustCompile(`(?m)(^|\s)//.*$|/\*(?s:.*?)\*/|^\s*#.*$`)

func unfinished(s source) []string {
	if s.generated() {
		return nil
	}
	comments := scriptComment.FindAllString(s.text, -1)
	if s.isGo() {
		comments = nil
		for _, group := range s.tree.Comments {
			for _, c := range group.List {
				comments = append(comments, c.Text)
			}
		}
	}
	var wrong []string
	for _, c := range comments {
		if found := marks.FindString(c); found != "" {
			wrong = append(wrong, found+" in a comment: do it, or file it")
		}
	}
	return wrong
}

var scriptSkip = regexp.MustCompile(`\b(it|test|describe)\.(skip|skipIf|todo|only|fails)\b|\bx(it|describe)\(`)

// scriptSkips is for the front end what skips is for Go; ".only" skips the rest.
func scriptSkips(s source) []string {
	if s.isGo() || s.generated() {
		return nil
	}
	return scriptSkip.FindAllString(s.text, -1)
}

func TestFiles(t *testing.T) {
	t.Parallel()
	files := project(t)
	long := "package p\n" + strings.Repeat("\n", maxFileLines)
	longFunction := "package p\n\nfunc f() {\n" + strings.Repeat("\n", maxFunctionLines) + "}\n"
	waiting := "package p\n\n// TO" + "DO: later\n"
	for name, tc := range map[string]struct {
		rule rule
		bad  source
		good source
	}{
		"length":               {length, goSource(t, "scim/x.go", long), goSource(t, "ent/db/x.go", long)},
		"function length":      {functionLength, goSource(t, "scim/x.go", longFunction), goSource(t, "scim/x_test.go", longFunction)},
		"unfinished":           {unfinished, goSource(t, "scim/x.go", waiting), goSource(t, "scim/x.go", strings.Replace(waiting, "// ", "var s = `", 1)+"`\n")},
		"unfinished front end": {unfinished, source{path: "web/src/x.ts", text: "a() // FIX" + "ME\n"}, source{path: "web/src/x.ts", text: "const x = 'TO" + "DO'\n"}},
		"skipping front end":   {scriptSkips, source{path: "web/src/x.test.ts", text: "it.only('x')\n"}, source{path: "web/src/x.test.ts", text: "it('skips')\n"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refuse(t, tc.rule, tc.bad, 1)
			refuse(t, tc.rule, tc.good, 0)
			keep(t, files, tc.rule)
		})
	}
}
