package sso

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"mandate/directory/customer"
	"mandate/ent/db"
	"mandate/ent/db/notification"
	"mandate/ident"
	"mandate/store"
)

// invite makes a contact of a customer with access to the platform.
func (w *world) invite(t *testing.T, f firm, room *customer.Room, account ident.ID, email string) ident.ID {
	t.Helper()
	id, err := room.CreateContact(w.system(t, f), account, customer.Contact{FirstName: "Eva", LastName: "Klein", Email: email, Access: true})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (w *world) notice(t *testing.T, f firm, kind string) (row *db.Notification) {
	t.Helper()
	err := w.store.Read(w.system(t, f), func(ctx context.Context, c *db.Client) (err error) {
		row, err = c.Notification.Query().Where(notification.Type(kind)).Order(db.Desc(notification.FieldID)).First(ctx)
		return err
	})
	if err != nil {
		t.Fatalf("notice %s: %v", kind, err)
	}
	return row
}

// TestAnInvitedContactChoosesAPassword: the mail brings a link that works once, for 72
// hours, until a newer credential is there; where single sign-on decides it brings none.
func TestAnInvitedContactChoosesAPassword(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		room := &customer.Room{Directory: w.directory, Invite: w.handler.Credentials.Invite}
		account, err := room.CreateAccount(w.system(t, f), customer.Account{Name: "Müller & Söhne"})
		if err != nil {
			t.Fatal(err)
		}
		b := w.browser(t)
		choose := func(secret, password string) int {
			return b.post("/login/alpha/reset", url.Values{"t": {secret}, "password": {password}, "again": {password}}).status
		}
		secretOf := func(kind string) string {
			t.Helper()
			link, err := url.Parse(w.mailed(t, f, kind))
			if err != nil || link.Path != "/login/alpha/reset" {
				t.Fatalf("%s leads to %s, %v", kind, link, err)
			}
			return link.Query().Get("t")
		}
		w.invite(t, f, room, account, "eva@klein.test")
		if row := w.notice(t, f, "INVITATION"); row.Facts["expires"] != row.CreatedAt.Add(72*time.Hour).UTC().Format(time.RFC3339) {
			t.Errorf("facts %v", row.Facts)
		}
		first := secretOf("INVITATION")
		if p := b.get("/login/alpha/reset?" + url.Values{"t": {first}}.Encode()); p.status != http.StatusOK || !strings.Contains(p.body, "Welcome! Choose your password") {
			t.Fatalf("the link: %d %s", p.status, clip(p.body))
		}
		if got := choose(first, "password1234567"); got != http.StatusUnprocessableEntity {
			t.Errorf("a weak password: %d", got)
		}
		if got := choose(first, chosen); got != http.StatusOK || b.signedIn() != "" {
			t.Fatalf("%d, signed in %q", got, b.signedIn())
		}
		if got := choose(first, "another password altogether"); got != http.StatusGone {
			t.Errorf("twice: %d", got)
		}
		if p := b.enter("eva@klein.test", chosen); b.signedIn() != "eva@klein.test" {
			t.Errorf("the password does not open: %d at %s", p.status, p.url)
		}

		w.invite(t, f, room, account, "ole@klein.test")
		second := secretOf("INVITATION")
		w.browser(t).post("/login/alpha/forgotten", url.Values{"login": {"ole@klein.test"}})
		if got := choose(secretOf("PASSWORD_RESET"), chosen); got != http.StatusOK {
			t.Fatalf("a reset instead: %d", got)
		}
		if got := choose(second, "another password altogether"); got != http.StatusGone {
			t.Errorf("after a reset: %d", got)
		}

		w.invite(t, f, room, account, "ida@klein.test")
		third := secretOf("INVITATION")
		w.ahead.Add(int64(72*time.Hour + time.Second))
		if got := choose(third, chosen); got != http.StatusGone {
			t.Errorf("after 72 hours: %d", got)
		}

		w.governed(t, f)
		w.invite(t, f, room, account, "jan@klein.test")
		if row := w.notice(t, f, "INVITATION"); len(row.SecretSealed) != 0 || len(row.Facts) != 0 {
			t.Errorf("under single sign-on the invitation brings %v", row.Facts)
		}
	})
}

// governed lets the company's IdP decide who may enter.
func (w *world) governed(t *testing.T, f firm) {
	t.Helper()
	err := w.store.Write(w.system(t, f), func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeCompanySettings)
		return tx.Client.CompanySettings.Update().SetSSO(true).Exec(ctx)
	})
	if err != nil {
		t.Fatal(err)
	}
}
