package provider_test

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	gooidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"mandate/ident"
)

// What the OpenID Foundation's conformance suite asks of a provider, by the names of its
// modules: Config OP, Basic OP; RP-Initiated Logout OP and Back-Channel OP are in
// certification_logout_test.go.

// asked is an authorization of the house's application with parameters set, or left out
// where they are empty.
func (h *house) asked(verifier string, set map[string]string) url.Values {
	form := url.Values{"client_id": {h.app.ClientID}, "redirect_uri": {h.callback}, "response_type": {"code"}, "scope": {"openid"}, "state": {"st"}, "nonce": {"nn"},
		"code_challenge": {oauth2.S256ChallengeFromVerifier(verifier)}, "code_challenge_method": {"S256"}}
	for name, value := range set {
		form.Set(name, value)
		if value == "" {
			form.Del(name)
		}
	}
	return form
}

// landed is where a browser ends that opens an authorization.
func (h *house) landed(by ident.ID, form url.Values) url.Values {
	h.t.Helper()
	at, body := h.open(h.browser(by), h.base+"/oidc/authorize?"+form.Encode())
	if at.Path != "/callback" {
		h.t.Logf("at %s: %s", at, body)
	}
	return at.Query()
}

// redeemed are the tokens for an answer.
func (h *house) redeemed(answer url.Values, verifier string) (int, map[string]any) {
	h.t.Helper()
	status, _, body := h.ask("/oidc/oauth/token", url.Values{"grant_type": {"authorization_code"}, "code": {answer.Get("code")}, "redirect_uri": {h.callback},
		"code_verifier": {verifier}, "client_id": {h.app.ClientID}, "client_secret": {h.app.Secret}})
	out := map[string]any{}
	h.no(json.Unmarshal([]byte(body), &out))
	return status, out
}

// claims verifies an ID token by the published keys and gives its header and claims.
func (h *house) claims(raw any) (header, claims map[string]any) {
	h.t.Helper()
	text, _ := raw.(string)
	p, err := gooidc.NewProvider(h.t.Context(), h.base+"/oidc")
	h.no(err)
	token, err := p.Verifier(&gooidc.Config{ClientID: h.app.ClientID}).Verify(h.t.Context(), text)
	h.no(err)
	h.no(token.Claims(&claims))
	first, _, _ := strings.Cut(text, ".")
	plain, err := base64.RawURLEncoding.DecodeString(first)
	h.no(err)
	h.no(json.Unmarshal(plain, &header))
	return header, claims
}

// TestCertificationConfig: oidcc-discovery-endpoint-verification, oidcc-server-jwks.
func TestCertificationConfig(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		_, _, text := h.ask("/oidc/.well-known/openid-configuration", nil)
		var said map[string]any
		h.no(json.Unmarshal([]byte(text), &said))
		want := map[string]any{"issuer": h.base + "/oidc", "response_types_supported": []any{"code"}, "subject_types_supported": []any{"public"},
			"id_token_signing_alg_values_supported": []any{"RS256"}, "code_challenge_methods_supported": []any{"S256"}, "response_modes_supported": []any{"query"},
			"request_uri_parameter_supported": false, "backchannel_logout_supported": true,
			"backchannel_logout_session_supported": true, "authorization_response_iss_parameter_supported": true}
		for name, value := range want {
			if got, there := said[name]; !there || !equal(got, value) {
				t.Errorf("%s is %v, not %v", name, got, value)
			}
		}
		for _, name := range []string{"request_parameter_supported", "claims_parameter_supported", "registration_endpoint", "device_authorization_endpoint", "check_session_iframe", "frontchannel_logout_supported", "userinfo_signing_alg_values_supported"} {
			if got, there := said[name]; there && got != false {
				t.Errorf("%s is %v", name, got)
			}
		}
		_, _, text = h.ask("/oidc/keys", nil)
		var set struct{ Keys []map[string]any }
		h.no(json.Unmarshal([]byte(text), &set))
		for _, k := range set.Keys {
			if k["kid"] == "" || k["use"] != "sig" || k["alg"] != "RS256" || k["kty"] != "RSA" || k["d"] != nil || k["p"] != nil || k["k"] != nil {
				t.Errorf("published %v", k)
			}
		}
		if len(set.Keys) == 0 {
			t.Error("no keys")
		}
	})
}

func equal(a, b any) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}

// TestCertificationBasicAnswers: modules that end with tokens, whatever more is asked.
func TestCertificationBasicAnswers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		_, first := h.redeemed(h.landed(h.session, h.asked("v-first", nil)), "v-first")
		hint, _ := first["id_token"].(string)
		const profile, email = "name given_name family_name preferred_username", "email email_verified"
		for module, c := range map[string]struct {
			set   map[string]string
			there string // claims of userinfo
			never string
		}{
			"oidcc-server": {nil, "sub", profile + " " + email},
			"oidcc-ensure-request-without-nonce-succeeds-for-code-flow": {map[string]string{"nonce": ""}, "sub", ""},
			"oidcc-scope-profile":                                  {map[string]string{"scope": "openid profile"}, profile, email},
			"oidcc-scope-email":                                    {map[string]string{"scope": "openid email"}, email, profile},
			"oidcc-scope-address":                                  {map[string]string{"scope": "openid address"}, "sub", "address"},
			"oidcc-scope-phone":                                    {map[string]string{"scope": "openid phone"}, "sub", "phone_number"},
			"oidcc-scope-all":                                      {map[string]string{"scope": "openid profile email address phone"}, profile + " " + email, ""},
			"oidcc-ensure-other-scope-order-succeeds":              {map[string]string{"scope": "email openid"}, email, ""},
			"oidcc-display-page":                                   {map[string]string{"display": "page"}, "sub", ""},
			"oidcc-display-popup":                                  {map[string]string{"display": "popup"}, "sub", ""},
			"oidcc-prompt-none-logged-in":                          {map[string]string{"prompt": "none"}, "sub", ""},
			"oidcc-max-age-10000":                                  {map[string]string{"max_age": "10000"}, "sub", ""},
			"oidcc-id-token-hint":                                  {map[string]string{"id_token_hint": hint, "prompt": "none"}, "sub", ""},
			"oidcc-login-hint":                                     {map[string]string{"login_hint": "ada@acme.test"}, "sub", ""},
			"oidcc-ui-locales":                                     {map[string]string{"ui_locales": "se de-DE"}, "sub", ""},
			"oidcc-claims-locales":                                 {map[string]string{"claims_locales": "se"}, "sub", ""},
			"oidcc-ensure-request-with-acr-values-succeeds":        {map[string]string{"acr_values": "1 2"}, "sub", ""},
			"oidcc-ensure-request-with-unknown-parameter-succeeds": {map[string]string{"extra": "foobar"}, "sub", ""},
			"oidcc-claims-essential":                               {map[string]string{"claims": `{"userinfo":{"name":{"essential":true}}}`, "scope": "openid profile"}, "name", ""},
			"a scope that nobody knows, and an empty one":          {map[string]string{"scope": "openid  https://example.test/all admin"}, "sub", "admin"},
		} {
			answer := h.landed(h.session, h.asked(module, c.set))
			status, tokens := h.redeemed(answer, module)
			if status != http.StatusOK || answer.Get("state") != "st" || answer.Get("iss") != h.base+"/oidc" {
				t.Errorf("%s: %d %v of %v", module, status, tokens, answer)
				continue
			}
			h.good(module, tokens, c.set)
			_, _, info := h.ask("/oidc/userinfo", nil, "Authorization", "Bearer "+tokens["access_token"].(string))
			var said map[string]any
			h.no(json.Unmarshal([]byte(info), &said))
			for _, name := range strings.Fields(c.there) {
				if said[name] == nil {
					t.Errorf("%s: userinfo lacks %s: %s", module, name, info)
				}
			}
			for _, name := range strings.Fields(c.never) {
				if said[name] != nil {
					t.Errorf("%s: userinfo says %s: %s", module, name, info)
				}
			}
		}
	})
}

// good judges tokens as the suite does: VerifyScopesReturned, ValidateIdToken…,
// CheckTokenType, EnsureMinimumTokenEntropy.
func (h *house) good(module string, tokens map[string]any, set map[string]string) {
	h.t.Helper()
	header, claims := h.claims(tokens["id_token"])
	now := float64(time.Now().Unix())
	exp, _ := claims["exp"].(float64)
	iat, _ := claims["iat"].(float64)
	at, _ := claims["auth_time"].(float64)
	nonce, asked := claims["nonce"], "nn"
	if without, there := set["nonce"]; there && without == "" {
		asked = ""
	}
	switch {
	case header["alg"] != "RS256" || header["kid"] == nil || header["jku"] != nil || header["jwk"] != nil:
		h.t.Errorf("%s: header %v", module, header)
	case claims["sub"] != h.person.Text(ident.User) || asked != "" && nonce != asked || asked == "" && nonce != nil:
		h.t.Errorf("%s: claims %v", module, claims)
	case exp <= now || exp > now+301 || iat > now+1 || iat < now-60 || at == 0 || at > now+1 || claims["at_hash"] == nil:
		h.t.Errorf("%s: times %v", module, claims)
	case tokens["token_type"] != "Bearer" || len(tokens["access_token"].(string)) < 52 || tokens["expires_in"].(float64) < 240:
		h.t.Errorf("%s: tokens %v", module, tokens)
	}
	granted := strings.Fields(tokens["scope"].(string)) // RFC 6749 5.1: needed where it differs from what was asked
	for _, scope := range granted {
		if !slices.Contains([]string{"openid", "profile", "email"}, scope) {
			h.t.Errorf("%s: granted %s", module, scope)
		}
	}
}

// TestCertificationBasicRefusals: modules that end with an error or another page.
func TestCertificationBasicRefusals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		long := time.Now().Add(-time.Hour)
		old := h.signIn("an old proof")
		h.proven.Store(old, &long)
		for module, c := range map[string]struct {
			by   ident.ID
			set  map[string]string
			want string // error; sign-in: the page
		}{
			"oidcc-response-type-missing":                        {h.session, map[string]string{"response_type": ""}, "invalid_request"},
			"oidcc-prompt-none-not-logged-in":                    {ident.ID{}, map[string]string{"prompt": "none"}, "login_required"},
			"oidcc-prompt-login":                                 {old, map[string]string{"prompt": "login"}, "sign-in"},
			"oidcc-max-age-1":                                    {old, map[string]string{"max_age": "1"}, "sign-in"},
			"oidcc-max-age-1, prompt none":                       {old, map[string]string{"max_age": "1", "prompt": "none"}, "login_required"},
			"oidcc-unsigned-request-object-…-rejected":           {h.session, map[string]string{"request": "eyJhbGciOiJub25lIn0.e30."}, "request_not_supported"},
			"oidcc-ensure-request-object-with-redirect-uri":      {h.session, map[string]string{"request": "eyJhbGciOiJub25lIn0.eyJyZWRpcmVjdF91cmkiOiJodHRwczovL2V2aWwudGVzdCJ9."}, "request_not_supported"},
			"oidcc-request-uri-unsigned":                         {h.session, map[string]string{"request_uri": "https://los.test/request"}, "request_uri_not_supported"},
			"oidcc-scope without openid":                         {h.session, map[string]string{"scope": "profile"}, "invalid_scope"},
			"oidcc-ensure-request-with-invalid-pkce (plain)":     {h.session, map[string]string{"code_challenge_method": "plain"}, "invalid_request"},
			"oidcc-ensure-registered-redirect-uri":               {h.session, map[string]string{"redirect_uri": "https://evil.test/callback"}, "page"},
			"oidcc-ensure-redirect-uri-in-authorization-request": {h.session, map[string]string{"redirect_uri": ""}, "page"},
			"oidcc-redirect-uri-query-added":                     {h.session, map[string]string{"redirect_uri": h.callback + "?foo=bar"}, "page"},
			"a client that nobody knows":                         {h.session, map[string]string{"client_id": "mapp_unknown"}, "page"},
		} {
			c1 := h.browser(c.by)
			at, _ := h.open(c1, h.base+"/oidc/authorize?"+h.asked("v", c.set).Encode())
			got := at.Query().Get("error")
			switch {
			case strings.HasPrefix(at.Path, "/login/acme"):
				got = "sign-in"
			case at.Path == "/oidc/authorize":
				got = "page"
			}
			if got != c.want || got != "page" && got != "sign-in" && (at.Query().Get("state") != "st" || at.Query().Has("code")) {
				t.Errorf("%s: %q at %s, want %q", module, got, at, c.want)
			}
		}
	})
}

// TestCertificationCodes: oidcc-codereuse, oidcc-codereuse-30seconds, oidcc-refresh-token,
// oidcc-ensure-post-request-succeeds, and what a token request may not look like.
func TestCertificationCodes(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		answer := h.landed(h.session, h.asked("v", map[string]string{"scope": "openid offline_access"}))
		_, tokens := h.redeemed(answer, "v")
		access, _ := tokens["access_token"].(string)
		refresh, _ := tokens["refresh_token"].(string)
		if h.userinfo(access) != http.StatusOK || refresh == "" {
			t.Fatalf("no tokens: %v", tokens)
		}
		h.ahead.Store(int64(30 * time.Second))
		if status, said := h.redeemed(answer, "v"); status != http.StatusBadRequest || said["error"] != "invalid_grant" {
			t.Errorf("oidcc-codereuse-30seconds: %d %v", status, said)
		}
		if h.userinfo(access) != http.StatusUnauthorized {
			t.Error("a code that came twice leaves its access token alive")
		}
		if status, said := h.renewed(refresh, ""); status != http.StatusBadRequest || said["error"] != "invalid_grant" {
			t.Errorf("a code that came twice leaves its refresh token alive: %d %v", status, said)
		}

		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.base+"/oidc/authorize", strings.NewReader(h.asked("p", nil).Encode()))
		h.no(err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		posted, err := h.browser(h.session).Do(r)
		h.no(err)
		_, _ = io.Copy(io.Discard, posted.Body)
		_ = posted.Body.Close()
		if status, said := h.redeemed(posted.Request.URL.Query(), "p"); status != http.StatusOK {
			t.Errorf("oidcc-ensure-post-request-succeeds: %d %v at %s", status, said, posted.Request.URL)
		}
	})
}

// TestCertificationRefresh: oidcc-refresh-token: the same subject, audience and auth_time,
// a new token, no more scopes than before.
func TestCertificationRefresh(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		_, tokens := h.redeemed(h.landed(h.session, h.asked("v", map[string]string{"scope": "openid email offline_access"})), "v")
		refresh, _ := tokens["refresh_token"].(string)
		_, first := h.claims(tokens["id_token"])
		if status, said := h.renewed(refresh, "openid profile"); status != http.StatusBadRequest || said["error"] != "invalid_scope" {
			t.Errorf("more than was granted: %d %v", status, said)
		}
		status, again := h.renewed(refresh, "openid")
		if status != http.StatusOK || again["refresh_token"] == refresh || again["scope"] != "openid" {
			t.Fatalf("renewed: %d %v", status, again)
		}
		_, second := h.claims(again["id_token"])
		for _, name := range []string{"iss", "sub", "aud", "azp", "auth_time", "sid"} {
			if !equal(first[name], second[name]) {
				t.Errorf("%s was %v, is %v", name, first[name], second[name])
			}
		}
		if second["nonce"] != nil && second["nonce"] != first["nonce"] {
			t.Errorf("nonce %v", second["nonce"])
		}
		_, _, info := h.ask("/oidc/userinfo", nil, "Authorization", "Bearer "+again["access_token"].(string))
		if strings.Contains(info, "email") {
			t.Errorf("fewer scopes say as much: %s", info)
		}
	})
}

// renewed exchanges a refresh token, for fewer scopes where some are named.
func (h *house) renewed(refresh, scopes string) (int, map[string]any) {
	h.t.Helper()
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refresh}, "client_id": {h.app.ClientID}, "client_secret": {h.app.Secret}}
	if scopes != "" {
		form.Set("scope", scopes)
	}
	status, _, body := h.ask("/oidc/oauth/token", form)
	out := map[string]any{}
	h.no(json.Unmarshal([]byte(body), &out))
	return status, out
}
