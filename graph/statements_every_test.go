package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"mandate/actor"
	"mandate/assign"
	"mandate/directory"
	"mandate/directory/application"
	"mandate/directory/customer"
	"mandate/directory/job"
	"mandate/directory/view"
	"mandate/directory/webhook"
	mailrow "mandate/ent/db/mail"
	"mandate/graph/gql"
	"mandate/ident"
)

// listed are queries of every list of the schema, also of one that is added: the plain
// fields of its rows, and by itself each field of a row that leads to something else.
type listed struct {
	schema *ast.Schema
	ids    map[string]string
	page   int
}

// queries gives each query with its variables, by list and field.
func (l listed) queries() map[string]query {
	all := map[string]query{}
	for _, f := range l.schema.Query.Fields {
		row, isList := l.row(f.Type)
		if !isList {
			continue
		}
		all[f.Name] = l.query(f, strings.Join(plain(row), " "))
		for _, edge := range row.Fields {
			if shown := l.edge(edge); shown != "" {
				all[f.Name+"."+edge.Name] = l.query(f, shown)
			}
		}
	}
	return all
}

type query struct {
	text   string
	values vars
	rows   string // where the answer has the list
}

// row is the type of what a list holds: of a page or of a plain list.
func (l listed) row(t *ast.Type) (*ast.Definition, bool) {
	def := l.schema.Types[t.Name()]
	if nodes := def.Fields.ForName("nodes"); nodes != nil {
		return l.schema.Types[nodes.Type.Name()], true
	}
	return def, t.Elem != nil && def.Kind == ast.Object
}

// query asks for a list with the arguments that it must have.
func (l listed) query(f *ast.FieldDefinition, shown string) query {
	q := query{values: vars{}, rows: "list"}
	var declared, passed []string
	for _, a := range f.Arguments {
		if a.Name != "first" && (!a.Type.NonNull || a.DefaultValue != nil) && a.Name != "amount" {
			continue
		}
		declared, passed = append(declared, fmt.Sprintf("$%s: %s", a.Name, a.Type)), append(passed, fmt.Sprintf("%s: $%[1]s", a.Name))
		q.values[a.Name] = made{schema: l.schema, ids: l.ids, text: "x", number: l.page}.input(a.Name, a.Type)
		if a.Type.Name() == "TimeRange" {
			now := time.Now()
			q.values[a.Name] = vars{"from": now.Add(-5 * time.Hour).Format(time.RFC3339), "to": now.Format(time.RFC3339)}
		}
	}
	if l.schema.Types[f.Type.Name()].Fields.ForName("nodes") != nil {
		shown, q.rows = "totalCount nodes { "+shown+" }", "list.nodes"
		if l.schema.Types[f.Type.Name()].Fields.ForName("totalCount") == nil {
			shown = strings.TrimPrefix(shown, "totalCount ")
		}
	}
	head, arguments := "query", ""
	if len(declared) > 0 {
		head, arguments = "query("+strings.Join(declared, ", ")+")", "("+strings.Join(passed, ", ")+")"
	}
	q.text = fmt.Sprintf("%s { list: %s%s { __typename %s } }", head, f.Name, arguments, shown)
	return q
}

// edge asks for one field of a row that leads to other records; empty where it does not, or
// asks for arguments that only a person can choose.
func (l listed) edge(f *ast.FieldDefinition) string {
	def := l.schema.Types[f.Type.Name()]
	arguments := ""
	for _, a := range f.Arguments {
		switch {
		case a.Name == "first":
			arguments = "(first: 2)"
		case a.Type.NonNull && a.DefaultValue == nil:
			return ""
		}
	}
	if def.Kind != ast.Object {
		return ""
	}
	if nodes := def.Fields.ForName("nodes"); nodes != nil {
		return fmt.Sprintf("%s%s { totalCount nodes { __typename %s } }", f.Name, arguments, few(l.schema.Types[nodes.Type.Name()]))
	}
	return fmt.Sprintf("%s%s { __typename %s }", f.Name, arguments, few(def))
}

// few are so many plain fields that many rows of them have a price that one may ask for;
// all of them are asked for where their type is listed by itself.
func few(def *ast.Definition) string {
	names := plain(def)
	return strings.Join(names[:min(len(names), 8)], " ")
}

// plain are the fields of a type that hold values.
func plain(def *ast.Definition) (names []string) {
	for _, f := range def.Fields {
		if len(f.Arguments) == 0 && f.Type.Name() != "" && !strings.HasPrefix(f.Name, "__") && isValue(f.Type.Name()) {
			names = append(names, f.Name)
		}
	}
	return names
}

func isValue(name string) bool {
	kind := gql.NewExecutableSchema(gql.Config{}).Schema().Types[name].Kind
	return kind == ast.Scalar || kind == ast.Enum
}

// growsByItself are lists that hold the same however much there is of the rest.
var growsByItself = []string{"permissions", "noticePreferences", "provisioningTimeline"}

// replayed are fields that no statement serves for several rows: a decision is judged again
// with the versions that were good at its own position (AS-14).
var replayed = map[string]bool{"deals.explanation": true}

// TestStatementsOfEveryList: each list of the schema takes the same statements when its
// rows are three times as many.
func TestStatementsOfEveryList(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.door.Now = fastClock()
		o.works()
		pat := o.hire("Pat Approver", "approver")
		o.limit(pat, 0, 5_000_000)
		n := counting(o)
		l := listed{gql.NewExecutableSchema(gql.Config{}).Schema(), map[string]string{}, 4}
		o.grow(0, 3)
		o.growAdministration(c, l.ids, 0, 3)
		count := func() (map[string]int64, map[string]int) {
			used, held := map[string]int64{}, map[string]int{}
			for name, q := range l.queries() {
				n.Store(0)
				held[name] = len(o.ask(as(c.ada), q.text, q.values).ok().list(q.rows))
				used[name] = n.Load()
			}
			return used, held
		}
		count() // what is kept from one request to the next is there from here on
		few, held := count()
		o.grow(3, 12)
		o.growAdministration(c, l.ids, 3, 12)
		l.page = 12
		many, holds := count()
		for name, statements := range many {
			list, _, _ := strings.Cut(name, ".")
			if rows := holds[name] - held[name]; rows <= 2*newKinds && !slices.Contains(growsByItself, list) {
				t.Errorf("%s held %d rows and holds %d: nothing is known of it", name, held[name], holds[name])
			}
			more := int64(newKinds)
			if replayed[name] {
				more = 2 * int64(holds[name]-held[name])
			}
			if statements > few[name]+more {
				t.Errorf("%s: %d statements for %d rows, %d for %d", name, few[name], held[name], statements, holds[name])
			}
		}
		if len(many) < 140 {
			t.Errorf("%d lists and fields were asked for", len(many))
		}
	})
}

// newKinds are statements for what the first few rows of a list had nothing of. Where each
// row takes one of its own, there are more.
const newKinds = 2

// growAdministration makes what administrators keep, each from to.
func (o *office) growAdministration(c cast, ids map[string]string, from, to int) {
	o.t.Helper()
	rooms := customer.Room{Directory: o.people}
	for i := from; i < to; i++ {
		name := fmt.Sprintf("Thing %d", i)
		account, err := rooms.CreateAccount(o.ctx, customer.Account{Name: name, Reference: name})
		o.must(err)
		portfolio, err := rooms.CreatePortfolio(o.ctx, account, name, "")
		o.must(err)
		if i == 0 {
			ids["account"], ids["portfolio"], ids["user"] = account.Text(ident.Account), portfolio.Text(ident.Portfolio), usr(c.ada)
		}
		first, err := ident.Parse(ident.Account, ids["account"])
		o.must(err)
		for _, of := range slices.Compact([]ident.ID{first, account}) {
			_, err = rooms.CreateContact(o.ctx, of, customer.Contact{FirstName: "Con", LastName: name, Email: fmt.Sprintf("con%d.%s@client.test", i, of.String()[30:]), Language: "en", Commercial: true, Access: true})
			o.must(err)
		}
		o.growOutbound(c, ids, i, name)
		o.growOwn(c, i, name)
		o.growSignIn(i, name)
	}
}

// growOutbound makes what leaves the house: messages, sent and given up, and webhooks, of
// which the first is told of a test and of what happens.
func (o *office) growOutbound(c cast, ids map[string]string, i int, name string) {
	o.t.Helper()
	room := &webhook.Room{Directory: o.people}
	hook, _, err := room.Create(o.ctx, webhook.Subscription{Name: name, URL: "https://hooks.lender.test/" + fmt.Sprint(i), Events: []string{"WEBHOOK_TESTED"}})
	o.must(err)
	if i == 0 {
		ids["webhook"] = hook.Text(ident.Webhook)
	}
	first, err := ident.Parse(ident.Webhook, ids["webhook"])
	o.must(err)
	o.must(room.Test(o.ctx, first))
	o.sealed()
	for more := true; more; {
		more, err = room.Queue(o.ctx)
		o.must(err)
	}
	o.letter(c.uma, mailrow.StateSENT)
	o.letter(c.uma, mailrow.StateDEAD)
}

// growOwn makes what belongs to a person.
func (o *office) growOwn(c cast, i int, name string) {
	o.t.Helper()
	ada := withActor(o.t.Context(), actor.Actor{Kind: actor.User, Tenant: o.tenant, ID: c.ada, Permissions: actor.Of(actor.LimitsManage)})
	_, err := o.jobs.Start(ada, job.New{Kind: job.UsersExport})
	o.must(err)
	_, err = o.people.CreateAPIKey(ada, directory.NewAPIKey{Name: name, Personal: true})
	o.must(err)
	_, err = view.Views{Store: o.store}.Save(ada, view.View{Page: "users", Name: name})
	o.must(err)
	o.signIn(c.ada, name)
	role := fmt.Sprintf("role-%d", i)
	_, err = o.people.CreateRole(o.ctx, directory.RoleUpdate{Name: &role})
	o.must(err)
	most := assign.MaximumOf(9)
	who := o.hire("Wanda "+name, "underwriter")
	_, err = o.people.SetManager(o.ctx, who, 0, c.ada)
	o.must(err)
	o.limit(o.hire("Paula "+name, "approver"), 0, 5_000_000)
	o.dual(true)
	_, err = o.people.AskLimits(ada, who, 0, directory.LimitsUpdate{MaxCapacity: &most})
	o.must(err)
	o.dual(false)
}

// growSignIn makes ways to sign in.
func (o *office) growSignIn(i int, name string) {
	o.t.Helper()
	issuer := fmt.Sprintf("https://idp%d.test", i)
	conn, err := o.people.CreateConnection(o.ctx, "OIDC", directory.ConnectionUpdate{Name: &name, Issuer: &issuer, ClientID: &name})
	o.must(err)
	o.link(o.ctx, o.hire("Lin "+name), conn, name)
	o.leaves("Lea " + name)
	_, err = o.people.AddDomain(o.ctx, fmt.Sprintf("lender%d.test", i), conn)
	o.must(err)
	_, err = o.people.StartTest(o.ctx, conn)
	o.must(err)
	_, err = o.people.CreateSetupLink(o.ctx, conn, 0)
	o.must(err)
	_, err = application.Applications{Directory: o.people}.Create(o.ctx, application.Change{Name: &name, RedirectURIs: &[]string{issuer + "/cb"}})
	o.must(err)
}
