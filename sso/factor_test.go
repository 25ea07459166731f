package sso

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	totpcode "github.com/pquerna/otp/totp"

	"mandate/directory"
	"mandate/ident"
)

// local makes an active local account with a password of its own.
func (w *world) local(t *testing.T, f firm, email string, second bool) ident.ID {
	t.Helper()
	hash, err := w.handler.Credentials.Passwords.Hash(t.Context(), chosen, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id, _, err := w.directory.Create(w.system(t, f), directory.NewPerson{Email: email, FirstName: "Lou", LastName: "Roy", Phone: "+14165550199", MFARequired: second})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.directory.ChangePassword(w.system(t, f), id, ident.ID{}, hash); err != nil {
		t.Fatal(err)
	}
	return id
}

// app enrols an authenticator app for somebody and gives its secret.
func (w *world) app(t *testing.T, f firm, id ident.ID) string {
	t.Helper()
	app, err := w.handler.Factors.EnrolTOTP(w.system(t, f), id, "lou", "Mandate")
	if err == nil {
		err = w.handler.Factors.ConfirmTOTP(w.system(t, f), id, w.code(t, app.Secret))
	}
	if err != nil {
		t.Fatal(err)
	}
	return app.Secret
}

func (w *world) code(t *testing.T, secret string) string {
	t.Helper()
	code, err := totpcode.GenerateCode(strings.ReplaceAll(secret, " ", ""), w.store.Now())
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func (b *browser) factor(by, code string) page {
	b.t.Helper()
	return b.post("/login/alpha/factor", url.Values{"by": {by}, "code": {code}})
}

// TestFirstSignInWithFactor: temporary password, a password of one's own, a factor,
// recovery codes; the door opens at the end and not before.
func TestFirstSignInWithFactor(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		w.administrator(t, f, true)
		b := w.browser(t)
		if p := b.enter(root, temporary); p.url.Path != "/login/alpha/password" || !strings.Contains(p.body, "At least 8 characters") {
			t.Fatalf("landed on %s: %s", p.url, clip(p.body))
		}
		if p := b.get("/login/alpha/enrol"); p.url.Path != "/login/alpha" {
			t.Errorf("the password step can be skipped: %s", p.url)
		}
		p := b.choose(chosen, chosen)
		if p.url.Path != "/login/alpha/enrol" || !strings.Contains(p.body, "<svg") {
			t.Fatalf("landed on %s: %d %s", p.url, p.status, clip(p.body))
		}
		if b.signedIn() != "" || w.sessions(t, f) != 0 {
			t.Fatal("a half-done sign-in is a session")
		}
		secret := regexp.MustCompile(`<code class="secret">([A-Z2-7 ]+)</code>`).FindStringSubmatch(p.body)
		if secret == nil {
			t.Fatalf("no secret: %s", p.body)
		}
		if p := b.post("/login/alpha/enrol", url.Values{"by": {"TOTP"}, "code": {"000000"}}); p.status != http.StatusUnprocessableEntity {
			t.Errorf("a wrong code: %d", p.status)
		}
		p = b.post("/login/alpha/enrol", url.Values{"by": {"TOTP"}, "code": {w.code(t, secret[1])}})
		codes := regexp.MustCompile(`<code>([a-z0-9-]{19})</code>`).FindAllStringSubmatch(p.body, -1)
		if p.status != http.StatusOK || len(codes) != 10 || !strings.Contains(p.body, `href="/users"`) || b.signedIn() != root {
			t.Fatalf("%d, %d codes, signed in %q: %s", p.status, len(codes), b.signedIn(), clip(p.body))
		}
		other := w.browser(t)
		if p := other.enter(root, chosen); p.url.Path != "/login/alpha/factor" || other.signedIn() != "" {
			t.Fatalf("second sign-in: %s", p.url)
		}
		if p := other.factor("RECOVERY_CODE", strings.ToUpper(codes[0][1])); p.body != "console at /users" {
			t.Fatalf("recovery code: %d %s", p.status, clip(p.body))
		}
		third := w.browser(t)
		third.enter(root, chosen)
		if p := third.factor("RECOVERY_CODE", codes[0][1]); p.status != http.StatusUnprocessableEntity || third.signedIn() != "" {
			t.Errorf("a recovery code works twice: %d", p.status)
		}
		if reason, _, _ := w.lastRefusal(t, f); reason != string(wrongFactor) {
			t.Errorf("history says %q", reason)
		}
		for _, canary := range []string{codes[0][1], strings.ReplaceAll(secret[1], " ", ""), chosen} {
			if strings.Contains(w.log.String(), canary) {
				t.Error("a secret is in the log")
			}
		}
	})
}

// TestCodeCountsOnce: a code of an app is taken once, also by another browser.
func TestCodeCountsOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		secret := w.app(t, f, w.local(t, f, "lou@alpha.test", false))
		w.ahead.Store(int64(2 * time.Minute))
		code := w.code(t, secret)
		first, second := w.browser(t), w.browser(t)
		first.enter("lou@alpha.test", chosen)
		second.enter("lou@alpha.test", chosen)
		if p := first.factor("TOTP", code[:3]+" "+code[3:]); p.body != "console at /users" {
			t.Fatalf("%d %s", p.status, clip(p.body))
		}
		if p := second.factor("TOTP", code); p.status != http.StatusUnprocessableEntity || second.signedIn() != "" {
			t.Errorf("the code works twice: %d", p.status)
		}
	})
}

// TestAHalfDoneSignInIsNothing: the step opens no other door, dies with wrong answers,
// with time and with use, and belongs to its company.
func TestAHalfDoneSignInIsNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		w.firm(t, "beta", "Beta Bank")
		secret := w.app(t, f, w.local(t, f, "lou@alpha.test", false))
		w.ahead.Store(int64(2 * time.Minute))
		b := w.browser(t)
		b.enter("lou@alpha.test", chosen)
		step := b.cookie(stepCookie)
		if _, err := w.handler.Authenticate(t.Context(), step); err == nil {
			t.Fatal("a step is a session")
		}
		if p := b.get("/login/beta/factor"); p.url.Path != "/login/beta" {
			t.Errorf("the step counts in another company: %s", p.url)
		}
		if p := b.post("/login/alpha/password", url.Values{"password": {"x"}, "again": {"x"}}); p.url.Path != "/login/alpha" {
			t.Errorf("the step counts for another page: %s", p.url)
		}
		for range 4 {
			b.factor("TOTP", "000000")
		}
		if p := b.factor("TOTP", "000000"); p.url.Path != "/login/alpha" && p.status != http.StatusTooManyRequests {
			t.Errorf("after five wrong answers: %d at %s", p.status, p.url)
		}
		w.ahead.Store(int64(30 * time.Minute))
		if p := b.factor("TOTP", w.code(t, secret)); p.url.Path != "/login/alpha" || b.signedIn() != "" {
			t.Errorf("a dead step lets in: %s", p.url)
		}
		b.enter("lou@alpha.test", chosen)
		w.ahead.Store(int64(45 * time.Minute))
		if p := b.factor("TOTP", w.code(t, secret)); p.url.Path != "/login/alpha" {
			t.Errorf("a step lives longer than ten minutes: %s", p.url)
		}
	})
}
