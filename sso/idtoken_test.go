package sso

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
)

const (
	testNonce  = "nonce-1"
	testAccess = "access-token-1"
)

var (
	ellipticKey = sync.OnceValue(func() *ecdsa.PrivateKey {
		k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			panic(err)
		}
		return k
	})
)

func ourProvider() OIDC {
	return OIDC{Issuer: "https://op.alpha.test", ClientID: "mandate",
		Keys: &oidc.StaticKeySet{PublicKeys: []crypto.PublicKey{ourIdP().Key.Public(), ellipticKey().Public()}}}
}

// goodClaims are the claims of a token that is good at noon; nil in bend removes one.
func goodClaims(bend map[string]any) map[string]any {
	claims := map[string]any{
		"iss": "https://op.alpha.test", "aud": "mandate", "sub": "u-1001", "nonce": testNonce, "azp": "mandate",
		"iat": noon.Unix(), "exp": noon.Add(10 * time.Minute).Unix(), "at_hash": hashOfAccess(testAccess),
		"email": "ada.moreno@alpha.test", "email_verified": true, "preferred_username": "ada", "given_name": "Ada", "family_name": "Moreno",
		"sid": "sid-1", "amr": []string{"pwd", "mfa"},
	}
	maps.Copy(claims, bend)
	maps.DeleteFunc(claims, func(_ string, v any) bool { return v == nil })
	return claims
}

func hashOfAccess(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}

func signToken(t *testing.T, alg jose.SignatureAlgorithm, key any, headers map[jose.HeaderKey]any, claims map[string]any) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, &jose.SignerOptions{ExtraHeaders: headers})
	if err != nil {
		t.Fatalf("signer: %v", err)
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Fatalf("claims: %v", err)
	}
	jws, err := signer.Sign(payload)
	if err != nil {
		t.Fatalf("sign: %v", err)
	}
	text, err := jws.CompactSerialize()
	if err != nil {
		t.Fatalf("serialize: %v", err)
	}
	return text
}

// handMade is a token with a header of one's choice and no signature.
func handMade(header string) string {
	payload, _ := json.Marshal(goodClaims(nil))
	b64 := base64.RawURLEncoding
	return b64.EncodeToString([]byte(header)) + "." + b64.EncodeToString(payload) + "."
}

func TestGoodTokensGiveTheIdentity(t *testing.T) {
	t.Parallel()
	for name, raw := range map[string]string{
		"RS256":                           signToken(t, jose.RS256, ourIdP().Key, nil, goodClaims(nil)),
		"PS256":                           signToken(t, jose.PS256, ourIdP().Key, nil, goodClaims(nil)),
		"ES256":                           signToken(t, jose.ES256, ellipticKey(), nil, goodClaims(nil)),
		"no azp, no at_hash":              signToken(t, jose.RS256, ourIdP().Key, nil, goodClaims(map[string]any{"azp": nil, "at_hash": nil})),
		"two audiences with azp":          signToken(t, jose.RS256, ourIdP().Key, nil, goodClaims(map[string]any{"aud": []string{"mandate", "api"}})),
		"expired a minute ago":            signToken(t, jose.RS256, ourIdP().Key, nil, goodClaims(map[string]any{"exp": noon.Add(-time.Minute).Unix()})),
		"email_verified is the text":      signToken(t, jose.RS256, ourIdP().Key, nil, goodClaims(map[string]any{"email_verified": "true"})),
		"jku of another is not looked at": signToken(t, jose.RS256, ourIdP().Key, map[jose.HeaderKey]any{"jku": "https://evil.test/jwks"}, goodClaims(nil)),
	} {
		token, err := ourProvider().Verify(t.Context(), raw, testNonce, testAccess, noon)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := ourProvider().Identity(token)
		if got.Subject != "u-1001" || got.Email != "ada.moreno@alpha.test" || !got.Verified || got.Disowned || got.Address ||
			got.UserName != "ada" || got.FirstName != "Ada" || got.LastName != "Moreno" || got.Session != "sid-1" || len(got.Methods) != 2 {
			t.Errorf("%s: identity = %+v", name, got)
		}
	}
}

func TestBadTokensAreRefusedForTheirReason(t *testing.T) {
	t.Parallel()
	with := func(bend map[string]any) string { return signToken(t, jose.RS256, ourIdP().Key, nil, goodClaims(bend)) }
	good := with(nil)
	public, err := x509.MarshalPKIXPublicKey(ourIdP().Key.Public())
	if err != nil {
		t.Fatal(err)
	}
	asSecret := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})
	parts := strings.Split(good, ".")
	for name, c := range map[string]struct {
		raw  string
		want Reason
	}{
		"alg none":                  {handMade(`{"alg":"none"}`), weakAlgorithm},
		"alg None":                  {handMade(`{"alg":"None"}`), weakAlgorithm},
		"alg nOnE":                  {handMade(`{"alg":"nOnE"}`), weakAlgorithm},
		"alg NONE":                  {handMade(`{"alg":"NONE"}`), weakAlgorithm},
		"no alg":                    {handMade(`{}`), weakAlgorithm},
		"HS256 with the public key": {signToken(t, jose.HS256, asSecret, nil, goodClaims(nil)), weakAlgorithm},
		"no signature":              {parts[0] + "." + parts[1] + ".", badSignature},
		"payload changed":           {parts[0] + "." + strings.Split(handMade(`{"alg":"RS256"}`), ".")[1] + "." + strings.Repeat("A", len(parts[2])), badSignature},
		"another's key":             {signToken(t, jose.RS256, anotherIdP().Key, nil, goodClaims(nil)), badSignature},
		"another's key in jwk":      {signToken(t, jose.RS256, anotherIdP().Key, map[jose.HeaderKey]any{"jwk": jose.JSONWebKey{Key: anotherIdP().Key.Public()}}, goodClaims(nil)), badSignature},
		"another's key at jku":      {signToken(t, jose.RS256, anotherIdP().Key, map[jose.HeaderKey]any{"jku": "https://evil.test/jwks"}, goodClaims(nil)), badSignature},
		"crit that nobody knows":    {signToken(t, jose.RS256, ourIdP().Key, map[jose.HeaderKey]any{"crit": []string{"exp"}, "exp": 1}, goodClaims(nil)), badSignature},
		"JSON form":                 {`{"payload":"` + parts[1] + `","protected":"` + parts[0] + `","signature":"` + parts[2] + `"}`, badToken},
		"five parts (encrypted)":    {good + ".a.b", badToken},
		"empty":                     {"", badToken},
		"too long":                  {strings.Repeat("a", maxMessage) + "..", badToken},
		"issuer of another":         {with(map[string]any{"iss": "https://evil.test"}), wrongIssuer},
		"issuer with a slash":       {with(map[string]any{"iss": "https://op.alpha.test/"}), wrongIssuer},
		"audience of another":       {with(map[string]any{"aud": "other"}), wrongAudience},
		"no audience":               {with(map[string]any{"aud": nil}), wrongAudience},
		"expired":                   {with(map[string]any{"exp": noon.Add(-4 * time.Minute).Unix()}), expired},
		"no expiry":                 {with(map[string]any{"exp": nil}), expired},
		"not yet":                   {with(map[string]any{"nbf": noon.Add(10 * time.Minute).Unix()}), notYetValid},
		"issued in the future":      {with(map[string]any{"iat": noon.Add(4 * time.Minute).Unix()}), notYetValid},
		"issued long ago":           {with(map[string]any{"iat": noon.Add(-14 * time.Minute).Unix()}), stale},
		"no iat":                    {with(map[string]any{"iat": nil}), badToken},
		"nonce of another":          {with(map[string]any{"nonce": "nonce-2"}), wrongNonce},
		"no nonce":                  {with(map[string]any{"nonce": nil}), wrongNonce},
		"azp of another":            {with(map[string]any{"azp": "other"}), wrongParty},
		"azp that is no text":       {with(map[string]any{"azp": 7}), wrongParty},
		"two audiences without azp": {with(map[string]any{"aud": []string{"mandate", "api"}, "azp": nil}), wrongParty},
		"at_hash of another":        {with(map[string]any{"at_hash": hashOfAccess("other")}), wrongHash},
		"no sub":                    {with(map[string]any{"sub": nil}), noSubject},
		"sub with a line break":     {with(map[string]any{"sub": "u\n1"}), noSubject},
		"claims that are no object": {strings.Join([]string{parts[0], "W10", parts[2]}, "."), badSignature},
	} {
		token, err := ourProvider().Verify(t.Context(), c.raw, testNonce, testAccess, noon)
		if reasonOf(err) != c.want {
			t.Errorf("%s: reason = %q (%v), want %q", name, reasonOf(err), err, c.want)
		}
		if token.Subject != "" {
			t.Errorf("%s: a refusal gave %q", name, token.Subject)
		}
	}
}

func TestAnEmptyNonceNeverMatches(t *testing.T) {
	t.Parallel()
	raw := signToken(t, jose.RS256, ourIdP().Key, nil, goodClaims(map[string]any{"nonce": ""}))
	if _, err := ourProvider().Verify(t.Context(), raw, "", testAccess, noon); reasonOf(err) != wrongNonce {
		t.Fatalf("err = %v", err)
	}
}

func TestUserinfoMustBeOfTheSameSub(t *testing.T) {
	t.Parallel()
	token := Token{Subject: "u-1", claims: map[string]any{"email": "token@alpha.test"}}
	if _, err := token.Merge("u-2", map[string]any{"email": "other@alpha.test"}); reasonOf(err) != badToken {
		t.Fatalf("err = %v", err)
	}
	merged, err := token.Merge("u-1", map[string]any{"email": "other@alpha.test", "given_name": "Ada"})
	if err != nil || merged.text("email") != "token@alpha.test" || merged.text("given_name") != "Ada" {
		t.Fatalf("merged = %v, %v", merged, err)
	}
}

func TestVerifiedIsOnlyWhatTheProviderSays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		claim              any
		verified, disowned bool
	}{{true, true, false}, {"true", true, false}, {nil, false, false}, {false, false, true}, {"false", false, true}, {1, false, true}} {
		claims := map[string]any{"email": "a@alpha.test", "email_verified": c.claim}
		if c.claim == nil {
			delete(claims, "email_verified")
		}
		got := ourProvider().Identity(Token{Subject: "u", claims: claims})
		if got.Verified != c.verified || got.Disowned != c.disowned {
			t.Errorf("%v: %s", c.claim, fmt.Sprintf("%+v", got))
		}
	}
}
