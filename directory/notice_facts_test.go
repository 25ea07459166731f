package directory_test

import (
	"context"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/notification"
	"mandate/ident"
)

// facts are those of the latest notice of one type to somebody; nil: there is none.
func (h *house) facts(to ident.ID, kind string) (facts map[string]string) {
	h.t.Helper()
	h.read(func(ctx context.Context, c *db.Client) {
		rows, err := c.Notification.Query().Where(notification.RecipientID(to), notification.Type(kind)).Order(notification.ByID()).All(ctx)
		h.no(err)
		if len(rows) > 0 {
			facts = rows[len(rows)-1].Facts
		}
	})
	return facts
}

// hoursTo reads an instant of a notice and says how long from now it is, in whole hours.
func (h *house) hoursTo(instant string) int {
	h.t.Helper()
	at, err := time.Parse(time.RFC3339, instant)
	h.no(err)
	return int(at.Sub(h.d.Store.Now()).Round(time.Hour).Hours())
}

// TestNoticesSayUntilWhen holds notices that bring something of limited life to its end.
func TestNoticesSayUntilWhen(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		id, _, err := h.d.Create(h.system(), directory.NewPerson{Email: "new@lender.test", FirstName: "Nia", LastName: "Wu", PasswordHash: "$hash", Temporary: "text"})
		h.no(err)
		if got := h.hoursTo(h.facts(id, "WELCOME")["expires"]); got <= 0 {
			t.Errorf("welcome: %d hours", got)
		}
		h.no(h.d.SetTemporaryPassword(h.system(), id, 0, "text", "$other"))
		if got := h.hoursTo(h.facts(id, "CREDENTIAL_RESET")["expires"]); got <= 0 {
			t.Errorf("new credential: %d hours", got)
		}
		h.no(h.d.AskReset(h.system(), id, "hash", "https://m.test/x"))
		if got := h.facts(id, "PASSWORD_RESET")["expires"]; got == "" {
			t.Error("a link without an end")
		}
	})
}

// TestAdministratorsHearOfHeldMetadata: once for each text that waits, not when it is dropped.
func TestAdministratorsHearOfHeldMetadata(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		admin, name := h.person("ada@lender.test", "administrator"), "Okta sign-in"
		id, err := h.d.CreateConnection(h.system(), "SAML", directory.ConnectionUpdate{Name: &name})
		h.no(err)
		for _, step := range []struct {
			do   func() error
			want int
		}{
			{func() error { return h.d.HoldMetadata(h.system(), id, 0, "<x/>", "ALL_KEYS_NEW") }, 1},
			{func() error { return h.d.HoldMetadata(h.system(), id, 0, "<x/>", "ALL_KEYS_NEW") }, 1},
			{func() error { return h.d.HoldMetadata(h.system(), id, 0, "<y/>", "OTHER_HOST") }, 2},
			{func() error { return h.d.DropPendingMetadata(h.system(), id, 0) }, 2},
		} {
			h.no(step.do())
			n := 0
			for _, kind := range h.notices(admin) {
				if kind == "METADATA_HELD" {
					n++
				}
			}
			if n != step.want {
				t.Fatalf("%d notices, want %d", n, step.want)
			}
		}
		if got := h.facts(admin, "METADATA_HELD")["connection"]; got != name {
			t.Errorf("connection %q", got)
		}
	})
}
