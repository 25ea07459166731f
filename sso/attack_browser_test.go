package sso

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ident"
)

// evilReturns are places of others, however a browser may come to read them.
var evilReturns = []string{
	"//evil.test", "///evil.test", "////evil.test", `/\evil.test`, `\/evil.test`, `\\evil.test`, "/%5cevil.test", "/%5c%5cevil.test", "/%2fevil.test", "/%2f%2fevil.test",
	"/\t/evil.test", "/\n/evil.test", "/\r/evil.test", "\t//evil.test", " //evil.test", "/ /evil.test\n", "/%09/evil.test", "/%0a/evil.test", "/.//evil.test", "/..//evil.test",
	"/./\\evil.test", "/x/..//evil.test", "/%2e%2e//evil.test", "https://evil.test", "https:evil.test", "https:/evil.test", "HTTPS://evil.test", "//evil.test@mandate.test",
	"//mandate.test@evil.test", "/@evil.test", "/.evil.test", "@evil.test", ".evil.test", ":443@evil.test", "?//evil.test", "#//evil.test", "javascript:alert(1)", "java\nscript:alert(1)",
	"data:text/html,x", "/\u2028/evil.test", "/\u0000/evil.test", "/\u00a0//evil.test", "／／evil.test", "/＼evil.test", "/" + strings.Repeat("a", 9000), "//[::1]", "//%65vil.test", "/%ff%fe//evil.test",
}

// stays reports whether a browser that is sent there from this installation is still here:
// the address resolved as RFC 3986 and the URL standard of browsers do.
func stays(base, to string) bool {
	plain := strings.NewReplacer("\t", "", "\n", "", "\r", "", `\`, "/").Replace(strings.TrimSpace(to))
	from, _ := url.Parse(base)
	at, err := from.Parse(plain)
	return err == nil && at.Host == from.Host && at.Scheme == from.Scheme && !strings.HasPrefix(plain, "//")
}

// TestNoDoorLeadsElsewhere: whatever a return address looks like, each door that takes one
// leads to this installation or refuses. Each is tried at the judge of all doors and at those
// that cost little, some at those that compare a password.
func TestNoDoorLeadsElsewhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f, _, _, connection := forgedWorld(t, w)
	w.local(t, f, "lou@alpha.test", false)
	for i, evil := range evilReturns {
		query := "?return=" + url.QueryEscape(evil)
		still := func() *browser {
			b := w.browser(t)
			b.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
				if strings.HasPrefix(r.URL.Path, "/sso/") || strings.HasPrefix(r.URL.Path, "/authorize") {
					return nil
				}
				return http.ErrUseLastResponse
			}
			return b
		}
		doors := map[string]page{"OpenID": still().get(connection + "/start" + query), "no session": still().get("/login/alpha/step-up" + query)}
		if to := returnTo(evil); !stays(w.server.URL, to) {
			t.Errorf("%q is judged to lead to %q", evil, to)
		}
		if i%8 == 0 { // a password takes its time: here only that these doors ask the same judge
			local := still()
			doors["password"] = local.post("/login/alpha", url.Values{"login": {"lou@alpha.test"}, "password": {chosen}, "return": {evil}})
			local.get("/login/alpha/step-up" + query)
			doors["step-up"] = local.post("/login/alpha/step-up", url.Values{"password": {chosen}})
		}
		for door, p := range doors {
			to := p.header.Get("Location")
			if to == "" || !stays(w.server.URL, to) {
				t.Errorf("%s with %q: %d to %q", door, evil, p.status, to)
			}
		}
		for door, p := range map[string]page{"company": still().get("/login/alpha" + query), "start": still().get("/login" + query),
			"address": still().post("/login", url.Values{"email": {"ada.moreno@alpha.test"}, "return": {evil}})} {
			if strings.Contains(p.body, `href="//`) || strings.Contains(p.body, `href="http`) || strings.Contains(p.body, `name="return" value="//`) || p.status != http.StatusOK {
				t.Errorf("%s with %q: %d %s", door, evil, p.status, clip(p.body))
			}
		}
	}
}

// TestTheHostOfARequestIsNotBelieved: links in mail, redirects and metadata name the
// public address, whatever host somebody asks for.
func TestTheHostOfARequestIsNotBelieved(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f, _, _, _ := forgedWorld(t, w)
	w.local(t, f, "lou@alpha.test", false)
	saml, err := w.directory.CreateConnection(w.system(t, f), "SAML", directory.ConnectionUpdate{Name: ptr("Alpha SAML")})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(method, path string, form url.Values) page {
		b := w.browser(t)
		b.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		r, err := http.NewRequestWithContext(t.Context(), method, w.server.URL+path, strings.NewReader(form.Encode()))
		if err == nil {
			r.Host = "evil.test"
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			for _, name := range []string{"X-Forwarded-Host", "X-Host", "X-Original-Host", "X-Forwarded-Server"} {
				r.Header.Set(name, "evil.test")
			}
			r.Header.Set("Forwarded", "host=evil.test;proto=http")
			r.Header.Set("X-Original-URL", "//evil.test/")
		}
		return b.do(r, err)
	}
	pages := map[string]page{
		"forgotten":  ask(http.MethodPost, "/login/alpha/forgotten", url.Values{"login": {"lou@alpha.test"}}),
		"metadata":   ask(http.MethodGet, "/sso/saml/"+saml.Text(ident.Connection)+"/metadata", nil),
		"discovery":  ask(http.MethodGet, "/oidc/.well-known/openid-configuration", nil),
		"sign-in":    ask(http.MethodPost, "/login/alpha", url.Values{"login": {"lou@alpha.test"}, "password": {chosen}}),
		"no session": ask(http.MethodGet, "/login/alpha/step-up", nil),
		"absent":     ask(http.MethodGet, "/sso/nothing", nil),
	}
	for name, p := range pages {
		if strings.Contains(p.body, "evil.test") || strings.Contains(p.header.Get("Location"), "evil.test") {
			t.Errorf("%s: %d to %q: %s", name, p.status, p.header.Get("Location"), clip(p.body))
		}
	}
	if link := w.mailed(t, f, "PASSWORD_RESET"); !strings.HasPrefix(link, w.handler.PublicURL+"/login/alpha/reset?") {
		t.Errorf("mailed %s", link)
	}
}

// TestEveryCookieIsBound: to this host, to TLS, out of reach of scripts.
func TestEveryCookieIsBound(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f, _, _, connection := forgedWorld(t, w)
	secret := w.app(t, f, w.local(t, f, "lou@alpha.test", false))
	w.ahead.Store(int64(2 * time.Minute))
	b, seen := w.browser(t), map[string]bool{}
	b.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error { return http.ErrUseLastResponse }
	note := func(p page) page {
		for _, c := range (&http.Response{Header: p.header}).Cookies() {
			seen[c.Name] = true
			bound := strings.HasPrefix(c.Name, "__Host-") && c.Path == "/" || strings.HasPrefix(c.Name, "__Secure-")
			if !bound || !c.Secure || !c.HttpOnly || c.Domain != "" || c.SameSite == 0 || c.SameSite == http.SameSiteDefaultMode {
				t.Errorf("cookie %s", c.Raw)
			}
			if c.SameSite == http.SameSiteNoneMode && c.Name != bindingCookie {
				t.Errorf("%s goes along with everybody's pages", c.Name)
			}
		}
		return p
	}
	note(b.enter("lou@alpha.test", chosen))
	note(b.factor("TOTP", w.code(t, secret)))
	note(b.get("/login/alpha?lang=de"))
	note(b.get("/login/alpha/step-up"))
	o := w.browser(t)
	o.client.CheckRedirect = func(r *http.Request, via []*http.Request) error { return http.ErrUseLastResponse }
	p := note(o.get(connection + "/start"))
	p = o.get(p.header.Get("Location"))
	note(o.get(p.header.Get("Location")))
	note(o.post("/logout", url.Values{}))
	for _, name := range []string{SessionCookie, stepCookie, bindingCookie, idTokenName} {
		if !seen[name] {
			t.Errorf("%s was not seen: %v", name, seen)
		}
	}
}

// TestOriginsThatAreNearlyOurs: a form of a page that is not exactly ours is not taken.
func TestOriginsThatAreNearlyOurs(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f := w.firm(t, "alpha", "Alpha Bank")
	w.local(t, f, "lou@alpha.test", false)
	own := w.handler.PublicURL
	b := w.browser(t)
	b.enter("lou@alpha.test", chosen)
	for _, origin := range []string{"null", strings.Replace(own, "https:", "http:", 1), own + "0", own + ".evil.test", "https://evil.test/" + own, own + "@evil.test", "https://" + strings.Repeat("a", 5000), "file://", "chrome-extension://x"} {
		for path, form := range map[string]url.Values{"/logout": {}, "/login/alpha": {"login": {"lou@alpha.test"}, "password": {chosen}},
			"/login/alpha/forgotten": {"login": {"lou@alpha.test"}}, "/login/alpha/step-up": {"password": {chosen}}, "/login": {"email": {"a@alpha.test"}}} {
			if p := b.post(path, form, "Origin", origin); p.status != http.StatusForbidden && p.status != http.StatusBadRequest {
				t.Errorf("%s from %q: %d", path, clip(origin), p.status)
			}
		}
	}
	for _, site := range []string{"cross-site", "same-site", "elsewhere"} {
		if p := b.post("/logout", url.Values{}, "Sec-Fetch-Site", site); p.status != http.StatusForbidden {
			t.Errorf("Sec-Fetch-Site %s: %d", site, p.status)
		}
	}
	if b.signedIn() == "" {
		t.Error("a foreign form has ended the session")
	}
}
