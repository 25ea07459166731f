package factor_test

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
	userPresent  byte = 0x01
	userVerified byte = 0x04
	hasKey       byte = 0x40
)

// authenticator is a device that holds one passkey and says what a test wants.
type authenticator struct {
	key     *ecdsa.PrivateKey
	id      []byte
	handle  []byte // whose passkey it is, as it was told when it made it
	counter uint32
	origin  string
	rpID    string
	flags   byte
	kind    string // of the ceremony, instead of the right one
}

func newAuthenticator(t *testing.T, handle []byte) *authenticator {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id := make([]byte, 32)
	_, _ = rand.Read(id)
	return &authenticator{key: key, id: id, handle: handle, counter: 1, origin: "https://mandate.test", rpID: "mandate.test", flags: userPresent | userVerified}
}

func encoded(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func (a *authenticator) clientData(kind, challenge string) []byte {
	if a.kind != "" {
		kind = a.kind
	}
	text, _ := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": a.origin, "crossOrigin": false})
	return text
}

func (a *authenticator) data(flags byte) []byte {
	hash := sha256.Sum256([]byte(a.rpID))
	return binary.BigEndian.AppendUint32(append(hash[:], flags), a.counter)
}

// makes is the answer to OfferPasskey.
func (a *authenticator) makes(t *testing.T, options any) []byte {
	t.Helper()
	asked, ok := options.(*protocol.CredentialCreation)
	if !ok {
		t.Fatalf("options are %T", options)
	}
	public, err := webauthncbor.Marshal(webauthncose.EC2PublicKeyData{
		PublicKeyData: webauthncose.PublicKeyData{KeyType: int64(webauthncose.EllipticKey), Algorithm: int64(webauthncose.AlgES256)},
		Curve:         int64(webauthncose.P256), XCoord: a.key.X.FillBytes(make([]byte, 32)), YCoord: a.key.Y.FillBytes(make([]byte, 32))})
	if err != nil {
		t.Fatal(err)
	}
	data := append(a.data(a.flags|hasKey), make([]byte, 16)...) // no AAGUID
	data = binary.BigEndian.AppendUint16(data, uint16(len(a.id)))
	data = append(append(data, a.id...), public...)
	object, err := webauthncbor.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": data})
	if err != nil {
		t.Fatal(err)
	}
	return a.answer(t, map[string]any{"attestationObject": encoded(object), "clientDataJSON": encoded(a.clientData("webauthn.create", asked.Response.Challenge.String()))})
}

// shows is the answer to AskPasskey.
func (a *authenticator) shows(t *testing.T, options any) []byte {
	t.Helper()
	asked, ok := options.(*protocol.CredentialAssertion)
	if !ok {
		t.Fatalf("options are %T", options)
	}
	client, data := a.clientData("webauthn.get", asked.Response.Challenge.String()), a.data(a.flags)
	hash := sha256.Sum256(client)
	signed := sha256.Sum256(append(append([]byte{}, data...), hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, a.key, signed[:])
	if err != nil {
		t.Fatal(err)
	}
	return a.answer(t, map[string]any{"authenticatorData": encoded(data), "clientDataJSON": encoded(client), "signature": encoded(signature), "userHandle": encoded(a.handle)})
}

func (a *authenticator) answer(t *testing.T, response map[string]any) []byte {
	t.Helper()
	text, err := json.Marshal(map[string]any{"id": encoded(a.id), "rawId": encoded(a.id), "type": "public-key", "response": response})
	if err != nil {
		t.Fatal(err)
	}
	return text
}
