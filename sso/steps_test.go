package sso

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"mandate/directory"
	"mandate/directory/factor"
	"mandate/ent/db"
	"mandate/ent/db/totp"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// gateway takes the codes that the door sends by SMS.
func (w *world) gateway() (sent chan string) {
	sent = make(chan string, 20)
	w.handler.Factors.Send = func(_ context.Context, _, text string) error {
		sent <- regexp.MustCompile(`\d{6}`).FindString(text)
		return nil
	}
	return sent
}

// prefers writes how somebody's codes come, past every check.
func (w *world) prefers(t *testing.T, f firm, id ident.ID, method user.MfaMethod, mobile bool) {
	t.Helper()
	err := w.store.Write(w.system(t, f), func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeUser)
		return tx.Client.User.Update().Where(user.ID(id)).SetMfaMethod(method).SetPhoneIsMobile(mobile).Exec(ctx)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestCodesBySMSAreForWhoHasThem: a mobile number alone is no second factor.
func TestCodesBySMSAreForWhoHasThem(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		id, sent := w.local(t, f, "lou@alpha.test", false), w.gateway()
		w.app(t, f, id)
		w.prefers(t, f, id, user.MfaMethodTOTP, true)
		b := w.browser(t)
		b.enter("lou@alpha.test", chosen)
		if p := b.factor("SMS", ""); p.status != http.StatusServiceUnavailable || len(sent) != 0 {
			t.Fatalf("%d, %d codes sent", p.status, len(sent))
		}
		w.prefers(t, f, id, user.MfaMethodSMS, true)
		if p := b.factor("SMS", ""); p.status != http.StatusOK || len(sent) != 1 {
			t.Fatalf("%d, %d codes sent: %s", p.status, len(sent), clip(p.body))
		}
		code := <-sent
		w.prefers(t, f, id, user.MfaMethodTOTP, true)
		if p := b.factor("SMS", code); p.status != http.StatusUnprocessableEntity || b.signedIn() != "" {
			t.Fatalf("a code of a factor that is gone: %d", p.status)
		}
		w.prefers(t, f, id, user.MfaMethodSMS, true)
		if p := b.factor("SMS", code); p.body != "console at /users" {
			t.Fatalf("%d %s", p.status, clip(p.body))
		}
	})
}

// TestStepsEndWithTheCredentialTheyBeganWith: whoever is at a step when the password is
// changed or reset, or the factors are taken, begins again.
func TestStepsEndWithTheCredentialTheyBeganWith(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		hash, err := w.handler.Credentials.Passwords.Hash(t.Context(), chosen, w.handler.Random)
		if err != nil {
			t.Fatal(err)
		}
		for name, change := range map[string]func(ctx context.Context, id ident.ID) error{
			"change": func(ctx context.Context, id ident.ID) error {
				return w.directory.ChangePassword(ctx, id, ident.ID{}, hash)
			},
			"reset": func(ctx context.Context, id ident.ID) error {
				return w.directory.SetTemporaryPassword(ctx, id, 0, chosen, hash)
			},
			"taken": func(ctx context.Context, id ident.ID) error {
				return w.handler.Factors.Reset(ctx, id, 0)
			},
		} {
			login := name + "@alpha.test"
			id := w.local(t, f, login, true)
			b := w.browser(t)
			if p := b.enter(login, chosen); p.url.Path != "/login/alpha/enrol" {
				t.Fatalf("%s: landed on %s", name, p.url)
			}
			if err := change(w.system(t, f), id); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if p := b.get("/login/alpha/enrol"); p.url.Path != "/login/alpha" {
				t.Errorf("%s: the step goes on at %s", name, p.url)
			}
			if n := w.pendingApps(t, f, id); n != 0 {
				t.Errorf("%s: %d apps wait to be confirmed", name, n)
			}
		}
	})
}

func (w *world) pendingApps(t *testing.T, f firm, id ident.ID) (n int) {
	t.Helper()
	err := w.store.Read(w.system(t, f), func(ctx context.Context, c *db.Client) (err error) {
		n, err = c.Totp.Query().Where(totp.UserID(id), totp.ConfirmedAtIsNil()).Count(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestATemporaryPasswordIsReplacedOnce: of two browsers that know it, the first; its step
// is used up with it, and a step is good for its own person alone.
func TestATemporaryPasswordIsReplacedOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		id := w.administrator(t, f, false)
		first, second := w.browser(t), w.browser(t)
		first.enter(root, temporary)
		second.enter(root, temporary)
		held := second.cookie(stepCookie)
		first.choose(chosen, chosen)
		if first.signedIn() != root {
			t.Fatal("the first is not signed in")
		}
		if p := second.choose("another nine quiet rivers", "another nine quiet rivers"); p.url.Path != "/login/alpha" || second.signedIn() != "" {
			t.Errorf("the second chose a password as well: %d at %s", p.status, p.url)
		}
		_, hashOfStep, _ := store.ParseCredential(store.StepToken, held)
		if _, err := w.handler.Factors.Step(w.system(t, f), hashOfStep); !fault.Is(err, factor.CodeStep) {
			t.Errorf("the step of the second: %v", err)
		}
		ctx := w.system(t, f)
		if _, err := w.handler.Credentials.Replace(ctx, id, w.store.NewID(), "yet another long password"); !fault.Is(err, directory.CodeStepNotGood) {
			t.Errorf("a password that is not temporary: %v", err)
		}
		if err := w.directory.SetTemporaryPassword(ctx, id, 0, temporary, "x"); err != nil {
			t.Fatal(err)
		}
		if err := w.directory.ReplaceTemporary(ctx, id, w.store.NewID(), "y"); !fault.Is(err, directory.CodeStepNotGood) {
			t.Errorf("a step that nobody began: %v", err)
		}
	})
}

var shownSecret = regexp.MustCompile(`<code class="secret">([A-Z2-7 ]+)</code>`)

func secretOn(t *testing.T, p page) string {
	t.Helper()
	found := shownSecret.FindStringSubmatch(p.body)
	if found == nil {
		t.Fatalf("no secret at %s: %d %s", p.url, p.status, clip(p.body))
	}
	return strings.ReplaceAll(found[1], " ", "")
}

// TestEachStepEnrolsAnAppOfItsOwn: what another browser has seen is never confirmed, and a
// first factor is enrolled once.
func TestEachStepEnrolsAnAppOfItsOwn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		id := w.local(t, f, "lou@alpha.test", true)
		other, b := w.browser(t), w.browser(t)
		seen := secretOn(t, other.enter("lou@alpha.test", chosen))
		own := secretOn(t, b.enter("lou@alpha.test", chosen))
		if seen == own {
			t.Fatal("two browsers are shown one secret")
		}
		if again := secretOn(t, b.get("/login/alpha/enrol")); again != own {
			t.Error("the secret changes within a step")
		}
		enrol := func(b *browser, code string) page {
			return b.post("/login/alpha/enrol", url.Values{"by": {"TOTP"}, "code": {code}})
		}
		for _, secret := range []string{seen, own} {
			if p := enrol(other, w.code(t, secret)); p.status != http.StatusUnprocessableEntity || other.signedIn() != "" {
				t.Errorf("another's step confirms an app: %d", p.status)
			}
			w.ahead.Add(int64(time.Minute))
		}
		own = secretOn(t, b.get("/login/alpha/enrol")) // the wrong code above has shown the other a new one
		if p := enrol(b, w.code(t, own)); p.status != http.StatusOK || b.signedIn() != "lou@alpha.test" {
			t.Fatalf("%d %s", p.status, clip(p.body))
		}
		for name, p := range map[string]page{"page": other.get("/login/alpha/enrol"), "code": enrol(other, "000000"),
			"text": other.post("/login/alpha/enrol", url.Values{"by": {"SMS"}})} {
			if p.url.Path != "/login/alpha" {
				t.Errorf("%s: who holds a factor enrols another at %s", name, p.url)
			}
		}
		if held, err := w.handler.Factors.Of(w.system(t, f), id); err != nil || !held.TOTP || w.pendingApps(t, f, id) != 0 {
			t.Errorf("held %+v, %v", held, err)
		}
	})
}
