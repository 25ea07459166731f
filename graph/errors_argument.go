package graph

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"mandate/actor"
	"mandate/fault"
)

// argumentOf is the path of an argument below its field, outermost first: what the library
// writes behind the field's own path where a value of the argument could not be read. Nil
// where the path is of the answer alone.
func argumentOf(ctx context.Context, path ast.Path) []string {
	f := graphql.GetFieldContext(ctx)
	if f == nil || len(path) <= len(f.Path()) {
		return nil
	}
	return withinInput(path[len(f.Path()):])
}

// withinInput writes a path as a refusal of an operation has it: within the input.
func withinInput(path ast.Path) []string {
	if len(path) > 1 && path[0] == ast.PathName("input") {
		path = path[1:]
	}
	list := make([]string, len(path))
	for i, step := range path {
		switch step := step.(type) {
		case ast.PathName:
			list[i] = string(step)
		case ast.PathIndex:
			list[i] = strconv.Itoa(int(step))
		}
	}
	return list
}

// presentVariable says of a variable that does not fit its type what is said of every wrong
// value: the reader's sentence, and the field. What the library found is for whoever writes
// the program, and stands beside it. The rest of a document's faults stay as they are.
func (s *Server) presentVariable(ctx context.Context, g *gqlerror.Error) *gqlerror.Error {
	if len(g.Path) < 2 || g.Path[0] != ast.PathName("variable") {
		return g
	}
	a, _ := actor.From(ctx)
	shown := *g
	shown.Extensions = map[string]any{"code": g.Extensions["code"], "field": withinInput(g.Path[1:]), "detail": inJSON(g.Message)}
	shown.Message = s.texts.of(a.Language, fault.CodeInvalid, nil)
	return &shown
}

// kindsOfJSON are the kinds of values by the library's words for them.
var kindsOfJSON = map[string]string{"map": "object", "slice": "list", "bool": "boolean", "float64": "number", "int64": "number", "int": "number"}

// inJSON says of what kind a value is as whoever sent it knows it. The library names the
// kind in "cannot use KIND as TYPE" and in "must be a TYPE, not a KIND".
func inJSON(message string) string {
	words := strings.Split(message, " ")
	at := len(words) - 1
	switch {
	case strings.HasPrefix(message, "cannot use ") && len(words) == 5:
		at = 2
	case !strings.HasPrefix(message, "must be a ") || len(words) != 7:
		return message
	}
	words[at] = cmp.Or(kindsOfJSON[words[at]], words[at])
	return strings.Join(words, " ")
}
