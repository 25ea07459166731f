package scim

import (
	"context"
	"net/http"
	"strings"

	"mandate/actor"
	"mandate/fault"
)

// identify turns the bearer token (RFC 6750) into the directory that acts, before
// the body is read. Missing, malformed, unknown, expired and revoked are one answer.
func (h *Handler) identify(r *http.Request, request string) (context.Context, error) {
	token, err := h.Directory.AuthenticateToken(r.Context(), bearer(r))
	if err != nil {
		return nil, err
	}
	if wait, ok := h.limits.take(token.ID, token.Rate, h.Store.Now()); !ok {
		return nil, fault.New(fault.Throttled, fault.CodeThrottled, "The directory sends more than %d requests a second.", token.Rate).With("wait", wait)
	}
	token.Request = request
	return actor.With(r.Context(), token.Actor), nil
}

func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}
