package provider

import (
	"context"
	"net/http"
	"time"

	httphelper "github.com/zitadel/oidc/v3/pkg/http"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// front is the library's provider with what it lacks: the issuer stands in every
// authorization answer (RFC 9207), and a client's assertion counts once.
type front struct {
	*op.Provider
	h *Handler
}

// Encoder writes authorization answers, good ones and errors, and nothing else.
func (f front) Encoder() httphelper.Encoder {
	return signed{f.Provider.Encoder(), f.h.PublicURL + Base}
}

// signed adds the issuer to what it encodes, so that a client of several providers sees
// which of them answers.
type signed struct {
	httphelper.Encoder
	issuer string
}

func (s signed) Encode(answer any, values map[string][]string) error {
	if err := s.Encoder.Encode(answer, values); err != nil {
		return err
	}
	values["iss"] = []string{s.issuer}
	return nil
}

// JWTProfileVerifier judges one assertion of a client (private_key_jwt).
func (f front) JWTProfileVerifier(ctx context.Context) *op.JWTProfileVerifier {
	a := &assertion{h: f.h}
	return op.NewJWTProfileVerifierKeySet(a, op.IssuerFromContext(ctx), longestAssertion, time.Second, op.SubjectCheck(a.judge))
}

// discovery is what the library says of the provider, and what it does not know of.
type discovery struct {
	*oidc.DiscoveryConfiguration
	IssuerInAnswers bool `json:"authorization_response_iss_parameter_supported"` // RFC 9207 3
}

// discover says what this front door speaks, which is less than the library could.
func (h *Handler) discover(w http.ResponseWriter, r *http.Request) {
	ctx := op.ContextWithIssuer(r.Context(), h.PublicURL+Base)
	d := op.CreateDiscoveryConfig(ctx, h.front, h.front.Storage())
	d.ResponseTypesSupported = []string{string(oidc.ResponseTypeCode)}
	d.ResponseModesSupported = []string{string(oidc.ResponseModeQuery)}
	d.GrantTypesSupported = []oidc.GrantType{oidc.GrantTypeCode, oidc.GrantTypeRefreshToken}
	d.DeviceAuthorizationEndpoint, d.CheckSessionIframe = "", ""
	w.Header().Set("Access-Control-Allow-Origin", "*")
	httphelper.MarshalJSON(w, discovery{d, true})
}
