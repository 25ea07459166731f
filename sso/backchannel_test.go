package sso

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/sso/idptest"
)

func idpOf(op *forgedOP) idptest.IdP { return idptest.IdP{Base: op.base} }

func withMethod(method *string) func(*directory.ConnectionUpdate) {
	return func(u *directory.ConnectionUpdate) { u.TokenAuthMethod = method }
}

func readJSON(t *testing.T, p page, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(p.body), into); err != nil || p.status != http.StatusOK {
		t.Fatalf("%s: %d %v", p.url, p.status, err)
	}
}

func claimsOf(t *testing.T, raw string, key jose.JSONWebKey) map[string]any {
	t.Helper()
	jws, err := jose.ParseSignedCompact(raw, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		t.Fatal(err)
	}
	payload, err := jws.Verify(key)
	if err != nil {
		t.Fatal(err)
	}
	claims := map[string]any{}
	if err := json.Unmarshal(payload, &claims); err != nil {
		t.Fatal(err)
	}
	return claims
}

// lastLogoutRefusal is the reason of the latest LOGOUT_REFUSED of a firm.
func (w *world) lastLogoutRefusal(t *testing.T, f firm) (reason string) {
	t.Helper()
	err := w.store.Read(w.system(t, f), func(ctx context.Context, c *db.Client) error {
		e, err := c.HistoryEntry.Query().Where(historyentry.Action("LOGOUT_REFUSED")).Order(db.Desc(historyentry.FieldID)).First(ctx)
		if err == nil {
			reason = e.Reason
		}
		return err
	})
	if err != nil {
		t.Fatalf("history: %v", err)
	}
	return reason
}

// goodLogout are the claims of a good logout token; nil in bend removes one.
func (op *forgedOP) goodLogout(bend map[string]any) map[string]any {
	jti, now := idOf(), time.Now()
	claims := map[string]any{"iss": op.base, "aud": "mandate", "iat": now.Unix(), "exp": now.Add(2 * time.Minute).Unix(), "jti": jti,
		"events": map[string]any{logoutEvent: map[string]any{}}, "sub": "u-1001", "sid": "sid-1"}
	maps.Copy(claims, bend)
	maps.DeleteFunc(claims, func(_ string, v any) bool { return v == nil })
	return claims
}

func idOf() string {
	b := make([]byte, 0, 8)
	return string(time.Now().AppendFormat(b, time.RFC3339Nano))
}

func (w *world) sendLogout(t *testing.T, connection, token string) page {
	t.Helper()
	return w.browser(t).post(connection+"/backchannel-logout", url.Values{"logout_token": {token}})
}

func TestBackChannelLogout(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, op, _, connection := forgedWorld(t, w)
		w.person(t, f, "boris.lang@alpha.test", "Boris", "Lang")
		enter := func(sub, sid, email string) *browser {
			op.bend(bends{claims: map[string]any{"sub": sub, "sid": sid, "email": email}})
			b := w.browser(t)
			if b.get(connection + "/start"); b.signedIn() != email {
				t.Fatalf("%s is not in", email)
			}
			op.bend(bends{})
			return b
		}
		phone := enter("u-1001", "sid-1", "ada.moreno@alpha.test")
		desk := enter("u-1001", "sid-2", "ada.moreno@alpha.test")
		boris := enter("u-1002", "sid-3", "boris.lang@alpha.test")
		end := func(bend map[string]any) {
			t.Helper()
			p := w.sendLogout(t, connection, signedBy(op.key, nil, op.goodLogout(bend)))
			if p.status != http.StatusOK || p.header.Get("Cache-Control") != "no-store" {
				t.Fatalf("%d %s", p.status, p.body)
			}
		}
		check := func(step string, want ...bool) {
			t.Helper()
			for i, b := range []*browser{phone, desk, boris} {
				if got := b.signedIn() != ""; got != want[i] {
					t.Errorf("%s: browser %d signed in: %v", step, i, got)
				}
			}
		}
		end(map[string]any{"sid": "sid-9"})
		check("a session of nobody", true, true, true)
		end(map[string]any{"sid": "sid-3"})
		check("sid of another sub", true, true, true)
		end(map[string]any{"sub": nil})
		check("sid alone", false, true, true)
		phone = enter("u-1001", "sid-4", "ada.moreno@alpha.test")
		end(map[string]any{"sid": nil})
		check("sub alone", false, false, true)
		end(map[string]any{"sub": "u-7777", "sid": nil})
		check("a sub of nobody", false, false, true)
	})
}

func TestLogoutTokensThatAreRefused(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, op, _, connection := forgedWorld(t, w)
		b := w.browser(t)
		if b.get(connection + "/start"); b.signedIn() == "" {
			t.Fatal("not signed in")
		}
		other, evil := newForgedOP(t), forgedKey(1)
		token := func(bend map[string]any) string { return signedBy(op.key, nil, op.goodLogout(bend)) }
		now := time.Now()
		used := token(map[string]any{"sid": "sid-9"})
		if p := w.sendLogout(t, connection, used); p.status != http.StatusOK {
			t.Fatalf("%d", p.status)
		}
		for name, c := range map[string]struct {
			raw  string
			want Reason
		}{
			"a nonce":               {token(map[string]any{"nonce": "n"}), badLogout},
			"an empty nonce":        {token(map[string]any{"nonce": ""}), badLogout},
			"no event":              {token(map[string]any{"events": nil}), badLogout},
			"another event":         {token(map[string]any{"events": map[string]any{"http://evil.test": map[string]any{}}}), badLogout},
			"an event that is text": {token(map[string]any{"events": logoutEvent}), badLogout},
			"an event without {}":   {token(map[string]any{"events": map[string]any{logoutEvent: true}}), badLogout},
			"no jti":                {token(map[string]any{"jti": nil}), badLogout},
			"no iat":                {token(map[string]any{"iat": nil}), badLogout},
			"neither sub nor sid":   {token(map[string]any{"sub": nil, "sid": nil}), badLogout},
			"another issuer":        {signedBy(op.key, nil, other.goodLogout(nil)), wrongIssuer},
			"another audience":      {token(map[string]any{"aud": "evil"}), wrongAudience},
			"another key":           {signedBy(evil, nil, op.goodLogout(nil)), badSignature},
			"no signature":          {headed(`{"alg":"none"}`)(op.goodLogout(nil)), weakAlgorithm},
			"issued tomorrow":       {token(map[string]any{"iat": now.Add(time.Hour).Unix()}), notYetValid},
			"issued yesterday":      {token(map[string]any{"iat": now.Add(-24 * time.Hour).Unix()}), stale},
			"expired":               {token(map[string]any{"exp": now.Add(-time.Hour).Unix()}), expired},
			"sent again":            {used, Reason(directory.RefusedReplay)},
			"an ID token":           {op.idToken("n"), badLogout},
			"nothing":               {"", badToken},
			"too large":             {strings.Repeat("a.", 40<<10), badToken},
		} {
			p := w.sendLogout(t, connection, c.raw)
			if p.status != http.StatusBadRequest || p.body != "{\"error\":\"invalid_request\"}\n" {
				t.Errorf("%s: %d %s", name, p.status, p.body)
			}
			if got := w.lastLogoutRefusal(t, f); got != string(c.want) {
				t.Errorf("%s: history says %q, want %q", name, got, c.want)
			}
		}
		if b.signedIn() == "" {
			t.Error("a refused token ended a session")
		}
		if p := w.browser(t).post("/sso/oidc/conn_00000000000000000000000000/backchannel-logout", url.Values{"logout_token": {used}}); p.status != http.StatusNotFound {
			t.Errorf("unknown connection: %d", p.status)
		}
	})
}

// TestLogoutReachesTheProvider: the hint goes to the provider in a form's body, and
// only the browser of this session has it.
func TestLogoutReachesTheProvider(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		_, op, _, connection := forgedWorld(t, w)
		b := w.browser(t)
		if b.get(connection + "/start"); b.signedIn() == "" {
			t.Fatal("not signed in")
		}
		p := b.post("/logout", url.Values{})
		action, fields := p.form(t)
		if action != op.base+"/end" || fields.Get("client_id") != "mandate" || fields.Get("post_logout_redirect_uri") != w.handler.PublicURL+"/login/alpha" {
			t.Fatalf("to %s with %v", action, fields)
		}
		if claims := claimsOf(t, fields.Get("id_token_hint"), op.key.Public()); claims["sub"] != "u-1001" {
			t.Errorf("hint = %v", claims)
		}
		if policy := p.header.Get("Content-Security-Policy"); !strings.Contains(policy, "form-action "+op.base) || strings.Contains(policy, "unsafe") {
			t.Errorf("policy = %s", policy)
		}
		if b.signedIn() != "" || strings.Contains(w.log.String(), fields.Get("id_token_hint")) {
			t.Error("still signed in, or the hint is in the log")
		}
		if p := b.post("/logout", url.Values{}); strings.Contains(p.body, "id_token_hint") {
			t.Error("the hint outlives its session")
		}
	})
}

// TestLogoutWithoutItsProvider ends here whatever the provider does.
func TestLogoutWithoutItsProvider(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f, op, _, _ := forgedWorld(t, w)
	op.bend(bends{discovery: map[string]any{"end_session_endpoint": ""}})
	_, connection := w.forgedConnection(t, f, op, nil)
	b := w.browser(t)
	b.get(connection + "/start")
	if p := b.post("/logout", url.Values{}); p.url.Path != "/login/alpha" || b.signedIn() != "" {
		t.Errorf("landed on %s", p.url)
	}
	b.get(connection + "/start")
	if p := b.post("/logout", url.Values{}, "Accept", "application/json"); p.status != http.StatusNoContent || b.signedIn() != "" {
		t.Errorf("JSON: %d", p.status)
	}
}
