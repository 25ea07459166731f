package sso

import (
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mandate/directory"
	"mandate/sso/idptest"
)

// oidcWorld connects a firm to a running provider; env are settings of the provider.
func oidcWorld(t *testing.T, w *world, env ...string) (firm, idptest.IdP, string) {
	t.Helper()
	f := w.firm(t, "alpha", "Alpha Bank")
	id, callback := w.draftOIDC(t, f)
	op := idptest.OIDC(t, append([]string{"REDIRECT_URIS=" + callback, "CLIENT_SECRET=" + clientSecret}, env...)...)
	w.completeOIDC(t, f, id, op, nil)
	w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
	return f, op, strings.TrimSuffix(callback, "/callback")[len(w.handler.PublicURL):]
}

// upTo follows redirects until the callback, which it does not open.
func (b *browser) upTo(connection, back string) (callback *url.URL) {
	b.t.Helper()
	b.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if strings.HasSuffix(r.URL.Path, "/callback") {
			return http.ErrUseLastResponse
		}
		return nil
	}
	defer func() { b.client.CheckRedirect = nil }()
	p := b.get(connection + "/start?return=" + url.QueryEscape(back))
	to, err := url.Parse(p.header.Get("Location"))
	if err != nil || !strings.HasSuffix(to.Path, "/callback") {
		b.t.Fatalf("no way to the callback: %d at %s: %s", p.status, p.url, clip(p.body))
	}
	return to
}

func TestOIDCSignIn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		_, _, connection := oidcWorld(t, w)
		b := w.browser(t)
		p := b.get(connection + "/start?return=%2Fdeals%3Fa%3Db&login_hint=ada.moreno%40alpha.test")
		if p.status != http.StatusOK || p.body != "console at /deals?a=b" {
			t.Fatalf("landed on %s: %d %s", p.url, p.status, clip(p.body))
		}
		if got := b.signedIn(); got != "ada.moreno@alpha.test" {
			t.Fatalf("signed in as %q", got)
		}
		// Again in the same browser: the link by subject holds, the identifier is new.
		first := b.cookie(SessionCookie)
		b.get(connection + "/start")
		if b.signedIn() == "" || b.cookie(SessionCookie) == first {
			t.Error("no session of its own for the second sign-in")
		}
		if _, err := w.handler.Authenticate(t.Context(), first); err == nil {
			t.Error("the session that was replaced still works")
		}
		if text := w.log.String(); strings.Contains(text, "canary") || strings.Contains(text, first) {
			t.Error("a secret is in the log")
		}
	})
}

func TestOIDCRefusals(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, op, connection := oidcWorld(t, w)
		with := func(u *url.URL, name, value string) string {
			c, q := *u, u.Query()
			q.Set(name, value)
			c.RawQuery = q.Encode()
			return c.String()
		}
		without := func(u *url.URL, name string) string {
			c, q := *u, u.Query()
			q.Del(name)
			c.RawQuery = q.Encode()
			return c.String()
		}
		t.Run("state of nobody", func(t *testing.T) {
			b := w.browser(t)
			to := b.upTo(connection, "/")
			refusedPage(t, w, f, b.get(with(to, "state", "x")), unknownRequest)
			refusedPage(t, w, f, b.get(without(to, "state")), unknownRequest)
		})
		t.Run("state reused", func(t *testing.T) {
			b := w.browser(t)
			to := b.upTo(connection, "/")
			if p := b.get(to.String()); p.body != "console at /" {
				t.Fatalf("%d %s", p.status, clip(p.body))
			}
			refusedPage(t, w, f, b.get(to.String()), usedRequest)
		})
		t.Run("another browser", func(t *testing.T) {
			to := w.browser(t).upTo(connection, "/")
			thief := w.browser(t)
			refusedPage(t, w, f, thief.get(to.String()), otherBrowser)
			thief.upTo(connection, "/")
			refusedPage(t, w, f, thief.get(to.String()), otherBrowser)
		})
		t.Run("code injection", func(t *testing.T) {
			victim, attacker := w.browser(t), w.browser(t)
			stolen := victim.upTo(connection, "/").Query().Get("code")
			to := attacker.upTo(connection, "/")
			refusedPage(t, w, f, attacker.get(with(to, "code", stolen)), badCode)
			if attacker.signedIn() != "" {
				t.Error("the attacker is in")
			}
		})
		t.Run("issuer of the answer", func(t *testing.T) {
			b := w.browser(t)
			to := b.upTo(connection, "/")
			refusedPage(t, w, f, b.get(with(to, "iss", "https://evil.test")), wrongIssuer)
			refusedPage(t, w, f, b.get(without(to, "iss")), wrongIssuer)
			refusedPage(t, w, f, b.get(to.String()+"&iss="+url.QueryEscape(op.Base)), badShape)
			refusedPage(t, w, f, b.get(without(to, "code")), noCode)
		})
		t.Run("denied at the provider", func(t *testing.T) {
			op.Control(t, "/test/deny-next", url.Values{})
			refusedPage(t, w, f, w.browser(t).get(connection+"/start"), providerError)
		})
		t.Run("expired request", func(t *testing.T) {
			b := w.browser(t)
			to := b.upTo(connection, "/")
			w.ahead.Store(int64(10 * time.Minute))
			refusedPage(t, w, f, b.get(to.String()), oldRequest)
			w.ahead.Store(0)
		})
		t.Run("e-mail that the provider does not vouch for", func(t *testing.T) {
			w.person(t, f, "cleo.unverified@alpha.test", "Cleo", "Lind")
			b := w.browser(t)
			refusedPage(t, w, f, b.get(connection+"/start?login_hint=u-1003"), Reason(directory.RefusedUnverifiedEmail))
		})
		t.Run("somebody the directory does not know", func(t *testing.T) {
			p := w.browser(t).get(connection + "/start?login_hint=u-1002")
			if reason, _, _ := w.lastRefusal(t, f); reason != string(unknownPerson) || !strings.Contains(p.body, "You have no access yet") {
				t.Errorf("%d, history %q", p.status, reason)
			}
		})
		t.Run("at the other protocol's address", func(t *testing.T) {
			if p := w.browser(t).get(strings.Replace(connection, "/oidc/", "/saml/", 1) + "/start"); p.status != http.StatusNotFound {
				t.Errorf("status %d", p.status)
			}
		})
	})
}

func TestOIDCKeysRotateWithoutRestart(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	_, op, connection := oidcWorld(t, w)
	for _, keep := range []string{"1", "0"} {
		if p := w.browser(t).get(connection + "/start"); p.body != "console at /" {
			t.Fatalf("before: %d %s", p.status, clip(p.body))
		}
		op.Control(t, "/test/rotate-keys", url.Values{"keepOld": {keep}})
		if p := w.browser(t).get(connection + "/start"); p.body != "console at /" {
			t.Fatalf("after, keepOld=%s: %d %s", keep, p.status, clip(p.body))
		}
	}
}

func TestOIDCVariants(t *testing.T) {
	t.Parallel()
	for name, env := range map[string][]string{
		"claims at userinfo only": {"CONFORM=1"},
		"ES256":                   {"ID_TOKEN_ALG=ES256"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, sqliteAddress(t), noClock())
			_, _, connection := oidcWorld(t, w, env...)
			b := w.browser(t)
			if p := b.get(connection + "/start"); b.signedIn() != "ada.moreno@alpha.test" {
				reason, comment, _ := w.lastRefusal(t, firmOf(t, w))
				t.Fatalf("%d: %s %s", p.status, reason, comment)
			}
		})
	}
	t.Run("client_secret_post", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, sqliteAddress(t), noClock())
		f := w.firm(t, "alpha", "Alpha Bank")
		w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
		id, callback := w.draftOIDC(t, f)
		op := idptest.OIDC(t, "REDIRECT_URIS="+callback, "CLIENT_SECRET="+clientSecret, "TOKEN_AUTH_METHOD=client_secret_post")
		method := "client_secret_post"
		w.completeOIDC(t, f, id, op, func(u *directory.ConnectionUpdate) { u.TokenAuthMethod = &method })
		b := w.browser(t)
		b.get(strings.TrimSuffix(callback, "/callback") + "/start")
		if b.signedIn() != "ada.moreno@alpha.test" {
			t.Error("not signed in")
		}
	})
}

func firmOf(t *testing.T, w *world) firm {
	t.Helper()
	ref, err := w.store.TenantBySlug(t.Context(), "alpha")
	if err != nil {
		t.Fatal(err)
	}
	return firm{id: ref.ID, slug: ref.Slug}
}

// TestAProviderThatHangs holds up its own sign-ins for ten seconds each and nobody else's,
// whether or not its connection is kept.
func TestAProviderThatHangs(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		release := make(chan struct{})
		var asked atomic.Int64
		stuck := http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1); <-release })}
		base := serve(t, &stuck)
		t.Cleanup(func() { close(release) })
		f, _, good := oidcWorld(t, w)
		id, callback := w.draftOIDC(t, f)
		w.completeOIDC(t, f, id, idptest.IdP{Base: base}, nil)
		for n := range int64(2) {
			w.hangs(t, f, strings.TrimSuffix(callback, "/callback"), good)
			if got := asked.Load(); got != n+1 {
				t.Errorf("asked %d times by %d starts", got, n+1)
			}
		}
	})
}

// hangs starts at a provider that does not answer, and at another one meanwhile.
func (w *world) hangs(t *testing.T, f firm, stuck, good string) {
	t.Helper()
	answered := make(chan page, 1)
	start := time.Now()
	hanging := w.browser(t)
	go func() { answered <- hanging.get(stuck + "/start") }()
	time.Sleep(50 * time.Millisecond)
	if p := w.browser(t).get(good + "/start"); p.body != "console at /" || time.Since(start) > 5*time.Second {
		t.Fatalf("another sign-in waited %s: %d", time.Since(start), p.status)
	}
	p := <-answered
	if took := time.Since(start); p.status != http.StatusBadGateway || took > 11*time.Second {
		t.Errorf("status %d after %s", p.status, took)
	}
	if reason, _, _ := w.lastRefusal(t, f); reason != string(providerAbsent) {
		t.Errorf("history says %q", reason)
	}
}

// TestInnerAddressesAreNotAsked: without leave, no issuer on loopback is dialled.
func TestInnerAddressesAreNotAsked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	w.handler.Client = Outbound{}.Client()
	f, _, connection := oidcWorld(t, w)
	if p := w.browser(t).get(connection + "/start"); p.status != http.StatusBadGateway {
		t.Errorf("status %d", p.status)
	}
	if reason, comment, _ := w.lastRefusal(t, f); reason != string(providerAbsent) || !strings.Contains(comment, "is not https") {
		t.Errorf("history says %q, %q", reason, comment)
	}
}
