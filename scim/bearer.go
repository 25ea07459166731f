package scim

import (
	"net/http"
	"strings"
	"time"

	"mandate/directory"
	"mandate/fault"
)

// identify turns the bearer token (RFC 6750) into the directory that acts, before
// the body is read. Missing, malformed, unknown, expired and revoked are one answer.
func (h *Handler) identify(r *http.Request, request string) (directory.TokenActor, error) {
	token, err := h.Directory.AuthenticateToken(r.Context(), bearer(r))
	token.Request = request
	return token, err
}

// take counts a request against the rate of its directory.
func (h *Handler) take(token directory.TokenActor, now time.Time) error {
	if wait, ok := h.limits.take(token.ID, token.Rate, now); !ok {
		return fault.New(fault.Throttled, fault.CodeThrottled, "The directory sends more than %d requests a second.", token.Rate).With("wait", wait)
	}
	return nil
}

func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}
