package sso

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"mandate/directory"
)

// provenAgo is how old the proof of a browser's session is; false: it has none that counts
// for a dangerous action.
func (w *world) provenAgo(t *testing.T, b *browser) (time.Duration, bool) {
	t.Helper()
	a, err := w.handler.Authenticate(t.Context(), b.cookie(SessionCookie))
	if err != nil {
		t.Fatalf("no session: %v", err)
	}
	return w.store.Now().Sub(a.SteppedUp), directory.SteppedUp(a, w.store.Now()) == nil
}

// TestStepUpAtAProvider: who came by OpenID Connect proves anew at the provider that it
// is they; what the provider remembers of them is no proof.
func TestStepUpAtAProvider(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, op, _, connection := forgedWorld(t, w)
		b := w.browser(t)
		b.get(connection + "/start")
		if _, proven := w.provenAgo(t, b); proven {
			t.Fatal("an answer that says nothing of the moment is a proof")
		}
		hours := map[string]any{"auth_time": time.Now().Add(-3 * time.Hour).Unix()}
		op.bend(bends{claims: hours})
		b.get(connection + "/start")
		if _, proven := w.provenAgo(t, b); proven {
			t.Fatal("a sign-in of three hours ago is a proof")
		}
		minutes := map[string]any{"auth_time": time.Now().Add(-5 * time.Minute).Unix()}
		op.bend(bends{claims: minutes})
		b.get(connection + "/start")
		if ago, proven := w.provenAgo(t, b); !proven || ago < 4*time.Minute || ago > 7*time.Minute {
			t.Fatalf("a proof of five minutes ago is %s old, %v", ago, proven)
		}
		before := b.cookie(SessionCookie)
		for name, c := range map[string]struct {
			bend bends
			want Reason
		}{
			"none":            {bends{}, notFresh},
			"a text":          {bends{claims: map[string]any{"auth_time": "now"}}, notFresh},
			"hours ago":       {bends{claims: hours}, notFresh},
			"minutes ago":     {bends{claims: minutes}, notFresh},
			"tomorrow":        {bends{claims: map[string]any{"auth_time": time.Now().Add(24 * time.Hour).Unix()}}, notYetValid},
			"of the userinfo": {bends{claims: map[string]any{"email": nil}, userinfo: map[string]any{"sub": "u-1001", "email": "ada.moreno@alpha.test", "auth_time": time.Now().Unix()}}, notFresh},
		} {
			op.bend(c.bend)
			if p := b.get("/login/alpha/step-up?return=/users"); !refusedPage(t, w, f, p, c.want) {
				t.Errorf("… auth_time %s", name)
			}
		}
		if b.cookie(SessionCookie) != before {
			t.Error("a refusal replaced the session")
		}
		op.bend(bends{claims: map[string]any{"auth_time": time.Now().Unix()}})
		if p := b.get("/login/alpha/step-up?return=/users"); p.body != "console at /users" {
			t.Fatalf("%d %s", p.status, clip(p.body))
		}
		if ago, proven := w.provenAgo(t, b); !proven || ago > time.Minute {
			t.Errorf("a fresh proof is %s old, %v", ago, proven)
		}
		if b.cookie(SessionCookie) == before {
			t.Error("the session kept its identifier")
		}
	})
}

// TestTheProviderIsAskedForAFreshProof: prompt and max_age go with a step-up alone.
func TestTheProviderIsAskedForAFreshProof(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	_, _, _, connection := forgedWorld(t, w)
	for query, want := range map[string][2]string{"": {"", ""}, "?reauthenticate=1": {"login", "0"}, "?reauthenticate=0": {"", ""}} {
		b := w.browser(t)
		b.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		to, err := url.Parse(b.get(connection + "/start" + query).header.Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]string{to.Query().Get("prompt"), to.Query().Get("max_age")}; got != want {
			t.Errorf("%q: %q", query, got)
		}
	}
}

// TestStepUpAtASAMLIdP: ForceAuthn is asked, and only an AuthnInstant of now is a proof.
func TestStepUpAtASAMLIdP(t *testing.T) {
	t.Parallel()
	onBothDoors(t, func(t *testing.T, d *samlDoor) {
		hours := forged{Text: replaced(`AuthnInstant="2026-03-03T12:00:00Z"`, `AuthnInstant="2026-03-03T08:00:00Z"`)}
		b, p := d.enter(t, hours)
		d.wantIn(t, b, p)
		if _, proven := d.provenAgo(t, b); proven {
			t.Fatal("a sign-in of four hours ago is a proof")
		}
		p = b.get("/login/alpha/step-up?return=/users")
		to, err := url.Parse(p.header.Get("Location"))
		if err != nil || !strings.HasPrefix(to.Path, "/sso/saml/") {
			t.Fatalf("%d to %q", p.status, p.header.Get("Location"))
		}
		id, sent := requestOf(t, b.get(to.RequestURI()))
		if !strings.Contains(sent.Get("text"), `ForceAuthn="true"`) {
			t.Fatalf("request = %s", sent.Get("text"))
		}
		refusedPage(t, d.world, d.firm, d.post(b, d.forge(t, hours, id)), notFresh)
		p = d.post(b, d.forge(t, forged{}, id))
		d.wantIn(t, b, p)
		if got := p.header.Get("Location"); got != "/users" {
			t.Errorf("leads to %q", got)
		}
		if ago, proven := d.provenAgo(t, b); !proven || ago > time.Minute {
			t.Errorf("a fresh proof is %s old, %v", ago, proven)
		}
	})
}
