package main

import (
	"html"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"mandate/sso/idptest"
)

// browser follows redirects and keeps cookies. As browsers do on loopback, it takes
// and sends Secure cookies there without TLS.
type browser struct{ jar *cookiejar.Jar }

func (b *browser) SetCookies(u *url.URL, cookies []*http.Cookie) {
	b.jar.SetCookies(secured(u), cookies)
}
func (b *browser) Cookies(u *url.URL) []*http.Cookie { return b.jar.Cookies(secured(u)) }

func secured(u *url.URL) *url.URL {
	s := *u
	s.Scheme = "https"
	return &s
}

func newBrowser() *browser {
	jar, _ := cookiejar.New(nil) // without options it can't fail
	return &browser{jar}
}

// clientFor is the client of a browser, or one without cookies; only a browser
// follows redirects.
func clientFor(ts *testscript.TestScript, name string) *http.Client {
	if name == "" {
		return &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	s := storyOf(ts)
	if s.browsers[name] == nil {
		s.browsers[name] = newBrowser()
	}
	return &http.Client{Jar: s.browsers[name]}
}

// browserInStory is `browser NAME copy OTHER`: another browser with the same
// cookies, as somebody has it who stole them.
func browserInStory(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 || args[1] != "copy" {
		ts.Fatalf("usage: browser NAME copy OTHER")
	}
	s, home := storyOf(ts), homeOf(ts)
	s.browsers[args[0]] = newBrowser()
	s.browsers[args[0]].SetCookies(home, withPath(s.browsers[args[2]].Cookies(home)))
}

func homeOf(ts *testscript.TestScript) *url.URL {
	u, err := url.Parse(ts.Getenv("URL") + "/")
	ts.Check(err)
	return u
}

func withPath(cookies []*http.Cookie) []*http.Cookie {
	for _, c := range cookies {
		c.Path, c.Secure = "/", true
	}
	return cookies
}

// idpInStory is `idp saml [PEOPLE]` or `idp oidc REDIRECT-URI SECRET [PEOPLE]`:
// starts an identity provider whose people stand in a JSON file, and puts its
// address into $SAML_IDP or $OIDC_IDP.
func idpInStory(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	switch {
	case !neg && len(args) == 2 && args[0] == "saml":
		s.idps["saml"] = idptest.SAML(s.tb, "USERS="+ts.ReadFile(args[1]))
	case !neg && len(args) == 4 && args[0] == "oidc":
		s.idps["oidc"] = idptest.OIDC(s.tb, "REDIRECT_URIS="+args[1], "CLIENT_SECRET="+args[2], "USERS="+ts.ReadFile(args[3]))
	default:
		ts.Fatalf("usage: idp saml PEOPLE | idp oidc REDIRECT-URI SECRET PEOPLE")
	}
	ts.Setenv(strings.ToUpper(args[0])+"_IDP", s.idps[args[0]].Base)
}

// signInInStory is `signin [-status N] saml|oidc BROWSER CONNECTION PERSON`: walks
// from Mandate to the identity provider, where PERSON is signed in already, and
// back. The page at the end is stdout.
func signInInStory(ts *testscript.TestScript, neg bool, args []string) {
	flags, args := stringFlags(ts, args, "status")
	if neg || len(args) != 4 {
		ts.Fatalf("usage: signin [-status N] saml|oidc BROWSER CONNECTION PERSON")
	}
	s, kind, client := storyOf(ts), args[0], clientFor(ts, args[1])
	s.idps[kind].Control(s.tb, "/test/login-as", url.Values{"user": {args[3]}})
	page := send(ts, client, newRequest(ts, nil, http.MethodGet, "/sso/"+kind+"/"+args[2]+"/start", ""))
	if kind == "saml" { // the provider's page posts its answer by itself
		page = submit(ts, client, page, nil)
	}
	page.print(ts)
	if want := statusWanted(ts, flags); page.status != want {
		ts.Fatalf("status %d, want %d", page.status, want)
	}
}

// formInStory is `form [-status N] BROWSER ADDRESS [NAME=VALUE…]`: opens a page,
// fills its form in and sends it. The page that comes then is stdout.
func formInStory(ts *testscript.TestScript, neg bool, args []string) {
	flags, args := stringFlags(ts, args, "status")
	if neg || len(args) < 2 {
		ts.Fatalf("usage: form [-status N] BROWSER ADDRESS [NAME=VALUE…]")
	}
	client := clientFor(ts, args[0])
	values := url.Values{}
	for _, arg := range args[2:] {
		name, value, _ := strings.Cut(arg, "=")
		values.Set(name, value)
	}
	page := send(ts, client, newRequest(ts, nil, http.MethodGet, args[1], ""))
	page = submit(ts, client, page, values)
	page.print(ts)
	if want := statusWanted(ts, flags); page.status != want {
		ts.Fatalf("status %d, want %d", page.status, want)
	}
}

var (
	formAction = regexp.MustCompile(`<form[^>]* action="([^"]*)"`)
	formHidden = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)
)

// submit sends the one form of a page, with its hidden fields and these values.
func submit(ts *testscript.TestScript, client *http.Client, page answered, values url.Values) answered {
	action := formAction.FindStringSubmatch(page.body)
	if action == nil {
		ts.Fatalf("no form at %s (%d): %s", page.address, page.status, page.body)
	}
	form := url.Values{}
	for _, field := range formHidden.FindAllStringSubmatch(page.body, -1) {
		form.Set(html.UnescapeString(field[1]), html.UnescapeString(field[2]))
	}
	for name := range values {
		form.Set(name, values.Get(name))
	}
	at, err := url.Parse(page.address)
	ts.Check(err)
	to, err := at.Parse(html.UnescapeString(action[1]))
	ts.Check(err)
	r := newRequest(ts, nil, http.MethodPost, to.String(), form.Encode())
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", at.Scheme+"://"+at.Host)
	return send(ts, client, r)
}
