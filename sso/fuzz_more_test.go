package sso

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/xml"
	"testing"
	"unicode/utf8"

	"mandate/sso/forge"
)

// FuzzECDSA: whatever bytes a signature is of, none is taken but the one that the key made,
// in either of its two forms, and a form of one length is never read as the other.
func FuzzECDSA(f *testing.F) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	digest := sha256.Sum256([]byte("what is signed"))
	der, err := ecdsa.SignASN1(rand.Reader, key, digest[:])
	if err != nil {
		f.Fatal(err)
	}
	f.Add(der)
	f.Add(make([]byte, 64))
	f.Add(bytes.Repeat([]byte{0xff}, 64))
	f.Add([]byte{0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00})
	good := map[string]bool{string(der): true}
	f.Fuzz(func(t *testing.T, signature []byte) {
		read := asASN1(&key.PublicKey, signature)
		if len(signature) != 64 && !bytes.Equal(read, signature) {
			t.Fatalf("%d bytes were rewritten", len(signature))
		}
		if len(signature) == 64 && !isSequence(read) {
			t.Fatalf("%x is no ASN.1", read)
		}
		if ecdsa.VerifyASN1(&key.PublicKey, digest[:], read) && !good[string(read)] {
			t.Fatalf("%x was taken", signature)
		}
	})
}

func isSequence(text []byte) bool {
	var pair asn1.RawValue
	rest, err := asn1.Unmarshal(text, &pair)
	return err == nil && len(rest) == 0 && pair.Tag == asn1.TagSequence
}

// FuzzMapping: attributes of any names and values give an identity or a refusal; what is
// taken is text that somebody sent, under the name that is said.
func FuzzMapping(f *testing.F) {
	f.Add("email", "ada.moreno@alpha.test", "groups", "email", forge.IdPEntity)
	f.Add("urn:oid:0.9.2342.19200300.100.1.3", " x ", "", "", "")
	f.Add("emailVerified", "true", "emailVerified", "emailVerified", "ada@alpha.test")
	f.Fuzz(func(t *testing.T, name, value, mappedEmail, mappedGroups, who string) {
		a := assertion{ID: "a", Subject: []subject{{NameID: []nameID{{plainText: plainText{Value: who}}}}}, Authn: []authn{{}},
			Conditions: []conditions{{}}, Attributes: []attribute{{Name: name, Values: []plainText{{Value: value}, {Value: "second", Nested: []inner{{XMLName: xml.Name{Local: "b"}}}}}}}}
		c := SAML{Mapping: Mapping{"email": mappedEmail, "groups": mappedGroups, "emailVerified": mappedGroups}}
		got, err := c.answer(a, "")
		if err != nil {
			nothingGood(t, err)
			return
		}
		if got.Subject == "" || len(got.Subject) > subjectLen || !utf8.ValidString(got.Subject) {
			t.Fatalf("subject %q", got.Subject)
		}
		if from := got.From["email"]; got.Email != "" && got.Email != got.Subject && from != name {
			t.Fatalf("%q is said to come from %q, and %q was sent", got.Email, from, name)
		}
		if mappedGroups != "" && got.Verified && mappedGroups != name {
			t.Fatal("nobody affirmed the address")
		}
	})
}
