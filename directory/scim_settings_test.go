package directory_test

import (
	"context"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/directorytoken"
	"mandate/ent/db/provisioningclient"
	"mandate/fault"
	"mandate/ident"
)

// Settings change what they name, within bounds, in the version that was seen.
func TestUpdateDirectory(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		id, rate, name, off := h.token.Directory, 50, "Okta 2", false
		h.no(h.d.UpdateDirectory(h.system(), id, 1, directory.DirectoryUpdate{Rate: &rate, Name: &name, Enabled: &off}))
		h.no(h.d.UpdateDirectory(h.system(), id, 2, directory.DirectoryUpdate{Rate: &rate}))
		h.refused(h.d.UpdateDirectory(h.system(), id, 1, directory.DirectoryUpdate{Name: &name}), fault.Stale, fault.CodeStale)
		zero, empty, taken := 0, "", "Entra"
		h.refused(h.d.UpdateDirectory(h.system(), id, 0, directory.DirectoryUpdate{Rate: &zero}), fault.Invalid, fault.CodeInvalid)
		h.refused(h.d.UpdateDirectory(h.system(), id, 0, directory.DirectoryUpdate{Name: &empty}), fault.Invalid, fault.CodeRequired)
		h.refused(h.d.UpdateDirectory(h.system(), ident.ID{1: 1}, 0, directory.DirectoryUpdate{Rate: &rate}), fault.NotFound, fault.CodeNotFound)
		h.refused(h.d.SetDirectoryState(h.system(), id, 0, "ASLEEP"), fault.Invalid, fault.CodeInvalid)
		_, err := h.d.CreateDirectory(h.system(), taken)
		h.no(err)
		h.refused(h.d.UpdateDirectory(h.system(), id, 0, directory.DirectoryUpdate{Name: &taken}), fault.Conflict, fault.CodeTaken)
		h.read(func(ctx context.Context, c *db.Client) {
			row, err := c.Directory.Get(ctx, id)
			h.no(err)
			if row.Name != name || row.Rate != rate || row.Enabled || row.Version != 2 || string(row.State) != directory.StateActive {
				t.Errorf("%+v", row)
			}
			live, err := c.DirectoryToken.Query().Where(directorytoken.DirectoryID(id), directorytoken.RevokedAtIsNil()).Count(ctx)
			h.no(err)
			if live != 1 {
				t.Errorf("%d live tokens, want 1", live)
			}
		})
		if _, err := h.d.AuthenticateToken(t.Context(), h.token.Text); err == nil {
			t.Error("a directory that is switched off was let in")
		}
	})
}

// Two clients at once, for rotation; a third takes the place of one that is over.
func TestClientsRotate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		first, err := h.d.CreateClient(h.system(), h.token.Directory, time.Time{})
		h.no(err)
		_, err = h.d.CreateClient(h.system(), h.token.Directory, time.Time{})
		h.no(err)
		_, err = h.d.CreateClient(h.system(), h.token.Directory, time.Time{})
		h.refused(err, fault.Invalid, fault.CodeInvalid)
		h.no(h.d.RevokeClient(h.system(), first.ID))
		h.no(h.d.RevokeClient(h.system(), first.ID))
		_, err = h.d.CreateClient(h.system(), h.token.Directory, time.Time{})
		h.no(err)
		_, err = h.d.CreateClient(h.system(), h.token.Directory, h.d.Store.Now().Add(-time.Minute))
		h.refused(err, fault.Invalid, fault.CodeInvalid)
		h.read(func(ctx context.Context, c *db.Client) {
			live, err := c.ProvisioningClient.Query().Where(provisioningclient.RevokedAtIsNil()).Count(ctx)
			h.no(err)
			if live != 2 {
				t.Errorf("%d clients, want 2", live)
			}
		})
		for range 3 {
			_, err := h.d.BuyToken(t.Context(), first.ClientID, first.Secret)
			h.refused(err, fault.Unauthenticated, fault.CodeUnauthenticated)
		}
	})
}
