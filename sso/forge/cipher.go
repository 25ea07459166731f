package forge

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"testing"

	"github.com/beevik/etree"
)

// Algorithms of XML Encryption.
const (
	AES128GCM = "http://www.w3.org/2009/xmlenc11#aes128-gcm"
	AES192GCM = "http://www.w3.org/2009/xmlenc11#aes192-gcm"
	AES256GCM = "http://www.w3.org/2009/xmlenc11#aes256-gcm"
	AES128CBC = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"
	TripleDES = "http://www.w3.org/2001/04/xmlenc#tripledes-cbc"

	OAEPMGF1P = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"
	OAEP      = "http://www.w3.org/2009/xmlenc11#rsa-oaep"
	RSA15     = "http://www.w3.org/2001/04/xmlenc#rsa-1_5"
)

// Cipher hides an assertion (core 2.3.4) for who holds the key of a certificate.
type Cipher struct {
	To     *x509.Certificate
	Data   string // algorithm; empty is AES256GCM. Names that this package can't do are written, the work is that of AES256GCM
	Key    string // algorithm; empty is OAEPMGF1P. Other names are written, the work is that of OAEP
	Digest string // of OAEP; empty is SHA-1 by leaving it out
	MGF    string // of OAEP; empty is SHA-1 by leaving it out
	Beside bool   // EncryptedKey beside EncryptedData, not inside
	Plain  func(string) string
	Value  func([]byte) []byte // bends the ciphertext
}

func (c Cipher) hide(tb testing.TB, assertion *etree.Element) {
	tb.Helper()
	doc := etree.NewDocument()
	doc.SetRoot(detached(tb, assertion))
	plain, err := doc.WriteToString()
	if err != nil {
		tb.Fatalf("write assertion: %v", err)
	}
	if c.Plain != nil {
		plain = c.Plain(plain)
	}
	parent, at := assertion.Parent(), assertion.Index()
	parent.RemoveChild(assertion)
	parent.InsertChildAt(at, c.encrypted(tb, plain))
}

func (c Cipher) encrypted(tb testing.TB, plain string) *etree.Element {
	tb.Helper()
	method, size := or(c.Data, AES256GCM), 32
	switch method {
	case AES128GCM:
		size = 16
	case AES192GCM:
		size = 24
	}
	key := make([]byte, size)
	nonce := make([]byte, 12)
	_, _ = rand.Read(key)
	_, _ = rand.Read(nonce)
	value := append(nonce, seal(tb, key, nonce, []byte(plain))...)
	if c.Value != nil {
		value = c.Value(value)
	}
	text := func(b []byte) string { return base64.StdEncoding.EncodeToString(b) }
	wrapped := fmt.Sprintf(`<xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="%s">%s</xenc:EncryptionMethod><xenc:CipherData><xenc:CipherValue>%s</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey>`,
		or(c.Key, OAEPMGF1P), c.parameters(), text(c.wrap(tb, key)))
	inside, beside := `<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">`+wrapped+`</ds:KeyInfo>`, ""
	if c.Beside {
		inside, beside = "", wrapped
	}
	return Parsed(fmt.Sprintf(`<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:EncryptedData Type="http://www.w3.org/2001/04/xmlenc#Element"><xenc:EncryptionMethod Algorithm="%s"/>%s<xenc:CipherData><xenc:CipherValue>%s</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>%s</saml:EncryptedAssertion>`,
		method, inside, text(value), beside))
}

func (c Cipher) parameters() (out string) {
	if c.Digest != "" {
		out += `<ds:DigestMethod xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Algorithm="` + c.Digest + `"/>`
	}
	if c.MGF != "" {
		out += `<xenc11:MGF xmlns:xenc11="http://www.w3.org/2009/xmlenc11#" Algorithm="` + c.MGF + `"/>`
	}
	return out
}

func (c Cipher) wrap(tb testing.TB, key []byte) []byte {
	tb.Helper()
	public, ok := c.To.PublicKey.(*rsa.PublicKey)
	if !ok {
		tb.Fatal("the certificate to encrypt for is not RSA")
	}
	out, err := rsa.EncryptOAEPWithOptions(rand.Reader, public, key, &rsa.OAEPOptions{
		Hash: hashes[or(c.Digest, digestSHA1)], MGFHash: hashes[or(c.MGF, mgfSHA1)]})
	if err != nil {
		tb.Fatalf("wrap key: %v", err)
	}
	return out
}

const (
	digestSHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"
	mgfSHA1    = "http://www.w3.org/2009/xmlenc11#mgf1sha1"
)

var hashes = map[string]crypto.Hash{
	digestSHA1: crypto.SHA1, mgfSHA1: crypto.SHA1,
	"http://www.w3.org/2001/04/xmlenc#sha256":    crypto.SHA256,
	"http://www.w3.org/2009/xmlenc11#mgf1sha256": crypto.SHA256,
	"http://www.w3.org/2001/04/xmlenc#sha512":    crypto.SHA512,
	"http://www.w3.org/2009/xmlenc11#mgf1sha512": crypto.SHA512,
	"http://www.w3.org/2001/04/xmldsig-more#md5": crypto.MD5,
}

func seal(tb testing.TB, key, nonce, plain []byte) []byte {
	tb.Helper()
	block, err := aes.NewCipher(key)
	if err != nil {
		tb.Fatalf("cipher: %v", err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		tb.Fatalf("cipher: %v", err)
	}
	return gcm.Seal(nil, nonce, plain, nil)
}

func or(text, usual string) string {
	if text == "" {
		return usual
	}
	return text
}
