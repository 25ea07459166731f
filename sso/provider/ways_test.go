package provider_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"mandate/directory/application"
)

// proof is how an application says who it is: fields of the form, or a header.
type proof func() (form url.Values, header []string)

// proofs are the ways that discovery names, each with an application that is registered
// for it.
func (h *house) proofs() map[string]struct {
	app application.Made
	by  proof
} {
	h.t.Helper()
	registered := func(method string) application.Made {
		name := "By " + method
		app, err := h.apps.Create(h.system(), application.Change{Name: &name, AuthMethod: &method, RedirectURIs: &[]string{h.callback}, Scopes: &[]string{"offline_access"}})
		h.no(err)
		return app
	}
	basic, post, public := registered("CLIENT_SECRET_BASIC"), registered("CLIENT_SECRET_POST"), registered("NONE")
	keyed, key := h.proving()
	h.no(h.apps.Update(h.system(), keyed.ID, 0, application.Change{Scopes: &[]string{"offline_access"}}))
	serial := 0
	return map[string]struct {
		app application.Made
		by  proof
	}{
		"client_secret_basic": {basic, func() (url.Values, []string) {
			r, _ := http.NewRequest(http.MethodPost, h.base, nil)
			r.SetBasicAuth(basic.ClientID, basic.Secret)
			return url.Values{}, []string{"Authorization", r.Header.Get("Authorization")}
		}},
		"client_secret_post": {post, func() (url.Values, []string) {
			return url.Values{"client_id": {post.ClientID}, "client_secret": {post.Secret}}, nil
		}},
		"private_key_jwt": {keyed, func() (url.Values, []string) {
			serial++
			now := time.Now()
			assertion := h.assertion(key, map[string]any{"iss": keyed.ClientID, "sub": keyed.ClientID, "aud": h.base + "/oidc",
				"jti": fmt.Sprint("way-", serial), "iat": now.Unix(), "exp": now.Add(time.Minute).Unix()})
			return url.Values{"client_id": {keyed.ClientID}, "client_assertion": {assertion},
				"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"}}, nil
		}},
		"none": {public, func() (url.Values, []string) { return url.Values{"client_id": {public.ClientID}}, nil }},
	}
}

// send asks an endpoint as the application that the proof is of.
func (h *house) send(by proof, path string, form url.Values) (int, map[string]any) {
	h.t.Helper()
	proven, header := by()
	maps.Copy(proven, form)
	status, _, body := h.ask(path, proven, header...)
	out := map[string]any{}
	if body != "" {
		h.no(json.Unmarshal([]byte(body), &out))
	}
	return status, out
}

// code is a fresh code of an application, in the form that redeems it.
func (h *house) code(app application.Made) url.Values {
	h.t.Helper()
	config, verifier := h.config(), oauth2.GenerateVerifier()
	config.ClientID, config.Scopes = app.ClientID, []string{"openid", "offline_access"}
	at, _ := h.open(h.browser(h.session), config.AuthCodeURL("s", oauth2.S256ChallengeOption(verifier)))
	return url.Values{"grant_type": {"authorization_code"}, "code": {at.Query().Get("code")}, "redirect_uri": {h.callback}, "code_verifier": {verifier}}
}

// TestEveryWayToAuthenticate: an application redeems, renews and revokes by the way that it
// is registered for and that discovery names, asks about tokens by it unless it is public,
// and by no other application's.
func TestEveryWayToAuthenticate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		ways := h.proofs()
		_, _, named := h.ask("/oidc/.well-known/openid-configuration", nil)
		for name, way := range ways {
			redeem := h.code(way.app)
			for other, stranger := range ways {
				if other == name {
					continue
				}
				// A code that a stranger shows is not used up by it.
				if status, said := h.send(stranger.by, "/oidc/oauth/token", redeem); status/100 != 4 || said["access_token"] != nil {
					t.Errorf("a code of %s by %s: %d %v", name, other, status, said)
				}
			}
			status, tokens := h.send(way.by, "/oidc/oauth/token", redeem)
			if status != http.StatusOK || tokens["id_token"] == nil || !strings.Contains(named, `"`+name+`"`) {
				t.Errorf("%s: %d %v", name, status, tokens)
			}
			h.lives(name, way.by, tokens)
		}
	})
}

// lives renews tokens, asks about one and ends it, by one way.
func (h *house) lives(name string, by proof, tokens map[string]any) {
	h.t.Helper()
	former := fmt.Sprint(tokens["refresh_token"])
	status, tokens := h.send(by, "/oidc/oauth/token", url.Values{"grant_type": {"refresh_token"}, "refresh_token": {former}})
	if status != http.StatusOK || tokens["refresh_token"] == former {
		h.t.Errorf("%s renews: %d %v", name, status, tokens)
	}
	access := url.Values{"token": {fmt.Sprint(tokens["access_token"])}}
	status, said := h.send(by, "/oidc/oauth/introspect", access)
	if public := name == "none"; public != (status == http.StatusUnauthorized) || public == (said["active"] == true) {
		h.t.Errorf("%s asks: %d %v", name, status, said)
	}
	if status, said := h.send(by, "/oidc/revoke", access); status != http.StatusOK {
		h.t.Errorf("%s revokes: %d %v", name, status, said)
	}
	if got := h.userinfo(access.Get("token")); got != http.StatusUnauthorized {
		h.t.Errorf("%s: a revoked token answers %d", name, got)
	}
}
