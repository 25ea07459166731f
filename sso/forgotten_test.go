package sso

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/notification"
)

// mailed is the secret that the latest notice of a type brings.
func (w *world) mailed(t *testing.T, f firm, kind string) string {
	t.Helper()
	var text string
	err := w.store.Read(w.system(t, f), func(ctx context.Context, c *db.Client) error {
		row, err := c.Notification.Query().Where(notification.Type(kind)).Order(db.Desc(notification.FieldID)).First(ctx)
		if err != nil {
			return err
		}
		secret, err := w.store.Secrets.NoticeSecret(row.ID, row.SecretSealed)
		text = string(secret)
		return err
	})
	if err != nil {
		t.Fatalf("mail %s: %v", kind, err)
	}
	return text
}

// TestResetByLink: one answer for everybody; the link works once and not for long, ends
// every session and signs nobody in.
func TestResetByLink(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		w.local(t, f, "lou@alpha.test", false)
		signedIn := w.browser(t)
		signedIn.enter("lou@alpha.test", chosen)
		b := w.browser(t)
		began := time.Now()
		known := b.post("/login/alpha/forgotten", url.Values{"login": {"lou@alpha.test"}})
		took := time.Since(began)
		unknown := b.post("/login/alpha/forgotten", url.Values{"login": {"nobody@alpha.test"}})
		if known.status != http.StatusOK || known.body != unknown.body || took < pace {
			t.Errorf("%d after %s; the same for nobody: %v", known.status, took, known.body == unknown.body)
		}
		if strings.Contains(known.body, "Try again") || !strings.Contains(known.body, "Back to sign-in") {
			t.Errorf("the way on: %s", clip(known.body))
		}
		link, err := url.Parse(w.mailed(t, f, "PASSWORD_RESET"))
		if err != nil || link.Path != "/login/alpha/reset" {
			t.Fatalf("link %s, %v", link, err)
		}
		secret := link.Query().Get("t")
		if p := b.get("/login/alpha/reset?" + url.Values{"t": {secret}}.Encode()); p.status != http.StatusOK || !strings.Contains(p.body, "Choose a new password") {
			t.Fatalf("link: %d %s", p.status, clip(p.body))
		}
		reset := func(secret, password string) int {
			return b.post("/login/alpha/reset", url.Values{"t": {secret}, "password": {password}, "again": {password}}).status
		}
		const fresh = "tangled orchard copper nineteen"
		for name, c := range map[string]struct {
			secret, password string
			want             int
		}{
			"weak":    {secret, "password1234567", http.StatusUnprocessableEntity},
			"guessed": {secret[:len(secret)-9] + "aaaaaaaaa", fresh, http.StatusGone},
			"empty":   {"", fresh, http.StatusGone},
		} {
			if got := reset(c.secret, c.password); got != c.want {
				t.Errorf("%s: %d, want %d", name, got, c.want)
			}
		}
		if got := reset(secret, fresh); got != http.StatusOK || b.signedIn() != "" || signedIn.signedIn() != "" {
			t.Errorf("reset: %d, signed in %q and %q", got, b.signedIn(), signedIn.signedIn())
		}
		if got := reset(secret, "another password altogether"); got != http.StatusGone {
			t.Errorf("the link works twice: %d", got)
		}
		if p := b.enter("lou@alpha.test", fresh); p.body != "console at /users" {
			t.Errorf("the new password: %d", p.status)
		}
		b.post("/login/alpha/forgotten", url.Values{"login": {"lou@alpha.test"}})
		late, _ := url.Parse(w.mailed(t, f, "PASSWORD_RESET"))
		w.ahead.Store(int64(31 * time.Minute))
		if got := reset(late.Query().Get("t"), "another password altogether"); got != http.StatusGone {
			t.Errorf("after half an hour: %d", got)
		}
		if strings.Contains(w.log.String(), secret) {
			t.Error("a link is in the log")
		}
	})
}

// TestStepUpChangesTheIdentifier: after the proof the session goes on under another
// token, and the one from before is worth nothing.
func TestStepUpChangesTheIdentifier(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		w.local(t, f, "lou@alpha.test", false)
		b := w.browser(t)
		b.enter("lou@alpha.test", chosen)
		before := b.cookie(SessionCookie)
		w.ahead.Store(int64(20 * time.Minute))
		if p := b.get("/login/alpha/step-up?return=%2Fusers"); p.status != http.StatusOK || !strings.Contains(p.body, "Confirm that it is you") {
			t.Fatalf("%d %s", p.status, clip(p.body))
		}
		if p := b.post("/login/alpha/step-up", url.Values{"password": {"wrong"}}); p.status != http.StatusUnauthorized || b.cookie(SessionCookie) != before {
			t.Errorf("a wrong password: %d", p.status)
		}
		if p := b.post("/login/alpha/step-up", url.Values{"password": {chosen}}); p.body != "console at /users" {
			t.Fatalf("%d %s", p.status, clip(p.body))
		}
		if _, err := w.handler.Authenticate(t.Context(), before); err == nil {
			t.Error("the identifier from before still counts")
		}
		a, err := w.handler.Authenticate(t.Context(), b.cookie(SessionCookie))
		if err != nil || w.store.Now().Sub(a.SteppedUp) > time.Minute {
			t.Errorf("proof at %s, %v", a.SteppedUp, err)
		}
	})
}

// TestFormsOfOtherSites: no page of a local account takes what another site sends.
func TestFormsOfOtherSites(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	w.firm(t, "alpha", "Alpha Bank")
	for _, page := range []string{"", "/password", "/factor", "/enrol", "/step-up", "/passkey", "/forgotten", "/reset", "/email"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.server.URL+"/login/alpha"+page, strings.NewReader("login=a"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "https://evil.test")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		answer, err := w.server.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d", page, answer.StatusCode)
		}
	}
}
