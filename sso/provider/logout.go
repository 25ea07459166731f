package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/op"

	"mandate/directory/application"
	"mandate/ident"
)

// TerminateSession is not called: TerminateSessionFromRequest is there.
func (s *storage) TerminateSession(context.Context, string, string) error { return nil }

// TerminateSessionFromRequest ends the session that the hint names (RP-Initiated Logout
// 1.0). Without a hint anybody's page could end it: then nothing ends here, and the
// person is led to the sign-in, not to the application, which would say that it has.
func (s *storage) TerminateSessionFromRequest(ctx context.Context, r *op.EndSessionRequest) (string, error) {
	if r.IDTokenHintClaims == nil {
		return s.h.PublicURL + "/login", nil
	}
	sid, _ := r.IDTokenHintClaims.Claims["sid"].(string)
	session, err := ident.Parse(ident.Session, sid)
	if err != nil {
		return r.RedirectURI, nil
	}
	tenant, _, ok := application.ParseClientID(r.ClientID)
	if !ok {
		return r.RedirectURI, nil
	}
	if err := s.h.Applications.EndSession(in(ctx, tenant), session, "APPLICATION_LOGOUT"); err != nil {
		s.h.Log.InfoContext(ctx, "session not ended by an application", "error", err)
	}
	return r.RedirectURI, nil
}

const logoutEvent = "http://schemas.openid.net/event/backchannel-logout"

// PassOn tells applications of sessions that have ended (Back-Channel Logout 1.0). Who
// does not answer rests, longer each time, and the others are told meanwhile. It is
// regular work of one replica.
func (h *Handler) PassOn(ctx context.Context) error {
	list, err := h.Applications.Goodbyes(ctx, h.pauses.resting(h.Store.Now()))
	if err != nil {
		return err
	}
	for _, g := range list {
		if h.pauses.rests(g.Application, h.Store.Now()) { // it has just failed
			continue
		}
		if g.Address != "" {
			if err := h.tell(ctx, g); err != nil {
				pause := h.pauses.failed(g.Application, h.Store.Now())
				h.Log.InfoContext(ctx, "logout not passed on", "client", g.ClientID, "pause", pause, "error", err)
				continue
			}
			h.pauses.answered(g.Application)
		}
		if err := h.Applications.Told(ctx, g); err != nil {
			return err
		}
	}
	return nil
}

func (h *Handler) tell(ctx context.Context, g application.Goodbye) error {
	token, err := h.logoutToken(ctx, g)
	if err != nil {
		return err
	}
	body := strings.NewReader(url.Values{"logout_token": {token}}.Encode())
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, g.Address, body)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := h.Client.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("%s answered %s", r.URL.Redacted(), answer.Status)
	}
	return nil
}

func (h *Handler) logoutToken(ctx context.Context, g application.Goodbye) (string, error) {
	k, err := h.Applications.SigningKey(ctx)
	if err != nil {
		return "", err
	}
	now := h.Store.Now()
	payload, err := json.Marshal(map[string]any{"iss": h.PublicURL + Base, "aud": g.ClientID, "iat": now.Unix(), "exp": now.Add(2 * time.Minute).Unix(),
		"jti": h.Store.NewID().String(), "sub": g.User.Text(ident.User), "sid": g.Session.Text(ident.Session),
		"events": map[string]any{logoutEvent: map[string]any{}}})
	if err != nil {
		return "", fmt.Errorf("write logout token: %w", err)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: k.Private, KeyID: k.ID}},
		(&jose.SignerOptions{}).WithType("logout+jwt"))
	if err != nil {
		return "", fmt.Errorf("sign logout token: %w", err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return "", fmt.Errorf("sign logout token: %w", err)
	}
	return signed.CompactSerialize()
}
