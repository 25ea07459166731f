package directory_test

import (
	"fmt"
	"sync"
	"testing"

	"mandate/directory"
	"mandate/fault"
	"mandate/store"
)

// draft is a connection that waits to be set up, and the hash of a link to it.
func (h *house) draft() (hash string) {
	h.t.Helper()
	name := "Alpha OpenID"
	conn, err := h.d.CreateConnection(h.system(), "OIDC", directory.ConnectionUpdate{Name: &name})
	h.no(err)
	link, err := h.d.CreateSetupLink(h.system(), conn, 0)
	h.no(err)
	_, hash, ok := store.ParseCredential(store.SetupLink, link.Text)
	if !ok {
		h.t.Fatalf("%s is no link", link.Text)
	}
	return hash
}

// TestOneOfManyUsesASetupLink: what the others sent is refused and written nowhere.
func TestOneOfManyUsesASetupLink(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		hash := h.draft()
		_, conn, err := h.d.SetupConnection(h.system(), hash)
		h.no(err)
		errs := make([]error, 8)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() {
				issuer, client := fmt.Sprintf("https://idp-%d.test", i), "mandate"
				errs[i] = h.d.UseSetupLink(h.system(), hash, directory.ConnectionUpdate{Issuer: &issuer, ClientID: &client})
			})
		}
		all.Wait()
		won := -1
		for i, err := range errs {
			switch {
			case err == nil && won < 0:
				won = i
			case err == nil:
				t.Errorf("the link was used by %d and by %d", won, i)
			default:
				h.refused(err, fault.NotFound, directory.CodeLinkNotGood)
			}
		}
		if got := h.connection(conn).Issuer; got != fmt.Sprintf("https://idp-%d.test", won) {
			t.Errorf("issuer %s after %d won", got, won)
		}
		h.wantHistory(conn, "CONNECTION_CREATED", "SETUP_LINK_CREATED", "SETUP_LINK_USED", "CONNECTION_SET_UP_BY_LINK")
	})
}

// TestASetupLinkOutlivesAChangeThatFails: both happen, or neither.
func TestASetupLinkOutlivesAChangeThatFails(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		hash, issuer, method := h.draft(), "https://idp.test", "smoke_signals"
		if err := h.d.UseSetupLink(h.system(), hash, directory.ConnectionUpdate{Issuer: &issuer, TokenAuthMethod: &method}); err == nil {
			t.Fatal("a method that nobody knows was taken")
		}
		_, conn, err := h.d.SetupConnection(h.system(), hash)
		h.no(err)
		h.wantHistory(conn, "CONNECTION_CREATED", "SETUP_LINK_CREATED")
	})
}
