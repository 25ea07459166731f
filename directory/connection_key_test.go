package directory_test

import (
	"bytes"
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
)

// TestKeyRollover walks the four steps: at each one the signing key, and what opens.
func TestKeyRollover(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		name := "Login"
		id, err := h.d.CreateConnection(h.system(), "SAML", directory.ConnectionUpdate{Name: &name})
		h.no(err)
		key := func() ([]byte, []byte) {
			c := h.connection(id)
			present, err := h.d.SPKey(c)
			h.no(err)
			next, err := h.d.SPNextKey(c)
			h.no(err)
			return present, next
		}
		h.no(h.d.EnsureServiceKey(h.system(), id))
		first, next := key()
		if first == nil || next != nil {
			t.Fatal("not one key after the first step")
		}
		h.no(h.d.EnsureServiceKey(h.system(), id))
		if again, _ := key(); !bytes.Equal(again, first) {
			t.Fatal("ensuring replaced the key")
		}
		checkServiceKey(t, first, h.connection(id).SpCertificate)
		if err := h.d.SwitchServiceKey(h.system(), id, 0); !fault.Is(err, directory.CodeKeyRollover) {
			t.Errorf("switch before begin: %v", err)
		}
		h.no(h.d.BeginKeyRollover(h.system(), id, 0))
		present, second := key()
		if !bytes.Equal(present, first) || second == nil {
			t.Fatal("after begin the first key must go on signing")
		}
		if err := h.d.BeginKeyRollover(h.system(), id, 0); !fault.Is(err, directory.CodeKeyRollover) {
			t.Errorf("begin twice: %v", err)
		}
		h.no(h.d.SwitchServiceKey(h.system(), id, 0))
		if present, former := key(); !bytes.Equal(present, second) || !bytes.Equal(former, first) {
			t.Fatal("after the switch the second key signs and the first one opens")
		}
		h.no(h.d.RetireServiceKey(h.system(), id, 0))
		if present, former := key(); !bytes.Equal(present, second) || former != nil {
			t.Fatal("after the end there is the second key alone")
		}
		checkServiceKey(t, second, h.connection(id).SpCertificate)
		if err := h.d.RetireServiceKey(h.system(), id, 0); !fault.Is(err, directory.CodeKeyRollover) {
			t.Errorf("retire twice: %v", err)
		}
		h.wantHistory(id, "CONNECTION_CREATED", "CONNECTION_KEY_MADE", "CONNECTION_KEY_ANNOUNCED", "CONNECTION_KEY_SWITCHED", "CONNECTION_KEY_RETIRED")
	})
}

func checkServiceKey(t *testing.T, key []byte, certificate string) {
	t.Helper()
	private, err := x509.ParsePKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode([]byte(certificate))
	if block == nil {
		t.Fatal("no certificate")
	}
	c, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	if k, ok := private.(*rsa.PrivateKey); !ok || k.N.BitLen() != 3072 || !k.PublicKey.Equal(c.PublicKey) {
		t.Error("the certificate is not of this key")
	}
}

func TestHeldMetadata(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		name, entity := "Login", "https://idp.test"
		id, err := h.d.CreateConnection(h.system(), "SAML", directory.ConnectionUpdate{Name: &name})
		h.no(err)
		take := func() error {
			return h.d.TakePendingMetadata(h.system(), id, 0, directory.ConnectionUpdate{IdPEntityID: &entity, Certificates: &[]string{"PEM"}})
		}
		if err := take(); fault.As(err).Kind != fault.Invalid {
			t.Errorf("nothing waits: %v", err)
		}
		h.no(h.d.HoldMetadata(h.system(), id, 0, "<x/>", "ALL_KEYS_NEW"))
		h.no(take())
		c := h.connection(id)
		if c.Metadata != "<x/>" || c.PendingMetadata != "" || c.PendingReason != "" || c.IdpEntityID != entity {
			t.Errorf("taken: %+v", c)
		}
		h.no(h.d.HoldMetadata(h.system(), id, 0, "<y/>", "ALL_KEYS_NEW"))
		h.no(h.d.DropPendingMetadata(h.system(), id, 0))
		if c := h.connection(id); c.PendingMetadata != "" || c.Metadata != "<x/>" {
			t.Errorf("dropped: %+v", c)
		}
		h.no(h.d.NoteMetadata(h.system(), id, 0, "", "no answer"))
		if c := h.connection(id); c.MetadataError != "no answer" || c.MetadataCheckedAt == nil {
			t.Errorf("noted: %+v", c)
		}
		h.no(h.d.UpdateConnection(h.system(), id, 0, directory.ConnectionUpdate{Name: ptr("Sign in")}))
		if c := h.connection(id); c.MetadataCheckedAt == nil {
			t.Error("another name, and the metadata are due")
		}
		h.no(h.d.UpdateConnection(h.system(), id, 0, directory.ConnectionUpdate{MetadataURL: ptr("https://idp.test/metadata")}))
		if c := h.connection(id); c.MetadataError != "" || c.MetadataCheckedAt != nil {
			t.Errorf("another address, and its turn is not now: %+v", c)
		}
		h.wantHistory(id, "CONNECTION_CREATED", "CONNECTION_METADATA_HELD", "CONNECTION_METADATA_TAKEN", "CONNECTION_METADATA_HELD", "CONNECTION_METADATA_DROPPED",
			"CONNECTION_UPDATED", "CONNECTION_UPDATED")
	})
}

func (h *house) connection(id ident.ID) (c *db.Connection) {
	h.t.Helper()
	h.read(func(ctx context.Context, client *db.Client) { c = client.Connection.GetX(ctx, id) })
	return c
}
