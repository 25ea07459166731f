package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// root is the project's folder, seen from this package.
const root = "../.."

// source is one file of ours: Go, TypeScript or GraphQL.
type source struct {
	path string // from the root, with slashes
	text string
	tree *ast.File      // nil unless it is Go
	set  *token.FileSet // of the tree
}

// room is the folder, "" at the root.
func (s source) room() string {
	if dir := path.Dir(s.path); dir != "." {
		return dir
	}
	return ""
}

func (s source) isGo() bool   { return s.tree != nil }
func (s source) isTest() bool { return strings.HasSuffix(s.path, "_test.go") }

// isTool reports whether the file is of a program that is no part of the product.
func (s source) isTool() bool {
	return s.isGo() && s.tree.Name.Name == "main" && !s.within("cmd")
}

// generated is what a program wrote and nobody edits.
func (s source) generated() bool {
	return s.isGo() && ast.IsGenerated(s.tree) ||
		s.within("ent/db") || s.within("graph/gql") || s.within("web/src/gql") || s.path == "graph/schema/ent.graphqls"
}

// within reports whether the file is in the room or in one inside it.
func (s source) within(room string) bool { return inside(s.room(), room) }

func inside(dir, room string) bool { return dir == room || strings.HasPrefix(dir, room+"/") }

// line is the number of the line of a place in a Go file.
func (s source) line(at token.Pos) int { return s.set.Position(at).Line }

// goSource parses Go text; the tests of the rules write their offenders in it.
func goSource(t *testing.T, name, text string) source {
	t.Helper()
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return source{path: name, text: text, tree: tree, set: set}
}

// elsewhere are folders with nothing of ours to read.
var elsewhere = map[string]bool{"node_modules": true, "dist": true, "testdata": true, "bin": true, "tmp": true, "data": true}

// project reads every Go, TypeScript and GraphQL file of the project.
func project(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name != root && (elsewhere[entry.Name()] || strings.HasPrefix(entry.Name(), ".")) {
				return filepath.SkipDir
			}
			return nil
		}
		if s, ours := load(t, name); ours {
			all = append(all, s)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func load(t *testing.T, name string) (source, bool) {
	t.Helper()
	kind := filepath.Ext(name)
	if kind != ".go" && kind != ".ts" && kind != ".tsx" && kind != ".mjs" && kind != ".graphqls" {
		return source{}, false
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	inside, err := filepath.Rel(root, name)
	if err != nil {
		t.Fatal(err)
	}
	if kind == ".go" {
		return goSource(t, filepath.ToSlash(inside), string(text)), true
	}
	return source{path: filepath.ToSlash(inside), text: string(text)}, true
}

// rule names what is wrong with a file, a sentence each; nil is good.
type rule func(source) []string

// keep asks the rule about every file of the project.
func keep(t *testing.T, files []source, r rule) {
	t.Helper()
	if len(files) == 0 {
		t.Fatal("no file was read")
	}
	for _, s := range files {
		for _, wrong := range r(s) {
			t.Errorf("%s: %s", s.path, wrong)
		}
	}
}

// refuse shows that the rule finds as many faults as wanted in a file.
func refuse(t *testing.T, r rule, s source, want int) {
	t.Helper()
	if got := r(s); len(got) != want {
		t.Errorf("%s: found %d faults %q, want %d, in:\n%s", s.path, len(got), got, want, s.text)
	}
}
