package sso

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/notification"
)

// options counts the messages of a company that say where to sign in.
func (w *world) options(t *testing.T, f firm) (n int) {
	t.Helper()
	err := w.store.Read(w.system(t, f), func(ctx context.Context, c *db.Client) (err error) {
		n, err = c.Notification.Query().Where(notification.Type("SIGN_IN_OPTIONS")).Count(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestWhereAnAddressSignsIn asks for an address that two companies know, and for one that
// nobody knows: the page is the same, each company writes by itself, and not without end.
func TestWhereAnAddressSignsIn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		alpha, beta, gamma := w.firm(t, "alpha", "Alpha"), w.firm(t, "beta", "Beta"), w.firm(t, "gamma", "Gamma")
		for _, f := range []firm{alpha, beta, gamma} {
			email := "zoe@mail.test"
			if f == gamma {
				email = "yan@mail.test"
			}
			if _, _, err := w.directory.Create(w.system(t, f), directory.NewPerson{Email: email, FirstName: "Zoe", LastName: "Kim"}); err != nil {
				t.Fatal(err)
			}
		}
		b := w.browser(t)
		ask := func(email string) string {
			began := time.Now()
			p := b.post("/login", url.Values{"email": {email}})
			if took := time.Since(began); p.status != http.StatusOK || took < pace {
				t.Errorf("%s: %d after %s", email, p.status, took)
			}
			return strings.ReplaceAll(p.body, email, "")
		}
		if known, unknown := ask("Zoe@mail.test"), ask("nobody@mail.test"); known != unknown {
			t.Errorf("the page tells who is known: %s\n%s", known, unknown)
		}
		if a, b, c := w.options(t, alpha), w.options(t, beta), w.options(t, gamma); a != 1 || b != 1 || c != 0 {
			t.Errorf("%d, %d and %d messages", a, b, c)
		}
		for range 6 {
			ask("zoe@mail.test")
		}
		if n := w.options(t, alpha); n < 2 || n > 5 {
			t.Errorf("%d messages to who was asked for seven times", n)
		}
	})
}

// TestNoNetworkSearchesWithoutEnd: the search goes through every company, so that who asks
// again and again gets the same page, and nothing is looked up.
func TestNoNetworkSearchesWithoutEnd(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		alpha := w.firm(t, "alpha", "Alpha")
		if _, _, err := w.directory.Create(w.system(t, alpha), directory.NewPerson{Email: "zoe@mail.test", FirstName: "Zoe", LastName: "Kim"}); err != nil {
			t.Fatal(err)
		}
		for range refusalsOfOne.AtOnce {
			w.handler.seeks.Admit("", "127.0.0.1", w.store.Now())
		}
		if p := w.browser(t).post("/login", url.Values{"email": {"zoe@mail.test"}}); p.status != http.StatusOK {
			t.Errorf("status %d", p.status)
		}
		if n := w.options(t, alpha); n != 0 {
			t.Errorf("%d messages", n)
		}
	})
}
