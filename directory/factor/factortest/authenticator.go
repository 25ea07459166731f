// Package factortest is a device that holds one passkey and says what a test wants of it
// (WebAuthn level 2). The product never imports it.
package factortest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/protocol/webauthncbor"
	"github.com/go-webauthn/webauthn/protocol/webauthncose"
)

// Flags of an authenticator's data (WebAuthn 6.1).
const (
	UserPresent  byte = 0x01
	UserVerified byte = 0x04

	hasKey byte = 0x40
)

// Authenticator is a device with one passkey, for the site https://mandate.test.
type Authenticator struct {
	Key     *ecdsa.PrivateKey
	ID      []byte
	Handle  []byte // whose passkey it is, as it was told when it made it
	Counter uint32
	Origin  string
	RPID    string
	Flags   byte
	Kind    string // of the ceremony, instead of the right one
}

// New makes a device for a person.
func New(t *testing.T, handle []byte) *Authenticator {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id := make([]byte, 32)
	_, _ = rand.Read(id)
	return &Authenticator{Key: key, ID: id, Handle: handle, Counter: 1, Origin: "https://mandate.test", RPID: "mandate.test", Flags: UserPresent | UserVerified}
}

func encoded(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func (a *Authenticator) clientData(kind, challenge string) []byte {
	if a.Kind != "" {
		kind = a.Kind
	}
	text, _ := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": a.Origin, "crossOrigin": false})
	return text
}

func (a *Authenticator) data(flags byte) []byte {
	hash := sha256.Sum256([]byte(a.RPID))
	return binary.BigEndian.AppendUint32(append(hash[:], flags), a.Counter)
}

// Makes is the answer to OfferPasskey.
func (a *Authenticator) Makes(t *testing.T, options any) []byte {
	t.Helper()
	asked, ok := options.(*protocol.CredentialCreation)
	if !ok {
		t.Fatalf("options are %T", options)
	}
	public, err := webauthncbor.Marshal(webauthncose.EC2PublicKeyData{
		PublicKeyData: webauthncose.PublicKeyData{KeyType: int64(webauthncose.EllipticKey), Algorithm: int64(webauthncose.AlgES256)},
		Curve:         int64(webauthncose.P256), XCoord: a.Key.X.FillBytes(make([]byte, 32)), YCoord: a.Key.Y.FillBytes(make([]byte, 32))})
	if err != nil {
		t.Fatal(err)
	}
	data := append(a.data(a.Flags|hasKey), make([]byte, 16)...) // no AAGUID
	data = binary.BigEndian.AppendUint16(data, uint16(len(a.ID)))
	data = append(append(data, a.ID...), public...)
	object, err := webauthncbor.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": data})
	if err != nil {
		t.Fatal(err)
	}
	return a.answer(t, map[string]any{"attestationObject": encoded(object), "clientDataJSON": encoded(a.clientData("webauthn.create", asked.Response.Challenge.String()))})
}

// Shows is the answer to AskPasskey.
func (a *Authenticator) Shows(t *testing.T, options any) []byte {
	t.Helper()
	asked, ok := options.(*protocol.CredentialAssertion)
	if !ok {
		t.Fatalf("options are %T", options)
	}
	client, data := a.clientData("webauthn.get", asked.Response.Challenge.String()), a.data(a.Flags)
	hash := sha256.Sum256(client)
	signed := sha256.Sum256(append(append([]byte{}, data...), hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, a.Key, signed[:])
	if err != nil {
		t.Fatal(err)
	}
	return a.answer(t, map[string]any{"authenticatorData": encoded(data), "clientDataJSON": encoded(client), "signature": encoded(signature), "userHandle": encoded(a.Handle)})
}

func (a *Authenticator) answer(t *testing.T, response map[string]any) []byte {
	t.Helper()
	text, err := json.Marshal(map[string]any{"id": encoded(a.ID), "rawId": encoded(a.ID), "type": "public-key", "response": response})
	if err != nil {
		t.Fatal(err)
	}
	return text
}
