package sso

import (
	"encoding/base64"
	"math"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// oddTokens are ID tokens and answers of a provider that are nearly what they should be,
// each signed by the provider's own key.
func oddTokens(op *forgedOP) map[string]bends {
	claim := func(name string, value any) bends { return bends{claims: map[string]any{name: value}} }
	spelled := func(how func(string) string) bends {
		return bends{sign: func(claims map[string]any) string { return how(signedBy(op.key, nil, claims)) }}
	}
	wrapped := func(claims map[string]any) string { // a JWS whose payload is the good token
		signer, _ := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: op.key}, &jose.SignerOptions{ExtraHeaders: map[jose.HeaderKey]any{"cty": "JWT"}})
		jws, _ := signer.Sign([]byte(signedBy(op.key, nil, claims)))
		text, _ := jws.CompactSerialize()
		return text
	}
	return map[string]bends{
		"sub is a number":          claim("sub", 1001),
		"sub is a list":            claim("sub", []string{"u-1001"}),
		"sub is empty":             claim("sub", ""),
		"sub is white space":       claim("sub", "   "),
		"iss is a list":            claim("iss", []string{op.base}),
		"aud is an object":         claim("aud", map[string]any{"mandate": true}),
		"aud is a list of lists":   claim("aud", []any{[]string{"mandate"}}),
		"aud is an empty list":     claim("aud", []string{}),
		"aud with white space":     claim("aud", "mandate "),
		"exp is text":              claim("exp", "never"),
		"exp is endless":           claim("exp", 1e300),
		"exp is below zero":        claim("exp", -1),
		"exp is an object":         claim("exp", map[string]any{}),
		"iat is text":              claim("iat", "now"),
		"iat is beyond all":        claim("iat", math.MaxInt64),
		"iat in milliseconds":      claim("iat", time.Now().UnixMilli()),
		"nbf is text":              claim("nbf", "now"),
		"nonce is a list":          claim("nonce", []string{"x"}),
		"nonce is an object":       claim("nonce", map[string]any{}),
		"at_hash is a number":      claim("at_hash", 7),
		"at_hash is empty":         claim("at_hash", ""),
		"azp is a list":            claim("azp", []string{"mandate"}),
		"with padding":             spelled(func(s string) string { return strings.Replace(s, ".", "=.", 1) }),
		"with a line break":        spelled(func(s string) string { return s[:40] + "\n" + s[40:] }),
		"with white space before":  spelled(func(s string) string { return " " + s }),
		"with a part more":         spelled(func(s string) string { return s + ".x" }),
		"with five parts (JWE)":    spelled(func(s string) string { return s + ".x.y" }),
		"with its signature cut":   spelled(func(s string) string { return s[:len(s)-4] }),
		"with its signature twice": spelled(func(s string) string { return s + s[strings.LastIndex(s, ".")+1:] }),
		"as JSON": spelled(func(s string) string {
			p := strings.Split(s, ".")
			return `{"protected":"` + p[0] + `","payload":"` + p[1] + `","signature":"` + p[2] + `"}`
		}),
		"inside another token":       {sign: wrapped},
		"a payload that is no JSON":  spelled(func(s string) string { return payloadOf(op, "nonsense") }),
		"a payload that is a list":   spelled(func(s string) string { return payloadOf(op, "[]") }),
		"a payload with text behind": spelled(func(s string) string { return payloadOf(op, "{} x") }),
		"a payload of null":          spelled(func(s string) string { return payloadOf(op, "null") }),
		"two states":                 {answer: func(q url.Values) { q.Add("state", q.Get("state")) }},
		"two issuers":                {answer: func(q url.Values) { q.Add("iss", "https://evil.test") }},
		"an error and a code":        {answer: func(q url.Values) { q.Set("error", "access_denied") }},
		"a code of 6 KB":             {answer: func(q url.Values) { q.Set("code", strings.Repeat("c", 6<<10)) }},
		"a JWT answer (JARM)":        {answer: func(q url.Values) { q.Set("response", q.Get("code")); q.Del("code") }},
	}
}

// payloadOf is a token of the provider's with any text inside.
func payloadOf(op *forgedOP, text string) string {
	signer, _ := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: op.key}, nil)
	jws, _ := signer.Sign([]byte(text))
	out, _ := jws.CompactSerialize()
	return out
}

// TestOddTokensLetNobodyIn: no session, the page with its reference, a reason in history,
// and no crash in the log.
func TestOddTokensLetNobodyIn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, op, _, connection := forgedWorld(t, w)
		for name, bend := range oddTokens(op) {
			op.bend(bend)
			b := w.browser(t)
			p := b.get(connection + "/start")
			reason, _, request := w.lastRefusal(t, f)
			if p.status != http.StatusForbidden && p.status != http.StatusBadGateway || b.signedIn() != "" || reason == "" || request != p.header.Get("X-Request-Id") {
				t.Errorf("%s: %d, history %q under %s: %s", name, p.status, reason, request, clip(p.body))
			}
		}
		if text := w.log.String(); strings.Contains(text, "panic") || w.sessions(t, f) != 0 {
			t.Errorf("%d sessions; log %s", w.sessions(t, f), clip(text))
		}
		op.bend(bends{})
		b := w.browser(t)
		if b.get(connection + "/start"); b.signedIn() == "" {
			t.Error("afterwards nobody is let in")
		}
	})
}

// TestAddressesThatAreNearlyAdas: an address that some program takes for Ada's is not hers,
// though the provider says that it is verified.
func TestAddressesThatAreNearlyAdas(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, op, _, connection := forgedWorld(t, w)
		for _, address := range []any{"ada.moreno@alpha.test\x00", "ada.moreno@alpha.test\u200b", "ada.moreno@alpha.test,evil@evil.test", "evil@evil.test,ada.moreno@alpha.test",
			"<ada.moreno@alpha.test>", "Ada <ada.moreno@alpha.test>", `"ada.moreno"@alpha.test`, "ada.moreno@alpha.test@evil.test", "ada.moreno@alpha.test.", "ada.moreno@ALPHA.test.evil.test",
			"ada.moreno+x@alpha.test", "adamoreno@alpha.test", "ada.moreno(x)@alpha.test", "ada.moreno@[alpha.test]", "ada.moreno@alpha.test%0a", "ada.moreno＠alpha.test", "аda.moreno@alpha.test",
			"ada.moreno@sub.alpha.test", "mailto:ada.moreno@alpha.test", "%61da.moreno@alpha.test", "ada.moreno@alpha。test", []string{"ada.moreno@alpha.test"}, map[string]any{"value": "ada.moreno@alpha.test"}, 7, true} {
			op.bend(bends{claims: map[string]any{"email": address, "sub": "somebody-else"}})
			b := w.browser(t)
			p := b.get(connection + "/start")
			if p.status != http.StatusForbidden || b.signedIn() != "" {
				t.Errorf("%q: %d, signed in %q", address, p.status, b.signedIn())
			}
		}
		if n := w.sessions(t, f); n != 0 {
			t.Errorf("%d sessions", n)
		}
	})
}

// TestLogoutsThatAreNone: odd logout tokens and odd ways of sending a good one end nothing.
func TestLogoutsThatAreNone(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		_, op, _, connection := forgedWorld(t, w)
		b := w.browser(t)
		if b.get(connection + "/start"); b.signedIn() == "" {
			t.Fatal("not signed in")
		}
		token := func(name string, value any) string {
			return signedBy(op.key, nil, op.goodLogout(map[string]any{name: value}))
		}
		good := func() string { return signedBy(op.key, nil, op.goodLogout(nil)) }
		at := connection + "/backchannel-logout"
		send := func(form url.Values, header ...string) page { return w.browser(t).post(at, form, header...) }
		for name, p := range map[string]page{
			"two tokens":              send(url.Values{"logout_token": {good(), good()}}),
			"a token in the address":  w.browser(t).post(at+"?"+url.Values{"logout_token": {good()}}.Encode(), url.Values{}),
			"a question":              w.browser(t).get(at + "?" + url.Values{"logout_token": {good()}}.Encode()),
			"as JSON":                 send(url.Values{"logout_token": {good()}}, "Content-Type", "application/json"),
			"as plain text":           send(url.Values{"logout_token": {good()}}, "Content-Type", "text/plain"),
			"events as a list":        send(url.Values{"logout_token": {token("events", []string{logoutEvent})}}),
			"an event of null":        send(url.Values{"logout_token": {token("events", map[string]any{logoutEvent: nil})}}),
			"an event in capitals":    send(url.Values{"logout_token": {token("events", map[string]any{strings.ToUpper(logoutEvent): map[string]any{}})}}),
			"a jti that is a number":  send(url.Values{"logout_token": {token("jti", 7)}}),
			"a jti that is empty":     send(url.Values{"logout_token": {token("jti", "")}}),
			"a nonce of null":         send(url.Values{"logout_token": {nonceOfNull(op)}}),
			"sid that is a number":    send(url.Values{"logout_token": {signedBy(op.key, nil, op.goodLogout(map[string]any{"sub": nil, "sid": 1}))}}),
			"iat that is text":        send(url.Values{"logout_token": {token("iat", "now")}}),
			"aud that is white space": send(url.Values{"logout_token": {token("aud", "mandate ")}}),
			"white space around":      send(url.Values{"logout_token": {" " + good() + "\n"}}),
			"padding":                 send(url.Values{"logout_token": {strings.Replace(good(), ".", "=.", 1)}}),
		} {
			if p.status/100 != 4 || b.signedIn() == "" {
				t.Errorf("%s: %d %s; still in: %v", name, p.status, clip(p.body), b.signedIn() != "")
			}
		}
		if strings.Contains(w.log.String(), "panic") {
			t.Error("something crashed")
		}
	})
}

// nonceOfNull is a logout token with a nonce that is null, which is there nevertheless.
func nonceOfNull(op *forgedOP) string {
	claims := op.goodLogout(nil)
	claims["nonce"] = nil
	return signedBy(op.key, nil, claims)
}

// TestAnswersOfOtherBindings: an answer that a form or a fragment brings is none here.
func TestAnswersOfOtherBindings(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	_, op, _, connection := forgedWorld(t, w)
	b := w.browser(t)
	to := b.upTo(connection, "/")
	if p := b.post(to.Path, to.Query()); p.status/100 != 4 || b.signedIn() != "" {
		t.Errorf("by a form: %d", p.status)
	}
	implicit := url.Values{"state": {to.Query().Get("state")}, "iss": {op.base}, "id_token": {op.idToken("x")}, "access_token": {testAccess}}
	if p := b.get(to.Path + "?" + implicit.Encode()); p.status != http.StatusForbidden || b.signedIn() != "" {
		t.Errorf("tokens in the address: %d", p.status)
	}
	odd := base64.RawURLEncoding.EncodeToString([]byte(strings.Repeat("s", 3000)))
	if p := b.get(to.Path + "?state=" + odd + "&code=x"); p.status != http.StatusForbidden {
		t.Errorf("a state of 4 KB: %d", p.status)
	}
}
