package graph_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"testing"
	"time"

	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

func TestSsoKeyRollover(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		name := "Entra"
		saml, err := o.people.CreateConnection(o.ctx, "SAML", directory.ConnectionUpdate{Name: &name})
		o.must(err)
		oidc, err := o.people.CreateConnection(o.ctx, "OIDC", directory.ConnectionUpdate{Name: &name})
		o.must(err)
		foreign, err := o.people.CreateConnection(systemOf(t, c.otherTenant), "SAML", directory.ConnectionUpdate{Name: &name})
		o.must(err)
		o.must(o.people.EnsureServiceKey(o.ctx, saml))
		id := saml.Text(ident.Connection)
		on := func(version int, step string) vars {
			return vars{"connectionId": id, "expectedVersion": version, "step": step}
		}
		o.steps("ssoKeyRollover", "connection { version ownKeys { stage signing { subject } other { subject } } }", []step{
			{name: "nothing to switch", by: as(c.ada), input: on(2, "SWITCH"), code: "KEY_ROLLOVER"},
			{name: "begin", by: as(c.ada), input: on(2, "BEGIN"), check: map[string]any{"connection.ownKeys.stage": "ANNOUNCED", "connection.ownKeys.other.subject": "CN=Mandate " + id}},
			{name: "begin twice", by: as(c.ada), input: on(3, "BEGIN"), code: "KEY_ROLLOVER"},
			{name: "stale", by: as(c.ada), input: on(2, "SWITCH"), code: "STALE", check: map[string]any{"connection.version": 3}},
			{name: "call off", by: as(c.ada), input: on(3, "RETIRE"), check: map[string]any{"connection.ownKeys.stage": "SINGLE", "connection.ownKeys.other": nil}},
			{name: "OpenID Connect", by: as(c.ada), input: vars{"connectionId": oidc.Text(ident.Connection), "expectedVersion": 1, "step": "BEGIN"}, code: "INVALID", field: "connectionId", check: map[string]any{"connection.ownKeys": nil}},
			{name: "other company", by: as(c.ada), input: vars{"connectionId": foreign.Text(ident.Connection), "expectedVersion": 1, "step": "BEGIN"}, code: "NOT_FOUND", field: "connectionId"},
			{name: "denied", by: as(c.uma), input: on(4, "BEGIN"), top: fault.CodeForbidden},
		})
	})
}

func TestMetadataThatWaits(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		name, entity, address := "Okta", "https://new.test", "https://new.test/sso"
		keys := []string{someCertificate(t), "no certificate"}
		o.door.Metadata = func(_ context.Context, _, text string) (directory.ConnectionUpdate, error) {
			if text != "<waits/>" {
				t.Errorf("reads %q", text)
			}
			return directory.ConnectionUpdate{IdPEntityID: &entity, SSOPostURL: &address, Certificates: &keys}, nil
		}
		conn, err := o.people.CreateConnection(o.ctx, "SAML", directory.ConnectionUpdate{Name: &name})
		o.must(err)
		shown := func() *answer {
			return o.ask(as(c.ada), `{ ssoConnections(first: 1) { nodes { pendingMetadata { reason idpEntityId ssoUrl certificates { subject } } } } }`, nil).ok()
		}
		shown().want("ssoConnections.nodes.0.pendingMetadata", nil)
		o.must(o.people.HoldMetadata(o.ctx, conn, 0, "<waits/>", "NO_KEY_KNOWN"))
		a := shown()
		a.want("ssoConnections.nodes.0.pendingMetadata.reason", "NO_KEY_KNOWN")
		a.want("ssoConnections.nodes.0.pendingMetadata.idpEntityId", entity)
		a.want("ssoConnections.nodes.0.pendingMetadata.ssoUrl", address)
		a.want("ssoConnections.nodes.0.pendingMetadata.certificates", []any{map[string]any{"subject": "SERIALNUMBER=7"}})
	})
}

func someCertificate(t *testing.T) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(7), NotBefore: time.Now(), NotAfter: time.Now().Add(time.Hour)}
	c.Subject.SerialNumber = "7"
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}
