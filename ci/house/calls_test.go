package house_test

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// calls walks the calls of a file that are written as x.Name(…), or as Name(…)
// with an empty x, and collects what judge says of them.
func calls(s source, judge func(x, name string, call *ast.CallExpr) string) []string {
	if !s.isGo() || s.generated() {
		return nil
	}
	var wrong []string
	ast.Inspect(s.tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		x, name := callee(call)
		if what := judge(x, name, call); what != "" {
			wrong = append(wrong, fmt.Sprintf("line %d: %s", s.line(call.Pos()), what))
		}
		return true
	})
	return wrong
}

func callee(call *ast.CallExpr) (x, name string) {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return "", fun.Name
	case *ast.SelectorExpr:
		if left, ok := fun.X.(*ast.Ident); ok {
			return left.Name, fun.Sel.Name
		}
		return "(…)", fun.Sel.Name
	}
	return "", ""
}

// transactions: nobody but the floor begins one.
func transactions(s source) []string {
	if s.within("store") || s.isTool() {
		return nil
	}
	return calls(s, func(x, name string, _ *ast.CallExpr) string {
		if x != "" && (name == "BeginTx" || name == "Begin" || name == "Tx") {
			return name + " begins a transaction; only store does, in Read, Write and Settle"
		}
		return ""
	})
}

// environment: nobody but the command reads it; rooms get values.
func environment(s source) []string {
	if s.within("cmd") || s.isTool() || s.within(testRoom) || s.within(idpRoom) || s.isTest() {
		return nil
	}
	readers := []string{"Getenv", "LookupEnv", "Environ", "ExpandEnv"}
	return calls(s, func(x, name string, _ *ast.CallExpr) string {
		if (x == "os" || x == "syscall") && slices.Contains(readers, name) {
			return x + "." + name + " reads the environment; only cmd does"
		}
		return ""
	})
}

// skips: a test runs, or it goes.
func skips(s source) []string {
	if !s.isTest() {
		return nil
	}
	return calls(s, func(x, name string, _ *ast.CallExpr) string {
		if x != "" && (name == "Skip" || name == "Skipf" || name == "SkipNow") {
			return "a test that skips proves nothing"
		}
		return ""
	})
}

// panics: only tests, their forge and commands end the process.
func panics(s source) []string {
	if s.isTest() || s.isTool() || s.within("cmd") || s.within(forgeRoom) {
		return nil
	}
	return calls(s, func(x, name string, _ *ast.CallExpr) string {
		if x == "" && name == "panic" || x == "log" && strings.HasPrefix(name, "Fatal") {
			return name + " ends the process; give an error back"
		}
		return ""
	})
}

// inits: what runs before main is seen by nobody.
func inits(s source) []string {
	if !s.isGo() || s.generated() {
		return nil
	}
	for _, d := range s.tree.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
			return []string{"func init: wire it in cmd"}
		}
	}
	return nil
}

func TestCalls(t *testing.T) {
	t.Parallel()
	files := project(t)
	for name, tc := range map[string]struct {
		rule         rule
		body         string
		bad, allowed string
	}{
		"transactions": {transactions, "func f() { db.BeginTx(ctx, nil); client.Tx(ctx); c.raw.Begin() }", "scim/x.go", "store/x.go"},
		"environment":  {environment, "func f() { os.Getenv(n); os.LookupEnv(n); os.Environ() }", "store/x.go", "cmd/mandate/config.go"},
		"skips":        {skips, "func f() { t.Skip(); b.Skipf(n); t.SkipNow() }", "scim/x_test.go", "scim/x.go"},
		"panics":       {panics, "func f() { panic(n); log.Fatal(n); log.Fatalf(n) }", "scim/x.go", "scim/x_test.go"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refuse(t, tc.rule, goSource(t, tc.bad, "package p\n\n"+tc.body+"\n"), 3)
			refuse(t, tc.rule, goSource(t, tc.allowed, "package p\n\n"+tc.body+"\n"), 0)
			keep(t, files, tc.rule)
		})
	}
}

func TestInits(t *testing.T) {
	t.Parallel()
	refuse(t, inits, goSource(t, "scim/x.go", "package p\n\nfunc init() {}\n"), 1)
	refuse(t, inits, goSource(t, "scim/x.go", "package p\n\nfunc (t T) init() {}\n"), 0)
	keep(t, project(t), inits)
}
