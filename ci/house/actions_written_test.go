package house_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strconv"
)

// use is an expression in the function that it stands in.
type use struct {
	source
	in   *ast.FuncDecl
	expr ast.Expr
}

// writers reads which actions of history the code writes: it follows a name to what is
// assigned to it, and a parameter to those who call.
type writers struct {
	calls  map[string][]use // by room and name of the function
	lists  map[string]use   // variables of a room, by room and name
	found  map[string]bool
	unread map[string]bool
	seen   map[ast.Expr]bool
}

func actionsWritten(files []source) (actions, unread []string) {
	w := writers{calls: map[string][]use{}, lists: map[string]use{}, found: map[string]bool{}, unread: map[string]bool{}, seen: map[ast.Expr]bool{}}
	var all []use
	for _, s := range files {
		all = append(all, w.gather(s)...)
	}
	for _, u := range all {
		w.read(u)
	}
	return slices.Sorted(maps.Keys(w.found)), slices.Sorted(maps.Keys(w.unread))
}

// gather notes a file's calls and variables, and gives the actions of its events.
func (w *writers) gather(s source) (actions []use) {
	for _, d := range s.tree.Decls {
		f, _ := d.(*ast.FuncDecl)
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				w.calls[s.room()+"."+called(n)] = append(w.calls[s.room()+"."+called(n)], use{s, f, n})
			case *ast.ValueSpec:
				if f == nil && len(n.Values) == 1 {
					w.lists[s.room()+"."+n.Names[0].Name] = use{s, f, n.Values[0]}
				}
			case *ast.CompositeLit:
				if isEvent(s, n.Type) {
					actions = append(actions, fields(use{s, f, n}, "Action")...)
				}
			case *ast.AssignStmt:
				actions = append(actions, assigned(use{s, f, nil}, n, isAction)...)
			}
			return true
		})
	}
	return actions
}

// isEvent: store.Event, or Event in the store itself.
func isEvent(s source, t ast.Expr) bool {
	switch t := t.(type) {
	case *ast.SelectorExpr:
		from, ok := t.X.(*ast.Ident)
		return ok && from.Name == "store" && t.Sel.Name == "Event"
	case *ast.Ident:
		return s.room() == "store" && t.Name == "Event"
	}
	return false
}

func isAction(left ast.Expr) bool {
	field, ok := left.(*ast.SelectorExpr)
	return ok && field.Sel.Name == "Action"
}

// fields are the values of a literal under a key, or all of them.
func fields(u use, key string) (values []use) {
	for _, e := range u.expr.(*ast.CompositeLit).Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if name, _ := kv.Key.(*ast.Ident); key == "" || name != nil && name.Name == key {
				values = append(values, use{u.source, u.in, kv.Value})
			}
		}
	}
	return values
}

// assigned are the values that a statement gives to what is meant.
func assigned(u use, a *ast.AssignStmt, meant func(ast.Expr) bool) (values []use) {
	for i, left := range a.Lhs {
		if meant(left) && len(a.Rhs) == len(a.Lhs) {
			values = append(values, use{u.source, u.in, a.Rhs[i]})
		}
	}
	return values
}

func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// read follows an expression to its texts.
func (w *writers) read(u use) {
	if w.seen[u.expr] {
		return
	}
	w.seen[u.expr] = true
	var next []use
	switch e := u.expr.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil && e.Kind == token.STRING {
			if text != "" { // what empties a field of another thing
				w.found[text] = true
			}
			return
		}
	case *ast.Ident:
		next = append(w.given(u, e.Name), local(u, e.Name)...)
	case *ast.IndexExpr:
		if name, ok := e.X.(*ast.Ident); ok {
			next = w.listed(u, name.Name)
		}
	}
	if len(next) == 0 {
		w.unread[fmt.Sprintf("%s:%d", u.path, u.line(u.expr.Pos()))] = true
	}
	for _, n := range next {
		w.read(n)
	}
}

// local is what a function assigns to a name.
func local(u use, name string) (values []use) {
	if u.in == nil {
		return nil
	}
	ast.Inspect(u.in, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok {
			values = append(values, assigned(u, a, func(left ast.Expr) bool {
				id, ok := left.(*ast.Ident)
				return ok && id.Name == name
			})...)
		}
		return true
	})
	return values
}

// given is what callers hand over for a parameter.
func (w *writers) given(u use, name string) (values []use) {
	if u.in == nil {
		return nil
	}
	at := 0
	for _, group := range u.in.Type.Params.List {
		for _, p := range group.Names {
			if p.Name == name {
				for _, c := range w.calls[u.room()+"."+u.in.Name.Name] {
					if args := c.expr.(*ast.CallExpr).Args; at < len(args) {
						values = append(values, use{c.source, c.in, args[at]})
					}
				}
			}
			at++
		}
	}
	return values
}

// listed are the values of a room's map.
func (w *writers) listed(u use, name string) []use {
	of, there := w.lists[u.room()+"."+name]
	if list, ok := of.expr.(*ast.CompositeLit); there && ok && list.Type != nil {
		return fields(of, "")
	}
	return nil
}
