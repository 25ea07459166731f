package provider_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"mandate/ident"
)

// left is what a browser is answered that asks for the end of its session.
func (h *house) left(by ident.ID, query url.Values) (status int, to string) {
	h.t.Helper()
	c := h.browser(by)
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	answer, err := c.Get(h.base + "/oidc/end_session?" + query.Encode())
	h.no(err)
	_ = answer.Body.Close()
	return answer.StatusCode, answer.Header.Get("Location")
}

// hint is the ID token of a sign-in of its own.
func (h *house) hint(name string) (token, access string) {
	h.t.Helper()
	h.session = h.signIn(name)
	_, tokens := h.redeemed(h.landed(h.session, h.asked("v", nil)), "v")
	token, _ = tokens["id_token"].(string)
	access, _ = tokens["access_token"].(string)
	return token, access
}

// resigned is a token with claims changed, signed by the house's own key as the library
// signs; the zero bend gives the same claims.
func (h *house) resigned(raw string, bend map[string]any) string {
	h.t.Helper()
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(raw, ".")[1])
	h.no(err)
	claims := map[string]any{}
	h.no(json.Unmarshal(payload, &claims))
	for name, value := range bend {
		claims[name] = value
	}
	payload, err = json.Marshal(claims)
	h.no(err)
	k, err := h.apps.SigningKey(h.t.Context())
	h.no(err)
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: k.Private, KeyID: k.ID}}, nil)
	h.no(err)
	signed, err := signer.Sign(payload)
	h.no(err)
	out, err := signed.CompactSerialize()
	h.no(err)
	return out
}

// TestCertificationLogout: the modules of RP-Initiated Logout OP. A page means an answer of
// 400 without a place to go to.
func TestCertificationLogout(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		bye, login := h.base+"/bye", h.base+"/login"
		changed := func(raw string) string { return raw[:len(raw)-6] + strings.Repeat("A", 6) }
		same := func(raw string) string { return raw }
		past := time.Now().Add(-2 * time.Hour).Unix()
		for module, c := range map[string]struct {
			bend  func(string) string
			set   url.Values
			to    string // empty: a page
			ended bool
		}{
			"oidcc-rp-initiated-logout":                          {same, url.Values{"post_logout_redirect_uri": {bye}, "state": {"s t"}}, bye + "?state=s+t", true},
			"…-no-state":                                         {same, url.Values{"post_logout_redirect_uri": {bye}}, bye, true},
			"…-no-post-logout-redirect-uri":                      {same, url.Values{}, login, true},
			"…-only-state":                                       {same, url.Values{"state": {"s"}}, login + "?state=s", true},
			"…-bad-post-logout-redirect-uri":                     {same, url.Values{"post_logout_redirect_uri": {"https://evil.test/"}}, "", false},
			"…-query-added-to-post-logout-redirect-uri":          {same, url.Values{"post_logout_redirect_uri": {bye + "?foo=bar"}}, "", false},
			"…-modified-id-token-hint":                           {changed, url.Values{"post_logout_redirect_uri": {bye}}, "", false},
			"…-bad-id-token-hint":                                {func(string) string { return "a.b.c" }, url.Values{"post_logout_redirect_uri": {bye}}, "", false},
			"…-no-id-token-hint":                                 {nil, url.Values{"post_logout_redirect_uri": {bye}}, login, false},
			"…-no-params":                                        {nil, url.Values{}, login, false},
			"a hint that has expired":                            {func(raw string) string { return h.resigned(raw, map[string]any{"exp": past, "iat": past - 300}) }, url.Values{"post_logout_redirect_uri": {bye}}, bye, true},
			"a hint of another application":                      {same, url.Values{"client_id": {"mapp_other"}}, "", false},
			"a hint of another issuer":                           {func(raw string) string { return h.resigned(raw, map[string]any{"iss": "https://evil.test"}) }, url.Values{}, "", false},
			"a hint with the session of nobody":                  {func(raw string) string { return h.resigned(raw, map[string]any{"sid": "sess_x"}) }, url.Values{"post_logout_redirect_uri": {bye}}, bye, false},
			"the application's name without a hint":              {nil, url.Values{"client_id": {h.app.ClientID}, "post_logout_redirect_uri": {bye}}, login, false},
			"a place of the application's without a hint, state": {nil, url.Values{"client_id": {h.app.ClientID}, "post_logout_redirect_uri": {bye}, "state": {"s"}}, login, false},
		} {
			token, access := h.hint(module)
			if c.bend != nil {
				c.set.Set("id_token_hint", c.bend(token))
			}
			status, to := h.left(h.session, c.set)
			if to != c.to || (c.to == "") != (status == http.StatusBadRequest) {
				t.Errorf("%s: %d to %q, want %q", module, status, to, c.to)
			}
			if ended := h.userinfo(access) != http.StatusOK; ended != c.ended {
				t.Errorf("%s: the session has ended: %v", module, ended)
			}
		}
	})
}

// TestCertificationBackChannel: oidcc-backchannel-rp-initiated-logout: what a logout token
// must be (Back-Channel Logout 1.0, 2.4).
func TestCertificationBackChannel(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		token, _ := h.hint("who leaves")
		_, first := h.claims(token)
		h.left(h.session, url.Values{"id_token_hint": {token}})
		h.no(h.door.PassOn(h.system()))
		h.no(h.door.PassOn(h.system()))
		if len(h.told()) != 1 {
			t.Fatalf("told %d times", len(h.told()))
		}
		header, claims := h.claims(h.told()[0])
		if header["typ"] != "logout+jwt" || header["alg"] != "RS256" || header["kid"] == nil {
			t.Errorf("header %v", header)
		}
		now, exp, iat := float64(time.Now().Unix()), claims["exp"].(float64), claims["iat"].(float64)
		if exp <= now || exp > now+121 || iat > now+1 || iat < now-60 || claims["jti"] == "" || claims["jti"] == nil {
			t.Errorf("times %v", claims)
		}
		events := map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}}
		if _, nonce := claims["nonce"]; nonce || !equal(claims["events"], events) {
			t.Errorf("claims %v", claims)
		}
		for _, name := range []string{"iss", "sub", "aud", "sid"} {
			if !equal(claims[name], first[name]) && !equal([]any{claims[name]}, first[name]) {
				t.Errorf("%s is %v, of the ID token %v", name, claims[name], first[name])
			}
		}
	})
}
