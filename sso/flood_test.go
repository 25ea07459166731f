package sso

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"mandate/directory/attempt"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
)

// TestAStrangerFillsNoHistory: refusals of one address are written up to a bound, and
// counted beyond; the next that is written says how many were not.
func TestAStrangerFillsNoHistory(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, _, _, connection := forgedWorld(t, w)
		w.handler.floods.Open = false
		b := w.browser(t)
		for range refusalsOfOne.AtOnce {
			if p := b.get(connection + "/callback?state=junk&code=junk"); p.status != http.StatusForbidden {
				t.Fatalf("%d", p.status)
			}
		}
		for range 5 {
			b.get(connection + "/callback?state=junk&code=junk")
			w.sendLogout(t, connection, "junk")
		}
		if n := w.refusals(t, f); n != refusalsOfOne.AtOnce {
			t.Fatalf("%d entries, not %d", n, refusalsOfOne.AtOnce)
		}
		w.ahead.Add(int64(refusalsOfOne.Every + time.Second))
		b.get(connection + "/callback?state=junk&code=junk")
		b.get(connection + "/callback?state=junk&code=junk")
		if n := w.refusals(t, f); n != refusalsOfOne.AtOnce+1 {
			t.Errorf("%d entries a minute later", n)
		}
		if _, comment, _ := w.lastRefusal(t, f); !strings.HasPrefix(comment, "after 10 more from this address") {
			t.Errorf("comment %q", comment)
		}
	})
}

func (w *world) refusals(t *testing.T, f firm) (n int) {
	t.Helper()
	err := w.store.Read(w.system(t, f), func(ctx context.Context, c *db.Client) (err error) {
		n, err = c.HistoryEntry.Query().Where(historyentry.ActionIn("SIGN_IN_REFUSED", "LOGOUT_REFUSED")).Count(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestBeginningsAreBounded: what leaves a row before anybody is known is turned away
// beyond the bounds, at every door of it, and leaves none.
func TestBeginningsAreBounded(t *testing.T) {
	t.Parallel()
	onBothDoors(t, func(t *testing.T, d *samlDoor) {
		d.handler.beginnings.Each = attempt.Bound{AtOnce: 3, Every: time.Minute}
		b := d.still(t)
		start, company := "/sso/saml/"+d.name+"/start", "/login/"+d.firm.slug
		doors := map[string]func() page{
			"a sign-in":            func() page { return b.get(start) },
			"a password":           func() page { return b.post(company, url.Values{"login": {"ada"}, "password": {"x"}}) },
			"a forgotten password": func() page { return b.post(company+"/forgotten", url.Values{"login": {"ada"}}) },
		}
		for range 3 {
			if p := doors["a sign-in"](); p.status != http.StatusFound {
				t.Fatalf("within the bounds: %d", p.status)
			}
		}
		for name, ask := range doors {
			if p := ask(); p.status != http.StatusServiceUnavailable || p.header.Get("Retry-After") == "" {
				t.Errorf("%s beyond the bounds: %d", name, p.status)
			}
		}
		requests, counters := d.left(t)
		if requests != 3 || counters != 0 {
			t.Errorf("%d requests and %d counters are left", requests, counters)
		}
		d.ahead.Add(int64(time.Minute))
		if p := doors["a sign-in"](); p.status != http.StatusFound {
			t.Errorf("a minute later: %d", p.status)
		}
	})
}

// left counts the rows that strangers have made.
func (d *samlDoor) left(t *testing.T) (requests, counters int) {
	t.Helper()
	err := d.store.Read(d.system(t, d.firm), func(ctx context.Context, c *db.Client) (err error) {
		if requests, err = c.SignInRequest.Query().Count(ctx); err == nil {
			counters, err = c.Throttle.Query().Count(ctx)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return requests, counters
}
