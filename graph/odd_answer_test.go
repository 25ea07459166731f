package graph_test

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"mandate/directory"
	"mandate/fault"
	"mandate/graph/gql"
)

// internal is what no message to a caller says: names of our tools, types and their errors.
var internal = regexp.MustCompile(`(?i)\bsql|pq:|ent:|postgres|constraint|panic|goroutine|interface ?\{|map\[|strconv|json:|nil pointer|\.go\b|<nil>|%!|\b(map|slice|bool|u?int(8|16|32|64)|float(32|64))\b`)

// fieldless are mutations that refuse because of how things stand, and not of a value.
var fieldless = map[string]bool{
	"scimTokenCreate": true, "scimClientCreate": true, // two are alive
	"brakeConfirm": true, "brakeReverse": true, "provisioningEventReplay": true, // decided, done
	"ssoMetadataFetch": true, // nothing waits to be taken
}

// TestOddValuesAreNobodysFault: whatever is written into any argument of any root field,
// also of one that is added, is taken or refused: with a code, where, in the reader's
// language, never by a fault of ours, and without a word of how it is made.
func TestOddValuesAreNobodysFault(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		odd := o.oddities(o.cast())
		for i, l := range odd.leaves {
			odd.try(t, l, oddOf(odd.schema, l.of).Example(i))
		}
		if len(odd.leaves) < 1000 {
			t.Errorf("only %d places to write to were found", len(odd.leaves))
		}
		if t.Failed() {
			return
		}
		rapid.Check(t, func(t *rapid.T) {
			for range 5 {
				l := rapid.SampledFrom(odd.leaves).Draw(t, "leaf")
				odd.try(t, l, oddOf(odd.schema, l.of).Draw(t, "value"))
			}
		})
	})
}

// oddities are odd values in the places of a schema, sent by somebody.
type oddities struct {
	*office
	schema  *ast.Schema
	admin   who // who reads the versions of what is changed
	as      who
	english bool // whether the one who sends reads it
	leaves  []leaf
	made    made
}

// oddities sends as the administrator, who reads German, to a company that has one of each.
func (o *office) oddities(c cast) oddities {
	o.refusing = true
	o.contact("Cora Contact")
	o.limit(c.uma, 3, 600_000)
	o.door.Now = fastClock()
	o.people.Replay = func(context.Context, directory.ReplayRequest) (int, error) { return http.StatusOK, nil }
	o.people.TXT = func(context.Context, string) ([]string, error) { return nil, nil }
	o.door.Metadata = func(_ context.Context, address, text string) (directory.ConnectionUpdate, error) {
		return directory.ConnectionUpdate{}, fault.New(fault.Invalid, fault.CodeInvalid, "No metadata.").On("metadata")
	}
	schema := gql.NewExecutableSchema(gql.Config{}).Schema()
	return oddities{office: o, schema: schema, admin: as(c.ada), as: as(c.ada).header("Accept-Language", "de"), leaves: leaves(schema),
		made: made{schema: schema, ids: o.oneOfEach(c), text: "Some Text", number: 1,
			texts: map[string]string{"email": "nora.new@zenith.test", "name": "zenith.test"}}}
}

// try sends one, and judges the answer.
func (o oddities) try(t interface {
	Errorf(format string, args ...any)
}, l leaf, value any) {
	m := o.made
	m.version = o.versionOf(l, m)
	values := l.with(m, value)
	a := o.ask(o.as, l.document(o.schema, values), values)
	wrong := func(what string) {
		t.Errorf("%s of %s = %.60q: %d %.400s\n%s", what, l, fmt.Sprint(value), a.Status, a.Raw, o.logged)
	}
	if a.Status >= http.StatusInternalServerError {
		wrong("our fault")
	}
	for _, e := range a.Errors {
		code := fmt.Sprint(e.Extensions["code"])
		switch {
		case code == string(fault.CodeInternal), code == string(fault.CodeUnavailable), e.Extensions["code"] == nil:
			wrong("our fault")
		case e.Message == "", internal.MatchString(e.Message):
			wrong("message")
		case internal.MatchString(fmt.Sprint(e.Extensions["detail"])) && e.Extensions["detail"] != nil:
			wrong("detail")
		case a.Status == http.StatusOK && len(e.Path) == 0:
			wrong("no path")
		case code == string(fault.CodeInvalid) && e.Extensions["field"] == nil:
			wrong("no field")
		}
	}
	for _, refused := range refusals(a) {
		message := fmt.Sprint(refused["message"])
		if message == "" || internal.MatchString(message) || !o.english && strings.Contains(message, "This ") {
			wrong("message")
		}
		if refused["code"] == string(fault.CodeInvalid) && refused["field"] == nil && !fieldless[l.root.Name] {
			wrong("no field")
		}
	}
}

// refusals are what a payload says against an input.
func refusals(a *answer) (list []map[string]any) {
	data, _ := a.Data.(map[string]any)
	payload, _ := data["it"].(map[string]any)
	all, _ := payload["userErrors"].([]any)
	for _, one := range all {
		list = append(list, one.(map[string]any))
	}
	return list
}

// versionOf is that of the thing which an input changes, as it is now: with it, values are
// judged, and not that somebody was faster.
func (o oddities) versionOf(l leaf, m made) int {
	if len(l.root.Arguments) == 0 || l.operation != ast.Mutation {
		return 0
	}
	input := o.schema.Types[l.root.Arguments[0].Type.Name()]
	if input.Fields.ForName("expectedVersion") == nil {
		return 0
	}
	id := m.ids["settings"]
	for _, f := range input.Fields {
		if f.Type.Name() == "ID" && f.Type.Elem == nil {
			id = m.idOf(f.Name)
			break
		}
	}
	var parts []string
	for _, def := range o.schema.PossibleTypes["Node"] {
		if def.Fields.ForName("version") != nil {
			parts = append(parts, "... on "+def.Name+" { version }")
		}
	}
	node, _ := o.ask(o.admin, "query($id: ID!) { node(id: $id) { "+strings.Join(parts, " ")+" } }", vars{"id": id}).at("node").(map[string]any)
	version, _ := node["version"].(float64)
	return int(version)
}
