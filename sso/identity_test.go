package sso

import (
	"fmt"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/sso/idptest"
)

// TestPeopleComeAndGo: who is deleted and provisioned again under the same name is
// a new person and can sign in; the next owner of an address is never taken for the
// one before.
func TestPeopleComeAndGo(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, _, connection := samlWorld(t, w)
		enter := func() (*browser, page) {
			b := w.browser(t)
			acs, answer := b.atIdP(connection, "/")
			return b, b.post(acs, answer)
		}
		b, _ := enter()
		who, err := w.handler.Authenticate(t.Context(), b.cookie(SessionCookie))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.directory.DeletePerson(w.scim(t, f), who.ID, 0); err != nil {
			t.Fatal(err)
		}
		if b.signedIn() != "" {
			t.Fatal("a deleted person is signed in")
		}
		if _, p := enter(); !strings.Contains(p.body, "You have no access yet") {
			t.Errorf("deleted: %d %s", p.status, clip(p.body))
		}
		fresh := w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
		b, _ = enter()
		if again, err := w.handler.Authenticate(t.Context(), b.cookie(SessionCookie)); err != nil || again.ID != fresh {
			reason, _, _ := w.lastRefusal(t, f)
			t.Fatalf("provisioned again: %v %v, history %q", again.ID, err, reason)
		}
		// Ada marries; her old address goes to somebody else.
		if _, err := w.directory.UpdatePerson(w.scim(t, f), fresh, 0, renamed("ada.lind@alpha.test")); err != nil {
			t.Fatal(err)
		}
		b, p := enter()
		if b.signedIn() != "" {
			t.Fatalf("an address that is nobody's opens the door: %d", p.status)
		}
		w.person(t, f, "ada.moreno@alpha.test", "Adam", "Moreno")
		b, _ = enter()
		if now, err := w.handler.Authenticate(t.Context(), b.cookie(SessionCookie)); err == nil && now.ID == fresh {
			t.Error("the next owner of the address is in the former owner's account")
		}
	})
}

func renamed(to string) func(directory.Profile) (directory.Profile, error) {
	return func(p directory.Profile) (directory.Profile, error) {
		p.UserName, p.Emails = to, []directory.Email{{Value: to, Type: "work", Primary: true}}
		return p, nil
	}
}

// TestLookAlikesAreSomebodyElse: addresses that fold to one key but are not the same
// letters never open somebody's door.
func TestLookAlikesAreSomebodyElse(t *testing.T) {
	t.Parallel()
	for n, c := range []struct {
		userName string
		enters   bool
	}{
		{"ADA.Moreno@alpha.TEST", true},
		{"ａda.moreno@alpha.test", false}, // full-width a
		{"ada.moreno@alpha.teſt", false}, // long s
		{"ada.morenº@alpha.test", false}, // ordinal
	} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, sqliteAddress(t), noClock())
			f := w.firm(t, "alpha", "Alpha Bank")
			_, connection := w.samlConnection(t, f, idptest.SAML(t), nil)
			w.person(t, f, c.userName, "Ada", "Moreno")
			b := w.browser(t)
			acs, answer := b.atIdP(connection, "/")
			b.post(acs, answer)
			if got := b.signedIn() != ""; got != c.enters {
				t.Errorf("%s: signed in %v", c.userName, got)
			}
		})
	}
}
