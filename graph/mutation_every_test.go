package graph_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/graph/gql"
)

// made is how the values of an input are made up.
type made struct {
	schema  *ast.Schema
	ids     map[string]string // of real things, by what they are
	text    string
	texts   map[string]string // of what is not any text, by the field
	number  int
	id      string // instead of a real one; empty: a real one
	version int
	all     bool // what is not required, too
}

// input makes up a value of a type: what is required, and all ids and versions.
func (m made) input(name string, t *ast.Type) any {
	if t.Elem != nil {
		return []any{m.input(name, t.Elem)}
	}
	switch t.Name() {
	case "ID":
		return m.idOf(name)
	case "Int":
		if name == "expectedVersion" {
			return m.version
		}
		return m.number
	case "Boolean":
		return true
	case "Date":
		return day(3)
	case "Time", "DateTime":
		return "2030-01-01T00:00:00Z"
	case "Decimal", "Amount":
		return "100.00"
	}
	def := m.schema.Types[t.Name()]
	switch def.Kind {
	case ast.Enum:
		return def.EnumValues[0].Name
	case ast.InputObject:
		in := map[string]any{}
		for _, f := range def.Fields {
			if m.all && f.Name != "dryRun" || f.Type.NonNull && f.DefaultValue == nil || strings.HasSuffix(f.Name, "Id") || strings.HasSuffix(f.Name, "Ids") || f.Name == "expectedVersion" {
				in[f.Name] = m.input(f.Name, f.Type)
			}
		}
		return in
	}
	if text := m.texts[name]; text != "" && m.id == "" {
		return text
	}
	return m.text
}

// called is what a field of another name is the id of. Of an event that goes out and of a
// delivery of a webhook there are two kinds each, of which the mutations ask for these.
var called = map[string]string{"deal": "ownedDeal", "change": "pendingChange", "request": "approval", "savedView": "view", "outOfOffice": "absence", "link": "setupLink", "test": "testRun",
	"run": "testRun", "delivery": "webhookDelivery", "from": "user", "to": "user", "toUser": "user", "fromUser": "user", "manager": "user", "delegate": "user", "person": "user", "actor": "user",
	"assignee": "user", "responsible": "user", "approver": "user", "root": "user", "member": "user", "owner": "user", "actingUser": "user", "addRole": "role", "removeRole": "role", "defaultRole": "role", "copyOf": "role"}

// nothingOfOurs are fields whose ids are not those of a record that an office makes.
var nothingOfOurs = []string{"id", "target", "passkey", "file", "credential"}

// idOf is an id of what a field is called after.
func (m made) idOf(name string) string {
	if m.id != "" {
		return m.id
	}
	what := strings.TrimSuffix(strings.TrimSuffix(name, "s"), "Id")
	if alias := called[what]; alias != "" {
		what = alias
	}
	if id := m.ids[what]; id != "" {
		return id
	}
	return m.ids["user"]
}

// TestIDsAreOfWhatFieldsAreCalledAfter: an id of another kind is absent everywhere, and
// would prove nothing of a field.
func TestIDsAreOfWhatFieldsAreCalledAfter(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.contact("Cora Contact")
		o.limit(c.uma, 3, 600_000)
		ids := o.oneOfEach(c)
		for _, l := range leaves(gql.NewExecutableSchema(gql.Config{}).Schema()) {
			name := l.path[len(l.path)-1]
			what := strings.TrimSuffix(strings.TrimSuffix(name, "s"), "Id")
			if l.of.Name() != "ID" || slices.Contains(nothingOfOurs, what) || what == "user" {
				continue
			}
			if alias := called[what]; alias != "" {
				what = alias
			}
			if ids[what] == "" {
				t.Errorf("%s: no %s is made", l, what)
			}
		}
	})
}

// takes reports whether an argument requires a value of a type, however deep.
func takes(s *ast.Schema, t *ast.Type, want string) bool {
	if t.Name() == want {
		return true
	}
	def := s.Types[t.Name()]
	if def == nil || def.Kind != ast.InputObject {
		return false
	}
	for _, f := range def.Fields {
		if f.Type.NonNull && takes(s, f.Type, want) {
			return true
		}
	}
	return false
}

// mentions reports whether an argument can name something by its id, however deep.
func mentions(s *ast.Schema, t *ast.Type) bool {
	if t.Name() == "ID" {
		return true
	}
	def := s.Types[t.Name()]
	return def != nil && def.Kind == ast.InputObject && slices.ContainsFunc(def.Fields, func(f *ast.FieldDefinition) bool { return mentions(s, f.Type) })
}

// notThere are the answers that another company's thing has: the same as one that there
// never was.
var notThere = []string{"[NOT_FOUND]", "[UNKNOWN_USER]", "[UNKNOWN_DEAL]"}

// elsewhere are mutations that say something else before they look, or act on nothing.
var elsewhere = map[string]string{
	"historyExport": "[]", "usersExport": "[]", "notificationsRead": "[]", // a filter that fits nothing
	"passkeyRemove": "[FORBIDDEN]",                             // one's own alone
	"apiKeyCreate":  "[INVALID]", "webhookReplay": "[INVALID]", // made up with two things that exclude each other: TestServiceKeysAreOfOneCompany, TestWebhooksAreTriedAndReplayed
}

// call sends a mutation with made-up arguments, and gives the codes of what was refused.
func (o *office) call(w who, f *ast.FieldDefinition, m made) (status int, codes []string) {
	o.t.Helper()
	var declared, passed []string
	values := vars{}
	for _, a := range f.Arguments {
		declared, passed = append(declared, fmt.Sprintf("$%s: %s", a.Name, a.Type)), append(passed, fmt.Sprintf("%s: $%s", a.Name, a.Name))
		values[a.Name] = m.input(a.Name, a.Type)
	}
	asked := "userErrors { code field }"
	if row := m.schema.Types[f.Type.Name()].Fields.ForName("results"); row != nil && m.schema.Types[row.Type.Name()].Fields.ForName("code") != nil {
		asked += " results { code }"
	} else if row != nil {
		asked += " results { userErrors { code } }"
	}
	query := fmt.Sprintf("mutation(%s) { m: %s(%s) { %s } }", strings.Join(declared, ", "), f.Name, strings.Join(passed, ", "), asked)
	if len(declared) == 0 {
		query = fmt.Sprintf("mutation { m: %s { %s } }", f.Name, asked)
	}
	a := o.ask(w, query, values)
	for _, e := range a.Errors {
		codes = append(codes, fmt.Sprint(e.Extensions["code"]))
	}
	if errs, ok := a.at("m.userErrors").([]any); ok {
		for _, e := range errs {
			refusal := e.(map[string]any)
			codes = append(codes, fmt.Sprint(refusal["code"]))
			if refusal["field"] == nil && slices.Contains(notThere, fmt.Sprintf("[%v]", refusal["code"])) {
				o.t.Errorf("%s: %v names no field", f.Name, refusal["code"])
			}
		}
	}
	codes = append(codes, rowCodes(a)...)
	for _, code := range codes {
		if code == string(fault.CodeInternal) || code == "<nil>" {
			o.t.Errorf("%s: %.600s\n%s", f.Name, a.Raw, o.logged)
		}
	}
	return a.Status, codes
}

// rowCodes are those of what was refused row by row.
func rowCodes(a *answer) (codes []string) {
	rows, _ := a.at("m.results").([]any)
	for _, row := range rows {
		r := row.(map[string]any)
		errs, _ := r["userErrors"].([]any)
		for _, e := range append(errs, row) {
			if code := e.(map[string]any)["code"]; code != nil {
				codes = append(codes, fmt.Sprint(code))
			}
		}
	}
	return codes
}

// TestEveryMutationRefuses: each mutation of the schema, also one that is added, is
// refused to nobody, to who has no right, to another company, with nonsense and with a
// version that is over; never by a fault of ours, and nothing is written.
func TestEveryMutationRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.refusing = true
		c := o.cast()
		o.contact("Cora Contact")
		ben, other := o.hire("Ben Bystander"), o.hireIn(systemOf(t, c.otherTenant), "Olga Other", "administrator", "approver")
		o.limit(c.uma, 3, 600_000)
		schema := gql.NewExecutableSchema(gql.Config{}).Schema()
		real := made{schema: schema, ids: o.oneOfEach(c), text: "Some Text", number: 1, version: 9999,
			texts: map[string]string{"email": "nora.new@zenith.test", "name": "zenith.test"}}
		nonsense := made{schema: schema, ids: real.ids, text: "", number: -1, id: "nonsense", version: 9999}
		o.door.Now = fastClock()
		o.people.Replay = func(context.Context, directory.ReplayRequest) (int, error) {
			t.Error("a request was replayed")
			return http.StatusOK, nil
		}
		before := o.entries()
		for _, f := range schema.Mutation.Fields {
			if status, codes := o.call(nobody, f, real); status != http.StatusUnauthorized {
				t.Errorf("%s by nobody: %d %v", f.Name, status, codes)
			}
			if can := f.Directives.ForName("can"); can != nil {
				if status, codes := o.call(as(ben), f, real); status != http.StatusForbidden || fmt.Sprint(codes) != "[FORBIDDEN]" {
					t.Errorf("%s by somebody without a right: %d %v", f.Name, status, codes)
				}
			}
			input := f.Arguments
			if len(input) == 0 {
				continue
			}
			if mentions(schema, input[0].Type) {
				if _, codes := o.call(asIn(c.otherTenant, other), f, real); !slices.Contains(append(notThere, elsewhere[f.Name]), fmt.Sprint(codes)) {
					t.Errorf("%s: another company is told %v", f.Name, codes)
				}
			}
			senseless := nonsense
			senseless.all = !takes(schema, input[0].Type, "ID") && !takes(schema, input[0].Type, "String")
			if _, codes := o.call(as(c.ada), f, senseless); len(codes) == 0 {
				t.Errorf("%s: nonsense is not refused", f.Name)
			}
			if def := schema.Types[input[0].Type.Name()]; def.Fields.ForName("expectedVersion") != nil {
				if _, codes := o.call(as(c.ada), f, real); len(codes) == 0 {
					t.Errorf("%s: a version that is over is not refused", f.Name)
				}
			}
		}
		if after := o.entries(); after != before {
			t.Errorf("%d entries of history were written by what was refused", after-before)
		}
	})
}

// entries counts the company's history.
func (o *office) entries() (n int) {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, q *db.Client) (err error) {
		n, err = q.HistoryEntry.Query().Count(ctx)
		return err
	}))
	return n
}
