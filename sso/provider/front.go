package provider

import (
	"context"
	"time"

	httphelper "github.com/zitadel/oidc/v3/pkg/http"
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

// JWTProfileVerifier judges one assertion of a client (private_key_jwt), at the library's
// endpoints and at ours, where the context names no issuer.
func (f front) JWTProfileVerifier(context.Context) *op.JWTProfileVerifier {
	a := &assertion{h: f.h}
	return op.NewJWTProfileVerifierKeySet(a, f.h.PublicURL+Base, longestAssertion, time.Second, op.SubjectCheck(a.judge))
}

// GrantTypeJWTAuthorizationSupported: no assertion is a grant here (RFC 7523 2.1).
func (front) GrantTypeJWTAuthorizationSupported() bool { return false }
