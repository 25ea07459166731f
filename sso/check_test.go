package sso

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
	"mandate/sso/idptest"
)

// wrongs are the texts of what is not good.
func (w *world) wrongs(t *testing.T, id ident.ID) string {
	t.Helper()
	found, err := w.handler.CheckConnection(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, one := range found {
		if !one.Good {
			out = append(out, one.Text)
		}
	}
	return strings.Join(out, "\n")
}

// TestAProviderIsTriedOut: what a provider says of itself is held to what is stored.
func TestAProviderIsTriedOut(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		_, op, id, _ := forgedWorld(t, w)
		text := func(list ...string) map[string]any {
			return map[string]any{"token_endpoint_auth_methods_supported": list}
		}
		for name, c := range map[string]struct {
			bend bends
			want string // in the one thing that is wrong; empty: nothing is
		}{
			"as it should be":    {bends{}, ""},
			"another name":       {bends{discovery: map[string]any{"issuer": "https://elsewhere.test"}}, "does not say what it is"},
			"a plain address":    {bends{discovery: map[string]any{"token_endpoint": "ftp://x"}}, "does not say what it is"},
			"no keys":            {bends{published: []jose.JSONWebKey{}}, "publishes no key that signs"},
			"keys that are none": {bends{jwks: answerJSON("<html>")}, "can't be read"},
			"keys that are gone": {bends{jwks: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }}, "can't be read"},
			"another proof":      {bends{discovery: text("tls_client_auth")}, "does not know the way of proving who we are client_secret_basic"},
			"the same proof":     {bends{discovery: text("client_secret_post", "client_secret_basic")}, ""},
			"no S256":            {bends{discovery: map[string]any{"code_challenge_methods_supported": []string{"plain"}}}, "PKCE"},
		} {
			op.bend(c.bend)
			got := w.wrongs(t, id)
			if (c.want == "") != (got == "") || !strings.Contains(got, c.want) || strings.Contains(got, "\n") {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
		f := firmOf(t, w)
		draft, _ := w.draftOIDC(t, f)
		if got := w.wrongs(t, draft); !strings.Contains(got, "is a draft") || !strings.Contains(got, "client ID is missing") {
			t.Errorf("a draft: %q", got)
		}
		if _, err := w.handler.CheckConnection(t.Context(), w.store.NewID()); fault.As(err).Kind != fault.NotFound {
			t.Errorf("no connection: %v", err)
		}
	})
}

// TestASAMLIdPIsTriedOut: its metadata and certificates, without anybody signing in, and
// without a change.
func TestASAMLIdPIsTriedOut(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, idp := w.firm(t, "alpha", "Alpha Bank"), idptest.SAML(t)
		name, address := "Alpha Login", idp.Base+"/metadata"
		id, err := w.directory.CreateConnection(w.system(t, f), "SAML", directory.ConnectionUpdate{Name: &name, MetadataURL: &address})
		if err != nil {
			t.Fatal(err)
		}
		if got := w.wrongs(t, id); !strings.Contains(got, "No certificate of the IdP is valid now") || !strings.Contains(got, "not known where people sign in") {
			t.Errorf("before metadata was read: %q", got)
		}
		if err := w.handler.refresh(w.system(t, f), w.connection(t, f, id)); err != nil {
			t.Fatal(err)
		}
		version := w.connection(t, f, id).Version
		if got := w.wrongs(t, id); got != "" {
			t.Errorf("as it should be: %q", got)
		}
		w.ahead.Store(int64(50 * 365 * 24 * time.Hour))
		if got := w.wrongs(t, id); !strings.Contains(got, "expired on") || !strings.Contains(got, "nobody can sign in") {
			t.Errorf("in fifty years: %q", got)
		}
		w.ahead.Store(0)
		idp.Control(t, "/test/rotate-keys", url.Values{"keepOld": {"0"}})
		if got := w.wrongs(t, id); !strings.Contains(got, "would wait for an administrator") {
			t.Errorf("all keys replaced: %q", got)
		}
		gone := idp.Base + "/nowhere"
		if err := w.directory.UpdateConnection(w.system(t, f), id, 0, directory.ConnectionUpdate{MetadataURL: &gone}); err != nil {
			t.Fatal(err)
		}
		if got := w.wrongs(t, id); !strings.Contains(got, "can't be read") {
			t.Errorf("an address of nothing: %q", got)
		}
		if got := w.connection(t, f, id).Version; got != version+1 {
			t.Errorf("looking at it changed it: version %d after %d", got, version)
		}
	})
}
