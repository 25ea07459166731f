package directory_test

import (
	"context"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/domain"
	"mandate/fault"
	"mandate/ident"
)

// TestAConnectionSwitchedOffEndsItsSessions: they stay ended when it is on again.
func TestAConnectionSwitchedOffEndsItsSessions(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p, conn := h.provisioned("ann@lender.test"), h.idp("Okta")
		_, err := h.d.SignIn(h.system(), h.start(conn, "one"))
		h.no(err)
		local, err := h.d.SignIn(h.system(), directory.SignInInput{Person: h.person("bob@lender.test"), TokenHash: "local",
			IdleUntil: h.d.Store.Now().Add(time.Hour), Expires: h.d.Store.Now().Add(time.Hour)})
		h.no(err)
		h.no(h.d.UpdateConnection(h.system(), conn, 0, directory.ConnectionUpdate{Disabled: ptr(true)}))
		h.no(h.d.UpdateConnection(h.system(), conn, 0, directory.ConnectionUpdate{Disabled: ptr(false)}))
		if h.live(p.ID) != 0 || h.live(local.Person) != 1 {
			t.Errorf("%d and %d sessions live", h.live(p.ID), h.live(local.Person))
		}
		e := h.wantHistory(p.ID, "USER_CREATED", "USER_LINKED", "USER_SIGNED_IN", "SESSIONS_ENDED")
		if e.Reason != "CONNECTION_DISABLED" {
			t.Errorf("reason %s", e.Reason)
		}
	})
}

func TestConnections(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		id, err := h.d.CreateConnection(h.system(), "SAML", directory.ConnectionUpdate{Name: ptr("Entra")})
		h.no(err)
		load := func() (c *db.Connection) {
			h.read(func(ctx context.Context, client *db.Client) { c = client.Connection.GetX(ctx, id) })
			return c
		}
		if load().State != "DRAFT" {
			t.Errorf("state %s", load().State)
		}
		fetched, err := h.d.CreateConnection(h.system(), "SAML", directory.ConnectionUpdate{Name: ptr("Google"), MetadataURL: ptr("https://idp.test/metadata")})
		h.no(err)
		if e := h.wantHistory(fetched, "CONNECTION_CREATED"); e.Status != "ACTIVE" {
			t.Errorf("a connection with the address of its metadata is %s", e.Status)
		}
		h.no(h.d.UpdateConnection(h.system(), id, 1, directory.ConnectionUpdate{IdPEntityID: ptr("urn:idp"), SSOPostURL: ptr("https://idp.test/sso"),
			Certificates: &[]string{"PEM"}, ClientSecret: []byte("CANARY-secret"), SPKey: []byte("CANARY-key"), Mapping: map[string]string{"email": "mail"}}))
		c := load()
		secret, err := h.d.ClientSecret(c)
		h.no(err)
		key, err := h.d.SPKey(c)
		h.no(err)
		if c.State != "ACTIVE" || string(secret) != "CANARY-secret" || string(key) != "CANARY-key" || c.Version != 2 || c.Mapping["email"] != "mail" {
			t.Errorf("connection %+v, secret %q, key %q", c, secret, key)
		}
		h.no(h.d.UpdateConnection(h.system(), id, 0, directory.ConnectionUpdate{Name: ptr("Entra")}))
		e := h.wantHistory(id, "CONNECTION_CREATED", "CONNECTION_UPDATED")
		if e.Status != "ACTIVE" || e.changes["clientSecret"][1] != "changed" {
			t.Errorf("entry %+v %v", e.HistoryEntry, e.changes)
		}
		h.refused(h.d.UpdateConnection(h.system(), id, 1, directory.ConnectionUpdate{}), fault.Stale, fault.CodeStale)
		_, err = h.d.CreateConnection(h.system(), "LDAP", directory.ConnectionUpdate{Name: ptr("x")})
		h.refused(err, fault.Invalid, fault.CodeInvalid)
		_, err = h.d.CreateConnection(h.system(), "OIDC", directory.ConnectionUpdate{})
		h.refused(err, fault.Invalid, fault.CodeRequired)
		other := newHouse(t, h.d.Store, "other")
		h.refused(h.d.UpdateConnection(other.system(), id, 0, directory.ConnectionUpdate{}), fault.NotFound, fault.CodeNotFound)
		h.refused(h.d.VerifyDomain(other.system(), "acme.test", id), fault.NotFound, fault.CodeNotFound)
	})
}

func TestDomainsBelongToOneTenant(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		conn := h.idp("Okta")
		h.no(h.d.VerifyDomain(h.system(), "ACME.test.", ident.ID{}))
		h.no(h.d.VerifyDomain(h.system(), "acme.test", conn))
		h.no(h.d.VerifyDomain(h.system(), "acme.test", conn))
		ref, err := h.d.Store.DomainTenant(t.Context(), "acme.test")
		h.no(err)
		if ref.ID != h.tenant {
			t.Errorf("tenant %v", ref)
		}
		h.read(func(ctx context.Context, c *db.Client) {
			row := c.Domain.Query().Where(domain.Name("acme.test")).OnlyX(ctx)
			if *row.ConnectionID != conn || row.VerifiedBy != "OPERATOR" {
				t.Errorf("domain %+v", row)
			}
			h.wantHistory(row.ID, "DOMAIN_VERIFIED", "DOMAIN_VERIFIED")
		})
		other := newHouse(t, h.d.Store, "other")
		h.refused(h.d.VerifyDomain(other.system(), "acme.test", ident.ID{}), fault.Conflict, fault.CodeTaken)
		for _, bad := range []string{"", "acme", "a..b", "-a.test", "bücher.test", "a b.test"} {
			h.refused(h.d.VerifyDomain(h.system(), bad, ident.ID{}), fault.Invalid, fault.CodeInvalid)
		}
	})
}
