package provider_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/oauth2"

	"mandate/directory"
	"mandate/ident"
)

// TestRedirectURIsAreComparedLetterByLetter: also not one that means the same when it is
// unescaped; whoever asks gets a page, and no application an answer (RFC 9700 2.1).
func TestRedirectURIsAreComparedLetterByLetter(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		config, good := h.config(), oauth2.S256ChallengeOption(oauth2.GenerateVerifier())
		for name, uri := range map[string]string{
			"escaped":          url.QueryEscape(h.callback),
			"a letter escaped": strings.Replace(h.callback, "callback", "%63allback", 1),
			"a space":          h.callback + "+",
			"a fragment":       h.callback + "#",
			"dots":             strings.Replace(h.callback, "/callback", "/./callback", 1),
			"a user":           strings.Replace(h.callback, "//", "//a@", 1),
		} {
			for _, bad := range [][]oauth2.AuthCodeOption{{good}, {good, oauth2.SetAuthURLParam("prompt", "create")}, {oauth2.SetAuthURLParam("request_uri", "https://los.test")}} {
				c := h.browser(h.session)
				c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
				answer, err := c.Get(config.AuthCodeURL("s", append(bad, oauth2.SetAuthURLParam("redirect_uri", uri))...))
				h.no(err)
				body, _ := io.ReadAll(answer.Body)
				_ = answer.Body.Close()
				if answer.StatusCode != http.StatusBadRequest || answer.Header.Get("Location") != "" || len(body) > 0 {
					t.Errorf("%s: %d to %q: %s", name, answer.StatusCode, answer.Header.Get("Location"), body)
				}
			}
		}
	})
}

// TestWhoIsExpected: an application that names a person gets nobody else's code
// (OpenID Connect Core 3.1.2.1), and one that asks for a fresh sign-in gets no old one.
func TestWhoIsExpected(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		config, verifier := h.config(), oauth2.GenerateVerifier()
		good, set := oauth2.S256ChallengeOption(verifier), oauth2.SetAuthURLParam
		first := h.enter(verifier).Extra("id_token").(string)
		former := h.person
		if at, _ := h.open(h.browser(h.session), config.AuthCodeURL("s", good, set("prompt", "none"), set("id_token_hint", first))); at.Query().Get("code") == "" {
			t.Errorf("the one who is expected: %s", at)
		}
		if at, _ := h.open(h.browser(h.session), config.AuthCodeURL("s", good, set("id_token_hint", "a.b.c"))); at.Query().Get("error") != "login_required" {
			t.Errorf("a hint that is none: %s", at)
		}
		for _, prompt := range []string{"login", "select_account"} {
			if at, _ := h.open(h.browser(h.session), config.AuthCodeURL("s", good, set("prompt", prompt), set("ui_locales", "xx fr-CA de"))); at.Path != "/login/acme" || at.Query().Get("lang") == "" {
				t.Errorf("%s: %s", prompt, at)
			}
		}
		h.person = h.someoneElse()
		other := h.signIn("another")
		for _, prompt := range []string{"", "none"} {
			if at, _ := h.open(h.browser(other), config.AuthCodeURL("s", good, set("prompt", prompt), set("id_token_hint", first))); at.Query().Get("error") != "login_required" || at.Query().Get("code") != "" {
				t.Errorf("somebody else, prompt %q: %s", prompt, at)
			}
		}
		if at, _ := h.open(h.browser(other), config.AuthCodeURL("s", good)); at.Query().Get("code") == "" || h.person == former {
			t.Errorf("nobody expected: %s", at)
		}
	})
}

// ask sends a form to an endpoint, or gets it where form is nil.
func (h *house) ask(path string, form url.Values, header ...string) (status int, challenge, body string) {
	h.t.Helper()
	method, text := http.MethodGet, ""
	if form != nil {
		method, text = http.MethodPost, form.Encode()
	}
	r, err := http.NewRequestWithContext(h.t.Context(), method, h.base+path, strings.NewReader(text))
	h.no(err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	h.no(err)
	defer func() { _ = answer.Body.Close() }()
	out, err := io.ReadAll(answer.Body)
	h.no(err)
	return answer.StatusCode, answer.Header.Get("WWW-Authenticate"), string(out)
}

// TestUserinfoTakesATokenInTwoWays and says what is wrong with any other (RFC 6750).
func TestUserinfoTakesATokenInTwoWays(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		tokens := h.enter(oauth2.GenerateVerifier())
		id, live := tokens.Extra("id_token").(string), url.Values{"access_token": {tokens.AccessToken}}
		for name, c := range map[string]struct {
			path      string
			form      url.Values
			header    []string
			status    int
			challenge string
		}{
			"header":            {"", nil, []string{"Authorization", "Bearer " + tokens.AccessToken}, 200, ""},
			"small letters":     {"", nil, []string{"Authorization", "bearer " + tokens.AccessToken}, 200, ""},
			"header of a POST":  {"", url.Values{}, []string{"Authorization", "Bearer " + tokens.AccessToken}, 200, ""},
			"form":              {"", live, nil, 200, ""},
			"in the address":    {"?access_token=" + tokens.AccessToken, nil, nil, 401, `Bearer realm="mandate"`},
			"none":              {"", nil, nil, 401, `Bearer realm="mandate"`},
			"two":               {"", live, []string{"Authorization", "Bearer " + tokens.AccessToken}, 400, `Bearer realm="mandate", error="invalid_request"`},
			"nonsense":          {"", nil, []string{"Authorization", "Bearer x"}, 401, `Bearer realm="mandate", error="invalid_token"`},
			"an ID token":       {"", nil, []string{"Authorization", "Bearer " + id}, 401, `Bearer realm="mandate", error="invalid_token"`},
			"a refresh token":   {"", nil, []string{"Authorization", "Bearer " + tokens.RefreshToken}, 401, `Bearer realm="mandate", error="invalid_token"`},
			"changed by a sign": {"", nil, []string{"Authorization", "Bearer " + tokens.AccessToken + "a"}, 401, `Bearer realm="mandate", error="invalid_token"`},
		} {
			status, challenge, body := h.ask("/oidc/userinfo"+c.path, c.form, c.header...)
			if status != c.status || challenge != c.challenge || strings.Contains(body, "Kind") || (status == 200) != strings.Contains(body, `"sub"`) {
				t.Errorf("%s: %d %s: %s", name, status, challenge, body)
			}
		}
	})
}

// TestClientsAreToldHowToAuthenticate (RFC 6749 5.2), in JSON, and in one way at a time.
func TestClientsAreToldHowToAuthenticate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		verifier := oauth2.GenerateVerifier()
		token := h.enter(verifier).AccessToken
		at, _ := h.open(h.browser(h.session), h.config().AuthCodeURL("s", oauth2.S256ChallengeOption(verifier)))
		for _, path := range []string{"/oidc/oauth/token", "/oidc/oauth/introspect", "/oidc/revoke"} {
			for name, form := range map[string]url.Values{
				"nobody":         {},
				"a name alone":   {"client_id": {h.app.ClientID}},
				"a wrong secret": {"client_id": {h.app.ClientID}, "client_secret": {"wrong"}},
				"a wrong name":   {"client_id": {"mapp_x"}, "client_secret": {h.app.Secret}},
			} {
				form["token"], form["grant_type"], form["code"] = []string{token}, []string{"authorization_code"}, []string{at.Query().Get("code")}
				form["redirect_uri"], form["code_verifier"] = []string{h.callback}, []string{verifier}
				status, challenge, body := h.ask(path, form)
				if status != http.StatusUnauthorized || challenge != `Basic realm="mandate"` || !strings.Contains(body, `"invalid_client"`) {
					t.Errorf("%s, %s: %d %s: %s", path, name, status, challenge, body)
				}
			}
			both := url.Values{"client_id": {h.app.ClientID}, "client_secret": {h.app.Secret}, "token": {token}}
			if status, _, body := h.ask(path, both, "Authorization", "Basic eDp5"); status != http.StatusBadRequest || !strings.Contains(body, "invalid_request") {
				t.Errorf("%s, two ways: %d %s", path, status, body)
			}
		}
		if h.introspect(token)["active"] != true {
			t.Error("the token has ended by refused questions")
		}
	})
}

// TestDiscoveryIsTrue: what is named answers, what is not named is not there.
func TestDiscoveryIsTrue(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		_, _, text := h.ask("/oidc/.well-known/openid-configuration", nil)
		var said map[string]any
		h.no(json.Unmarshal([]byte(text), &said))
		list := func(name string) (out []string) {
			values, _ := said[name].([]any)
			for _, v := range values {
				out = append(out, v.(string))
			}
			return out
		}
		for name, value := range said {
			if address, _ := value.(string); strings.HasSuffix(name, "_endpoint") || name == "jwks_uri" {
				if status, _, _ := h.ask(strings.TrimPrefix(address, h.base), nil); status == http.StatusNotFound {
					t.Errorf("%s: nothing at %s", name, address)
				}
			}
		}
		for _, path := range []string{"/device_authorization", "/register", "/healthz", "/ready", "/.well-known/oauth-authorization-server", "/checksession"} {
			if status, _, _ := h.ask("/oidc"+path, nil); status != http.StatusNotFound {
				t.Errorf("%s: %d", path, status)
			}
		}
		if got := list("scopes_supported"); !slices.Equal(got, []string{"openid", "profile", "email", "offline_access", "roles", "authority"}) {
			t.Errorf("scopes %s", got)
		}
		tokens := h.enter(oauth2.GenerateVerifier())
		_, _, info := h.ask("/oidc/userinfo", nil, "Authorization", "Bearer "+tokens.AccessToken)
		var claims map[string]any
		h.no(json.Unmarshal([]byte(info), &claims))
		for name := range claims {
			if !slices.Contains(list("claims_supported"), name) {
				t.Errorf("userinfo says %s, of which discovery knows nothing", name)
			}
		}
		for _, name := range []string{"phone_number", "acr", "address", "act"} {
			if slices.Contains(list("claims_supported"), name) {
				t.Errorf("%s is said by nobody", name)
			}
		}
		grants := []string{"authorization_code", "refresh_token", "client_credentials", "password", "implicit", "urn:ietf:params:oauth:grant-type:jwt-bearer",
			"urn:ietf:params:oauth:grant-type:token-exchange", "urn:ietf:params:oauth:grant-type:device_code"}
		for _, grant := range grants {
			_, _, body := h.ask("/oidc/oauth/token", url.Values{"grant_type": {grant}, "client_id": {h.app.ClientID}, "client_secret": {h.app.Secret}, "assertion": {"a.b.c"},
				"subject_token": {"x"}, "code": {"mcod_x"}, "refresh_token": {"x"}, "username": {"x"}, "password": {"x"}, "scope": {"openid"}, "redirect_uri": {h.callback}})
			if known := !strings.Contains(body, "unsupported_grant_type"); known != slices.Contains(list("grant_types_supported"), grant) {
				t.Errorf("%s: %s", grant, body)
			}
		}
	})
}

// someoneElse is another person of the company.
func (h *house) someoneElse() ident.ID {
	h.t.Helper()
	id, _, err := h.people.Create(h.system(), directory.NewPerson{Email: "ben@acme.test", FirstName: "Ben", LastName: "Okoye"})
	h.no(err)
	return id
}
