package sso

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
)

const (
	temporary = "temporary-canary-7391"
	chosen    = "nine quiet rivers run uphill"
	root      = "root@alpha.test"
)

// administrator is what `mandate admin create` makes.
func (w *world) administrator(t *testing.T, f firm, breakGlass bool) ident.ID {
	t.Helper()
	hash, err := w.handler.Passwords.Hash(t.Context(), temporary, rand.Reader)
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
		if p.url.Path != "/login/alpha/password" || !strings.Contains(p.body, "Choose your password") || !strings.Contains(p.body, `value="/users"`) {
			t.Fatalf("landed on %s: %d %s", p.url, p.status, clip(p.body))
		}
		held := b.cookie(SessionCookie)
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

// TestAStrangerShutsNobodyOut: who has signed in from an address before gets in
// there, whatever others try elsewhere.
func TestAStrangerShutsNobodyOut(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		from := "203.0.113.1"
		w.handler.Address = func(*http.Request) string { return from }
		enter := func(address string) error {
			from = address
			_, err := w.handler.checkPassword(httptest.NewRequest(http.MethodPost, "/login/alpha", strings.NewReader("")), company{TenantRef: store.TenantRef{ID: f.id}}, root)
			return err
		}
		ctx := w.system(t, f)
		home, err := w.handler.count(ctx, newAttempt(f.id, root, "203.0.113.1"))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.handler.takeBack(ctx, home); err != nil {
			t.Fatal(err)
		}
		for n := range limitAccount.free {
			if err := enter(netip.AddrFrom4([4]byte{198, 51, 100, byte(n)}).String()); reasonOf(err) != unknownPerson {
				t.Fatalf("guess %d: %v", n+1, err)
			}
		}
		var r *Refusal
		if err := enter("198.51.100.200"); !errors.As(err, &r) || r.Reason != slowed || retryAfter(err) != 2 {
			t.Errorf("a stranger: %v", err)
		}
		if err := enter("203.0.113.1"); reasonOf(err) != unknownPerson {
			t.Errorf("from home: %v", err)
		}
	})
}

// TestSprayingIsSlowed: one address, many accounts.
func TestSprayingIsSlowed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f := w.firm(t, "alpha", "Alpha Bank")
	b := w.browser(t)
	for n := range limitAddress.free {
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

func TestNetworkOfAnAddress(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"203.0.113.7": "203.0.113.7", "::ffff:203.0.113.7": "203.0.113.7",
		"2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "unix": "unix",
	} {
		if got := network(text); got != want {
			t.Errorf("network(%s) = %s", text, got)
		}
	}
	if a := netip.MustParseAddr("2001:db8:1:2::9").String(); network(a) != network("2001:db8:1:2::8") {
		t.Error("one /64 counts twice")
	}
}
