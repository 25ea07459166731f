package sso

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"mandate/ident"
	"mandate/store"
)

// atOnce shows one code from as many browsers as there are, on two replicas, at the same
// moment, and says how many came in.
func (w *world) atOnce(t *testing.T, login, by, code string, browsers int) (in int) {
	t.Helper()
	second := w.replica(t)
	all := make([]*browser, browsers)
	for i := range all {
		all[i] = []*world{w, second}[i%2].browser(t)
		if p := all[i].enter(login, chosen); p.url.Path != "/login/alpha/factor" {
			t.Fatalf("browser %d at %s: %d %s", i, p.url, p.status, clip(p.body))
		}
	}
	var done sync.WaitGroup
	for _, b := range all {
		done.Go(func() { b.factor(by, code) })
	}
	done.Wait()
	for _, b := range all {
		if b.signedIn() != "" {
			in++
		}
	}
	return in
}

// TestACodeInManyHandsAtOnce: a code of an app, and a recovery code, lets one browser in
// when several show it at the same moment at two replicas.
func TestACodeInManyHandsAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		lou := w.local(t, f, "lou@alpha.test", false)
		secret := w.app(t, f, lou)
		codes, err := w.handler.Factors.NewRecoveryCodes(w.system(t, f), lou)
		if err != nil {
			t.Fatal(err)
		}
		w.ahead.Store(int64(2 * time.Minute))
		if n := w.atOnce(t, "lou@alpha.test", "TOTP", w.code(t, secret), 3); n != 1 {
			t.Errorf("a code of an app let %d in", n)
		}
		w.ahead.Store(int64(40 * time.Minute)) // after the pauses
		if n := w.atOnce(t, "lou@alpha.test", "RECOVERY_CODE", codes[0], 3); n != 1 {
			t.Errorf("a recovery code let %d in", n)
		}
	})
}

// TestCodesBySMSAreNotGuessedOverManySignIns: tries are counted per person, whatever
// sign-in, browser or replica they come from; while they wait, the right code waits too.
func TestCodesBySMSAreNotGuessedOverManySignIns(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		id, sent := w.local(t, f, "lou@alpha.test", false), w.gateway()
		w.prefers(t, f, id, "SMS", true)
		second := w.replica(t)
		second.handler.Factors.Send = w.handler.Factors.Send
		guesses, code := 0, ""
		var last *browser
		for i := range 3 {
			last = []*world{w, second}[i%2].browser(t)
			if p := last.enter("lou@alpha.test", chosen); p.url.Path != "/login/alpha/factor" {
				t.Fatalf("sign-in %d at %s: %s", i, p.url, clip(p.body))
			}
			last.factor("SMS", "")
			code = <-sent
			for range 2 {
				if p := last.factor("SMS", "000000"); p.status == http.StatusUnprocessableEntity {
					guesses++
				}
			}
		}
		if p := last.factor("SMS", code); p.status != http.StatusTooManyRequests || last.signedIn() != "" || guesses > 5 {
			t.Errorf("after %d guesses the right code gives %d", guesses, p.status)
		}
		w.ahead.Add(int64(5 * time.Second))
		if last.factor("SMS", code); last.signedIn() == "" {
			t.Error("after the pause the person is not let in")
		}
	})
}

// TestStepUpIsOfItsSession: the proof that one session asked for raises no other of the
// same person, and an identifier from before the proof raises nothing.
func TestStepUpIsOfItsSession(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		w.local(t, f, "lou@alpha.test", false)
		own, other := w.browser(t), w.browser(t)
		own.enter("lou@alpha.test", chosen)
		other.enter("lou@alpha.test", chosen)
		w.ahead.Store(int64(20 * time.Minute))
		own.get("/login/alpha/step-up?return=%2Fusers")
		step, before := own.cookie(stepCookie), own.cookie(SessionCookie)
		proof := url.Values{"password": {chosen}}
		other.setCookie(stepCookie, step)
		kept := other.cookie(SessionCookie)
		other.post("/login/alpha/step-up", proof)
		a, err := w.handler.Authenticate(t.Context(), other.cookie(SessionCookie))
		if other.cookie(SessionCookie) != kept || err != nil || w.store.Now().Sub(a.SteppedUp) < 15*time.Minute {
			t.Errorf("another session is raised: %v, %v", a.SteppedUp, err)
		}
		own.get("/login/alpha/step-up?return=%2Fusers")
		if p := own.post("/login/alpha/step-up", proof); p.body != "console at /users" {
			t.Fatalf("%d %s", p.status, clip(p.body))
		}
		thief := w.browser(t)
		thief.setCookie(SessionCookie, before)
		for name, p := range map[string]page{"page": thief.get("/login/alpha/step-up"), "proof": thief.post("/login/alpha/step-up", proof)} {
			if p.url.Path != "/login/alpha" || thief.signedIn() != "" {
				t.Errorf("%s: the identifier from before leads to %s", name, p.url)
			}
		}
	})
}

// TestResetLinksDieWithWhatReplacesThem: a link by mail is worth nothing once the password
// was changed or replaced in another way, a newer link was asked for, or the person left.
func TestResetLinksDieWithWhatReplacesThem(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, n := w.firm(t, "alpha", "Alpha Bank"), 0
		hash, err := w.handler.Credentials.Passwords.Hash(t.Context(), chosen, w.handler.Random)
		if err != nil {
			t.Fatal(err)
		}
		ctx := w.system(t, f)
		for name, change := range map[string]func(id ident.ID, login string) error{
			"changed": func(id ident.ID, _ string) error { return w.directory.ChangePassword(ctx, id, ident.ID{}, hash) },
			"temporary": func(id ident.ID, _ string) error {
				return w.directory.SetTemporaryPassword(ctx, id, 0, temporary, hash)
			},
			"asked anew": func(_ ident.ID, login string) error { return w.handler.Credentials.Forgot(ctx, login) },
			"deactivated": func(id ident.ID, _ string) error {
				return w.directory.Deactivate(ctx, id, 0, "left")
			},
		} {
			n++
			login := strings.ReplaceAll(name, " ", "") + "@alpha.test"
			id := w.local(t, f, login, false)
			if err := w.handler.Credentials.Forgot(ctx, login); err != nil {
				t.Fatal(err)
			}
			link, _ := url.Parse(w.mailed(t, f, "PASSWORD_RESET"))
			if err := change(id, login); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			const fresh = "tangled orchard copper nineteen"
			b := w.browser(t)
			if p := b.post("/login/alpha/reset", url.Values{"t": {link.Query().Get("t")}, "password": {fresh}, "again": {fresh}}); p.status != http.StatusGone {
				t.Errorf("%s: the link gives %d", name, p.status)
			}
			if b.enter(login, fresh); b.signedIn() != "" {
				t.Errorf("%s: the password of the link opens", name)
			}
		}
	})
}

// TestCredentialsOpenOneDoor: a secret of one purpose is nothing at the doors of others.
func TestCredentialsOpenOneDoor(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		lou := w.local(t, f, "lou@alpha.test", true)
		conn, _ := w.draftOIDC(t, f)
		secrets := w.everySecret(t, f, lou, conn)
		const fresh = "tangled orchard copper nineteen"
		for name, text := range secrets {
			b := w.browser(t)
			escaped := url.Values{"t": {text}}
			for door, p := range map[string]page{
				"reset":  b.post("/login/alpha/reset", url.Values{"t": {text}, "password": {fresh}, "again": {fresh}}),
				"e-mail": b.post("/login/alpha/email", escaped),
				"set-up": b.get(setupPath + url.PathEscape(text)),
			} {
				if own := door == name; (p.status < 400) != own {
					t.Errorf("%s at the door of %s: %d", name, door, p.status)
				}
			}
			for _, cookie := range []string{SessionCookie, stepCookie} {
				thief := w.browser(t)
				thief.setCookie(cookie, text)
				if own := cookie == SessionCookie && name == "session"; (thief.signedIn() != "") != own {
					t.Errorf("%s as %s signs in %q", name, cookie, thief.signedIn())
				}
				if p := thief.get("/login/alpha/enrol"); p.url.Path == "/login/alpha/enrol" && !(cookie == stepCookie && name == "step") {
					t.Errorf("%s as %s is a step", name, cookie)
				}
			}
		}
	})
}

// everySecret is one good secret of each kind that this door gives, by its door.
func (w *world) everySecret(t *testing.T, f firm, lou, conn ident.ID) map[string]string {
	t.Helper()
	ctx, out := w.system(t, f), map[string]string{}
	other := w.local(t, f, "kim@alpha.test", false)
	in, half := w.browser(t), w.browser(t)
	in.enter("kim@alpha.test", chosen)
	half.enter("lou@alpha.test", chosen)
	out["session"], out["step"] = in.cookie(SessionCookie), half.cookie(stepCookie)
	third := w.local(t, f, "jo@example.test", false)
	err := w.handler.Credentials.AskEmail(asPerson(t, f, third), "jo.new@example.test")
	if err == nil {
		out["e-mail"] = w.secretMailed(t, f)
		err = w.handler.Credentials.Forgot(ctx, "jo@example.test")
	}
	if err != nil {
		t.Fatal(err)
	}
	link, _ := url.Parse(w.mailed(t, f, "PASSWORD_RESET"))
	setup, err := w.directory.CreateSetupLink(ctx, conn, 0)
	if err != nil {
		t.Fatal(err)
	}
	out["reset"], out["set-up"] = link.Query().Get("t"), setup.Text
	out["a service key"] = store.NewCredential(store.ServiceKey, f.id).Text
	for name, text := range out {
		if text == "" {
			t.Fatalf("no %s of %s, %s", name, lou, other)
		}
	}
	return out
}
