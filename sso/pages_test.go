package sso

import (
	"html/template"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/ident"
	"mandate/sso/idptest"
)

// shown are views with everything that a page can show.
func shown() map[string]shownPage {
	doors := []door{{"Okta", "/sso/saml/conn_a/start"}, {`Entra "ID" <b>`, "/sso/oidc/conn_b/start?return=%2Fusers"}}
	return withAccounts(map[string]shownPage{
		"start":            {"start", view{Title: "start.title", Return: "/users", Login: "ada@alpha.test"}},
		"start unfound":    {"start", view{Title: "start.title", Trouble: "start.unfound", Return: "/"}},
		"company":          {"company", view{Title: "company.title", Tenant: "Alpha Bank", Slug: "alpha", Return: "/", Doors: doors}},
		"company local":    {"company", view{Title: "company.title", Tenant: "Alpha Bank", Slug: "alpha", Return: "/"}},
		"company wrong":    {"company", view{Title: "company.title", Tenant: "Alpha Bank", Slug: "alpha", Trouble: "company.wrong", Login: "x", Doors: doors}},
		"company slowed":   {"company", view{Title: "company.title", Tenant: "Alpha Bank", Slug: "alpha", Trouble: "company.slowed"}},
		"password":         {"password", view{Title: "password.title", Tenant: "Alpha Bank", Slug: "alpha", Login: "ada@alpha.test"}},
		"password short":   {"password", view{Title: "password.title", Tenant: "Alpha Bank", Slug: "alpha", Trouble: "password.PASSWORD_SHORT"}},
		"password long":    {"password", view{Title: "password.title", Trouble: "password.PASSWORD_LONG"}},
		"password same":    {"password", view{Title: "password.title", Trouble: "password.PASSWORD_SAME"}},
		"password weak":    {"password", view{Title: "password.title", Trouble: "password.PASSWORD_WEAK"}},
		"password differ":  {"password", view{Title: "password.title", Trouble: "password." + string(differ)}},
		"leave":            {"leave", view{Title: "leave.title", Forward: "/sso/saml/conn_a/start?return=%2Fusers"}},
		"leave by a form":  {"leave", view{Title: "leave.title", Action: "https://idp.test/sso", Field: "SAMLRequest", Message: "PD94", Relay: "x", Submit: true}},
		"refused":          {"refused", view{Title: "refused.title", Tenant: "Alpha Bank", Reference: "req_1", Again: "/login/alpha"}},
		"unknown":          {"refused", view{Title: "unknown.title", Tenant: "Alpha Bank", Phone: "+1 416 555 0123", Reference: "req_1", Unknown: true}},
		"unknown no phone": {"refused", view{Title: "unknown.title", Tenant: "Alpha Bank", Reference: "req_1", Unknown: true}},
		"goodbye":          {"goodbye", view{Title: "goodbye.title", Tenant: "Alpha Bank", Action: "https://idp.test/end", Onward: true, Submit: true}},
		"signed out":       {"plain", view{Title: "logout.title", Body: "logout.lead", Tenant: "Alpha Bank", Back: "/login/alpha"}},
		"logout refused":   {"plain", view{Title: "logout.refused", Body: "logout.help", Tenant: "Alpha Bank", Reference: "req_1", Back: "/login/alpha"}},
		"tested":           {"tested", view{Title: "tested.good", Body: "tested.enters", Tested: &tested{Claims: "{}", Mapped: mappedOf(Answer{})}}},
		"tested, new":      {"tested", view{Title: "tested.good", Body: "tested.makes", Tested: &tested{Claims: "{}"}}},
		"tested, refused":  {"tested", view{Title: "tested.refused", Body: "tested.why", Reference: "req_1", Tested: &tested{Reason: "EXPIRED", Why: "It is too old."}}},
		"setup SAML":       {"setup", view{Title: "setup.title", Slug: "mlnk_x", Setup: &setup{SAML: true, Values: [][2]string{{"ACS URL", "https://m.test/acs"}}}}},
		"setup OIDC":       {"setup", view{Title: "setup.title", Trouble: "setup.wrong", Slug: "mlnk_x", Setup: &setup{Issuer: "https://idp.test"}}},
		"set up":           {"plain", view{Title: "setup.done", Body: "setup.thanks"}},
		"set-up gone":      {"plain", view{Title: "gone.title", Body: "setup.gone"}},
		"busy":             {"plain", view{Title: "busy.title", Body: "busy.lead", Reference: "req_1", Again: "/login"}},
		"broken":           {"plain", view{Title: "broken.title", Body: "broken.lead", Reference: "req_1", Again: "/login"}},
		"application":      {"plain", view{Title: "application.title", Body: "application.lead", Reference: "req_1", Home: "/"}},
		"absent":           {"plain", view{Title: "absent.title", Body: "absent.lead", Back: "/login"}},
		"foreign":          {"plain", view{Title: "foreign.title", Body: "foreign.lead", Back: "/login"}},
	})
}

func loaded(t *testing.T) *pages {
	t.Helper()
	p, err := loadPages()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var forbidden = regexp.MustCompile(`<script>|<style|\sstyle=|\son[a-z]+=|javascript:`)

func TestEveryPageInEveryLanguage(t *testing.T) {
	t.Parallel()
	p := loaded(t)
	for name, s := range shown() {
		for lang := range languages {
			body, err := p.render(s.page, s.view, lang)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			text := string(body)
			if m := forbidden.FindString(text); m != "" {
				t.Errorf("%s: %q is against the policy", name, m)
			}
			title := template.HTMLEscapeString(p.texts[lang][s.view.Title])
			for _, want := range []string{`<html lang="` + languages[lang].String() + `">`, "<h1>" + title + "</h1>", "<main", "</html>"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s in %s: no %q", name, languages[lang], want)
				}
			}
			if strings.Contains(text, "{tenant}") || strings.Contains(text, "{phone}") || strings.Contains(text, "{name}") {
				t.Errorf("%s in %s: a value is missing", name, languages[lang])
			}
		}
	}
}

func TestLanguagesSayTheSame(t *testing.T) {
	t.Parallel()
	p := loaded(t)
	used := map[string]bool{"sms.text": true}
	files, err := filepath.Glob("page/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`Say1? "([^"]+)"`).FindAllSubmatch(text, -1) {
			used[string(m[1])] = true
		}
	}
	for _, s := range shown() {
		for _, key := range []string{s.view.Title, s.view.Body, s.view.Trouble} {
			used[key] = true
		}
	}
	for _, m := range mappedOf(Answer{}) {
		used["field."+m.Field] = true
	}
	delete(used, "")
	for i, texts := range p.texts {
		for key := range used {
			if texts[key] == "" {
				t.Errorf("%s: no text %q", languages[i], key)
			}
		}
		for key, text := range texts {
			if !used[key] {
				t.Errorf("%s: %q is not used", languages[i], key)
			}
			if i > 0 && !slices.Equal(holes(text), holes(p.texts[0][key])) {
				t.Errorf("%s: %q has other values than in English", languages[i], key)
			}
		}
	}
}

func holes(text string) []string {
	list := regexp.MustCompile(`\{[a-z]+\}`).FindAllString(text, -1)
	slices.Sort(list)
	return slices.Compact(list)
}

func TestLanguageOfARequest(t *testing.T) {
	t.Parallel()
	p := loaded(t)
	for _, c := range []struct{ accept, company, want string }{
		{"", "", "en"}, {"", "de", "de"}, {"", "fr", "fr-CA"}, {"de-AT,de;q=0.9", "fr", "de"}, {"fr", "en", "fr-CA"}, {"fr-CA", "en", "fr-CA"},
		{"ja", "de", "de"}, {"ja", "", "en"}, {"*", "fr", "fr-CA"}, {strings.Repeat("x", 9000), "de", "de"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/login", nil)
		r.Header.Set("Accept-Language", c.accept)
		if got := languages[p.tag(r, c.company)].String(); got != c.want {
			t.Errorf("%q at a %q company: %s, want %s", clip(c.accept), c.company, got, c.want)
		}
	}
}

func TestValuesAreEscaped(t *testing.T) {
	t.Parallel()
	body, err := loaded(t).render("company", view{Title: "company.title", Tenant: "<b>Alpha</b>", Slug: `"><b>`, Login: `"><script>`, Return: `"><b>`,
		Doors: []door{{Name: "<b>", Address: "javascript:alert(1)"}}}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if text := string(body); strings.Contains(text, "<b>") || strings.Contains(text, "<script>") || strings.Contains(text, "javascript:") {
		t.Errorf("page = %s", text)
	}
}

func TestHomeRealmDiscovery(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, _, connection := samlWorld(t, w)
		id, err := ident.Parse(ident.Connection, connection)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.directory.VerifyDomain(w.system(t, f), "alpha.test", id); err != nil {
			t.Fatal(err)
		}
		other := w.firm(t, "beta", "Beta Bank")
		if err := w.directory.VerifyDomain(w.system(t, other), "beta.test", ident.ID{}); err != nil {
			t.Fatal(err)
		}
		b := w.browser(t)
		if p := b.get("/login?return=%2Fusers"); !strings.Contains(p.body, `value="/users"`) || p.status != http.StatusOK {
			t.Fatalf("%d %s", p.status, p.body)
		}
		p := b.post("/login", url.Values{"email": {" Ada.Moreno@ALPHA.test "}, "return": {"/users"}})
		want := "/sso/saml/" + connection + "/start?return=%2Fusers"
		if !strings.Contains(p.body, `href="`+want+`"`) || !strings.Contains(p.body, `content="0; url=`+want+`"`) {
			t.Fatalf("page = %s", p.body)
		}
		if p := b.post("/login", url.Values{"email": {"x@beta.test"}}); !strings.Contains(p.body, `href="/login/beta"`) {
			t.Errorf("a domain without a connection: %s", p.body)
		}
		for _, email := range []string{"x@gamma.test", "alpha.test", "@alpha.test", "x@älpha.test", "x@alpha.test\x00", strings.Repeat("a", 400) + "@alpha.test", ""} {
			if p := b.post("/login", url.Values{"email": {email}}); p.status != http.StatusOK || !strings.Contains(p.body, "We found no sign-in for this address") {
				t.Errorf("%q: %d %s", clip(email), p.status, clip(p.body))
			}
		}
		if p := b.post("/login", url.Values{"email": {"x@alpha.test"}}, "Origin", "https://evil.test"); p.status != http.StatusForbidden {
			t.Errorf("from another site: %d", p.status)
		}
	})
}

func TestCompanyPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f := w.firm(t, "alpha", "Alpha Bank")
	b := w.browser(t)
	if p := b.get("/login/alpha"); !strings.Contains(p.body, "Alpha Bank") || strings.Contains(p.body, "<details") || strings.Contains(p.body, "Continue with") {
		t.Errorf("without connections: %s", p.body)
	}
	idp := idptest.SAML(t)
	_, connection := w.samlConnection(t, f, idp, nil)
	w.draftOIDC(t, f)
	p := b.get("/login/alpha?return=%2Fdeals")
	if !strings.Contains(p.body, "Continue with Alpha Login") || !strings.Contains(p.body, `href="/sso/saml/`+connection+`/start?return=%2Fdeals"`) ||
		!strings.Contains(p.body, "<details") || strings.Contains(p.body, "Alpha OpenID") {
		t.Errorf("page = %s", p.body)
	}
	for name, want := range map[string]string{"Cache-Control": "no-store", "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"} {
		if got := p.header.Get(name); got != want {
			t.Errorf("%s = %q", name, got)
		}
	}
	for _, path := range []string{"/login/gamma", "/login/ALPHA", "/login/alpha/x", "/sso/saml/conn_x/start", "/sso/saml/" + ident.ID{1}.Text(ident.Connection) + "/start", "/sso/x", "/sso/asset/../page/start.html"} {
		if p := b.get(path); p.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, p.status)
		}
	}
	if p := b.get("/sso/asset/page.css"); p.status != http.StatusOK || !strings.HasPrefix(p.header.Get("Content-Type"), "text/css") {
		t.Errorf("style sheet: %d %s", p.status, p.header.Get("Content-Type"))
	}
	if p := b.get("/sso/saml/" + connection + "/metadata"); p.status != http.StatusOK || !strings.Contains(p.body, AddressesOf(w.handler.PublicURL, connection).ACS) {
		t.Errorf("metadata: %d %s", p.status, p.body)
	}
}

// TestDoorsStandByName: the providers of a company are listed as people look for them, É beside E.
func TestDoorsStandByName(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f, idp := w.firm(t, "alpha", "Alpha Bank"), idptest.SAML(t)
	for _, name := range []string{"zeta", "Émile", "Emma", "Eder"} {
		w.samlConnection(t, f, idp, func(u *directory.ConnectionUpdate) { u.Name = &name })
	}
	body, last := w.browser(t).get("/login/alpha").body, 0
	for _, name := range []string{"Eder", "Émile", "Emma", "zeta"} {
		at := strings.Index(body, "Continue with "+name)
		if at <= last {
			t.Errorf("%s stands at %d, behind one at %d", name, at, last)
		}
		last = at
	}
}

// TestDatabaseAway: a database that is gone is told as such, and comes back.
func TestDatabaseAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	w.firm(t, "alpha", "Alpha Bank")
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	b := w.browser(t)
	p := b.get("/login/alpha")
	if p.status < 500 || strings.Contains(p.body, "sql") || !strings.Contains(p.body, p.header.Get("X-Request-Id")) {
		t.Errorf("%d %s", p.status, clip(p.body))
	}
}

// TestPanicsStayInside: the process survives, the caller gets a reference.
func TestPanicsStayInside(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	answer := httptest.NewRecorder()
	w.handler.guard(func(http.ResponseWriter, *http.Request) { panic("canary") }).
		ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/login", nil))
	if answer.Code != http.StatusInternalServerError || strings.Contains(answer.Body.String(), "canary") ||
		!strings.Contains(answer.Body.String(), answer.Header().Get("X-Request-Id")) {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
	if !strings.Contains(w.log.String(), "canary") {
		t.Error("the log does not say what happened")
	}
}
