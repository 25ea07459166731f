package directory_test

import (
	"context"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/notification"
)

// TestNobodyIsWelcomedWithACredentialUnderSSO is PR-2: the notice says where, and the account
// has no password of its own. Before, the credential lives 72 hours.
func TestNobodyIsWelcomedWithACredentialUnderSSO(t *testing.T) {
	t.Parallel()
	timed(t, func(t *testing.T, h *house, w *watch) {
		hire := func(email string) (u *db.User, credential bool) {
			id, _, err := h.d.Create(h.system(), directory.NewPerson{FirstName: "Nia", LastName: "Oro", Email: email, PasswordHash: "$argon2id$x", Temporary: "text"})
			h.no(err)
			h.read(func(ctx context.Context, c *db.Client) {
				n := c.Notification.Query().Where(notification.RecipientID(id), notification.Type("WELCOME")).OnlyX(ctx)
				credential = len(n.SecretSealed) > 0
			})
			return h.row(id), credential
		}
		u, credential := hire("before@lender.test")
		if !credential || !u.PasswordTemporary || u.PasswordExpiresAt == nil || w.now().Add(72*time.Hour).Compare(*u.PasswordExpiresAt) != 0 {
			t.Errorf("without single sign-on: credential %t, %+v", credential, u)
		}
		h.no(h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{SSO: ptr(true)}))
		if u, credential := hire("after@lender.test"); credential || u.PasswordHash != "" || u.PasswordTemporary {
			t.Errorf("under single sign-on: credential %t, %+v", credential, u)
		}
	})
}
