package sso

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"mandate/fault"
)

// rsaOf is a public key of so many bits; nobody has its private part.
func rsaOf(bits uint) *rsa.PublicKey {
	n := new(big.Int).Lsh(big.NewInt(1), bits-1)
	return &rsa.PublicKey{N: n.Add(n, big.NewInt(1)), E: 65537}
}

// TestKeysOfAnySizeAreNotWorked: what one check costs grows with the square of the key.
func TestKeysOfAnySizeAreNotWorked(t *testing.T) {
	t.Parallel()
	for bits, good := range map[uint]bool{1024: false, 2047: false, 2048: true, 8192: true, 8193: false, 1 << 20: false} {
		err := checkKey(&x509.Certificate{PublicKey: rsaOf(bits)})
		if (err == nil) != good || err != nil && fault.As(err).Kind != fault.Invalid {
			t.Errorf("%d bits: %v", bits, err)
		}
	}
}

// TestKeysThatMaySign: a key of a provider that is for encryption, too short or no public one
// opens nothing, though it is published; the library takes no set with one too long.
func TestKeysThatMaySign(t *testing.T) {
	t.Parallel()
	short, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	key := func(id, use string, of any) jose.JSONWebKey {
		return jose.JSONWebKey{Key: of, KeyID: id, Use: use, Algorithm: "RS256"}
	}
	secret := key("secret", "sig", []byte("0123456789abcdef0123456789abcdef"))
	text, err := json.Marshal(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{
		key("good", "sig", forgedKeys()[0].Public()), key("no use", "", forgedKeys()[0].Public()), key("enc", "enc", forgedKeys()[0].Public()),
		key("short", "sig", short.Public()), secret,
		// A kid of several keys hides none of what each of them is.
		key("twice", "enc", forgedKeys()[1].Public()), key("twice", "sig", short.Public()), key("twice", "sig", forgedKeys()[0].Public())}})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(text) }))
	t.Cleanup(server.Close)
	for id, c := range map[string]struct {
		by   any
		good bool
	}{"good": {forgedKeys()[0], true}, "no use": {forgedKeys()[0], true}, "enc": {forgedKeys()[0], false}, "short": {short, false}, "twice": {forgedKeys()[0], true}} {
		keys := keySet(t.Context(), Outbound{Private: true}.Client(), server.URL, time.Now)
		raw := signToken(t, jose.RS256, jose.JSONWebKey{Key: c.by, KeyID: id}, nil, goodClaims(nil))
		_, err := OIDC{Issuer: "https://op.alpha.test", ClientID: "mandate", Keys: keys}.Verify(t.Context(), raw, testNonce, testAccess, noon)
		if want := map[bool]Reason{true: "", false: badSignature}[c.good]; reasonOf(err) != want {
			t.Errorf("%s: %v", id, err)
		}
	}
	for name, by := range map[string]any{"short": short, "enc": forgedKeys()[1]} {
		keys := keySet(t.Context(), Outbound{Private: true}.Client(), server.URL, time.Now)
		raw := signToken(t, jose.RS256, jose.JSONWebKey{Key: by, KeyID: "twice"}, nil, goodClaims(nil))
		if _, err := (OIDC{Issuer: "https://op.alpha.test", ClientID: "mandate", Keys: keys}).Verify(t.Context(), raw, testNonce, testAccess, noon); reasonOf(err) != badSignature {
			t.Errorf("the kid of a good key, by the key that is %s: %v", name, err)
		}
	}
	var left jose.JSONWebKeySet
	if err := json.Unmarshal(forSigning(text), &left); err != nil || len(left.Keys) != 3 {
		t.Errorf("%d keys are left, %v", len(left.Keys), err)
	}
	long, err := json.Marshal(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{key("long", "sig", rsaOf(8193))}})
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(long, &left); err == nil {
		t.Error("the library takes a key of 8,193 bits")
	}
	if got := string(forSigning([]byte("no set"))); got != "no set" {
		t.Errorf("%q", got)
	}
}
