package provider_test

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/oauth2"
)

// TestTokenRequestsThatAreNone: secrets in the address, parameters that come twice and
// clients' names that cannot be read are refused in JSON, take no code and crash nothing
// (RFC 6749 2.3.1, 3.2).
func TestTokenRequestsThatAreNone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		verifier := oauth2.GenerateVerifier()
		_, held := h.redeemed(h.landed(h.session, h.asked(verifier, map[string]string{"scope": "openid offline_access"})), verifier)
		good := url.Values{"grant_type": {"authorization_code"}, "code": {h.landed(h.session, h.asked(verifier, nil)).Get("code")}, "redirect_uri": {h.callback},
			"code_verifier": {verifier}, "client_id": {h.app.ClientID}, "client_secret": {h.app.Secret}, "token": {held["access_token"].(string)}}
		with := func(name string, values ...string) url.Values {
			out := url.Values{}
			for k, v := range good {
				out[k] = v
			}
			out[name] = values
			return out
		}
		basic := func(text string) []string {
			return []string{"Authorization", "Basic " + base64.StdEncoding.EncodeToString([]byte(text))}
		}
		bare := with("client_secret")
		bare.Del("client_secret")
		for name, c := range map[string]struct {
			query  string
			form   url.Values
			header []string
			want   int
		}{
			"a secret in the address":       {"?client_secret=" + h.app.Secret, bare, nil, 400},
			"everything in the address":     {"?" + good.Encode(), url.Values{}, nil, 400},
			"a code in the address":         {"?code=" + good.Get("code"), good, nil, 400},
			"a grant twice":                 {"", with("grant_type", "authorization_code", "refresh_token"), nil, 400},
			"a code twice":                  {"", with("code", good.Get("code"), "mcod_x"), nil, 400},
			"a secret twice":                {"", with("client_secret", "x", h.app.Secret), nil, 400},
			"a verifier twice":              {"", with("code_verifier", verifier, "x"), nil, 400},
			"a broken escape in the name":   {"", bare, basic("%zz:x"), 401},
			"a broken escape in the secret": {"", bare, basic(h.app.ClientID + ":%zz"), 401},
			"a name without a colon":        {"", bare, basic("nobody"), 401},
			"a header that is no base64":    {"", bare, []string{"Authorization", "Basic ~~~"}, 401},
			"another scheme":                {"", bare, []string{"Authorization", "Digest x"}, 401},
			"another's name in the header":  {"", bare, basic("mapp_other:" + url.QueryEscape(h.app.Secret)), 401},
			"NUL in the name":               {"", with("client_id", "mapp_\x00"), nil, 401},
			"broken UTF-8 in the name":      {"", with("client_id", "\xff\xfe"), nil, 401},
			"a body that is JSON":           {"", url.Values{}, []string{"Content-Type", "application/json"}, 400}, // it names no client to the others
		} {
			for _, path := range []string{"/oidc/oauth/token", "/oidc/oauth/introspect", "/oidc/revoke"} {
				status, challenge, body := h.ask(path+c.query, c.form, c.header...)
				want := c.want
				if name == "a body that is JSON" && path != "/oidc/oauth/token" {
					want = http.StatusUnauthorized
				}
				if status != want {
					t.Errorf("%s, %s: %d %s", name, path, status, body)
				}
				if !strings.HasPrefix(body, "{") || strings.Count(body, `"error"`) != 1 || strings.Contains(body, "access_token") || strings.Contains(body, `"active":true`) {
					t.Errorf("%s, %s: %s", name, path, body)
				}
				if (status == http.StatusUnauthorized) != (challenge != "") {
					t.Errorf("%s, %s: %d with challenge %q", name, path, status, challenge)
				}
			}
		}
		if h.userinfo(held["access_token"].(string)) != http.StatusOK {
			t.Error("a refused request has ended a token")
		}
		good.Del("token")
		if status, _, body := h.ask("/oidc/oauth/token", good); status != http.StatusOK {
			t.Errorf("a refused request has used the code: %d %s", status, body)
		}
	})
}

// TestOriginsOfApplicationsInBrowsers: pages of anywhere may ask what public clients ask,
// without cookies; nothing that lives by a cookie answers another origin.
func TestOriginsOfApplicationsInBrowsers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		tokens := h.enter(oauth2.GenerateVerifier())
		for path, open := range map[string]bool{"/.well-known/openid-configuration": true, "/keys": true, "/oauth/token": true, "/revoke": true, "/userinfo": true,
			"/oauth/introspect": false, "/authorize": false, "/authorize/callback": false, "/continue": false, "/end_session": false} {
			for _, method := range []string{http.MethodOptions, http.MethodGet, http.MethodPost} {
				r, err := http.NewRequestWithContext(t.Context(), method, h.base+"/oidc"+path, nil)
				h.no(err)
				r.Header.Set("Origin", "https://evil.test")
				r.Header.Set("Authorization", "Bearer "+tokens.AccessToken)
				if method == http.MethodOptions {
					r.Header.Set("Access-Control-Request-Method", http.MethodPost)
					r.Header.Set("Access-Control-Request-Headers", "authorization,content-type")
				}
				c := h.browser(h.session)
				c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
				answer, err := c.Do(r)
				h.no(err)
				_ = answer.Body.Close()
				allowed, credentials := answer.Header.Get("Access-Control-Allow-Origin"), answer.Header.Get("Access-Control-Allow-Credentials")
				refused := answer.StatusCode == http.StatusMethodNotAllowed
				if credentials != "" || (allowed == "*") != open && !refused || allowed != "*" && allowed != "" {
					t.Errorf("%s %s: %d, origin %q, credentials %q", method, path, answer.StatusCode, allowed, credentials)
				}
				headers := strings.ToLower(answer.Header.Get("Access-Control-Allow-Headers"))
				if method == http.MethodOptions && open && (!strings.Contains(headers, "authorization") || !strings.Contains(headers, "content-type")) {
					t.Errorf("%s: headers %q", path, headers)
				}
			}
		}
	})
}
