package sso

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/coreos/go-oidc/v3/oidc"
)

// signingAlgs are the algorithms an ID token may be signed with: asymmetric only,
// so that a public key can never be mistaken for a shared secret.
var signingAlgs = []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.PS256, oidc.PS384, oidc.PS512,
	oidc.ES256, oidc.ES384, oidc.ES512, oidc.EdDSA}

// OIDC is what a connection must know to judge an ID token of its provider.
type OIDC struct {
	Issuer   string
	ClientID string
	Keys     oidc.KeySet
	Mapping  Mapping
}

// Token is an ID token whose checks have passed, with its claims.
type Token struct {
	Subject string
	claims  map[string]any
}

// Verify checks an ID token as Core 3.1.3.7 wants it and more: compact form only,
// an asymmetric algorithm, signature, issuer, audience, expiry (go-oidc), then
// nonce, azp, iat, sub and at_hash. The error is a Refusal.
func (c OIDC) Verify(ctx context.Context, raw, nonce, accessToken string, now time.Time) (Token, error) {
	if len(raw) > maxMessage || strings.Count(raw, ".") != 2 || strings.ContainsAny(raw, "{} \t\r\n") {
		return Token{}, refuse(badToken, "not a compact JWS")
	}
	if err := checkHeader(raw); err != nil {
		return Token{}, err
	}
	v := oidc.NewVerifier(c.Issuer, c.Keys, &oidc.Config{
		ClientID: c.ClientID, SupportedSigningAlgs: signingAlgs, Now: func() time.Time { return now.Add(-clockSkew) }})
	t, err := v.Verify(ctx, raw)
	if err != nil {
		return Token{}, tokenRefusal(err)
	}
	out := Token{Subject: t.Subject}
	if err := t.Claims(&out.claims); err != nil {
		return Token{}, refuse(badToken, "claims: %v", err)
	}
	if err := c.checkClaims(t, out.claims, nonce, now); err != nil {
		return Token{}, err
	}
	if out.claims["at_hash"] != nil {
		if err := t.VerifyAccessToken(accessToken); err != nil {
			return Token{}, refuse(wrongHash, "%v", err)
		}
	}
	return out, nil
}

// checkHeader refuses critical extensions (RFC 7515 4.1.11): none is understood here,
// also not the one that the library does, an unencoded payload (RFC 7797).
func checkHeader(raw string) error {
	first, _, _ := strings.Cut(raw, ".")
	text, err := base64.RawURLEncoding.DecodeString(first)
	header := map[string]json.RawMessage{}
	if err != nil || json.Unmarshal(text, &header) != nil {
		return refuse(badToken, "no header")
	}
	for name := range header {
		if strings.EqualFold(name, "crit") {
			return refuse(badSignature, "critical extensions")
		}
	}
	return nil
}

func (c OIDC) checkClaims(t *oidc.IDToken, claims map[string]any, nonce string, now time.Time) error {
	if nonce == "" || subtle.ConstantTimeCompare([]byte(t.Nonce), []byte(nonce)) != 1 {
		return refuse(wrongNonce, "")
	}
	azp, present := claims["azp"]
	if present && azp != c.ClientID || !present && len(t.Audience) > 1 {
		return refuse(wrongParty, "azp %v, audience %q", azp, t.Audience)
	}
	if !slices.Contains(t.Audience, c.ClientID) {
		return refuse(wrongAudience, "%q", t.Audience)
	}
	if _, present := claims["iat"]; !present {
		return refuse(badToken, "no iat")
	}
	if now.Before(t.IssuedAt.Add(-clockSkew)) {
		return refuse(notYetValid, "issued at %s", t.IssuedAt)
	}
	if now.After(t.IssuedAt.Add(requestLife + clockSkew)) {
		return refuse(stale, "issued at %s", t.IssuedAt)
	}
	return checkSubject(t.Subject)
}

// unverified are the claims of a token that was refused, to be shown and never believed.
func unverified(raw string) map[string]any {
	parts, claims := strings.Split(raw, "."), map[string]any{}
	if len(parts) == 3 && len(raw) <= maxMessage {
		if text, err := base64.RawURLEncoding.DecodeString(parts[1]); err == nil {
			_ = json.Unmarshal(text, &claims)
		}
	}
	return claims
}

// tokenRefusal sorts the errors of go-oidc, which are texts, by the checks that
// matter to whoever reads history; the rest is one reason with its detail.
func tokenRefusal(err error) error {
	var late *oidc.TokenExpiredError
	text := err.Error()
	switch {
	case errors.As(err, &late):
		return refuse(expired, "%s", late.Expiry)
	case strings.Contains(text, "different provider"):
		return refuse(wrongIssuer, "%s", text)
	case strings.Contains(text, "expected audience"):
		return refuse(wrongAudience, "%s", text)
	case strings.Contains(text, "(not before)"):
		return refuse(notYetValid, "%s", text)
	case strings.Contains(text, "unexpected signature algorithm"):
		return refuse(weakAlgorithm, "%s", text)
	case strings.Contains(text, "verify signature"):
		return refuse(badSignature, "%s", text)
	}
	return refuse(badToken, "%s", text)
}

// Merge adds what the userinfo endpoint says. Its sub must be the token's, or the
// answer is of somebody else (Core 5.3.2); the token's own claims win.
func (t Token) Merge(subject string, claims map[string]any) (Token, error) {
	if subject != t.Subject {
		return Token{}, refuse(badToken, "userinfo is of another sub")
	}
	out := Token{Subject: t.Subject, claims: make(map[string]any, len(claims)+len(t.claims))}
	for k, v := range claims {
		out.claims[k] = v
	}
	for k, v := range t.claims {
		out.claims[k] = v
	}
	return out, nil
}

// Identity maps the claims. An address counts as verified only when the provider
// says so; its silence is not consent. An address that the provider says is not
// verified is no userName either: whoever may type any address there could
// otherwise enter as its owner.
func (c OIDC) Identity(t Token) Identity {
	who, _ := c.identify(t)
	return who
}

// identify is Identity with the claim that each field was taken from.
func (c OIDC) identify(t Token) (Identity, map[string]string) {
	found := c.Mapping.over(usualClaims, t.texts)
	out := Identity{Subject: t.Subject, Session: t.text("sid"), Methods: t.list("amr")}
	found.describe(&out)
	out.Verified, out.Disowned = c.vouches(t, found.from)
	if out.Disowned && strings.EqualFold(out.UserName, out.Email) {
		out.UserName = ""
	}
	found.values = t.names
	out.Groups = found.all("groups")
	return out, found.from
}

// vouches reports what the provider says of the address: that it is verified, that it is
// not, or nothing. The first claim that is there decides, whatever is in it.
func (c OIDC) vouches(t Token, from map[string]string) (verified, disowned bool) {
	names := []string{"email_verified", entraOwnsDomain}
	if name := c.Mapping["emailVerified"]; name != "" {
		names = []string{name}
	}
	for _, name := range names {
		if value, said := t.claims[name]; said {
			from["emailVerified"] = name
			verified = value == true || value == "true" || value == "1" // some providers send texts
			if n, ok := value.(float64); ok && name == entraOwnsDomain {
				verified = n == 1
			}
			return verified, !verified
		}
	}
	return false, false
}

// entraOwnsDomain is Entra ID's claim that the domain of the address is the directory's own.
const entraOwnsDomain = "xms_edov"

// texts is a claim that is a text, as a list.
func (t Token) texts(name string) []string {
	if text := t.text(name); text != "" {
		return []string{text}
	}
	return nil
}

// names is a claim that is a list of names, or one.
func (t Token) names(name string) []string {
	if list := t.list(name); len(list) > 0 {
		return list
	}
	return t.texts(name)
}

// text is a claim that is a text; one with control characters is none.
func (t Token) text(name string) string {
	s, _ := t.claims[name].(string)
	if strings.ContainsFunc(s, unicode.IsControl) {
		return ""
	}
	return strings.TrimSpace(s)
}

func (t Token) list(name string) []string {
	var out []string
	values, _ := t.claims[name].([]any)
	for _, v := range values {
		out = append(out, clip(fmt.Sprint(v)))
	}
	return out
}
