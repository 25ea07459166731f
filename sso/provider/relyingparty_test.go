package provider_test

import (
	"encoding/json"
	"testing"
	"time"

	gooidc "github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"

	"mandate/directory/application"
	"mandate/ident"
	"mandate/sso/idptest"
	"mandate/store/storetest"
)

// TestAnotherRelyingParty is npm openid-client, which checks what it gets on its own, by
// each way to authenticate that discovery names.
func TestAnotherRelyingParty(t *testing.T) {
	t.Parallel()
	for method, registered := range map[string]string{"client_secret_basic": "CLIENT_SECRET_BASIC", "client_secret_post": "CLIENT_SECRET_POST",
		"private_key_jwt": "PRIVATE_KEY_JWT", "none": "NONE"} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, storetest.OpenAt(t, storetest.Address(t, "sqlite"), time.Now))
			h.livesWith(method, registered)
		})
	}
}

// livesWith runs the whole life of a sign-in by openid-client, and tells the application of
// its end.
func (h *house) livesWith(method, registered string) {
	h.t.Helper()
	app, env := h.byMethod(registered)
	printed := idptest.RelyingParty(h.t, append(env, "METHOD="+method, "ISSUER="+h.base+"/oidc", "CLIENT_ID="+app.ClientID, "CLIENT_SECRET="+app.Secret,
		"REDIRECT_URI="+h.callback, "BYE="+h.base+"/bye", "COOKIE=who="+h.session.String())...)
	var got struct {
		Claims, Info                   map[string]any
		Before, After, Rotated         bool
		Reused, Family, Code, Sub, Bye string
	}
	if err := json.Unmarshal([]byte(printed), &got); err != nil {
		h.t.Fatalf("%v: %s", err, printed)
	}
	if sub := h.person.Text(ident.User); got.Claims["sub"] != sub || got.Sub != sub || got.Info["email"] != "ada@acme.test" || got.Info["roles"] == nil {
		h.t.Errorf("claims %v, userinfo %v", got.Claims, got.Info)
	}
	if !got.Before || got.After || !got.Rotated || got.Reused != "invalid_grant" || got.Family != "invalid_grant" || got.Code != "invalid_grant" {
		h.t.Errorf("got %+v", got)
	}
	if got.Bye != h.base+"/bye?state=bye" {
		h.t.Errorf("led to %s", got.Bye)
	}
	h.no(h.door.PassOn(h.system()))
	if len(h.told()) != 1 {
		h.t.Fatalf("told %d times of the end", len(h.told()))
	}
	p, err := gooidc.NewProvider(h.t.Context(), h.base+"/oidc")
	h.no(err)
	_, err = p.Verifier(&gooidc.Config{ClientID: app.ClientID}).Verify(h.t.Context(), h.told()[0])
	h.no(err)
}

// byMethod registers an application, and gives what it needs to prove itself.
func (h *house) byMethod(registered string) (app application.Made, env []string) {
	h.t.Helper()
	name, out, hook := "LOS "+registered, []string{h.base + "/bye"}, h.base+"/logged-out"
	scopes := []string{"profile", "email", "offline_access", "roles", "authority"}
	more := application.Change{LogoutURIs: &out, BackchannelLogoutURI: &hook, Scopes: &scopes}
	if registered == "PRIVATE_KEY_JWT" {
		app, key := h.proving()
		h.no(h.apps.Update(h.system(), app.ID, 0, more))
		jwk, err := json.Marshal(jose.JSONWebKey{Key: key, KeyID: "k1"})
		h.no(err)
		return app, []string{"PRIVATE_JWK=" + string(jwk)}
	}
	more.Name, more.AuthMethod, more.RedirectURIs = &name, &registered, &[]string{h.callback}
	app, err := h.apps.Create(h.system(), more)
	h.no(err)
	return app, nil
}
