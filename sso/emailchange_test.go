package sso

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/notification"
	"mandate/fault"
	"mandate/ident"
	"mandate/store/storetest"
)

func asPerson(t *testing.T, f firm, id ident.ID) context.Context {
	t.Helper()
	return storetest.As(t, actor.Actor{Kind: actor.User, Tenant: f.id, ID: id, Name: "Lou Roy", Language: "en"})
}

// secretMailed is the secret of the link that the latest EMAIL_CHANGE brings.
func (w *world) secretMailed(t *testing.T, f firm) string {
	t.Helper()
	link, err := url.Parse(w.mailed(t, f, "EMAIL_CHANGE"))
	if err != nil || link.Path != "/login/alpha/email" {
		t.Fatalf("link %s, %v", link, err)
	}
	return link.Query().Get("t")
}

func (b *browser) confirm(secret string) int {
	b.t.Helper()
	return b.post("/login/alpha/email", url.Values{"t": {secret}}).status
}

func (w *world) told(t *testing.T, f firm, kind string) (addresses []string) {
	t.Helper()
	err := w.store.Read(w.system(t, f), func(ctx context.Context, c *db.Client) error {
		rows, err := c.Notification.Query().Where(notification.Type(kind)).Order(notification.ByID()).All(ctx)
		for _, row := range rows {
			addresses = append(addresses, row.Address)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return addresses
}

// TestANewAddressCountsOnceItsLinkIsPressed: the mail goes to the new address; to look at
// the link changes nothing; it works once; both addresses are told; the new one signs in.
func TestANewAddressCountsOnceItsLinkIsPressed(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		lou := w.local(t, f, "lou@example.test", false)
		ask := func(address string) {
			t.Helper()
			if err := w.handler.Credentials.AskEmail(asPerson(t, f, lou), address); err != nil {
				t.Fatal(err)
			}
		}
		ask("first@example.test")
		first := w.secretMailed(t, f)
		ask("fresh@example.test")
		secret := w.secretMailed(t, f)
		if got := w.told(t, f, "EMAIL_CHANGE"); len(got) != 2 || got[1] != "fresh@example.test" {
			t.Fatalf("mailed to %q", got)
		}
		b := w.browser(t)
		if p := b.get("/login/alpha/email?" + url.Values{"t": {secret}}.Encode()); p.status != http.StatusOK {
			t.Fatalf("the link: %d", p.status)
		}
		if got := w.loginOf(t, f, lou); got != "lou@example.test" {
			t.Fatalf("to look at the link made it %s", got)
		}
		for name, bad := range map[string]string{"an earlier one": first, "guessed": secret[:len(secret)-9] + "aaaaaaaaa", "none": ""} {
			if got := b.confirm(bad); got != http.StatusGone {
				t.Errorf("%s: %d", name, got)
			}
		}
		if got := b.confirm(secret); got != http.StatusOK || b.signedIn() != "" {
			t.Fatalf("%d, signed in %q", got, b.signedIn())
		}
		if got := b.confirm(secret); got != http.StatusGone {
			t.Errorf("twice: %d", got)
		}
		if got := w.told(t, f, "EMAIL_CHANGED"); len(got) != 2 || got[0] != "lou@example.test" || got[1] != "fresh@example.test" {
			t.Errorf("told %q", got)
		}
		if b.enter("lou@example.test", chosen); b.signedIn() != "" {
			t.Error("the old address still signs in")
		}
		if b.enter("fresh@example.test", chosen); b.signedIn() != "fresh@example.test" {
			t.Error("the new address does not sign in")
		}
		ask("late@example.test")
		late := w.secretMailed(t, f)
		w.ahead.Add(int64(25 * time.Hour))
		if got := b.confirm(late); got != http.StatusGone {
			t.Errorf("a day later: %d", got)
		}
	})
}

func (w *world) loginOf(t *testing.T, f firm, id ident.ID) string {
	t.Helper()
	account, err := w.directory.AccountOf(w.system(t, f), id)
	if err != nil {
		t.Fatal(err)
	}
	return loginOf(account)
}

// TestAddressesThatNobodyMayTake: nothing is mailed, or the link comes to nothing.
func TestAddressesThatNobodyMayTake(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank") // alpha.test is proven
		lou := w.local(t, f, "lou@example.test", false)
		w.local(t, f, "ann@example.test", false)
		for address, want := range map[string]fault.Code{
			"nobody":           fault.CodeInvalid,
			"":                 fault.CodeInvalid,
			"ann@example.test": fault.CodeEmailTaken,
			"ANN@example.test": fault.CodeEmailTaken,
			"x@alpha.test":     directory.CodeEmailDomainProven,
		} {
			if err := w.handler.Credentials.AskEmail(asPerson(t, f, lou), address); !fault.Is(err, want) {
				t.Errorf("%q: %v, want %s", address, err, want)
			}
		}
		if err := w.directory.AskEmail(w.system(t, f), lou, "x@example.test", "h", "l"); !fault.Is(err, fault.CodeForbidden) {
			t.Errorf("asked by somebody else: %v", err)
		}
		if got := w.told(t, f, "EMAIL_CHANGE"); len(got) != 0 {
			t.Fatalf("mailed to %q", got)
		}
		if err := w.handler.Credentials.AskEmail(asPerson(t, f, lou), "late@example.test"); err != nil {
			t.Fatal(err)
		}
		w.local(t, f, "late@example.test", false)
		if got := w.browser(t).confirm(w.secretMailed(t, f)); got != http.StatusGone || w.loginOf(t, f, lou) != "lou@example.test" {
			t.Errorf("an address that was taken meanwhile: %d", got)
		}
		beta := w.firm(t, "beta", "Beta Bank")
		if err := w.handler.Credentials.AskEmail(asPerson(t, f, lou), "own@example.test"); err != nil {
			t.Fatal(err)
		}
		if p := w.browser(t).post("/login/"+beta.slug+"/email", url.Values{"t": {w.secretMailed(t, f)}}); p.status != http.StatusGone {
			t.Errorf("at another company: %d", p.status)
		}
		w.governed(t, f)
		if got := w.browser(t).confirm(w.secretMailed(t, f)); got != http.StatusGone {
			t.Errorf("once single sign-on decides: %d", got)
		}
	})
}
