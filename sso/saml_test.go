package sso

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ident"
	"mandate/sso/idptest"
	"mandate/store"
)

// atIdP starts a sign-in and comes back with the IdP's answer, not yet posted.
func (b *browser) atIdP(connection, back string) (acs string, answer url.Values) {
	b.t.Helper()
	p := b.get("/sso/saml/" + connection + "/start?return=" + url.QueryEscape(back))
	return p.form(b.t)
}

func samlWorld(t *testing.T, w *world) (firm, idptest.IdP, string) {
	t.Helper()
	f := w.firm(t, "alpha", "Alpha Bank")
	idp := idptest.SAML(t, "LIFETIME=3600")
	_, connection := w.samlConnection(t, f, idp, nil)
	w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
	return f, idp, connection
}

func TestSAMLSignIn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, _, connection := samlWorld(t, w)
		b := w.browser(t)
		acs, answer := b.atIdP(connection, "/users?search=ada")
		if want := AddressesOf(w.handler.PublicURL, connection).ACS; acs != want {
			t.Fatalf("ACS = %s, want %s", acs, want)
		}
		p := b.post(acs, answer)
		if p.status != http.StatusOK || p.body != "console at /users?search=ada" {
			t.Fatalf("landed on %s: %d %s", p.url, p.status, p.body)
		}
		checkSession(t, w, b, f)
		checkHistory(t, w, f)
		if text := w.log.String(); strings.Contains(text, b.cookie(SessionCookie)) || strings.Contains(text, answer.Get("SAMLResponse")) {
			t.Error("the log holds a token or a message")
		}
	})
}

func checkSession(t *testing.T, w *world, b *browser, f firm) {
	t.Helper()
	p := b.get("/session")
	var got struct {
		User    struct{ ID, Email, Name string }
		Tenant  string
		Expires time.Time `json:"expires_at"`
	}
	if err := json.Unmarshal([]byte(p.body), &got); err != nil || p.status != http.StatusOK {
		t.Fatalf("session: %d %s %v", p.status, p.body, err)
	}
	if got.User.Email != "ada.moreno@alpha.test" || got.User.Name != "Ada Moreno" || !strings.HasPrefix(got.User.ID, "usr_") || got.Tenant != "alpha" {
		t.Errorf("session = %s", p.body)
	}
	if left := got.Expires.Sub(w.store.Now()); left < 29*time.Minute || left > 30*time.Minute {
		t.Errorf("expires in %s", left)
	}
	token := b.cookie(SessionCookie)
	a, err := w.handler.Authenticate(t.Context(), token)
	if err != nil || a.ID.Text(ident.User) != got.User.ID || a.Tenant != f.id || a.Name != "Ada Moreno" || a.SessionID.IsZero() {
		t.Errorf("actor = %+v, %v", a, err)
	}
	err = w.store.Read(w.system(t, f), func(ctx context.Context, c *db.Client) error {
		row, err := c.Session.Query().Only(ctx)
		if err != nil {
			return err
		}
		if row.Hash != store.HashCredential(token) || row.ConnectionID == nil || row.IdpSession == "" || len(row.Methods) != 1 || row.UserAgent != "test browser" {
			t.Errorf("row = %+v", row)
		}
		person, err := c.User.Get(ctx, row.UserID)
		if err == nil && (person.LastLoginAt == nil || w.store.Now().Sub(*person.LastLoginAt) > time.Minute) {
			t.Errorf("lastLoginAt = %v", person.LastLoginAt)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkHistory(t *testing.T, w *world, f firm) {
	t.Helper()
	var actions []string
	err := w.store.Read(w.system(t, f), func(ctx context.Context, c *db.Client) error {
		list, err := c.HistoryEntry.Query().All(ctx)
		for _, e := range list {
			actions = append(actions, e.Action)
		}
		return err
	})
	if err != nil || !strings.Contains(strings.Join(actions, " "), "SIGNED_IN") {
		t.Errorf("history = %q, %v", actions, err)
	}
}

func TestSessionCookieIsBoundToTheHost(t *testing.T) {
	t.Parallel()
	c := sessionCookie("x")
	if c.Name != "__Host-mandate_session" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.MaxAge != 0 {
		t.Errorf("cookie = %+v", c)
	}
}

// refusedPage sees that an answer is the one generic page and what history says of it.
func refusedPage(t testing.TB, w *world, f firm, p page, want Reason) (ok bool) {
	t.Helper()
	ok = true
	reason, _, request := w.lastRefusal(t, f)
	if p.status != http.StatusForbidden || !strings.Contains(p.body, "We could not sign you in") || strings.Contains(p.body, string(want)) {
		ok = false
		t.Errorf("%s: page %d %s", want, p.status, clip(p.body))
	}
	if reason != string(want) {
		ok = false
		t.Errorf("history says %q, want %q", reason, want)
	}
	if request == "" || request != p.header.Get("X-Request-Id") || !strings.Contains(p.body, request) {
		ok = false
		t.Errorf("%s: reference %q, request %q", want, request, p.header.Get("X-Request-Id"))
	}
	for _, c := range p.header.Values("Set-Cookie") {
		if strings.HasPrefix(c, SessionCookie) {
			ok = false
			t.Errorf("%s: a cookie came along: %s", want, c)
		}
	}
	return ok
}

func TestSAMLRefusals(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, idp, connection := samlWorld(t, w)
		other := w.firm(t, "beta", "Beta Bank")
		_, foreign := w.samlConnection(t, other, idp, nil)

		t.Run("replay in the same browser", func(t *testing.T) {
			b := w.browser(t)
			acs, answer := b.atIdP(connection, "/")
			b.post(acs, answer)
			first := b.cookie(SessionCookie)
			refusedPage(t, w, f, b.post(acs, answer), usedRequest)
			if b.cookie(SessionCookie) != first || b.signedIn() == "" {
				t.Error("the good session went away")
			}
		})
		t.Run("another browser", func(t *testing.T) {
			acs, answer := w.browser(t).atIdP(connection, "/")
			thief := w.browser(t)
			refusedPage(t, w, f, thief.post(acs, answer), otherBrowser)
			if thief.signedIn() != "" {
				t.Error("the thief is in")
			}
		})
		t.Run("another browser with a sign-in of its own", func(t *testing.T) {
			acs, answer := w.browser(t).atIdP(connection, "/")
			thief := w.browser(t)
			thief.atIdP(connection, "/")
			refusedPage(t, w, f, thief.post(acs, answer), otherBrowser)
		})
		t.Run("at another tenant's ACS", func(t *testing.T) {
			b := w.browser(t)
			_, answer := b.atIdP(connection, "/")
			refusedPage(t, w, other, b.post("/sso/saml/"+foreign+"/acs", answer), wrongDest)
		})
		t.Run("unsolicited", func(t *testing.T) {
			a := AddressesOf(w.handler.PublicURL, connection)
			b := w.browser(t)
			p := b.get(idp.Base + "/start?" + url.Values{"sp": {a.EntityID}, "acs": {a.ACS}, "user": {"ada.moreno@alpha.test"}}.Encode())
			acs, answer := p.form(t)
			refusedPage(t, w, f, b.post(acs, answer), unsolicited)
		})
		t.Run("expired request", func(t *testing.T) {
			b := w.browser(t)
			acs, answer := b.atIdP(connection, "/")
			w.ahead.Add(int64(11 * time.Minute))
			refusedPage(t, w, f, b.post(acs, answer), oldRequest)
			w.ahead.Store(0)
		})
		t.Run("bodies that are none", func(t *testing.T) {
			b := w.browser(t)
			acs := "/sso/saml/" + connection + "/acs"
			refusedPage(t, w, f, b.post(acs, url.Values{}), badShape)
			refusedPage(t, w, f, b.post(acs, url.Values{"SAMLResponse": {"%%%"}}), notBase64)
			refusedPage(t, w, f, b.post(acs, url.Values{"SAMLResponse": {strings.Repeat("A", maxMessage)}}), tooLarge)
			refusedPage(t, w, f, b.post(acs, url.Values{"SAMLResponse": {base64.StdEncoding.EncodeToString([]byte("<!DOCTYPE x><x/>"))}}), forbiddenXML)
			refusedPage(t, w, f, b.post(acs, url.Values{"SAMLResponse": {"AAAA", "AAAA"}}), badShape)
		})
		t.Run("somebody the directory does not know", func(t *testing.T) {
			idp.Control(t, "/test/login-as", url.Values{"user": {"ben.okoye@alpha.test"}})
			b := w.browser(t)
			acs, answer := b.atIdP(connection, "/")
			p := b.post(acs, answer)
			reason, _, _ := w.lastRefusal(t, f)
			if p.status != http.StatusForbidden || reason != string(unknownPerson) {
				t.Fatalf("%d, history %q", p.status, reason)
			}
			for _, want := range []string{"You have no access yet", "Alpha Bank", "1 416-555-0123", p.header.Get("X-Request-Id")} {
				if !strings.Contains(p.body, want) {
					t.Errorf("the page does not say %q: %s", want, p.body)
				}
			}
			idp.Control(t, "/test/login-as", url.Values{"user": {"ada.moreno@alpha.test"}})
		})
		t.Run("a connection that is off", func(t *testing.T) {
			off := true
			id, text := w.samlConnection(t, f, idp, nil)
			if err := w.directory.UpdateConnection(w.system(t, f), id, 0, directory.ConnectionUpdate{Disabled: &off}); err != nil {
				t.Fatal(err)
			}
			refusedPage(t, w, f, w.browser(t).get("/sso/saml/"+text+"/start"), draftConnection)
		})
	})
}

func TestReplayAtAnotherReplica(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, _, connection := samlWorld(t, w)
		second := w.replica(t)
		b := w.browser(t)
		acs, answer := b.atIdP(connection, "/")
		path := strings.TrimPrefix(acs, w.handler.PublicURL)
		done := make(chan page, 2)
		for _, at := range []*world{w, second} {
			go func() {
				c := &browser{t: t, client: &http.Client{Transport: b.client.Transport,
					CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, world: at}
				done <- c.post(at.server.URL+path, answer, "Cookie", bindingCookie+"="+b.cookie(bindingCookie))
			}()
		}
		one, two := <-done, <-done
		if one.status+two.status != http.StatusSeeOther+http.StatusForbidden {
			t.Fatalf("statuses %d and %d: exactly one may pass", one.status, two.status)
		}
		if n := w.sessions(t, f); n != 1 {
			t.Errorf("%d sessions", n)
		}
	})
}

func TestDeactivationEndsTheSessionAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, _, connection := samlWorld(t, w)
		ada := w.person(t, f, "cleo.unverified@alpha.test", "Cleo", "Lind")
		b := w.browser(t)
		p := b.get("/sso/saml/" + connection + "/start")
		acs, answer := p.form(t)
		b.post(acs, answer)
		who, err := w.handler.Authenticate(t.Context(), b.cookie(SessionCookie))
		if err != nil || who.ID == ada {
			t.Fatalf("signed in as %v, %v", who.ID, err)
		}
		w.setActive(t, f, who.ID, false)
		if got := b.signedIn(); got != "" {
			t.Fatalf("still signed in as %s", got)
		}
		if _, err := w.handler.Authenticate(t.Context(), b.cookie(SessionCookie)); err == nil {
			t.Fatal("the token still works")
		}
		acs, answer = b.atIdP(connection, "/")
		refusedPage(t, w, f, b.post(acs, answer), inactivePerson)
		w.setActive(t, f, who.ID, true)
		if got := b.signedIn(); got != "" {
			t.Errorf("activation brought the old session back: %s", got)
		}
		acs, answer = b.atIdP(connection, "/")
		if b.post(acs, answer); b.signedIn() != "ada.moreno@alpha.test" {
			t.Error("cannot sign in after activation")
		}
	})
}

func TestRelayStateLeadsNowhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	_, _, connection := samlWorld(t, w)
	for _, evil := range []string{"//evil.test", "https:evil.test", `\\evil.test`, "javascript:alert(1)", "/a\r\nSet-Cookie: x=1", strings.Repeat("/a", 5000)} {
		b := w.browser(t)
		acs, answer := b.atIdP(connection, evil)
		answer.Set("RelayState", evil)
		if p := b.post(acs, answer); p.body != "console at /" {
			t.Errorf("%q: landed on %s", clip(evil), p.url)
		}
	}
}

func TestPostBindingSendsAForm(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f := w.firm(t, "alpha", "Alpha Bank")
	idp := idptest.SAML(t)
	none := ""
	_, connection := w.samlConnection(t, f, idp, func(u *directory.ConnectionUpdate) { u.SSORedirectURL = &none })
	w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
	b := w.browser(t)
	p := b.get("/sso/saml/" + connection + "/start")
	if csp := p.header.Get("Content-Security-Policy"); !strings.Contains(csp, "form-action "+idp.Base+";") || !strings.Contains(csp, "script-src 'self'") {
		t.Errorf("policy = %s", csp)
	}
	action, fields := p.form(t)
	acs, answer := b.post(action, fields).form(t)
	if b.post(acs, answer); b.signedIn() != "ada.moreno@alpha.test" {
		t.Error("not signed in")
	}
}

func TestSignedResponseOfARealIdP(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	_, idp, connection := samlWorld(t, w)
	for _, sign := range []string{"response", "both", "assertion"} {
		idp.Control(t, "/test/settings", url.Values{"sign": {sign}})
		b := w.browser(t)
		acs, answer := b.atIdP(connection, "/")
		if b.post(acs, answer); b.signedIn() != "ada.moreno@alpha.test" {
			t.Errorf("%s: not signed in", sign)
		}
	}
	idp.Control(t, "/test/rotate-keys", url.Values{"keepOld": {"0"}})
	b := w.browser(t)
	acs, answer := b.atIdP(connection, "/")
	if p := b.post(acs, answer); p.status != http.StatusForbidden {
		t.Errorf("a key that nobody told us of was taken: %d", p.status)
	}
}
