package sso

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"mandate/actor"
	"mandate/directory"
	"mandate/directory/credential"
	"mandate/ent/db"
	"mandate/ent/db/session"
	"mandate/fault"
	"mandate/ident"
	"mandate/store/storetest"
)

// newer is the password that somebody chooses while their old one is being compared.
const newer = "seven quiet rivers run north"

// changing gives a change of somebody's password to the newer one.
func (w *world) changing(t *testing.T, f firm, id ident.ID) func(keep ident.ID) {
	t.Helper()
	hash, err := w.handler.Credentials.Passwords.Hash(t.Context(), newer, w.handler.Random)
	if err != nil {
		t.Fatal(err)
	}
	return func(keep ident.ID) {
		if err := w.directory.ChangePassword(w.system(t, f), id, keep, hash); err != nil {
			t.Error(err)
		}
	}
}

// whileCompared runs something after the stored password was read and before anything comes
// of its comparison: the hasher waits for a slot until then, and with the slot's end after.
func (w *world) whileCompared(enter func() page, change func()) page {
	slots := w.handler.Credentials.Passwords.Slots
	defer func() { w.handler.Credentials.Passwords.Slots = slots }()
	one := make(chan struct{})
	w.handler.Credentials.Passwords.Slots = one
	answer := make(chan page)
	go func() { answer <- enter() }()
	<-one
	change()
	one <- struct{}{}
	return <-answer
}

// TestAPasswordChangedWhileItIsCompared: who knew the old one comes no further with it,
// whatever the next step was; they are told what a wrong one is told.
func TestAPasswordChangedWhileItIsCompared(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		plain, app, enrols := w.local(t, f, "plain@alpha.test", false), w.local(t, f, "app@alpha.test", false), w.local(t, f, "enrols@alpha.test", true)
		w.app(t, f, app)
		for login, id := range map[string]ident.ID{"plain@alpha.test": plain, "app@alpha.test": app, "enrols@alpha.test": enrols} {
			b, change := w.browser(t), w.changing(t, f, id)
			p := w.whileCompared(func() page { return b.enter(login, chosen) }, func() { change(ident.ID{}) })
			if p.status != http.StatusUnauthorized || b.signedIn() != "" || b.cookie(stepCookie) != "" {
				t.Errorf("%s: %d at %s, signed in as %q", login, p.status, p.url, b.signedIn())
			}
			if reason, _, _ := w.lastRefusal(t, f); reason != string(wrongPassword) {
				t.Errorf("%s: history says %s", login, reason)
			}
		}
		if b := w.browser(t); b.enter("plain@alpha.test", newer).status != http.StatusOK || b.signedIn() == "" {
			t.Error("the new password lets nobody in")
		}
	})
}

// TestAPasswordChangedBeforeTheSession: the last look is in the transaction that makes the
// session, behind the second factor as well.
func TestAPasswordChangedBeforeTheSession(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		plain, app := w.local(t, f, "plain@alpha.test", false), w.local(t, f, "app@alpha.test", false)
		secret := w.app(t, f, app)
		first, second := w.browser(t), w.browser(t)
		w.ahead.Add(int64(60e9)) // a code counts once
		if p := second.enter("app@alpha.test", chosen); p.url.Path != "/login/alpha/factor" {
			t.Fatalf("landed on %s", p.url)
		}
		for name, c := range map[string]struct {
			b      *browser
			id     ident.ID
			enter  func() page
			status int
		}{
			"password": {first, plain, func() page { return first.enter("plain@alpha.test", chosen) }, http.StatusUnauthorized},
			"factor":   {second, app, func() page { return second.factor("TOTP", w.code(t, secret)) }, http.StatusForbidden},
		} {
			change := w.changing(t, f, c.id)
			w.directory.CatchUp = func(context.Context) error { w.directory.CatchUp = nil; change(ident.ID{}); return nil }
			p := c.enter()
			if p.status != c.status || c.b.signedIn() != "" {
				t.Errorf("%s: %d at %s, signed in as %q", name, p.status, p.url, c.b.signedIn())
			}
			if reason, _, _ := w.lastRefusal(t, f); reason != string(wrongPassword) {
				t.Errorf("%s: history says %s", name, reason)
			}
		}
	})
}

// TestAPasswordChangedBeforeTheStepUp: the old one proves nothing, not even in the session
// that the change has left alive.
func TestAPasswordChangedBeforeTheStepUp(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		id := w.local(t, f, "plain@alpha.test", false)
		b := w.browser(t)
		b.enter("plain@alpha.test", chosen)
		row, old := w.sessionOf(t, f, id), b.cookie(SessionCookie)
		b.get("/login/alpha/step-up")
		change := w.changing(t, f, id)
		account, err := w.directory.AccountOf(w.system(t, f), id)
		if err != nil {
			t.Fatal(err)
		}
		p := w.whileCompared(func() page { return b.post("/login/alpha/step-up", url.Values{"password": {chosen}}) }, func() { change(row) })
		if p.url.Path == "/" || b.cookie(SessionCookie) != old {
			t.Errorf("%d at %s: the session has another token", p.status, p.url)
		}
		if n := w.refusals(t, f); n != 1 {
			t.Fatalf("history tells of %d refusals", n)
		}
		if reason, _, _ := w.lastRefusal(t, f); reason != string(wrongPassword) {
			t.Errorf("history says %s", reason)
		}
		err = w.directory.StepUp(w.system(t, f), row, "hash", []string{methodPassword}, account.Compared())
		if !fault.Is(err, directory.RefusedPassword) {
			t.Errorf("a step-up in the same moment: %v", err)
		}
	})
}

// TestAPasswordChangedTwiceAtOnce: who knows the old one does not replace the one that was
// chosen meanwhile.
func TestAPasswordChangedTwiceAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		id := w.local(t, f, "plain@alpha.test", false)
		change := w.changing(t, f, id)
		ctx := storetest.As(t, actor.Actor{Tenant: f.id, Kind: actor.User, ID: id})
		err := make(chan error, 1)
		one := make(chan struct{})
		w.handler.Credentials.Passwords.Slots = one
		go func() { err <- w.handler.Credentials.Change(ctx, chosen, "a thief chooses this one") }()
		<-one
		change(ident.ID{})
		w.letHashersGo(one)
		if err := <-err; !fault.Is(err, credential.CodePasswordWrong) {
			t.Errorf("err = %v", err)
		}
	})
}

// letHashersGo ends the hash under way and serves the ones after it.
func (w *world) letHashersGo(one chan struct{}) {
	one <- struct{}{}
	for range 2 { // the old password beside the new one, and the hash of the new one
		<-one
		one <- struct{}{}
	}
}

// sessionOf is the session that somebody has.
func (w *world) sessionOf(t *testing.T, f firm, person ident.ID) (id ident.ID) {
	t.Helper()
	err := w.store.Read(w.system(t, f), func(ctx context.Context, c *db.Client) (err error) {
		id, err = c.Session.Query().Where(session.UserID(person), session.RevokedAtIsNil()).OnlyID(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}
