package sso

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/directory/attempt"
	"mandate/directory/credential"
	"mandate/directory/factor"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ident"
	"mandate/sso/idptest"
	"mandate/store"
	"mandate/store/storetest"
)

// world is one installation: a database, the door on a TLS listener, a clock that
// can be moved forward.
type world struct {
	address   string
	store     *store.Store
	directory *directory.Directory
	handler   *Handler
	server    *httptest.Server
	ahead     *atomic.Int64 // nanoseconds before the machine's clock
	log       *lockedLog
}

// lockedLog is a log that a test may read.
type lockedLog struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lockedLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// onBoth runs a test in a fresh world on each database.
func onBoth(t *testing.T, fn func(t *testing.T, w *world)) {
	t.Helper()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			fn(t, newWorld(t, storetest.Address(t, kind), new(atomic.Int64)))
		})
	}
}

func newWorld(t testing.TB, address string, ahead *atomic.Int64) *world {
	t.Helper()
	return newWorldAt(t, address, ahead, func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) })
}

// newWorldAt is newWorld with a clock of the test's own.
func newWorldAt(t testing.TB, address string, ahead *atomic.Int64, now func() time.Time) *world {
	t.Helper()
	w := &world{address: address, store: storetest.OpenAt(t, address, now), ahead: ahead, log: &lockedLog{}}
	w.directory = &directory.Directory{Store: w.store}
	mux := http.NewServeMux()
	w.server = httptest.NewUnstartedServer(mux)
	w.handler = &Handler{
		Store: w.store, Directory: w.directory, Log: slog.New(slog.NewTextHandler(w.log, nil)),
		PublicURL: "https://" + w.server.Listener.Addr().String(), Client: Outbound{Private: true}.Client(),
		Random: rand.Reader, Attempts: attempt.Counters{Store: w.store}, Factors: &factor.Factors{Store: w.store, Random: rand.Reader},
		Address: func(r *http.Request) string {
			host, _, _ := net.SplitHostPort(r.RemoteAddr)
			return host
		},
	}
	w.handler.Credentials = &credential.Credentials{Directory: w.directory, Passwords: credential.Passwords{Slots: make(chan struct{}, 2)},
		Random: rand.Reader, PublicURL: w.handler.PublicURL}
	w.handler.floods.Open = true // one address plays every attack
	if err := w.handler.Register(mux); err != nil {
		t.Fatal(err)
	}
	w.frontDoor(t, mux)
	mux.HandleFunc("/", func(rw http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprintf(rw, "console at %s", r.URL.RequestURI())
	})
	w.server.StartTLS()
	t.Cleanup(w.server.Close)
	return w
}

// replica is another process of the same installation, behind the same address.
func (w *world) replica(t *testing.T) *world {
	t.Helper()
	r := newWorld(t, w.address, w.ahead)
	r.handler.PublicURL = w.handler.PublicURL
	return r
}

// firm is one tenant with a directory; the domain SLUG.test is its own.
type firm struct {
	id        ident.ID
	slug      string
	directory ident.ID
}

func (w *world) system(t testing.TB, f firm) context.Context {
	return storetest.System(t, f.id)
}

func (w *world) scim(t testing.TB, f firm) context.Context {
	return storetest.As(t, actor.Actor{Kind: actor.Directory, Tenant: f.id, ID: f.directory, Name: "Okta", Language: "en"})
}

func (w *world) firm(t testing.TB, slug, name string) firm {
	t.Helper()
	id, err := w.directory.CreateTenant(t.Context(), directory.NewTenant{Slug: slug, Name: name, Kind: "LENDER",
		Zone: "America/Toronto", Currency: "CAD", Language: "en", Phone: "+14165550123"})
	if err != nil {
		t.Fatalf("create tenant: %v", err)
	}
	token, err := w.directory.CreateDirectory(storetest.System(t, id), "Okta")
	if err != nil {
		t.Fatalf("create directory: %v", err)
	}
	if err := w.directory.VerifyDomain(storetest.System(t, id), slug+".test", ident.ID{}); err != nil {
		t.Fatalf("verify domain: %v", err)
	}
	return firm{id: id, slug: slug, directory: token.Directory}
}

// person is provisioned by the firm's directory.
func (w *world) person(t testing.TB, f firm, userName, given, family string) ident.ID {
	t.Helper()
	p, err := w.directory.CreatePerson(w.scim(t, f), directory.Profile{UserName: userName, ExternalID: given + userName, Active: true,
		GivenName: given, FamilyName: family, Emails: []directory.Email{{Value: userName, Type: "work", Primary: true}}})
	if err != nil {
		t.Fatalf("create person: %v", err)
	}
	return p.ID
}

func (w *world) setActive(t *testing.T, f firm, id ident.ID, active bool) {
	t.Helper()
	_, err := w.directory.UpdatePerson(w.scim(t, f), id, 0, func(p directory.Profile) (directory.Profile, error) {
		p.Active = active
		return p, nil
	})
	if err != nil {
		t.Fatalf("set active %v: %v", active, err)
	}
}

// samlConnection connects a firm to a running SAML IdP; it gives the outside id.
func (w *world) samlConnection(t *testing.T, f firm, idp idptest.IdP, bend func(*directory.ConnectionUpdate)) (ident.ID, string) {
	t.Helper()
	m, err := ParseMetadata(idp.Metadata(t))
	if err != nil {
		t.Fatalf("metadata of the IdP: %v", err)
	}
	name := "Alpha Login"
	u := m.Update()
	u.Name = &name
	if bend != nil {
		bend(&u)
	}
	id, err := w.directory.CreateConnection(w.system(t, f), "SAML", u)
	if err != nil {
		t.Fatalf("create connection: %v", err)
	}
	return id, id.Text(ident.Connection)
}

// draftOIDC makes a connection without a provider, so that its redirect address is known.
func (w *world) draftOIDC(t *testing.T, f firm) (ident.ID, string) {
	t.Helper()
	name := "Alpha OpenID"
	id, err := w.directory.CreateConnection(w.system(t, f), "OIDC", directory.ConnectionUpdate{Name: &name})
	if err != nil {
		t.Fatalf("create connection: %v", err)
	}
	return id, AddressesOf(w.handler.PublicURL, id.Text(ident.Connection)).Callback
}

const clientSecret = "canary-mandate-test-secret-mandate-test-secret"

func (w *world) completeOIDC(t *testing.T, f firm, id ident.ID, op idptest.IdP, bend func(*directory.ConnectionUpdate)) {
	t.Helper()
	client := "mandate"
	u := directory.ConnectionUpdate{Issuer: &op.Base, ClientID: &client, ClientSecret: []byte(clientSecret)}
	if bend != nil {
		bend(&u)
	}
	if err := w.directory.UpdateConnection(w.system(t, f), id, 0, u); err != nil {
		t.Fatalf("complete connection: %v", err)
	}
}

// lastRefusal is the reason and comment of the latest refusal in a firm's history.
func (w *world) lastRefusal(t testing.TB, f firm) (reason, comment, request string) {
	t.Helper()
	err := w.store.Read(w.system(t, f), func(ctx context.Context, c *db.Client) error {
		e, err := c.HistoryEntry.Query().Where(historyentry.Action("SIGN_IN_REFUSED")).Order(db.Desc(historyentry.FieldID)).First(ctx)
		if err != nil {
			return err
		}
		reason, comment, request = e.Reason, e.Comment, e.RequestID
		return nil
	})
	if err != nil {
		t.Fatalf("history: %v", err)
	}
	return reason, comment, request
}

// sessions counts the rows of a firm, good or not.
func (w *world) sessions(t testing.TB, f firm) int {
	t.Helper()
	var n int
	err := w.store.Read(w.system(t, f), func(ctx context.Context, c *db.Client) (err error) {
		n, err = c.Session.Query().Count(ctx)
		return err
	})
	if err != nil {
		t.Fatalf("count sessions: %v", err)
	}
	return n
}

// browser is a client with cookies that follows redirects.
type browser struct {
	t      testing.TB
	client *http.Client
	world  *world
}

// page is what a browser shows.
type page struct {
	status int
	body   string
	header http.Header
	url    *url.URL
}

func (w *world) browser(t testing.TB) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} // the test server's own certificate
	t.Cleanup(transport.CloseIdleConnections)
	return &browser{t: t, client: &http.Client{Jar: jar, Transport: transport}, world: w}
}

func (b *browser) do(r *http.Request, err error) page {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("User-Agent", "test browser")
	answer, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return page{status: answer.StatusCode, body: string(body), header: answer.Header, url: answer.Request.URL}
}

func (b *browser) absolute(path string) string {
	if strings.HasPrefix(path, "/") {
		return b.world.server.URL + path
	}
	return path
}

func (b *browser) get(path string) page {
	b.t.Helper()
	return b.do(http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.absolute(path), nil))
}

func (b *browser) post(path string, form url.Values, header ...string) page {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.absolute(path), strings.NewReader(form.Encode()))
	if err == nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for i := 0; i+1 < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
	}
	return b.do(r, err)
}

var (
	actionOf = regexp.MustCompile(`<form[^>]* action="([^"]*)"`)
	inputsOf = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)
)

// form reads the one form of a page.
func (p page) form(t testing.TB) (action string, fields url.Values) {
	t.Helper()
	a := actionOf.FindStringSubmatch(p.body)
	if a == nil {
		t.Fatalf("no form on %s (%d): %s", p.url, p.status, clip(p.body))
	}
	fields = url.Values{}
	for _, m := range inputsOf.FindAllStringSubmatch(p.body, -1) {
		fields.Set(html.UnescapeString(m[1]), html.UnescapeString(m[2]))
	}
	return html.UnescapeString(a[1]), fields
}

func (b *browser) cookie(name string) string {
	u, _ := url.Parse(b.world.server.URL)
	for _, c := range b.client.Jar.Cookies(u) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

func (b *browser) setCookie(name, value string) {
	u, _ := url.Parse(b.world.server.URL)
	b.client.Jar.SetCookies(u, []*http.Cookie{{Name: name, Value: value, Path: "/", Secure: true}})
}

// signedIn is the e-mail address that GET /session tells, or empty on 401.
func (b *browser) signedIn() string {
	b.t.Helper()
	p := b.get("/session")
	switch p.status {
	case http.StatusUnauthorized:
		return ""
	case http.StatusOK:
		m := regexp.MustCompile(`"email":"([^"]*)"`).FindStringSubmatch(p.body)
		if m == nil {
			b.t.Fatalf("session: %s", p.body)
		}
		return m[1]
	}
	b.t.Fatalf("session: %d %s", p.status, p.body)
	return ""
}

func sqliteAddress(t *testing.T) string { return storetest.Address(t, "sqlite") }

func noClock() *atomic.Int64 { return new(atomic.Int64) }

// serve runs a server of the test's own on a free loopback port.
func serve(t *testing.T, s *http.Server) (base string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return "http://" + l.Addr().String()
}
