package sso

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rsa"
	"encoding/base64"
	"strings"

	"github.com/beevik/etree"

	_ "crypto/sha1"   // OAEP's own default (XML Encryption 5.5.2)
	_ "crypto/sha256" // and what may replace it
	_ "crypto/sha512"
)

// Namespaces of XML Encryption 1.0 and 1.1.
const (
	nsEncryption   = "http://www.w3.org/2001/04/xmlenc#"
	nsEncryption11 = "http://www.w3.org/2009/xmlenc11#"
)

// contentKeys are the lengths of the keys that may hide an assertion, in bytes: modes
// that notice every change. CBC does not, and can be asked what it hides
// (Jager and Somorovsky, "How to Break XML Encryption", 2011), so it is refused.
var contentKeys = map[string]int{
	nsEncryption11 + "aes128-gcm": 16,
	nsEncryption11 + "aes192-gcm": 24,
	nsEncryption11 + "aes256-gcm": 32,
}

// oaepDigests and oaepMasks are the parameters of RSA-OAEP; the empty name is the
// default of the standard. SHA-1 is no weakness there: OAEP does not need a hash that
// resists collisions, and it is what most IdPs send.
var (
	oaepDigests = map[string]crypto.Hash{
		"": crypto.SHA1, nsSignature + "sha1": crypto.SHA1, nsEncryption + "sha256": crypto.SHA256,
		"http://www.w3.org/2001/04/xmldsig-more#sha384": crypto.SHA384, nsEncryption + "sha512": crypto.SHA512,
	}
	oaepMasks = map[string]crypto.Hash{
		"": crypto.SHA1, nsEncryption11 + "mgf1sha1": crypto.SHA1, nsEncryption11 + "mgf1sha256": crypto.SHA256,
		nsEncryption11 + "mgf1sha384": crypto.SHA384, nsEncryption11 + "mgf1sha512": crypto.SHA512,
	}
)

// decrypted opens an EncryptedAssertion (core 2.3.4) with the first of the keys that
// fits: two are in use during a rollover. Algorithms are judged before any key is
// touched, and everything that goes wrong afterwards is one reason, so that nobody
// learns from it what a ciphertext holds.
func decrypted(el *etree.Element, keys []*rsa.PrivateKey) ([]byte, error) {
	data, wrapped, err := encryptedParts(el)
	if err != nil {
		return nil, err
	}
	size, err := contentKeySize(data)
	if err != nil {
		return nil, err
	}
	options, err := oaepOptions(wrapped)
	if err != nil {
		return nil, err
	}
	if len(keys) == 0 {
		return nil, refuse(encrypted, "this connection has no key")
	}
	secret, hidden := cipherValue(wrapped), cipherValue(data)
	for _, k := range keys {
		key, err := k.Decrypt(nil, secret, options)
		if err != nil || len(key) != size {
			continue
		}
		if plain, ok := opened(key, hidden); ok {
			return plain, nil
		}
	}
	return nil, refuse(undecryptable, "with any of %d keys", len(keys))
}

// encryptedParts finds the one EncryptedData and the one EncryptedKey, inside its
// KeyInfo or beside it.
func encryptedParts(el *etree.Element) (data, wrapped *etree.Element, err error) {
	list := children(el, nsEncryption, "EncryptedData")
	if len(list) != 1 {
		return nil, nil, refuse(badShape, "%d EncryptedData", len(list))
	}
	data = list[0]
	found := append(children(child(data, nsSignature, "KeyInfo"), nsEncryption, "EncryptedKey"), children(el, nsEncryption, "EncryptedKey")...)
	if len(found) != 1 {
		return nil, nil, refuse(badShape, "%d EncryptedKey", len(found))
	}
	if len(el.ChildElements()) > 2 {
		return nil, nil, refuse(badShape, "more than data and key inside EncryptedAssertion")
	}
	return data, found[0], nil
}

func contentKeySize(data *etree.Element) (int, error) {
	name := attr(child(data, nsEncryption, "EncryptionMethod"), "Algorithm")
	size, ok := contentKeys[name]
	if !ok {
		return 0, refuse(weakEncryption, "data by %q", name)
	}
	return size, nil
}

func oaepOptions(wrapped *etree.Element) (*rsa.OAEPOptions, error) {
	method := child(wrapped, nsEncryption, "EncryptionMethod")
	name := attr(method, "Algorithm")
	digest := attr(child(method, nsSignature, "DigestMethod"), "Algorithm")
	mask := attr(child(method, nsEncryption11, "MGF"), "Algorithm")
	if name != nsEncryption+"rsa-oaep-mgf1p" && name != nsEncryption11+"rsa-oaep" {
		return nil, refuse(weakEncryption, "key by %q", name)
	}
	if name == nsEncryption+"rsa-oaep-mgf1p" && mask != "" {
		return nil, refuse(weakEncryption, "MGF %q", mask)
	}
	hash, known := oaepDigests[digest]
	maskHash, maskKnown := oaepMasks[mask]
	if !known || !maskKnown {
		return nil, refuse(weakEncryption, "OAEP with %q and %q", digest, mask)
	}
	return &rsa.OAEPOptions{Hash: hash, MGFHash: maskHash, Label: oaepLabel(method)}, nil
}

// oaepLabel is the optional OAEPparams.
func oaepLabel(method *etree.Element) []byte {
	label := child(method, nsEncryption, "OAEPparams")
	if label == nil {
		return nil
	}
	return fromBase64(label.Text())
}

// cipherValue is the ciphertext of an EncryptedData or EncryptedKey; nil where there is
// none, and a reference to somewhere else is never followed.
func cipherValue(el *etree.Element) []byte {
	data := child(el, nsEncryption, "CipherData")
	value := child(data, nsEncryption, "CipherValue")
	if value == nil || len(data.ChildElements()) != 1 {
		return nil
	}
	return fromBase64(value.Text())
}

func fromBase64(text string) []byte {
	b, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return nil
	}
	return b
}

// opened decrypts AES-GCM as XML Encryption 1.1 5.2.4 lays it out: a nonce of 96 bits,
// the ciphertext, a tag of 128 bits.
func opened(key, hidden []byte) ([]byte, bool) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, false
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil || len(hidden) < gcm.NonceSize() {
		return nil, false
	}
	plain, err := gcm.Open(nil, hidden[:gcm.NonceSize()], hidden[gcm.NonceSize():], nil)
	return plain, err == nil
}
