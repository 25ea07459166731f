package sso

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/sso/idptest"
)

// TestAReadingByHandIsARefresh: an administrator who reads the known address again is held
// to what the worker is held to, and told what can't be read.
func TestAReadingByHandIsARefresh(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		idp := idptest.SAML(t)
		name, address := "Alpha Login", idp.Base+"/metadata"
		id, err := w.directory.CreateConnection(w.system(t, f), "SAML", directory.ConnectionUpdate{Name: &name, MetadataURL: &address})
		if err != nil {
			t.Fatal(err)
		}
		read := func() (*db.Connection, error) {
			err := w.handler.RefreshConnection(w.system(t, f), id, 0)
			return w.connection(t, f, id), err
		}
		if c, err := read(); err != nil || len(c.Certificates) != 1 || c.PendingReason != "" || c.MetadataCheckedAt == nil {
			t.Fatalf("first: %d keys, %q, %v", len(c.Certificates), c.PendingReason, err)
		}
		seen := w.connection(t, f, id).Version
		if err := w.handler.RefreshConnection(w.system(t, f), id, seen+1); fault.As(err).Kind != fault.Stale || w.connection(t, f, id).Version != seen {
			t.Errorf("another version than expected: %v", err)
		}
		idp.Control(t, "/test/rotate-keys", url.Values{"keepOld": {"0"}})
		if c, err := read(); err != nil || c.PendingReason != heldKeys || len(c.Certificates) != 1 {
			t.Errorf("other keys: %q, %v", c.PendingReason, err)
		}
		gone := "http://127.0.0.1:9/metadata"
		if err := w.directory.UpdateConnection(w.system(t, f), id, 0, directory.ConnectionUpdate{MetadataURL: &gone}); err != nil {
			t.Fatal(err)
		}
		if c, err := read(); fault.As(err).Kind != fault.Invalid || c.MetadataError == "" || len(c.Certificates) != 1 {
			t.Errorf("unreadable: %q, %v", c.MetadataError, err)
		}
	})
}

// TestAConnectionWithoutMetadataSaysSo: what to do instead, and not that there is none.
func TestAConnectionWithoutMetadataSaysSo(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		id, _ := w.draftOIDC(t, f)
		err := w.handler.RefreshConnection(w.system(t, f), id, 0)
		if told := fault.As(err); told.Kind != fault.Invalid || !strings.Contains(told.Message, "no SAML connection") || !strings.Contains(told.Message, "test the connection") {
			t.Errorf("by OpenID Connect: %v", err)
		}
		if err := w.handler.RefreshConnection(w.system(t, f), w.store.NewID(), 0); fault.As(err).Kind != fault.NotFound {
			t.Errorf("none: %v", err)
		}
	})
}

func TestMetadataIsReadFromItsAddress(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
		idp := idptest.SAML(t, "LIFETIME=3600")
		name, address := "Alpha Login", idp.Base+"/metadata"
		id, err := w.directory.CreateConnection(w.system(t, f), "SAML", directory.ConnectionUpdate{Name: &name, MetadataURL: &address})
		if err != nil {
			t.Fatal(err)
		}
		enters := func() bool {
			b := w.browser(t)
			acs, answer := b.atIdP(id.Text(ident.Connection), "/")
			b.post(acs, answer)
			return b.signedIn() != ""
		}
		if !enters() {
			t.Fatal("cannot sign in by an address alone")
		}
		ctx := w.system(t, f)
		days := time.Duration(0)
		refresh := func() *db.Connection {
			days++
			w.ahead.Store(int64(days * (metadataFresh + time.Minute)))
			if err := w.handler.RefreshMetadata(ctx); err != nil {
				t.Fatal(err)
			}
			w.ahead.Store(0)
			return w.connection(t, f, id)
		}
		idp.Control(t, "/test/rotate-keys", url.Values{"announce": {"1"}})
		if c := refresh(); len(c.Certificates) != 2 || c.PendingReason != "" || c.MetadataError != "" {
			t.Fatalf("announced: %d keys, %q, %q", len(c.Certificates), c.PendingReason, c.MetadataError)
		}
		idp.Control(t, "/test/rotate-keys", url.Values{"keepOld": {"0"}})
		if !enters() {
			t.Error("the announced key is not known")
		}
		idp.Control(t, "/test/rotate-keys", url.Values{"keepOld": {"0"}})
		held := refresh()
		if held.PendingReason != heldKeys || held.PendingMetadata == "" || len(held.Certificates) != 2 {
			t.Fatalf("held: %q, %d keys", held.PendingReason, len(held.Certificates))
		}
		if enters() {
			t.Error("keys that replaced all known ones were taken unseen")
		}
		m, err := ParseMetadata([]byte(held.PendingMetadata))
		if err == nil {
			err = w.directory.TakePendingMetadata(ctx, id, 0, m.Update())
		}
		if err != nil {
			t.Fatal(err)
		}
		if c := w.connection(t, f, id); c.PendingMetadata != "" || !enters() {
			t.Error("an administrator took them, and nobody enters")
		}
	})
}

func (w *world) connection(t testing.TB, f firm, id ident.ID) (c *db.Connection) {
	t.Helper()
	err := w.store.Read(w.system(t, f), func(ctx context.Context, q *db.Client) (err error) {
		c, err = q.Connection.Get(ctx, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestMetadataAddressThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f := w.firm(t, "alpha", "Alpha Bank")
	w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
	gone := serve(t, &http.Server{Handler: http.NotFoundHandler()}) + "/metadata"
	name := "No answer"
	id, err := w.directory.CreateConnection(w.system(t, f), "SAML", directory.ConnectionUpdate{Name: &name, MetadataURL: &gone})
	if err != nil {
		t.Fatal(err)
	}
	if p := w.browser(t).get("/sso/saml/" + id.Text(ident.Connection) + "/start"); p.status != http.StatusBadGateway {
		t.Errorf("without keys: %d", p.status)
	}
	if reason, _, _ := w.lastRefusal(t, f); reason != string(providerAbsent) {
		t.Errorf("history says %q", reason)
	}
	_, known := w.samlConnection(t, f, idptest.SAML(t), func(u *directory.ConnectionUpdate) { u.MetadataURL = &gone })
	b := w.browser(t)
	acs, answer := b.atIdP(known, "/")
	if b.post(acs, answer); b.signedIn() == "" {
		t.Error("known keys do not do without the address")
	}
}

func TestWhatARefreshMayChange(t *testing.T) {
	t.Parallel()
	const at, elsewhere = "https://idp.test/sso", "https://evil.test/sso"
	known := func(entity string, keys ...string) *db.Connection {
		return &db.Connection{IdpEntityID: entity, Certificates: keys, SSORedirectURL: at}
	}
	fresh := func(entity, to string, keys ...string) IdPMetadata {
		return IdPMetadata{EntityID: entity, RedirectURL: to, Certificates: keys}
	}
	for name, c := range map[string]struct {
		known *db.Connection
		fresh IdPMetadata
		want  string
	}{
		"first time":         {&db.Connection{}, fresh("a", at, "1"), ""},
		"a key more":         {known("a", "1"), fresh("a", at, "1", "2"), ""},
		"a key less":         {known("a", "1", "2"), fresh("a", at, "2"), ""},
		"another path":       {known("a", "1"), fresh("a", at+"/2", "1"), ""},
		"another entity":     {known("a", "1"), fresh("b", at, "1"), heldEntity},
		"all keys are other": {known("a", "1"), fresh("a", at, "2"), heldKeys},
		"another host":       {known("a", "1"), fresh("a", elsewhere, "1"), heldHost},
		"another port":       {known("a", "1"), fresh("a", "https://idp.test:8443/sso", "1"), heldHost},
		"logout elsewhere":   {known("a", "1"), IdPMetadata{EntityID: "a", RedirectURL: at, LogoutPost: elsewhere, Certificates: []string{"1"}}, heldHost},
	} {
		if got := heldFor(c.known, c.fresh); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestRefreshesTakeTurns(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		ago     time.Duration
		trouble string
		want    bool
	}{
		"a day after a success":           {metadataFresh, "", true},
		"less than a day":                 {metadataFresh - 1, "", false},
		"five minutes after a failure":    {metadataRetry, "no answer", true},
		"less than five minutes after it": {metadataRetry - 1, "no answer", false},
	} {
		at := noon.Add(-c.ago)
		if got := refreshDue(&db.Connection{MetadataCheckedAt: &at, MetadataError: c.trouble}, noon); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if !refreshDue(&db.Connection{}, noon) {
		t.Error("never read, and not due")
	}
}

// TestMetadataThatIsNoneIsNoted: redirects, huge and broken texts change nothing.
func TestMetadataThatIsNoneIsNoted(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]http.HandlerFunc{
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://evil.test/metadata", http.StatusFound)
		},
		"web page": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html/>")) },
		"too long": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 2<<20)) },
		"expired": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write(idpMetadata(replaced(`entityID=`, `validUntil="2026-03-03T11:00:00Z" entityID=`)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address := serve(t, &http.Server{Handler: answer, ReadHeaderTimeout: time.Second})
			d := newDoor(t, sqliteAddress(t), func(u *directory.ConnectionUpdate) { u.MetadataURL = &address })
			if err := d.handler.RefreshMetadata(d.system(t, d.firm)); err != nil {
				t.Fatal(err)
			}
			c := d.world.connection(t, d.firm, d.id)
			if c.MetadataError == "" || c.PendingMetadata != "" || len(c.Certificates) != 1 || c.MetadataCheckedAt == nil {
				t.Errorf("noted %q, pending %q", c.MetadataError, c.PendingReason)
			}
			b, p := d.enter(t, forged{})
			d.wantIn(t, b, p)
		})
	}
}
