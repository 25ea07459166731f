package sso

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
)

// secretLen is the length of every secret that this door makes, in bytes.
const secretLen = 32

// newSecret makes a secret as text that fits a cookie or an address.
func newSecret(random io.Reader) (string, error) {
	b := make([]byte, secretLen)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("make secret: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// bindingCookie ties a sign-in to the browser that began it. A SAML answer is a
// cross-site POST, which a SameSite=Lax cookie would not accompany.
const bindingCookie = "__Host-mandate_signin"

// binding is the value of that cookie. The nonce and the PKCE verifier of a sign-in
// are derived from it and from the state, so that the database holds neither: a
// stolen copy of the table finishes nobody's sign-in.
type binding string

func bindingOf(r *http.Request) binding {
	c, err := r.Cookie(bindingCookie)
	if err != nil {
		return ""
	}
	if b, err := base64.RawURLEncoding.DecodeString(c.Value); err != nil || len(b) != secretLen {
		return ""
	}
	return binding(c.Value)
}

func (b binding) cookie() *http.Cookie {
	return &http.Cookie{Name: bindingCookie, Value: string(b), Path: "/", MaxAge: int(requestLife.Seconds()),
		Secure: true, HttpOnly: true, SameSite: http.SameSiteNoneMode}
}

func (b binding) nonce(state string) string { return b.derive("nonce", state) }

// verifier is the code_verifier of RFC 7636: 43 characters.
func (b binding) verifier(state string) string { return b.derive("code_verifier", state) }

func (b binding) derive(use, state string) string {
	mac := hmac.New(sha256.New, []byte(b))
	_, _ = mac.Write([]byte(use + "\x00" + state))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}
