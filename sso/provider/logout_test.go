package provider_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"mandate/directory/application"
	"mandate/ident"
)

// TestOneThatDoesNotAnswerHoldsUpNobody: an application with many logouts that is gone
// rests, longer each time; the others are told at the same turn.
func TestOneThatDoesNotAnswerHoldsUpNobody(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		asked := 0
		gone := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			asked++
			w.WriteHeader(http.StatusBadGateway)
		}))
		t.Cleanup(gone.Close)
		live, name, address := h.app, "Gone", gone.URL
		dead, err := h.apps.Create(h.system(), application.Change{Name: &name, RedirectURIs: &[]string{h.callback}, BackchannelLogoutURI: &address,
			Scopes: &[]string{"profile", "email", "offline_access", "roles", "authority"}})
		h.no(err)
		var sessions []ident.ID
		h.app = dead
		for i := range 25 {
			h.session = h.signIn(fmt.Sprint("dead-", i))
			sessions = append(sessions, h.session)
			h.enter(oauth2.GenerateVerifier())
		}
		h.app = live
		h.session = h.signIn("live")
		sessions = append(sessions, h.session)
		h.enter(oauth2.GenerateVerifier())
		for _, s := range sessions {
			h.no(h.people.EndSession(h.system(), s, "LOGOUT"))
		}
		h.no(h.door.PassOn(h.system()))
		if asked != 1 || len(h.told()) != 1 {
			t.Fatalf("asked the dead one %d times, told the other %d times", asked, len(h.told()))
		}
		for i, c := range []struct {
			after time.Duration
			want  int
		}{{9 * time.Second, 1}, {11 * time.Second, 2}, {25 * time.Second, 2}, {33 * time.Second, 3}, {2 * time.Hour, 4}} {
			h.ahead.Store(int64(c.after))
			h.no(h.door.PassOn(h.system()))
			if asked != c.want {
				t.Errorf("turn %d, after %s: asked %d times, not %d", i, c.after, asked, c.want)
			}
		}
	})
}
