package provider_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"golang.org/x/oauth2"

	"mandate/directory/application"
	"mandate/ident"
)

// notes is a log that a test may read.
type notes struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (n *notes) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(p)
}

func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.String()
}

func (h *house) noted() *notes {
	n := &notes{}
	h.door.Log = slog.New(slog.NewTextHandler(n, nil))
	return n
}

// TestRefusalsOfTheLibraryGoToLettersToo: what the library refuses itself (a hint that is
// none, a scope that is missing) goes to no redirect URI that is registered only once it is
// unescaped.
func TestRefusalsOfTheLibraryGoToLettersToo(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		config, good, set, log := h.config(), oauth2.S256ChallengeOption(oauth2.GenerateVerifier()), oauth2.SetAuthURLParam, h.noted()
		bent := set("redirect_uri", strings.Replace(h.callback, "callback", "%63allback", 1))
		for name, more := range map[string]oauth2.AuthCodeOption{"hint": set("id_token_hint", "a.b.c"), "scope": set("scope", "")} {
			c := h.browser(h.session)
			c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
			answer, err := c.Get(config.AuthCodeURL("s", good, bent, more))
			h.no(err)
			_ = answer.Body.Close()
			if answer.StatusCode != http.StatusBadRequest || answer.Header.Get("Location") != "" {
				t.Errorf("%s: %d to %q", name, answer.StatusCode, answer.Header.Get("Location"))
			}
		}
		if got := log.String(); strings.Count(got, "authorization refused") != 2 || !strings.Contains(got, "request=") || !strings.Contains(got, h.app.ClientID) {
			t.Errorf("log: %s", got)
		}
	})
}

// TestEscapedRedirectURIsMatchByLetters: one that is registered with an escape is found as
// it was registered, and in no other spelling.
func TestEscapedRedirectURIsMatchByLetters(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		config, good := h.config(), oauth2.S256ChallengeOption(oauth2.GenerateVerifier())
		plus := h.callback + "?to=a%2Bb"
		h.no(h.apps.Update(h.system(), h.app.ID, 0, application.Change{RedirectURIs: &[]string{plus}}))
		for uri, found := range map[string]bool{plus: true, h.callback + "?to=a+b": false, h.callback + "?to=a%2bb": false, h.callback: false} {
			at, _ := h.open(h.browser(h.session), config.AuthCodeURL("s", good, oauth2.SetAuthURLParam("redirect_uri", uri)))
			if got := at.Query().Get("code") != ""; got != found || found && at.Query().Get("to") != "a+b" {
				t.Errorf("%s: %s", uri, at)
			}
		}
	})
}

// TestADatabaseThatIsAwayIsNoRefusal: an application is told to come again, not that its
// secret is wrong, and the person gets the page of a failure; both are in the log.
func TestADatabaseThatIsAwayIsNoRefusal(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		config, log := h.config(), h.noted()
		h.no(h.store.Close())
		form := url.Values{"client_id": {h.app.ClientID}, "client_secret": {h.app.Secret}, "token": {"macc_x"}}
		if status, _, body := h.ask("/oidc/oauth/introspect", form); status != http.StatusServiceUnavailable || !strings.Contains(body, "temporarily_unavailable") {
			t.Errorf("introspection: %d %s", status, body)
		}
		for name, more := range map[string]oauth2.AuthCodeOption{"good": oauth2.S256ChallengeOption(oauth2.GenerateVerifier()), "bad": oauth2.SetAuthURLParam("prompt", "create")} {
			answer, err := h.browser(ident.ID{}).Get(config.AuthCodeURL("s", more))
			h.no(err)
			_ = answer.Body.Close()
			if answer.StatusCode != http.StatusInternalServerError {
				t.Errorf("%s: %d", name, answer.StatusCode)
			}
		}
		if got := log.String(); strings.Count(got, "level=ERROR") != 3 {
			t.Errorf("log: %s", got)
		}
	})
}
