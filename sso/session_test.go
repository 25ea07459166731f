package sso

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

func goodRow() store.SessionRow {
	return store.SessionRow{IdleUntil: noon.Add(time.Minute), Expires: noon.Add(time.Hour), Active: true}
}

func TestWhichSessionsAreGood(t *testing.T) {
	t.Parallel()
	through := ident.ID{1}
	for name, c := range map[string]struct {
		bend func(*store.SessionRow)
		want bool
	}{
		"good":              {func(*store.SessionRow) {}, true},
		"by a connection":   {func(r *store.SessionRow) { r.ConnectionID, r.ConnectionState = through, "ACTIVE" }, true},
		"ended":             {func(r *store.SessionRow) { r.Revoked = true }, false},
		"idle":              {func(r *store.SessionRow) { r.IdleUntil = noon }, false},
		"too old":           {func(r *store.SessionRow) { r.Expires = noon }, false},
		"person inactive":   {func(r *store.SessionRow) { r.Active = false }, false},
		"person deleted":    {func(r *store.SessionRow) { r.Deleted = true }, false},
		"connection off":    {func(r *store.SessionRow) { r.ConnectionID, r.ConnectionState = through, "DISABLED" }, false},
		"connection is new": {func(r *store.SessionRow) { r.ConnectionID, r.ConnectionState = through, "DRAFT" }, false},
		"connection gone":   {func(r *store.SessionRow) { r.ConnectionID = through }, false},
	} {
		row := goodRow()
		c.bend(&row)
		if got := sessionGood(row, noon); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if row := (store.SessionRow{TempPassword: true, ConnectionID: through, ConnectionState: "ACTIVE"}); mustChoosePassword(row) {
		t.Error("who came through an IdP is asked for a password")
	}
}

func TestNamesAndLanguages(t *testing.T) {
	t.Parallel()
	for want, row := range map[string]store.SessionRow{
		"Shown":       {Name: "Shown", FirstName: "Ada"},
		"Ada Moreno":  {FirstName: "Ada", LastName: "Moreno", UserName: "ada"},
		"Moreno":      {LastName: "Moreno"},
		"ada":         {UserName: "ada", Email: "a@b.c"},
		"a@alpha.com": {Email: "a@alpha.com"},
	} {
		if got := shownName(row); got != want {
			t.Errorf("name = %q, want %q", got, want)
		}
	}
	for _, c := range []struct{ locale, company, want string }{
		{"fr-CA", "en", "fr"}, {"", "de", "de"}, {"pt_BR", "fr", "fr"}, {"", "", "en"}, {"de_DE", "", "de"},
	} {
		if got := languageOf(store.SessionRow{Locale: c.locale, CompanyLanguage: c.company}); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestSessionsEndByIdlenessAndAge(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		_, _, connection := samlWorld(t, w)
		b := w.browser(t)
		acs, answer := b.atIdP(connection, "/")
		b.post(acs, answer)
		token := b.cookie(SessionCookie)
		use := func() error {
			_, err := w.handler.Authenticate(t.Context(), token)
			return err
		}
		for _, minutes := range []int{20, 40, 60} { // each use keeps it alive
			w.ahead.Store(int64(time.Duration(minutes) * time.Minute))
			if err := use(); err != nil {
				t.Fatalf("after %d minutes: %v", minutes, err)
			}
		}
		w.ahead.Store(int64(75 * time.Minute))
		if b.signedIn() == "" { // asking who is signed in is no use of it
			t.Fatal("not signed in")
		}
		w.ahead.Store(int64(91 * time.Minute))
		if err := use(); !fault.Is(err, fault.CodeUnauthenticated) {
			t.Errorf("idle for 31 minutes: %v", err)
		}
		b = w.browser(t)
		w.ahead.Store(0)
		acs, answer = b.atIdP(connection, "/")
		b.post(acs, answer)
		token = b.cookie(SessionCookie)
		for at := time.Duration(0); at < 12*time.Hour; at += 25 * time.Minute {
			w.ahead.Store(int64(at))
			if err := use(); err != nil {
				t.Fatalf("after %s: %v", at, err)
			}
		}
		w.ahead.Store(int64(12*time.Hour + time.Minute))
		if err := use(); !fault.Is(err, fault.CodeUnauthenticated) {
			t.Errorf("after twelve hours: %v", err)
		}
	})
}

func TestTokensThatAreNone(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		for _, token := range []string{"", "x", "mses_", strings.Repeat("a", 10_000), store.NewCredential(store.ServiceKey, f.id).Text,
			store.NewCredential(store.SessionToken, f.id).Text, store.NewCredential(store.SessionToken, w.store.NewID()).Text} {
			if _, err := w.handler.Authenticate(t.Context(), token); !fault.Is(err, fault.CodeUnauthenticated) {
				t.Errorf("%q: %v", clip(token), err)
			}
		}
		b := w.browser(t)
		if p := b.get("/session"); p.status != http.StatusUnauthorized || p.header.Get("Content-Type") != "application/json" {
			t.Errorf("no cookie: %d %s", p.status, p.body)
		}
	})
}

func TestLogout(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		_, _, connection := samlWorld(t, w)
		enter := func() *browser {
			b := w.browser(t)
			acs, answer := b.atIdP(connection, "/")
			b.post(acs, answer)
			return b
		}
		b := enter()
		copied := b.cookie(SessionCookie)
		for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.test"}, {"Sec-Fetch-Site", "same-site"}} {
			if p := b.post("/logout", url.Values{}, header...); p.status != http.StatusForbidden || b.signedIn() == "" {
				t.Errorf("%s: %d", header, p.status)
			}
		}
		p := b.post("/logout", url.Values{}, "Sec-Fetch-Site", "same-origin")
		if p.url.Path != "/login/alpha" || b.cookie(SessionCookie) != "" || b.signedIn() != "" {
			t.Errorf("landed on %s", p.url)
		}
		thief := w.browser(t)
		thief.setCookie(SessionCookie, copied)
		if thief.signedIn() != "" {
			t.Error("a copied cookie lives on")
		}
		b = enter()
		if p := b.post("/logout", url.Values{}, "Accept", "application/json"); p.status != http.StatusNoContent || b.signedIn() != "" {
			t.Errorf("asking for JSON: %d", p.status)
		}
		if p := w.browser(t).post("/logout", url.Values{}); p.url.Path != "/login" {
			t.Errorf("without a session: %s", p.url)
		}
		if p := w.browser(t).get("/logout"); strings.Contains(p.body, "Sign in") {
			t.Errorf("GET /logout: %d", p.status)
		}
	})
}

// TestFixation: a cookie that somebody planted never becomes a session, nor does the
// sign-in keep an identifier that was there before.
func TestFixation(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f, _, connection := samlWorld(t, w)
	planted := store.NewCredential(store.SessionToken, f.id).Text
	b := w.browser(t)
	b.setCookie(SessionCookie, planted)
	acs, answer := b.atIdP(connection, "/")
	b.post(acs, answer)
	if b.signedIn() == "" || b.cookie(SessionCookie) == planted {
		t.Error("the planted identifier stayed")
	}
	if _, err := w.handler.Authenticate(t.Context(), planted); err == nil {
		t.Error("the planted identifier is signed in")
	}
}

// TestSessionStaysInItsTenant: a token names its tenant; renamed, it is nobody's.
func TestSessionStaysInItsTenant(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		_, _, connection := samlWorld(t, w)
		other := w.firm(t, "beta", "Beta Bank")
		b := w.browser(t)
		acs, answer := b.atIdP(connection, "/")
		b.post(acs, answer)
		_, hash, _ := store.ParseCredential(store.SessionToken, b.cookie(SessionCookie))
		if _, err := w.store.Session(t.Context(), other.id, hash); !fault.Is(err, fault.CodeNotFound) {
			t.Errorf("found under another tenant: %v", err)
		}
	})
}
