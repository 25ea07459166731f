package sso

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ident"
)

// addressFree is how many tries one address has before it is slowed.
const addressFree = 40

const (
	temporary = "temporary-canary-7391"
	chosen    = "nine quiet rivers run uphill"
	root      = "root@alpha.test"
)

// administrator is what `mandate admin create` makes.
func (w *world) administrator(t *testing.T, f firm, breakGlass bool) ident.ID {
	t.Helper()
	hash, err := w.handler.Credentials.Passwords.Hash(t.Context(), temporary, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id, err := w.directory.CreateAdministrator(w.system(t, f), root, breakGlass, hash)
	if err != nil {
		t.Fatalf("create administrator: %v", err)
	}
	return id
}

func (b *browser) enter(login, password string) page {
	b.t.Helper()
	return b.post("/login/alpha", url.Values{"login": {login}, "password": {password}, "return": {"/users"}})
}

func (b *browser) choose(password, again string) page {
	b.t.Helper()
	return b.post("/login/alpha/password", url.Values{"password": {password}, "again": {again}, "return": {"/users"}})
}

func TestFirstAdministratorSignsIn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		w.administrator(t, f, false)
		b := w.browser(t)
		p := b.enter("ROOT@alpha.test", temporary)
		if p.url.Path != "/login/alpha/password" || !strings.Contains(p.body, "Choose your password") {
			t.Fatalf("landed on %s: %d %s", p.url, p.status, clip(p.body))
		}
		held := b.cookie(stepCookie)
		if b.signedIn() != "" {
			t.Fatal("a temporary password opens the door")
		}
		if _, err := w.handler.Authenticate(t.Context(), held); err == nil {
			t.Fatal("the other doors take the session of a temporary password")
		}
		for name, c := range map[string]struct{ password, again, want string }{
			"differ": {chosen, chosen + "x", "not the same"},
			"short":  {"too short", "too short", "at least 15"},
			"weak":   {"root@alpha.test1", "root@alpha.test1", "too easy"},
			"same":   {temporary, temporary, "must differ"},
		} {
			if p := b.choose(c.password, c.again); p.status != http.StatusUnprocessableEntity || !strings.Contains(p.body, c.want) {
				t.Errorf("%s: %d %s", name, p.status, clip(p.body))
			}
		}
		if p := b.choose(chosen, chosen); p.body != "console at /users" {
			t.Fatalf("landed on %s: %d %s", p.url, p.status, clip(p.body))
		}
		if b.signedIn() != root || b.cookie(SessionCookie) == held {
			t.Error("not signed in afresh")
		}
		if _, err := w.handler.Authenticate(t.Context(), held); err == nil {
			t.Error("the session of the temporary password lives on")
		}
		if p := w.browser(t).enter(root, temporary); p.status != http.StatusUnauthorized {
			t.Errorf("the temporary password still works: %d", p.status)
		}
		again := w.browser(t)
		if p := again.enter(root, chosen); p.body != "console at /users" || again.signedIn() != root {
			t.Errorf("second sign-in: %d %s", p.status, clip(p.body))
		}
		if p := again.choose("another password altogether", "another password altogether"); p.url.Path != "/login/alpha" {
			t.Errorf("the page of temporary passwords changes others: %s", p.url)
		}
		for _, secret := range []string{temporary, chosen, held} {
			if strings.Contains(w.log.String(), secret) {
				t.Error("a secret is in the log")
			}
		}
	})
}

func TestLocalRefusalsLookAlike(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		w.administrator(t, f, false)
		w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
		var bodies []string
		for _, c := range []struct {
			login, password string
			want            Reason
		}{
			{root, "wrong", wrongPassword},
			{"nobody@alpha.test", "wrong", unknownPerson},
			{"ada.moreno@alpha.test", "wrong", noPassword},
			{"ada.moreno@alpha.test", "", noPassword},
			{"", "", unknownPerson},
		} {
			p := w.browser(t).enter(c.login, c.password)
			if reason, _, _ := w.lastRefusal(t, f); p.status != http.StatusUnauthorized || reason != string(c.want) {
				t.Errorf("%s: %d, history %q, want %q", c.login, p.status, reason, c.want)
			}
			if strings.Contains(p.body, string(c.want)) || !strings.Contains(p.body, "is not right") {
				t.Errorf("%s: %s", c.login, p.body)
			}
			bodies = append(bodies, strings.ReplaceAll(p.body, `value="`+c.login+`"`, `value=""`))
		}
		if bodies[0] != bodies[1] || bodies[1] != bodies[2] {
			t.Error("the pages differ")
		}
		if n := w.sessions(t, f); n != 0 {
			t.Errorf("%d sessions", n)
		}
	})
}

func TestTemporaryPasswordsExpire(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f := w.firm(t, "alpha", "Alpha Bank")
	w.administrator(t, f, false)
	w.ahead.Store(int64(73 * time.Hour))
	p := w.browser(t).enter(root, temporary)
	if reason, _, _ := w.lastRefusal(t, f); p.status != http.StatusUnauthorized || reason != string(oldTemporary) {
		t.Errorf("%d, history %q", p.status, reason)
	}
}

func TestDirectoryRulesOutLocalPasswords(t *testing.T) {
	t.Parallel()
	for _, breakGlass := range []bool{false, true} {
		w := newWorld(t, sqliteAddress(t), noClock())
		f := w.firm(t, "alpha", "Alpha Bank")
		w.administrator(t, f, breakGlass)
		on := true
		if err := w.directory.UpdateSettings(w.system(t, f), 0, directory.SettingsUpdate{SSO: &on}); err != nil {
			t.Fatal(err)
		}
		p := w.browser(t).enter(root, temporary)
		if breakGlass && p.url.Path != "/login/alpha/password" {
			t.Errorf("break-glass: %d at %s", p.status, p.url)
		}
		if breakGlass {
			continue
		}
		if reason, _, _ := w.lastRefusal(t, f); p.status != http.StatusUnauthorized || reason != string(ssoEnforced) {
			t.Errorf("%d, history %q", p.status, reason)
		}
	}
}

func TestGuessingIsSlowedOnAllReplicas(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		w.administrator(t, f, false)
		second := w.replica(t)
		for n := range 5 {
			at := []*world{w, second}[n%2]
			if p := at.browser(t).enter(root, "guess"); p.status != http.StatusUnauthorized {
				t.Fatalf("guess %d: %d", n+1, p.status)
			}
		}
		for _, at := range []*world{w, second} {
			if p := at.browser(t).enter(root, temporary); p.status != http.StatusTooManyRequests || !strings.Contains(p.body, "Too many attempts") {
				t.Fatalf("sixth: %d %s", p.status, clip(p.body))
			}
		}
		if p := w.browser(t).enter("someone.else@alpha.test", "guess"); p.status != http.StatusUnauthorized {
			t.Errorf("another account is slowed too: %d", p.status)
		}
		w.ahead.Store(int64(3 * time.Second))
		if p := w.browser(t).enter(root, temporary); p.url.Path != "/login/alpha/password" {
			t.Fatalf("after the pause: %d at %s", p.status, p.url)
		}
		if p := w.browser(t).enter(root, "guess"); p.status != http.StatusUnauthorized {
			t.Errorf("a success did not clear the counter: %d", p.status)
		}
	})
}

// TestSprayingIsSlowed: one address, many accounts.
func TestSprayingIsSlowed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f := w.firm(t, "alpha", "Alpha Bank")
	b := w.browser(t)
	for n := range addressFree {
		if p := b.enter(strings.Repeat("a", n+1)+"@alpha.test", "guess"); p.status != http.StatusUnauthorized {
			t.Fatalf("guess %d: %d", n+1, p.status)
		}
	}
	if p := b.enter("z@alpha.test", "guess"); p.status != http.StatusTooManyRequests || p.header.Get("Retry-After") == "" {
		t.Errorf("status %d, Retry-After %q", p.status, p.header.Get("Retry-After"))
	}
	err := w.store.Read(w.system(t, f), func(ctx context.Context, c *db.Client) error {
		list, err := c.Throttle.Query().All(ctx)
		for _, row := range list {
			if len(row.Key) != 64 || strings.Contains(row.Key, "@") {
				t.Errorf("key %q says whom it counts", row.Key)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
