package sso

import (
	"crypto/x509"
	"encoding/pem"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// tokenAttacks bend the ID token of a provider whose answer is otherwise good.
func tokenAttacks(t *testing.T, op *forgedOP) map[string]struct {
	bend bends
	want Reason
} {
	t.Helper()
	public, err := x509.MarshalPKIXPublicKey(op.key.Public().Key)
	if err != nil {
		t.Fatal(err)
	}
	hmacKey := func(secret []byte) jose.JSONWebKey {
		return jose.JSONWebKey{Key: secret, KeyID: op.key.KeyID, Algorithm: "HS256"}
	}
	asPEM := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})
	by := func(key jose.JSONWebKey, headers map[jose.HeaderKey]any) func(map[string]any) string {
		return func(claims map[string]any) string { return signedBy(key, headers, claims) }
	}
	other := forgedKey(1)
	sameName := other
	sameName.KeyID = op.key.KeyID
	claim := func(name string, value any) bends { return bends{claims: map[string]any{name: value}} }
	now := time.Now()
	return map[string]struct {
		bend bends
		want Reason
	}{
		"alg none":                        {bends{sign: headed(`{"alg":"none"}`)}, weakAlgorithm},
		"alg NONE":                        {bends{sign: headed(`{"alg":"NONE"}`)}, weakAlgorithm},
		"alg nOnE":                        {bends{sign: headed(`{"alg":"nOnE","kid":"key-a"}`)}, weakAlgorithm},
		"no alg":                          {bends{sign: headed(`{"kid":"key-a"}`)}, weakAlgorithm},
		"alg RS256 without signature":     {bends{sign: headed(`{"alg":"RS256","kid":"key-a"}`)}, badSignature},
		"HS256 with the public key, PEM":  {bends{sign: by(hmacKey(asPEM), nil)}, weakAlgorithm},
		"HS256 with the public key, DER":  {bends{sign: by(hmacKey(public), nil)}, weakAlgorithm},
		"HS256 with the client's secret":  {bends{sign: by(hmacKey([]byte(clientSecret)), nil)}, weakAlgorithm},
		"a kid that nobody published":     {bends{sign: by(other, nil)}, badSignature},
		"another key under a known kid":   {bends{sign: by(sameName, nil)}, badSignature},
		"another key in jwk":              {bends{sign: by(other, map[jose.HeaderKey]any{"jwk": other.Public()})}, badSignature},
		"another key at jku":              {bends{sign: by(other, map[jose.HeaderKey]any{"jku": op.base + "/evil"})}, badSignature},
		"another key at x5u":              {bends{sign: by(other, map[jose.HeaderKey]any{"x5u": op.base + "/evil"})}, badSignature},
		"crit that nobody knows":          {bends{sign: by(op.key, map[jose.HeaderKey]any{"crit": []string{"b64x"}, "b64x": true})}, badSignature},
		"unencoded payload (RFC 7797)":    {bends{sign: by(op.key, map[jose.HeaderKey]any{"crit": []string{"b64"}, "b64": false})}, badSignature},
		"another issuer":                  {claim("iss", "https://evil.test"), wrongIssuer},
		"the issuer with a slash":         {claim("iss", op.base+"/"), wrongIssuer},
		"no issuer":                       {claim("iss", nil), wrongIssuer},
		"another audience":                {claim("aud", "evil"), wrongAudience},
		"no audience":                     {claim("aud", nil), wrongAudience},
		"the audience in other capitals":  {claim("aud", "Mandate"), wrongAudience},
		"several audiences without azp":   {claim("aud", []string{"mandate", "evil"}), wrongParty},
		"another azp":                     {claim("azp", "evil"), wrongParty},
		"expired":                         {claim("exp", now.Add(-10*time.Minute).Unix()), expired},
		"no exp":                          {claim("exp", nil), expired},
		"not yet":                         {claim("nbf", now.Add(10*time.Minute).Unix()), notYetValid},
		"issued tomorrow":                 {claim("iat", now.Add(24*time.Hour).Unix()), notYetValid},
		"issued yesterday":                {claim("iat", now.Add(-24*time.Hour).Unix()), stale},
		"no iat":                          {claim("iat", nil), badToken},
		"another nonce":                   {claim("nonce", "evil"), wrongNonce},
		"no nonce":                        {claim("nonce", nil), wrongNonce},
		"an empty nonce":                  {claim("nonce", ""), wrongNonce},
		"an at_hash of another token":     {claim("at_hash", hashOfAccess("evil")), wrongHash},
		"no sub":                          {claim("sub", nil), noSubject},
		"a sub with a line break":         {claim("sub", "u-1001\n"), noSubject},
		"a sub of 10 KB":                  {claim("sub", strings.Repeat("u", 10<<10)), noSubject},
		"a logout token":                  {bends{claims: map[string]any{"nonce": nil, "events": map[string]any{logoutEvent: map[string]any{}}}}, wrongNonce},
		"no ID token":                     {bends{token: answerJSON(`{"access_token":"x","token_type":"Bearer"}`)}, badToken},
		"an ID token that is no text":     {bends{token: answerJSON(`{"access_token":"x","token_type":"Bearer","id_token":7}`)}, badToken},
		"userinfo of another sub":         {bends{claims: map[string]any{"email": nil}, userinfo: map[string]any{"sub": "u-2", "email": "ada.moreno@alpha.test"}}, badToken},
		"userinfo without sub":            {bends{claims: map[string]any{"email": nil}, userinfo: map[string]any{"email": "ada.moreno@alpha.test"}}, badToken},
		"an answer from another issuer":   {bends{answer: func(q url.Values) { q.Set("iss", "https://evil.test") }}, wrongIssuer},
		"an answer without iss":           {bends{answer: func(q url.Values) { q.Del("iss") }}, wrongIssuer},
		"an answer with two codes":        {bends{answer: func(q url.Values) { q.Add("code", "x") }}, badShape},
		"an answer with another's state":  {bends{answer: func(q url.Values) { q.Set("state", "evil") }}, unknownRequest},
		"an answer without state":         {bends{answer: func(q url.Values) { q.Del("state") }}, unknownRequest},
		"an error with a page in it":      {bends{answer: func(q url.Values) { q.Set("error", "<script>x</script>") }}, providerError},
		"a code that the provider denies": {bends{answer: func(q url.Values) { q.Set("code", "evil") }}, badCode},
		"a token endpoint without sense":  {bends{token: answerJSON(`[]`)}, providerAbsent},
		"a token endpoint of 2 MiB":       {bends{token: endless(2 << 20)}, providerAbsent},
		"a token endpoint that redirects": {bends{token: func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/token2", http.StatusTemporaryRedirect)
		}}, providerAbsent},
		"a key set of 2 MiB":      {bends{sign: by(other, nil), jwks: endless(2 << 20)}, badSignature},
		"a key set without sense": {bends{sign: by(other, nil), jwks: answerJSON(`{"keys":7}`)}, badSignature},
	}
}

func answerJSON(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, text)
	}
}

func endless(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"keys":[],"x":"`+strings.Repeat("a", n)+`"}`)
	}
}

// TestOIDCAttacks: no session, one page with a reference number, the precise reason
// in history, and the door still open for the next.
func TestOIDCAttacks(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, op, _, connection := forgedWorld(t, w)
		for name, attack := range tokenAttacks(t, op) {
			t.Run(name, func(t *testing.T) {
				op.bend(attack.bend)
				b := w.browser(t)
				p := b.get(connection + "/start")
				if attack.want == providerAbsent && p.status == http.StatusBadGateway {
					p.status = http.StatusForbidden // the same page under another status
				}
				refusedPage(t, w, f, p, attack.want)
				if b.cookie(SessionCookie) != "" || b.cookie(idTokenName) != "" {
					t.Error("a refusal gave a cookie")
				}
			})
		}
		if n := w.sessions(t, f); n != 0 {
			t.Errorf("%d sessions", n)
		}
		op.bend(bends{})
		b := w.browser(t)
		if p := b.get(connection + "/start"); b.signedIn() != "ada.moreno@alpha.test" {
			t.Errorf("afterwards: %d %s", p.status, clip(p.body))
		}
	})
}

// TestAnswersOfAnotherConnection: state and code of one connection are worth nothing
// at another of the same company, nor at another company's.
func TestAnswersOfAnotherConnection(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f, op, _, connection := forgedWorld(t, w)
	_, second := w.forgedConnection(t, f, op, nil)
	g := w.firm(t, "beta", "Beta Bank")
	_, third := w.forgedConnection(t, g, op, nil)
	for n, c := range []struct {
		at     string
		of     firm
		reason Reason
	}{{second, f, otherDoor}, {third, g, unknownRequest}} {
		b := w.browser(t)
		to := b.upTo(connection, "/")
		refusedPage(t, w, c.of, b.get(w.handler.PublicURL+c.at+"/callback?"+to.RawQuery), c.reason)
		if b.signedIn() != "" {
			t.Errorf("%d: signed in", n)
		}
	}
}

// TestIssuersThatAreNotWhatTheySay: a discovery document that speaks for another
// issuer, or sends this door to addresses that are none, is not used.
func TestIssuersThatAreNotWhatTheySay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f, op, _, _ := forgedWorld(t, w)
	for name, bent := range map[string]map[string]any{
		"another issuer":         {"issuer": "https://evil.test"},
		"the issuer and a slash": {"issuer": op.base + "/"},
		"no issuer":              {"issuer": nil},
		"a file as token point":  {"token_endpoint": "file:///etc/passwd"},
		"gopher as key set":      {"jwks_uri": "gopher://127.0.0.1:6379/_x"},
		"script as authorize":    {"authorization_endpoint": "javascript:alert(1)"},
		"data as userinfo":       {"userinfo_endpoint": "data:application/json,{}"},
		"script as end of it":    {"end_session_endpoint": "javascript:alert(1)"},
		"a password in the host": {"token_endpoint": "https://good.test@evil.test/token"},
	} {
		t.Run(name, func(t *testing.T) {
			op.bend(bends{discovery: bent})
			_, connection := w.forgedConnection(t, f, op, nil)
			p := w.browser(t).get(connection + "/start")
			if reason, _, _ := w.lastRefusal(t, f); p.status != http.StatusBadGateway || reason != string(providerAbsent) {
				t.Errorf("%d, history %q", p.status, reason)
			}
		})
	}
}

// TestEndpointsThatHang hold up their own sign-ins for ten seconds, and nobody else's.
func TestEndpointsThatHang(t *testing.T) {
	t.Parallel()
	for name, bend := range map[string]func(http.HandlerFunc) bends{
		"token endpoint": func(hang http.HandlerFunc) bends { return bends{token: hang} },
		"key set":        func(hang http.HandlerFunc) bends { return bends{jwks: hang} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, sqliteAddress(t), noClock())
			f, op, _, connection := forgedWorld(t, w)
			good := newForgedOP(t)
			_, other := w.forgedConnection(t, f, good, nil)
			release := make(chan struct{})
			t.Cleanup(func() { close(release) })
			op.bend(bend(func(_ http.ResponseWriter, r *http.Request) {
				select {
				case <-release:
				case <-r.Context().Done():
				}
			}))
			hanging, answered, start := w.browser(t), make(chan page, 1), time.Now()
			go func() { answered <- hanging.get(connection + "/start") }()
			time.Sleep(100 * time.Millisecond)
			good.bend(bends{claims: map[string]any{"sub": "u-1001-good"}})
			b := w.browser(t)
			if b.get(other + "/start"); b.signedIn() == "" || time.Since(start) > 6*time.Second {
				t.Errorf("another sign-in waited %s", time.Since(start))
			}
			if p := <-answered; p.status < 400 || time.Since(start) > 13*time.Second {
				t.Errorf("status %d after %s", p.status, time.Since(start))
			}
		})
	}
}

// TestKeysThatChange: a new key is taken as soon as it signs; one that is withdrawn is
// not asked for twice in vain, and opens nothing.
func TestKeysThatChange(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f, op, _, connection := forgedWorld(t, w)
	enter := func() *browser {
		b := w.browser(t)
		b.get(connection + "/start")
		return b
	}
	if enter().signedIn() == "" {
		t.Fatal("not signed in")
	}
	fresh := forgedKey(1)
	byFresh := func(claims map[string]any) string { return signedBy(fresh, nil, claims) }
	op.bend(bends{sign: byFresh, published: []jose.JSONWebKey{fresh}})
	if enter().signedIn() == "" {
		t.Error("the new key is not taken")
	}
	op.bend(bends{published: []jose.JSONWebKey{fresh}})
	if enter().signedIn() != "" {
		t.Error("the withdrawn key still opens")
	}
	if reason, _, _ := w.lastRefusal(t, f); reason != string(badSignature) {
		t.Errorf("history says %q", reason)
	}
}

// TestPrivateKeyJWT: the connection signs for itself, and publishes the key to check it.
func TestPrivateKeyJWT(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, op, id, connection := forgedWorld(t, w)
		method := byPrivateKey
		w.completeOIDC(t, f, id, idpOf(op), withMethod(&method))
		b := w.browser(t)
		b.get(connection + "/start")
		if b.signedIn() == "" {
			t.Fatal("not signed in")
		}
		form := op.form
		if form.Has("client_secret") || form.Get("client_assertion_type") != assertionType {
			t.Fatalf("form = %v", form)
		}
		var set jose.JSONWebKeySet
		readJSON(t, b.get(connection+"/jwks"), &set)
		if len(set.Keys) != 1 || !set.Keys[0].IsPublic() {
			t.Fatalf("keys = %+v", set.Keys)
		}
		claims := claimsOf(t, form.Get("client_assertion"), set.Keys[0])
		want := map[string]any{"iss": "mandate", "sub": "mandate", "aud": op.base + "/token"}
		for name, value := range want {
			if claims[name] != value {
				t.Errorf("%s = %v, want %v", name, claims[name], value)
			}
		}
		first := maps.Clone(claims)
		w.completeOIDC(t, f, id, idpOf(op), withMethod(&method)) // the key stays
		b = w.browser(t)
		b.get(connection + "/start")
		again := claimsOf(t, op.form.Get("client_assertion"), set.Keys[0])
		if again["jti"] == first["jti"] || again["jti"] == "" {
			t.Error("one assertion twice")
		}
	})
}
