package sso

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"mandate/directory/attempt"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store/storetest"
)

// TestNobodyLearnsWhoHasAnAccount: status, page and headers are the same for every address
// of a company at every door that takes one, whoever it is; for a wrong password the first
// time, and once it is slowed.
func TestNobodyLearnsWhoHasAnAccount(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			now := time.Now() // it stands still: pauses say the same to everybody
			nobodyLearns(t, newWorldAt(t, storetest.Address(t, kind), noClock(), func() time.Time { return now }))
		})
	}
}

func nobodyLearns(t *testing.T, w *world) {
	t.Helper()
	f := w.firm(t, "alpha", "Alpha Bank")
	gone, sms := w.local(t, f, "gone@alpha.test", false), w.local(t, f, "sms1@alpha.test", false)
	w.local(t, f, "lou1@alpha.test", false)
	w.app(t, f, w.local(t, f, "app1@alpha.test", false))
	w.prefers(t, f, sms, user.MfaMethodSMS, true)
	w.person(t, f, "scim@alpha.test", "Sam", "Moreno")
	if err := w.directory.Deactivate(w.system(t, f), gone, 0, "left"); err != nil {
		t.Fatal(err)
	}
	doors := map[string]func(login string) page{
		"a wrong password": func(login string) page { return w.browser(t).enter(login, "wrong") },
		"forgotten": func(login string) page {
			return w.browser(t).post("/login/alpha/forgotten", url.Values{"login": {login}})
		},
		"which company":    func(login string) page { return w.browser(t).post("/login", url.Values{"email": {login}}) },
		"a company's page": func(login string) page { return w.browser(t).get("/login/alpha?login_hint=" + url.QueryEscape(login)) },
	}
	for door, ask := range doors {
		all := []string{"nobd@alpha.test", "lou1@alpha.test", "sms1@alpha.test", "app1@alpha.test", "scim@alpha.test", "gone@alpha.test"}
		for try := range slowedAt + 1 {
			want, asked := "", all
			if try > 0 && try < slowedAt {
				asked = all[:2]
				w.tries(t, f, all[2:]...) // a password takes its time: of the others the tries between are counted alone
			}
			for _, login := range asked {
				p := ask(login)
				got := told(p, login)
				if want == "" {
					want = got
				}
				if slow := p.status == http.StatusTooManyRequests; slow != (try == slowedAt) {
					t.Fatalf("%s, try %d: %s, %d", door, try+1, login, p.status)
				}
				if got != want {
					t.Fatalf("%s, try %d: %s is told otherwise: %s", door, try+1, login, firstDifference(got, want))
				}
			}
			if door != "a wrong password" {
				break
			}
		}
	}
}

// slowedAt is how many wrong passwords are answered at once.
const slowedAt = 5

// tries counts a wrong password of each account, as the door would.
func (w *world) tries(t *testing.T, f firm, logins ...string) {
	t.Helper()
	for _, login := range logins {
		if _, err := w.handler.Attempts.Count(w.system(t, f), attempt.Password(login, "127.0.0.1")); err != nil {
			t.Fatal(err)
		}
	}
}

// told is all that a page tells, but for what was typed and the request's own reference.
func told(p page, login string) string {
	var names []string
	for name := range p.header {
		if name != "Date" && name != "X-Request-Id" {
			names = append(names, name+"="+strings.Join(p.header[name], ","))
		}
	}
	slices.Sort(names)
	text := http.StatusText(p.status) + p.url.Path + strings.Join(names, ";") + p.body
	return strings.NewReplacer(login, "", url.QueryEscape(login), "", p.header.Get("X-Request-Id"), "").Replace(text)
}

// firstDifference is where two texts part.
func firstDifference(a, b string) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return a[max(0, i-40):min(len(a), i+40)] + " ≠ " + b[max(0, i-40):min(len(b), i+40)]
		}
	}
	return "one is longer"
}

// TestTheRightPasswordTellsNoMore: whoever may not enter for a reason that is not the
// password reads what a wrong password reads.
func TestTheRightPasswordTellsNoMore(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		ctx := w.system(t, f)
		for name, shut := range map[string]func(id ident.ID) error{
			"deactivated": func(id ident.ID) error {
				return w.directory.Deactivate(ctx, id, 0, "left")
			},
			"blocked": func(id ident.ID) error {
				return w.directory.BlockSignIn(ctx, id, 0, w.store.Now().Add(time.Hour))
			},
		} {
			login := name + "@alpha.test"
			id := w.local(t, f, login, false)
			if err := shut(id); err != nil {
				t.Fatal(err)
			}
			right, wrong := w.browser(t).enter(login, chosen), w.browser(t).enter(login, "wrong")
			if told(right, login) != told(wrong, login) || right.status != http.StatusUnauthorized {
				t.Errorf("%s: %d, %s", name, right.status, clip(right.body))
			}
		}
	})
}
