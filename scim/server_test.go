package scim_test

import (
	"bytes"
	"context"
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
	"mandate/directory"
	"mandate/ident"
	"mandate/scim"
	"mandate/store"
	"mandate/store/storetest"
)

// door is a running SCIM door of one store.
type door struct {
	client
	directory *directory.Directory
	system    context.Context // the system's, in the tenant of the client
	issued    directory.IssuedToken
	log       *logged
	handler   *scim.Handler
}

// logged collects what the door logs.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func open(t testing.TB, s *store.Store) door {
	t.Helper()
	log := &logged{}
	d := &directory.Directory{Store: s}
	h := &scim.Handler{Store: s, Directory: d, PublicURL: "https://mandate.test", Log: slog.New(slog.NewTextHandler(log, nil))}
	d.Replay = h.Replay
	server := httptest.NewServer(h)
	t.Cleanup(func() { server.Close(); h.Flush(context.Background()) })
	return door{client: client{base: server.URL + scim.Base}, directory: d, log: log, handler: h}.tenant(t, "acme")
}

// tenant gives the same door to another tenant with a directory of its own.
func (d door) tenant(t testing.TB, slug string) door {
	t.Helper()
	id, err := d.directory.CreateTenant(t.Context(), directory.NewTenant{Slug: slug, Name: "Acme", Kind: "LENDER"})
	if err != nil {
		t.Fatal(err)
	}
	d.system = actor.With(t.Context(), actor.ForSystem(id))
	return d.second(t, "Okta")
}

// second gives the same tenant's door to another directory.
func (d door) second(t testing.TB, name string) door {
	t.Helper()
	issued, err := d.directory.CreateDirectory(d.system, name)
	if err != nil {
		t.Fatal(err)
	}
	d.issued, d.token = issued, issued.Text
	return d
}

func TestRecordedSequences(t *testing.T) {
	t.Parallel()
	all := sequences(t)
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		for file, sequence := range all {
			run := strings.NewReplacer("/", "-", ".json", "").Replace(file) // keeps names unique
			t.Run(file, func(t *testing.T) { play(t, d.client, run, sequence) })
		}
	})
}

// create makes a User and gives its id.
func (c client) create(t testing.TB, userName string) string {
	t.Helper()
	status, answer := c.send(t, "POST", "/Users", nil, map[string]any{"userName": userName, "active": true})
	if status != http.StatusCreated {
		t.Fatalf("create %s: %d %v", userName, status, answer)
	}
	return find(answer, "id").(string)
}

// createGroup makes a Group and gives its id.
func (c client) createGroup(t testing.TB, name string) string {
	t.Helper()
	status, answer := c.send(t, "POST", "/Groups", nil, map[string]any{"displayName": name})
	if status != http.StatusCreated {
		t.Fatalf("create %s: %d %v", name, status, answer)
	}
	return find(answer, "id").(string)
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		user, group := "/Users/"+d.create(t, "ada"), "/Groups/"+d.createGroup(t, "Closers")
		d.create(t, "taken")
		for _, c := range refusals {
			path := strings.NewReplacer("<user>", user, "<group>", group).Replace(c.path)
			header := http.Header{}
			for name, value := range c.header {
				header.Set(name, value)
			}
			var body any
			if c.body != "" {
				body = c.body
			}
			status, answer := d.send(t, c.method, path, header, body)
			if status != c.status || find(answer, "status") != any(fmt.Sprint(c.status)) {
				t.Errorf("%s %s %s: %d %v, want %d", c.method, c.path, c.body, status, answer, c.status)
				continue
			}
			if scimType, _ := find(answer, "scimType").(string); scimType != c.scimType {
				t.Errorf("%s %s %s: scimType %q, want %q", c.method, c.path, c.body, scimType, c.scimType)
			}
			if find(answer, "schemas/0") != any("urn:ietf:params:scim:api:messages:2.0:Error") || find(answer, "detail") == any("") {
				t.Errorf("%s %s: %v", c.method, c.path, answer)
			}
		}
		if text := d.log.String(); text != "" {
			t.Errorf("refusals were logged as our fault: %s", text)
		}
	})
}

type header map[string]string

const nobody = "usr_06e4000000000000000000000g"

var refusals = []struct {
	method, path string
	header       header
	body         string
	status       int
	scimType     string
}{
	{"GET", "/Nothing", nil, "", 404, ""},
	{"GET", "/Users/1/2", nil, "", 404, ""},
	{"GET", "/Users/" + nobody, nil, "", 404, ""},
	{"GET", "/Users/00u1", nil, "", 404, ""},
	{"GET", "<group>x", nil, "", 404, ""},
	{"DELETE", "/Users/" + nobody, nil, "", 404, ""},
	{"PATCH", "/Users/" + nobody, nil, `{"Operations": [{"op": "add", "path": "title", "value": "x"}]}`, 404, ""},
	{"PUT", "/Users/" + nobody, nil, `{"userName": "x"}`, 404, ""},
	{"POST", "/Groups", nil, `{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "displayName": "Ada", "userName": "ada"}`, 400, "invalidSyntax"},
	{"POST", "/Groups", nil, `{"schemas": "urn:ietf:params:scim:schemas:core:2.0:User", "displayName": "Ada", "userName": "ada"}`, 400, "invalidSyntax"},
	{"POST", "/Groups", nil, `{"schemas": "urn:ietf:params:scim:api:messages:2.0:PatchOp", "displayName": "Ada", "userName": "ada"}`, 400, "invalidSyntax"},
	{"POST", "/Groups", nil, `{"schemas": ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "displayName": "Ada", "userName": "ada"}`, 400, "invalidSyntax"},
	{"POST", "/Groups", nil, `{"schemas": ["URN:ietf:params:scim:schemas:extension:mandate:2.0:user"], "displayName": "Ada", "userName": "ada"}`, 400, "invalidSyntax"},
	{"POST", "/Groups", nil, `{"schemas": [["urn:ietf:params:scim:schemas:core:2.0:User"]], "displayName": "Ada", "userName": "ada"}`, 400, "invalidSyntax"},
	{"POST", "/Groups", nil, `{"schemas": [{"value": "urn:ietf:params:scim:schemas:core:2.0:User"}], "displayName": "Ada", "userName": "ada"}`, 400, "invalidSyntax"},
	{"POST", "/Groups", nil, `{"schemas": {"value": "urn:ietf:params:scim:schemas:core:2.0:User"}, "displayName": "Ada", "userName": "ada"}`, 400, "invalidSyntax"},
	{"POST", "/Groups", nil, `{"schemas": {"urn:ietf:params:scim:schemas:core:2.0:User": true}, "displayName": "Ada", "userName": "ada"}`, 400, "invalidSyntax"},
	{"POST", "/Groups", nil, `{"schemas": " urn:x,urn:ietf:params:scim:schemas:core:2.0:User ", "displayName": "Ada", "userName": "ada"}`, 400, "invalidSyntax"},
	{"POST", "/Users", nil, `{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:group"], "userName": "x"}`, 400, "invalidSyntax"},
	{"PUT", "<user>", nil, `{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "userName": "x"}`, 400, "invalidSyntax"},
	{"PATCH", "/Groups/grp_06e4000000000000000000000g", nil, `{"Operations": [{"op": "remove", "path": "members"}]}`, 404, ""},
	{"PATCH", "/Users", nil, `{}`, 405, ""},
	{"POST", "/Schemas", nil, `{}`, 405, ""},
	{"DELETE", "/Groups", nil, "", 405, ""},
	{"GET", "/Me", nil, "", 501, ""},
	{"PATCH", "/Me", nil, `{}`, 501, ""},
	{"GET", "/Schemas?filter=id%20pr", nil, "", 403, ""},
	{"GET", "/ResourceTypes?filter=id%20pr", nil, "", 403, ""},
	{"GET", "/ServiceProviderConfig?filter=id%20pr", nil, "", 403, ""},
	{"GET", "/Schemas/urn:x", nil, "", 404, ""},
	{"POST", "/Users", header{"Content-Type": "text/plain"}, `{}`, 415, ""},
	{"POST", "/Users", header{"Content-Type": "application/x-www-form-urlencoded"}, `a=b`, 415, ""},
	{"POST", "/Users", header{"Content-Encoding": "gzip"}, `{}`, 415, ""},
	{"POST", "/Users", nil, `{"userName": "x"`, 400, "invalidSyntax"},
	{"POST", "/Users", nil, `{"userName": "x", "userName": "y"}`, 400, "invalidSyntax"},
	{"POST", "/Users", nil, `{"userName": "x", "USERNAME": "y"}`, 400, "invalidSyntax"},
	{"POST", "/Users", nil, `[]`, 400, "invalidSyntax"},
	{"POST", "/Users", nil, `{}`, 400, "invalidValue"},
	{"POST", "/Users", nil, `{"userName": 1}`, 400, "invalidValue"},
	{"POST", "/Users", nil, `{"userName": "x", "active": "perhaps"}`, 400, "invalidValue"},
	{"POST", "/Users", nil, `{"userName": "x", "emails": [1]}`, 400, "invalidValue"},
	{"POST", "/Users", nil, `{"userName": "x", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": "nobody"}}`, 400, "invalidValue"},
	{"POST", "/Users", nil, `{"userName": "x", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": "` + nobody + `"}}`, 400, "invalidValue"},
	{"POST", "/Users", nil, `{"userName": "x", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": "usr_00000000000000000000000000"}}`, 400, "invalidValue"},
	{"POST", "/Users", nil, `{"userName": "TAKEN"}`, 409, "uniqueness"},
	{"PUT", "<user>", nil, `{"userName": "taken"}`, 409, "uniqueness"},
	{"PUT", "<user>", nil, `{}`, 400, "invalidValue"},
	{"PATCH", "<user>", nil, `{"Operations": [{"op": "replace", "path": "userName", "value": "taken"}]}`, 409, "uniqueness"},
	{"PATCH", "<user>", nil, `{}`, 400, "invalidSyntax"},
	{"PATCH", "<user>", nil, `{"Operations": [{"op": "replace", "path": "id", "value": "x"}]}`, 400, "mutability"},
	{"PATCH", "<user>", nil, `{"Operations": [{"op": "replace", "path": "emails[type eq \"x\"]", "value": {"value": "x"}}]}`, 400, "noTarget"},
	{"PATCH", "<user>", nil, `{"Operations": [{"op": "replace", "path": "a b", "value": "x"}]}`, 400, "invalidPath"},
	{"PATCH", "<user>", header{"If-Match": `W/"99"`}, `{"Operations": [{"op": "add", "path": "title", "value": "x"}]}`, 412, ""},
	{"PATCH", "<user>", header{"If-Match": `W/"98", W/"99"`}, `{"Operations": [{"op": "add", "path": "title", "value": "x"}]}`, 412, ""},
	{"PATCH", "<user>", header{"If-Match": `nonsense`}, `{"Operations": [{"op": "add", "path": "title", "value": "x"}]}`, 412, ""},
	{"DELETE", "<user>", header{"If-Match": `W/"99"`}, "", 412, ""},
	{"DELETE", "<user>", header{"If-Match": `W/"0"`}, "", 412, ""},
	{"PUT", "<user>", header{"If-Match": `W/"-1"`}, `{"userName": "ada"}`, 412, ""},
	{"PUT", "<group>", header{"If-Match": `W/"0"`}, `{"displayName": "x"}`, 412, ""},
	{"PUT", "<group>", header{"If-Match": `W/"99"`}, `{"displayName": "x"}`, 412, ""},
	{"PUT", "<group>", header{"If-None-Match": `*`}, `{"displayName": "x"}`, 412, ""},
	{"PATCH", "<user>", header{"If-None-Match": `W/"1"`}, `{"Operations": [{"op": "add", "path": "title", "value": "x"}]}`, 412, ""},
	{"DELETE", "/Users/" + nobody, header{"If-None-Match": `*`}, "", 404, ""},
	{"GET", "/Users?filter=colour%20eq%20%22red%22", nil, "", 400, "invalidFilter"},
	{"GET", "/Users?filter=", nil, "", 400, "invalidFilter"},
	{"GET", "/Users?filter=active%20eq%20%22True%22", nil, "", 400, "invalidFilter"},
	{"GET", "/Users?filter=userName%20eq%20%22%FF%22", nil, "", 400, "invalidFilter"},
	{"GET", "/Users?filter=userName%20eq%20%22%00%22", nil, "", 400, "invalidFilter"},
	{"GET", "/Users?filter=meta.created%20gt%20%220000-01-01T00:00:00Z%22", nil, "", 400, "invalidFilter"},
	{"GET", "/Users?filter=" + strings.Repeat("(", 100_000), nil, "", 400, "invalidFilter"},
	{"GET", "/Groups?filter=members.display%20eq%20%22x%22", nil, "", 400, "invalidFilter"},
	{"GET", "/Users?filter=%zz", nil, "", 400, "invalidSyntax"},
	{"GET", "/Users?filter=userName%20pr;x", nil, "", 400, "invalidSyntax"},
	{"GET", "/Users?filter=userName%20pr&filter=title%20pr", nil, "", 400, "invalidSyntax"},
	{"GET", "/Users?startIndex=one", nil, "", 400, "invalidValue"},
	{"GET", "/Users?count=1.5", nil, "", 400, "invalidValue"},
	{"GET", "/Users?sortBy=groups", nil, "", 400, "invalidPath"},
	{"GET", "/Users?sortBy=userName&sortOrder=up", nil, "", 400, "invalidValue"},
	{"POST", "/Groups", nil, `{}`, 400, "invalidValue"},
	{"POST", "/Groups", nil, `{"displayName": "x", "members": [{"value": "nobody"}]}`, 400, "invalidValue"},
	{"POST", "/Groups", nil, `{"displayName": "x", "members": [{"value": "` + nobody + `"}]}`, 400, "invalidValue"},
	{"PATCH", "<group>", nil, `{"Operations": [{"op": "add", "path": "members", "value": [{"value": "` + nobody + `"}]}]}`, 400, "invalidValue"},
	{"PATCH", "<group>", nil, `{"Operations": [{"op": "remove", "path": "displayName"}]}`, 400, "mutability"},
	{"POST", "/Users", nil, `{"userName": "` + strings.Repeat("x", 1<<20) + `"}`, 413, ""},
	{"PATCH", "<group>", nil, `{"x": "` + strings.Repeat("x", 1<<20) + `"}`, 413, ""},
	{"PUT", "<group>", nil, `{"x": "` + strings.Repeat("x", 5<<20) + `"}`, 413, ""},
	{"PATCH", "<user>", nil, `{"Operations": [` + strings.Repeat(`{"op": "remove", "path": "title"},`, 1000) + `{"op": "remove", "path": "title"}]}`, 413, ""},
}

// Every bad token is one answer, and it says how to authenticate.
func TestTokens(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			var later atomic.Int64
			clock := func() time.Time { return time.Now().Add(time.Duration(later.Load())) }
			d := open(t, storetest.OpenAt(t, storetest.Address(t, kind), clock))
			revoked := d.issue(t, time.Time{})
			if err := d.directory.RevokeToken(d.system, revoked.ID); err != nil {
				t.Fatal(err)
			}
			expired := d.issue(t, clock().Add(time.Hour))
			if status, _ := d.send(t, "GET", "/Users", http.Header{"Authorization": {"bearer " + expired.Text}}, nil); status != http.StatusOK {
				t.Errorf("a token before it expires, the scheme in lower case: %d", status)
			}
			later.Store(int64(time.Hour))
			testTokens(t, d, revoked.Text, expired.Text)
		})
	}
}

func (d door) issue(t testing.TB, expires time.Time) directory.IssuedToken {
	t.Helper()
	issued, err := d.directory.IssueToken(d.system, d.issued.Directory, expires)
	if err != nil {
		t.Fatal(err)
	}
	return issued
}

func testTokens(t *testing.T, d door, revoked, expired string) {
	t.Helper()
	unknown := store.NewCredential(store.SCIMToken, ident.ID{1: 7}).Text
	var first any
	for name, value := range map[string]string{
		"missing": "", "another scheme": "Basic " + d.token, "malformed": "Bearer wrong-token", "cut": "Bearer " + d.token[:len(d.token)-1],
		"unknown": "Bearer " + unknown, "expired": "Bearer " + expired, "revoked": "Bearer " + revoked,
	} {
		header := http.Header{"Authorization": {value}}
		status, answer := d.send(t, "GET", "/Users", header, nil)
		if first == nil {
			first = answer
		}
		if status != http.StatusUnauthorized || fmt.Sprint(answer) != fmt.Sprint(first) {
			t.Errorf("%s: %d %v", name, status, answer)
		}
		status, h, _ := d.raw(t, "POST", "/Users", header, "{not JSON")
		if status != http.StatusUnauthorized || !strings.HasPrefix(h.Get("WWW-Authenticate"), "Bearer") {
			t.Errorf("%s: a body was judged before the token: %d, WWW-Authenticate %q", name, status, h.Get("WWW-Authenticate"))
		}
	}
	for _, secret := range []string{d.token, expired, revoked, unknown} {
		if strings.Contains(d.log.String(), secret) || strings.Contains(fmt.Sprint(first), secret) {
			t.Error("a token is in the log or the answer")
		}
	}
}
