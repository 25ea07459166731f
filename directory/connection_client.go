package directory

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"fmt"
	"slices"
)

// PrivateKeyJWT is the token endpoint's method in which the client signs with a key
// of its own; the connection gets one when it takes up the method.
const PrivateKeyJWT = "private_key_jwt"

// tokenMethods are how a connection may say who it is at the token endpoint.
var tokenMethods = []string{"client_secret_basic", "client_secret_post", PrivateKeyJWT, "none"}

const connectionKeyBits = 2048

// withKey checks the method of a change and adds the key that the method takes where
// the connection has none yet. Keys take a while to make: this happens before the
// transaction.
func (c ConnectionUpdate) withKey() (ConnectionUpdate, error) {
	if c.TokenAuthMethod == nil {
		return c, nil
	}
	if !slices.Contains(tokenMethods, *c.TokenAuthMethod) {
		return c, invalid("The methods are client_secret_basic, client_secret_post, private_key_jwt and none.").On("tokenAuthMethod")
	}
	if *c.TokenAuthMethod != PrivateKeyJWT || c.SPKey != nil {
		return c, nil
	}
	key, err := rsa.GenerateKey(rand.Reader, connectionKeyBits)
	if err != nil {
		return c, fmt.Errorf("make key: %w", err)
	}
	if c.spareKey, err = x509.MarshalPKCS8PrivateKey(key); err != nil {
		return c, fmt.Errorf("write key: %w", err)
	}
	return c, nil
}
