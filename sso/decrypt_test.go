package sso

import (
	"crypto/rsa"
	"encoding/pem"
	"sync"
	"testing"

	"github.com/beevik/etree"

	"mandate/sso/forge"
)

// The service provider's keys: the present one and that of a rollover.
var (
	ourSP  = sync.OnceValue(func() forge.IdP { return forge.NewIdP(tb{}, "our sp", noon) })
	nextSP = sync.OnceValue(func() forge.IdP { return forge.NewIdP(tb{}, "next sp", noon) })
)

func keyOf(f forge.IdP) *rsa.PrivateKey { return f.Key.(*rsa.PrivateKey) }

func pemOf(f forge.IdP) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: f.Certificate.Raw}))
}

// hiddenFor is an encrypted answer to our key, with one thing bent.
func hiddenFor(bend func(*forge.Cipher)) *forge.Cipher {
	c := &forge.Cipher{To: ourSP().Certificate}
	if bend != nil {
		bend(c)
	}
	return c
}

const (
	sha256Digest = nsEncryption + "sha256"
	sha256Mask   = nsEncryption11 + "mgf1sha256"
)

func TestEncryptedAnswersGiveTheIdentity(t *testing.T) {
	t.Parallel()
	connection := ourConnection()
	connection.Keys = []*rsa.PrivateKey{keyOf(nextSP()), keyOf(ourSP())}
	for name, a := range map[string]forged{
		"AES-128":                        {Cipher: hiddenFor(func(c *forge.Cipher) { c.Data = forge.AES128GCM })},
		"AES-192":                        {Cipher: hiddenFor(func(c *forge.Cipher) { c.Data = forge.AES192GCM })},
		"AES-256":                        {Cipher: hiddenFor(nil)},
		"OAEP with SHA-256, mask SHA-1":  {Cipher: hiddenFor(func(c *forge.Cipher) { c.Digest = sha256Digest })},
		"OAEP 1.1":                       {Cipher: hiddenFor(func(c *forge.Cipher) { c.Key = forge.OAEP })},
		"OAEP 1.1 with SHA-256 for both": {Cipher: hiddenFor(func(c *forge.Cipher) { c.Key, c.Digest, c.MGF = forge.OAEP, sha256Digest, sha256Mask })},
		"key beside the data":            {Cipher: hiddenFor(func(c *forge.Cipher) { c.Beside = true })},
		"for the key of a rollover":      {Cipher: &forge.Cipher{To: nextSP().Certificate}},
		"response signed around it":      {Cipher: hiddenFor(nil), Response: true, Bare: true},
		"both signed":                    {Cipher: hiddenFor(nil), Response: true},
	} {
		got, err := connection.Validate(made(t, a), noon)
		if err != nil || got.Subject != "ada.moreno@alpha.test" || got.FirstName != "Ada" || got.ID != "id-assertion" {
			t.Errorf("%s: %+v, %v", name, got.Identity, err)
		}
	}
}

// cipherCases bend how an assertion is hidden, and what is hidden.
func cipherCases(t *testing.T) badAnswers {
	t.Helper()
	plain := func(bend func(string) string) *forge.Cipher {
		return hiddenFor(func(c *forge.Cipher) { c.Plain = bend })
	}
	value := func(bend func([]byte) []byte) *forge.Cipher {
		return hiddenFor(func(c *forge.Cipher) { c.Value = bend })
	}
	hidden := "./EncryptedAssertion/EncryptedData"
	return badAnswers{
		"RSA 1.5":           {forged{Cipher: hiddenFor(func(c *forge.Cipher) { c.Key = forge.RSA15 })}, weakEncryption},
		"3DES":              {forged{Cipher: hiddenFor(func(c *forge.Cipher) { c.Data = forge.TripleDES })}, weakEncryption},
		"AES-CBC":           {forged{Cipher: hiddenFor(func(c *forge.Cipher) { c.Data = forge.AES128CBC })}, weakEncryption},
		"no data algorithm": {forged{Cipher: hiddenFor(nil), Signed: removed(hidden + "/EncryptionMethod")}, weakEncryption},
		"OAEP with a digest unknown": {forged{Cipher: hiddenFor(nil), Signed: func(r *etree.Element) {
			r.FindElement(".//EncryptedKey/EncryptionMethod").AddChild(forge.Parsed(`<DigestMethod xmlns="` + nsSignature + `" Algorithm="urn:md5"/>`))
		}}, weakEncryption},
		"MGF where it may not be":  {forged{Cipher: hiddenFor(func(c *forge.Cipher) { c.MGF = sha256Mask })}, weakEncryption},
		"for somebody else":        {forged{Cipher: &forge.Cipher{To: anotherIdP().Certificate}}, undecryptable},
		"key of the wrong length":  {forged{Cipher: hiddenFor(nil), Bytes: replaced(forge.AES256GCM, forge.AES128GCM)}, undecryptable},
		"one bit changed":          {forged{Cipher: value(func(b []byte) []byte { b[len(b)/2] ^= 1; return b })}, undecryptable},
		"cut to less than a nonce": {forged{Cipher: value(func(b []byte) []byte { return b[:5] })}, undecryptable},
		"nothing":                  {forged{Cipher: value(func([]byte) []byte { return nil })}, undecryptable},
		"value that is no base64":  {forged{Cipher: hiddenFor(nil), Signed: func(r *etree.Element) { r.FindElement(hidden + "/CipherData/CipherValue").SetText("%%") }}, undecryptable},
		"value elsewhere": {forged{Cipher: hiddenFor(nil), Signed: func(r *etree.Element) {
			r.FindElement(hidden + "/CipherData").AddChild(forge.Parsed(`<CipherReference xmlns="` + nsEncryption + `" URI="https://evil.test"/>`))
			removed(hidden + "/CipherData/CipherValue")(r)
		}}, undecryptable},
		"authentication tag cut":  {forged{Cipher: value(func(b []byte) []byte { return b[:len(b)-4] })}, undecryptable},
		"authentication tag gone": {forged{Cipher: value(func(b []byte) []byte { return b[:len(b)-16] })}, undecryptable},
		"nonce alone":             {forged{Cipher: value(func(b []byte) []byte { return b[:12] })}, undecryptable},
		"another nonce":           {forged{Cipher: value(func(b []byte) []byte { b[0] ^= 1; return b })}, undecryptable},
		"reference beside the value": {forged{Cipher: hiddenFor(nil), Signed: func(r *etree.Element) {
			r.FindElement(hidden + "/CipherData").AddChild(forge.Parsed(`<CipherReference xmlns="` + nsEncryption + `" URI="https://evil.test"/>`))
		}}, undecryptable},
		"keys inside and beside": {forged{Cipher: hiddenFor(nil), Signed: func(r *etree.Element) {
			r.FindElement("./EncryptedAssertion").AddChild(r.FindElement(".//EncryptedKey").Copy())
		}}, badShape},
		"key by RetrievalMethod": {forged{Cipher: hiddenFor(nil), Signed: func(r *etree.Element) {
			removed(hidden + "/KeyInfo/EncryptedKey")(r)
			r.FindElement(hidden + "/KeyInfo").AddChild(forge.Parsed(`<RetrievalMethod xmlns="` + nsSignature + `" URI="https://evil.test/key"/>`))
		}}, badShape},
		"key and RetrievalMethod": {forged{Cipher: hiddenFor(func(c *forge.Cipher) { c.Value = func(b []byte) []byte { b[20] ^= 1; return b } }), Signed: func(r *etree.Element) {
			r.FindElement(hidden + "/KeyInfo").AddChild(forge.Parsed(`<RetrievalMethod xmlns="` + nsSignature + `" URI="https://evil.test/key"/>`))
		}}, undecryptable},
		"no key":                     {forged{Cipher: hiddenFor(nil), Signed: removed(hidden + "/KeyInfo")}, badShape},
		"two keys":                   {forged{Cipher: hiddenFor(nil), Signed: func(r *etree.Element) { k := r.FindElement(".//EncryptedKey"); k.Parent().AddChild(k.Copy()) }}, badShape},
		"two data":                   {forged{Cipher: hiddenFor(nil), Signed: func(r *etree.Element) { d := r.FindElement(hidden); d.Parent().AddChild(d.Copy()) }}, badShape},
		"plain assertion inside":     {forged{Cipher: hiddenFor(nil), Signed: func(r *etree.Element) { r.FindElement("./EncryptedAssertion").AddChild(evilAssertion(t, "id-evil")) }}, badShape},
		"plain assertion beside":     {forged{Cipher: hiddenFor(nil), Signed: func(r *etree.Element) { r.AddChild(evilAssertion(t, "id-evil")) }}, badShape},
		"unsigned content":           {forged{Cipher: hiddenFor(nil), Bare: true}, unsigned},
		"content of another's key":   {forged{Cipher: hiddenFor(nil), By: ptr(anotherIdP())}, badSignature},
		"content changed":            {forged{Cipher: plain(replaced("ada.moreno@alpha.test</saml:NameID>", evil+"</saml:NameID>"))}, badSignature},
		"content with a comment":     {forged{Cipher: plain(replaced("ada.moreno", "ada<!-- -->.moreno"))}, forbiddenXML},
		"content with a DOCTYPE":     {forged{Cipher: plain(func(s string) string { return "<!DOCTYPE x>" + s })}, forbiddenXML},
		"content is a Response":      {forged{Cipher: plain(func(string) string { return forge.GoodResponse })}, badShape},
		"content is nothing":         {forged{Cipher: plain(func(string) string { return "" })}, badXML},
		"content twice":              {forged{Cipher: plain(func(s string) string { return s + s })}, forbiddenXML},
		"content in content":         {forged{Cipher: plain(replaced("</saml:Assertion>", "<saml:Advice><saml:Assertion/></saml:Advice></saml:Assertion>"))}, badShape},
		"content is encrypted again": {forged{Cipher: plain(func(string) string { return `<saml:EncryptedAssertion xmlns:saml="` + nsAssertion + `"/>` })}, badShape},
		"ID of the response inside":  {forged{Cipher: hiddenFor(nil), Text: replaced(`ID="id-assertion"`, `ID="id-response"`)}, badShape},
		"ciphertext under the wrong signature": {forged{Cipher: hiddenFor(nil), Response: true, Bare: true, Signed: func(r *etree.Element) {
			v := r.FindElement(hidden + "/CipherData/CipherValue")
			v.SetText(v.Text()[4:])
		}}, badSignature},
	}
}

func TestEncryptedAnswersAreRefusedForTheirReason(t *testing.T) {
	t.Parallel()
	connection := ourConnection()
	connection.Keys = []*rsa.PrivateKey{keyOf(ourSP())}
	for name, c := range cipherCases(t) {
		got, err := connection.Validate(made(t, c.forged), noon)
		if reasonOf(err) != c.want || got.Subject != "" {
			t.Errorf("%s: reason = %q (%v), want %q; subject %q", name, reasonOf(err), err, c.want, got.Subject)
		}
	}
	if _, err := ourConnection().Validate(made(t, forged{Cipher: hiddenFor(nil)}), noon); reasonOf(err) != encrypted {
		t.Errorf("without a key: %v", err)
	}
}
