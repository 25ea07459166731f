package sso

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestNamesThatNoDatabaseTakes: NUL and broken UTF-8 are names of nothing.
func TestNamesThatNoDatabaseTakes(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		w.firm(t, "alpha", "Alpha Bank")
		b := w.browser(t)
		for _, path := range []string{"/login/%00", "/login/%ff", "/login/alpha%00", "/login/%ff/password", "/sso/saml/%00/start"} {
			if p := b.get(path); p.status != http.StatusNotFound {
				t.Errorf("%s: %d", path, p.status)
			}
		}
		for _, login := range []string{"\x00", "\xff", "a\x00b", " "} {
			p := b.post(w.handler.PublicURL+"/login/alpha", url.Values{"login": {login}, "password": {"\x00\xff"}})
			if p.status != http.StatusUnauthorized {
				t.Errorf("%q: %d", login, p.status)
			}
		}
	})
}

func TestADetailIsTextThatEveryDatabaseTakes(t *testing.T) {
	t.Parallel()
	err := refuse(providerError, "%s", "a\x00b\xffc\n"+strings.Repeat("é", 2*detailLen))
	if want := string(providerError) + ": abc" + strings.Repeat("é", detailLen-3); err.Error() != want {
		t.Errorf("detail %q", err)
	}
}

func TestOtherMethods(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	for path, allow := range map[string]string{"/login": "GET, HEAD, POST", "/logout": "POST", "/session": "GET, HEAD",
		"/login/alpha": "GET, HEAD, POST", "/login/alpha/password": "GET, HEAD, POST", "/sso/saml/conn_x/acs": "POST"} {
		for _, method := range []string{http.MethodPut, http.MethodOptions} {
			r, err := http.NewRequestWithContext(t.Context(), method, w.handler.PublicURL+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			answer, err := w.server.Client().Do(r)
			if err != nil {
				t.Fatal(err)
			}
			_ = answer.Body.Close()
			if answer.StatusCode != http.StatusMethodNotAllowed || answer.Header.Get("Allow") != allow {
				t.Errorf("%s %s: %d, Allow %q", method, path, answer.StatusCode, answer.Header.Get("Allow"))
			}
		}
	}
	if p := w.browser(t).get("/sso/saml/conn_x/acs"); p.status != http.StatusMethodNotAllowed {
		t.Errorf("GET at the ACS: %d", p.status)
	}
}
