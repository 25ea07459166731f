package provider

import (
	"context"
	"net/http"
	"time"

	"github.com/zitadel/oidc/v3/pkg/oidc"

	"mandate/directory/attempt"
)

// askedOfOne bounds the authorizations that are asked for before anybody is known: each is
// a row for its ten minutes. An office of thousands stands behind one address. There is no
// bound of all together: a stranger would empty it, and shut everybody out.
var askedOfOne = attempt.Bound{AtOnce: 6000, Every: time.Second / 300}

type addressKey struct{}

// addressed tells what the library calls where the request comes from.
func (h *Handler) addressed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), addressKey{}, h.Address(r))))
	})
}

// mayAsk refuses an authorization beyond the bounds (RFC 6749 4.1.2.1).
func (h *Handler) mayAsk(ctx context.Context, company string, now time.Time) error {
	address, _ := ctx.Value(addressKey{}).(string)
	if ok, _ := h.asked.Admit(company, address, now); ok {
		return nil
	}
	return &oidc.Error{ErrorType: "temporarily_unavailable", Description: "too many authorizations at once"}
}
