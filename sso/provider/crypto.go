package provider

import (
	"errors"
	"strings"

	"mandate/store"
)

// tokens stands where the library encrypts what it gives out. Nothing needs to be
// encrypted here: an access token is a random credential of the store, and so is a code.
type tokens struct{}

var errNoToken = errors.New("not a token of this front door")

// Encrypt makes the access token of "token:subject", which is the token itself, or the
// code of an authorization's name.
func (tokens) Encrypt(text string) (string, error) {
	if token, _, found := strings.Cut(text, ":"); found {
		return token, nil
	}
	tenant, _, ok := parseRequestID(text)
	if !ok {
		return "", errNoToken
	}
	return store.NewCredential(store.AuthCode, tenant).Text, nil
}

// Decrypt gives "token:subject" of an access token; the subject is looked up later.
func (tokens) Decrypt(text string) (string, error) {
	if _, _, ok := store.ParseCredential(store.AccessToken, text); !ok {
		return "", errNoToken
	}
	return text + ":", nil
}
