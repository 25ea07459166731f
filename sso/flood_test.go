package sso

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/historyentry"
)

// TestAStrangerFillsNoHistory: refusals of one address are written up to a bound, and
// counted beyond; the next that is written says how many were not.
func TestAStrangerFillsNoHistory(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, _, _, connection := forgedWorld(t, w)
		w.handler.floods.open = false
		b := w.browser(t)
		for range refusalsAtOnce {
			if p := b.get(connection + "/callback?state=junk&code=junk"); p.status != http.StatusForbidden {
				t.Fatalf("%d", p.status)
			}
		}
		for range 5 {
			b.get(connection + "/callback?state=junk&code=junk")
			w.sendLogout(t, connection, "junk")
		}
		if n := w.refusals(t, f); n != refusalsAtOnce {
			t.Fatalf("%d entries, not %d", n, refusalsAtOnce)
		}
		w.ahead.Add(int64(refusalEvery + time.Second))
		b.get(connection + "/callback?state=junk&code=junk")
		b.get(connection + "/callback?state=junk&code=junk")
		if n := w.refusals(t, f); n != refusalsAtOnce+1 {
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

func TestWhichRefusalsAreAdmitted(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
	admitted := func(f *floods, n int, company string, address func(int) string, at time.Time) (ok int) {
		for i := range n {
			if taken, _ := f.admit(company, address(i), at); taken {
				ok++
			}
		}
		return ok
	}
	one := func(int) string { return "192.0.2.1" }
	many := func(i int) string { return fmt.Sprintf("198.51.%d.%d", i/250, i%250) }
	household := func(i int) string { return fmt.Sprintf("2001:db8:1:2::%x", i) }
	for _, c := range []struct {
		name    string
		address func(int) string
		tries   int
		want    int
	}{
		{"one address", one, 100, refusalsAtOnce},
		{"one household", household, 100, refusalsAtOnce},
		{"many addresses", many, 1000, companyAtOnce},
	} {
		if got := admitted(new(floods), c.tries, "alpha", c.address, now); got != c.want {
			t.Errorf("%s: %d of %d, not %d", c.name, got, c.tries, c.want)
		}
	}
	f := new(floods)
	admitted(f, 1000, "alpha", many, now)
	if got := admitted(f, 10, "beta", one, now); got != 10 {
		t.Errorf("a flood at one company's door leaves %d of 10 at another's", got)
	}
	if got := admitted(f, 10, "alpha", one, now.Add(5*companyEvery)); got != 5 {
		t.Errorf("five seconds later %d", got)
	}
	if got := admitted(f, 10, "alpha", one, now.Add(-time.Hour)); got != 0 {
		t.Errorf("a clock that goes back wins %d", got)
	}
	wide := func(i int) string { return fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255) }
	for i := range 3 * mostKept {
		f.admit("gamma", wide(i), now)
	}
	if len(f.seen) > mostKept+2 {
		t.Errorf("%d addresses are kept", len(f.seen))
	}
}
