package sso

import (
	"context"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

// logoutEvent is the member of events that makes a token a logout token.
const logoutEvent = "http://schemas.openid.net/event/backchannel-logout"

// LogoutToken is what a provider says of sessions that have ended there.
type LogoutToken struct {
	Subject, Session string // sub and sid; one of them is never empty
	ID               string // jti
	Expires          time.Time
}

// VerifyLogout checks a logout token (Back-Channel Logout 1.0, section 2.6): the
// signature as of an ID token, iss, aud, iat, exp where it is there, events, sub or
// sid, jti, and no nonce, so that an ID token is never taken for one. That jti comes
// once is settled where the sessions end. The error is a Refusal.
func (c OIDC) VerifyLogout(ctx context.Context, raw string, now time.Time) (LogoutToken, error) {
	if len(raw) > maxMessage || strings.Count(raw, ".") != 2 || strings.ContainsAny(raw, "{} \t\r\n") {
		return LogoutToken{}, refuse(badToken, "not a compact JWS")
	}
	if err := checkHeader(raw); err != nil {
		return LogoutToken{}, err
	}
	v := oidc.NewVerifier(c.Issuer, c.Keys, &oidc.Config{
		ClientID: c.ClientID, SupportedSigningAlgs: signingAlgs, SkipExpiryCheck: true, Now: func() time.Time { return now }})
	t, err := v.Verify(ctx, raw)
	if err != nil {
		return LogoutToken{}, tokenRefusal(err)
	}
	claims := map[string]any{}
	if err := t.Claims(&claims); err != nil {
		return LogoutToken{}, refuse(badToken, "claims: %v", err)
	}
	return judgeLogout(Token{Subject: t.Subject, claims: claims}, t, now)
}

func judgeLogout(token Token, t *oidc.IDToken, now time.Time) (LogoutToken, error) {
	out := LogoutToken{Subject: t.Subject, Session: token.text("sid"), ID: token.text("jti"), Expires: t.Expiry}
	events, _ := token.claims["events"].(map[string]any)
	_, event := events[logoutEvent].(map[string]any)
	_, nonce := token.claims["nonce"]
	_, issued := token.claims["iat"]
	switch {
	case nonce:
		return out, refuse(badLogout, "a nonce is in it")
	case !event:
		return out, refuse(badLogout, "no logout event")
	case out.ID == "":
		return out, refuse(badLogout, "no jti")
	case out.Subject == "" && out.Session == "":
		return out, refuse(badLogout, "neither sub nor sid")
	case !issued:
		return out, refuse(badLogout, "no iat")
	case now.Before(t.IssuedAt.Add(-clockSkew)):
		return out, refuse(notYetValid, "issued at %s", t.IssuedAt)
	case now.After(t.IssuedAt.Add(requestLife + clockSkew)):
		return out, refuse(stale, "issued at %s", t.IssuedAt)
	case !t.Expiry.IsZero() && now.After(t.Expiry.Add(clockSkew)):
		return out, refuse(expired, "%s", t.Expiry)
	}
	if bound := t.IssuedAt.Add(requestLife + 2*clockSkew); bound.After(out.Expires) {
		out.Expires = bound
	}
	return out, nil
}
