package graph_test

import (
	"bytes"
	"context"
	"crypto/rand"
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
	"mandate/directory/attempt"
	"mandate/directory/credential"
	"mandate/directory/customer"
	"mandate/directory/factor"
	"mandate/directory/job"
	"mandate/directory/mail"
	"mandate/directory/webhook"
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
	jobs     *job.Queue
	door     *graph.Server
	tenant   ident.ID
	ctx      context.Context // the system's
	logged   *lines
	hired    int
	keys     int // that steps were given
	contacts []ident.ID
	refusing bool // what this test sends is meant to be refused: it is no proof that a mutation works
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
	o := furnished(tb, s)
	o.tenant = o.company("acme")
	o.ctx = actor.With(tb.Context(), actor.ForSystem(o.tenant))
	return o
}

// furnished is the door with its rooms, before there is a company.
func furnished(tb testing.TB, s *store.Store) *office {
	tb.Helper()
	o := &office{t: tb, store: s, desk: &desk.Desk{Store: s}, logged: &lines{}}
	o.people = &directory.Directory{Store: s, OnChange: o.desk.OnChange}
	o.jobs = &job.Queue{Store: s, Log: slog.New(slog.NewTextHandler(o.logged, nil))}
	o.door = &graph.Server{Store: s, Directory: o.people, Desk: o.desk, Jobs: o.jobs, Customers: &customer.Room{Directory: o.people}, Mail: &mail.Room{Directory: o.people},
		Webhooks: &webhook.Room{Directory: o.people}, Authenticate: o.session, Now: time.Now,
		Log: slog.New(slog.NewTextHandler(o.logged, nil)), PublicURL: "https://mandate.example"}
	o.door.Credentials = &credential.Credentials{Directory: o.people, Passwords: credential.Passwords{Slots: make(chan struct{}, 1)}, Random: rand.Reader, PublicURL: o.door.PublicURL}
	o.door.Block, o.door.Reissue = o.people.BlockSignIn, o.door.Credentials.Reissue
	o.door.Factors, o.door.Attempts = &factor.Factors{Store: s, Random: rand.Reader}, attempt.Counters{Store: s}
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

func (o *office) ask(w who, query string, v vars) *answer {
	o.t.Helper()
	b, err := json.Marshal(map[string]any{"query": query, "variables": v})
	o.must(err)
	a := o.send(w, b, "application/json")
	hear(query, a)
	if !o.refusing {
		witness(query, v, a)
	}
	return a
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

// away saves an out of office from so many days on, in the company's zone.
func (o *office) away(person ident.ID, from, to int, delegate ident.ID) {
	o.t.Helper()
	first, err := assign.ParseDate(day(from))
	o.must(err)
	last, err := assign.ParseDate(day(to))
	o.must(err)
	_, _, err = o.desk.SetAbsence(o.ctx, desk.Leave{User: person, Start: first, End: last, Delegate: delegate})
	o.must(err)
}
