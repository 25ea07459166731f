package store

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

// Secrets seals what must be readable again (client secrets, keys) with
// AES-256-GCM under keys derived from the one secret key of the installation
// (HKDF, RFC 5869). What is sealed for one row can't be opened for another: the
// row's name is authenticated with it.
type Secrets struct{ seal, person, head, fingerprint []byte }

var errSecret = errors.New("the secret key does not open this value")

// NewSecrets derives the keys from 32 bytes.
func NewSecrets(master []byte) (*Secrets, error) {
	if len(master) != 32 {
		return nil, fmt.Errorf("the secret key has %d bytes, not 32", len(master))
	}
	var s Secrets
	for purpose, key := range map[string]*[]byte{"seal": &s.seal, "person": &s.person, "history head": &s.head, "fingerprint": &s.fingerprint} {
		derived, err := hkdf.Key(sha256.New, master, nil, "mandate "+purpose, 32)
		if err != nil {
			return nil, fmt.Errorf("derive key: %w", err)
		}
		*key = derived
	}
	return &s, nil
}

// Seal encrypts a value for one row; name says which ("connection:<id>:client_secret").
func (s *Secrets) Seal(name string, value []byte) ([]byte, error) {
	return sealWith(s.seal, value, []byte(name))
}

// Open gives the value that Seal took for the same name.
func (s *Secrets) Open(name string, sealed []byte) ([]byte, error) {
	return openWith(s.seal, sealed, []byte(name))
}

// NewPersonKey makes the key of a person's values in history, wrapped for storage.
func (s *Secrets) NewPersonKey() ([]byte, error) {
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	return sealWith(s.person, key, nil)
}

func (s *Secrets) unwrapPerson(wrapped []byte) ([]byte, error) {
	return openWith(s.person, wrapped, nil)
}

// Fingerprint tells later whether something is said again, for what must not be kept: a
// password or a code that is too short for a plain hash. Who has the database alone can't
// try guesses against it, which takes the secret key of the installation. of says what it
// is the fingerprint of, so that one text has another in each place.
func (s *Secrets) Fingerprint(of string, value []byte) string {
	mac := hmac.New(sha256.New, s.fingerprint)
	fmt.Fprintf(mac, "%d %s", len(of), of)
	mac.Write(value)
	return hex.EncodeToString(mac.Sum(nil))
}

// sign makes the code of a tenant's history head.
func (s *Secrets) sign(parts ...[]byte) []byte {
	mac := hmac.New(sha256.New, s.head)
	for _, p := range parts {
		mac.Write(p)
	}
	return mac.Sum(nil)
}

func aead(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

func sealWith(key, value, name []byte) ([]byte, error) {
	gcm, err := aead(key)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return gcm.Seal(nil, nil, value, name), nil
}

func openWith(key, sealed, name []byte) ([]byte, error) {
	gcm, err := aead(key)
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	value, err := gcm.Open(nil, nil, sealed, name)
	if err != nil {
		return nil, errSecret
	}
	return value, nil
}
