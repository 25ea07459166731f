package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/graph"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// office is a company behind the real door, on a real database.
type office struct {
	t        testing.TB
	store    *store.Store
	people   *directory.Directory
	desk     *desk.Desk
	door     *graph.Server
	tenant   ident.ID
	ctx      context.Context // the system's
	logged   *lines
	hired    int
	contacts []ident.ID
}

// cookie is how tests sign in: the session part of the door is a function that cmd
// sets, and here it takes a person's id for a session.
const cookie = "Test-Session"

func each(t *testing.T, fn func(t *testing.T, o *office)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { fn(t, open(t, s)) })
}

func open(tb testing.TB, s *store.Store) *office {
	tb.Helper()
	o := &office{t: tb, store: s, desk: &desk.Desk{Store: s}, logged: &lines{}}
	o.people = &directory.Directory{Store: s, OnChange: o.desk.OnChange}
	o.door = &graph.Server{Store: s, Directory: o.people, Desk: o.desk, Authenticate: o.session, Now: time.Now,
		Log: slog.New(slog.NewTextHandler(o.logged, nil)), PublicURL: "https://mandate.example"}
	o.tenant = o.company("acme")
	o.ctx = actor.With(tb.Context(), actor.ForSystem(o.tenant))
	return o
}

func (o *office) company(slug string) ident.ID {
	o.t.Helper()
	id, err := o.people.CreateTenant(o.t.Context(), directory.NewTenant{Slug: slug, Name: strings.ToUpper(slug), Kind: "LENDER", Zone: "America/Toronto", Currency: "CAD", Language: "en"})
	o.must(err)
	return id
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// session makes an actor of the person that the test's cookie names.
func (o *office) session(ctx context.Context, r *http.Request) (actor.Actor, error) {
	tenant, person, found := strings.Cut(r.Header.Get(cookie), " ")
	if !found {
		return actor.Actor{}, fault.New(fault.Unauthenticated, fault.CodeUnauthenticated, "Sign in.")
	}
	t, err := ident.Parse(ident.Tenant, tenant)
	o.must(err)
	id, err := ident.Parse(ident.User, person)
	o.must(err)
	roles, active, contact, err := o.store.Rights(ctx, t, id)
	if err != nil || !active {
		return actor.Actor{}, fault.New(fault.Unauthenticated, fault.CodeUnauthenticated, "Sign in.")
	}
	permissions, grants := directory.Rights(roles)
	return actor.Actor{Kind: actor.User, Tenant: t, ID: id, Name: "test", Contact: contact, Permissions: permissions, GrantsRoles: grants}, nil
}

// hire makes a person with roles.
func (o *office) hire(name string, roles ...string) ident.ID {
	o.t.Helper()
	return o.hireIn(o.ctx, name, roles...)
}

func (o *office) hireIn(ctx context.Context, name string, roles ...string) ident.ID {
	o.t.Helper()
	first, last, _ := strings.Cut(name, " ")
	o.hired++
	p := directory.NewPerson{FirstName: first, LastName: last, Email: fmt.Sprintf("%s.%d@acme.test", strings.ToLower(first), o.hired)}
	for _, r := range roles {
		id, err := o.people.RoleID(ctx, r)
		o.must(err)
		p.Roles = append(p.Roles, id)
	}
	id, _, err := o.people.Create(ctx, p)
	o.must(err)
	return id
}

func (o *office) roleID(name string) string {
	o.t.Helper()
	id, err := o.people.RoleID(o.ctx, name)
	o.must(err)
	return id.Text(ident.Role)
}

// person reads a person's row.
func (o *office) person(id ident.ID) *db.User {
	o.t.Helper()
	var row *db.User
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) (err error) {
		row, err = c.User.Query().Where(user.ID(id)).WithLimits().WithPreferences().Only(ctx)
		return err
	}))
	return row
}

// who sends a request: a person's cookie or a key.
type who func(o *office, r *http.Request)

func as(person ident.ID) who {
	return func(o *office, r *http.Request) {
		r.Header.Set(cookie, o.tenant.Text(ident.Tenant)+" "+person.Text(ident.User))
	}
}

func asIn(tenant, person ident.ID) who {
	return func(_ *office, r *http.Request) {
		r.Header.Set(cookie, tenant.Text(ident.Tenant)+" "+person.Text(ident.User))
	}
}

func with(key string) who {
	return func(_ *office, r *http.Request) { r.Header.Set("Authorization", "Bearer "+key) }
}

func nobody(*office, *http.Request) {}

func (w who) header(name, v string) who {
	return func(o *office, r *http.Request) {
		w(o, r)
		r.Header.Set(name, v)
	}
}

// key makes a service key with a role.
func (o *office) key(role string) string {
	o.t.Helper()
	k, err := o.people.CreateKey(o.ctx, directory.NewKey{Name: role, Role: role})
	o.must(err)
	return k.Text
}

type vars map[string]any

// answer is what came back.
type answer struct {
	tb     testing.TB
	logged *lines
	Status int
	Header http.Header
	Raw    string
	Data   any `json:"data"`
	Errors []struct {
		Message    string
		Path       []any
		Extensions map[string]any
	} `json:"errors"`
	Extensions map[string]any `json:"extensions"`
}

func (o *office) ask(w who, query string, v vars) *answer {
	o.t.Helper()
	b, err := json.Marshal(map[string]any{"query": query, "variables": v})
	o.must(err)
	return o.send(w, b, "application/json")
}

func (o *office) send(w who, b []byte, contentType string) *answer {
	o.t.Helper()
	r := httptest.NewRequestWithContext(o.t.Context(), http.MethodPost, "/graphql", bytes.NewReader(b))
	r.Header.Set("Content-Type", contentType)
	w(o, r)
	return o.do(r)
}

func (o *office) do(r *http.Request) *answer {
	o.t.Helper()
	rec := httptest.NewRecorder()
	o.door.ServeHTTP(rec, r)
	a := &answer{tb: o.t, logged: o.logged, Status: rec.Code, Header: rec.Header(), Raw: rec.Body.String()}
	if strings.Contains(a.Header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(rec.Body.Bytes(), a); err != nil {
			o.t.Fatalf("answer is no JSON: %v: %s", err, a.Raw)
		}
	}
	return a
}

// ok asserts that there are no errors at the top.
func (a *answer) ok() *answer {
	a.tb.Helper()
	if a.Status != http.StatusOK || len(a.Errors) > 0 {
		a.tb.Fatalf("status %d: %s\n%s", a.Status, a.Raw, a.logged)
	}
	return a
}

// refused asserts one error at the top with this code.
func (a *answer) refused(status int, code fault.Code) *answer {
	a.tb.Helper()
	if a.Status != status || len(a.Errors) != 1 || a.Errors[0].Extensions["code"] != string(code) {
		a.tb.Fatalf("want %d %s, got %d: %.600s", status, code, a.Status, a.Raw)
	}
	return a
}

// at walks into the data by names and indexes separated by dots.
func (a *answer) at(path string) any {
	a.tb.Helper()
	v := a.Data
	for _, step := range strings.Split(path, ".") {
		switch in := v.(type) {
		case map[string]any:
			v = in[step]
		case []any:
			var i int
			if _, err := fmt.Sscan(step, &i); err != nil || i >= len(in) {
				a.tb.Fatalf("no %q in %s", path, a.Raw)
			}
			v = in[i]
		default:
			return nil
		}
	}
	return v
}

func (a *answer) want(path string, want any) *answer {
	a.tb.Helper()
	if got := fmt.Sprint(a.at(path)); got != fmt.Sprint(want) {
		a.tb.Errorf("%s = %s, want %v\n%.900s", path, got, want, a.Raw)
	}
	return a
}

func (a *answer) list(path string) []any {
	a.tb.Helper()
	list, ok := a.at(path).([]any)
	if !ok {
		a.tb.Fatalf("%s is no list: %s", path, a.Raw)
	}
	return list
}

// names gives one field of each of a list.
func (a *answer) names(path, field string) string {
	a.tb.Helper()
	var names []string
	for _, v := range a.list(path) {
		names = append(names, fmt.Sprint(v.(map[string]any)[field]))
	}
	return strings.Join(names, " ")
}

// userError asserts one refusal in a payload, and gives it.
func (a *answer) userError(field, code string) map[string]any {
	a.tb.Helper()
	a.ok()
	list := a.list(field + ".userErrors")
	if len(list) != 1 || list[0].(map[string]any)["code"] != code {
		a.tb.Fatalf("%s: want one %s, got %s", field, code, a.Raw)
	}
	return list[0].(map[string]any)
}

// done asserts a payload without refusals.
func (a *answer) done(field string) *answer {
	a.tb.Helper()
	a.ok()
	if n := len(a.list(field + ".userErrors")); n != 0 {
		a.tb.Fatalf("%s refused: %s", field, a.Raw)
	}
	return a
}

// lines is a log that tests read; writers may be several.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func limits(capacity assign.Maximum, loan assign.Limit) directory.LimitsUpdate {
	return directory.LimitsUpdate{MaxCapacity: &capacity, LoanAmount: &loan}
}

func systemOf(tb testing.TB, tenant ident.ID) context.Context {
	tb.Helper()
	return actor.With(tb.Context(), actor.ForSystem(tenant))
}

func withActor(ctx context.Context, a actor.Actor) context.Context { return actor.With(ctx, a) }

// someKey has the form of a key of this company.
func (o *office) someKey() string { return store.NewCredential(store.ServiceKey, o.tenant).Text }

// firstUser is the administrator whom a test hired first.
func (o *office) firstUser() (id ident.ID) {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) (err error) {
		id, err = c.User.Query().Order(user.ByID()).FirstID(ctx)
		return err
	}))
	return id
}

// fastClock runs so fast that no bucket is ever empty.
func fastClock() func() time.Time {
	var i atomic.Int64
	now := time.Now()
	return func() time.Time { return now.Add(time.Duration(i.Add(1)) * time.Second) }
}
