package provider

import (
	"context"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/oidc"

	"mandate/directory/application"
)

// Bounds of a client's assertion.
const (
	longestAssertion = time.Hour // from now to its end, and from its making to now
	longestJTI       = 200
)

// assertion is the one assertion of a request (OpenID Connect Core 9, RFC 7523 3): first
// its claims are judged, then its signature; with that it is used.
type assertion struct {
	h     *Handler
	claim *oidc.JWTTokenRequest
	id    string
}

// judge refuses an assertion that could not be told from another, or that would have to
// be remembered for long. Audience and times have been looked at.
func (a *assertion) judge(claim *oidc.JWTTokenRequest) error {
	id, _ := claim.GetCustomClaim("jti").(string)
	switch {
	case claim.Issuer != claim.Subject:
		return oidc.ErrInvalidClient().WithDescription("iss and sub differ")
	case id == "" || len(id) > longestJTI:
		return oidc.ErrInvalidClient().WithDescription("an assertion needs a jti")
	case claim.ExpiresAt.AsTime().After(a.h.Store.Now().Add(longestAssertion)):
		return oidc.ErrInvalidClient().WithDescription("an assertion lives an hour at most")
	}
	a.claim, a.id = claim, id
	return nil
}

// VerifySignature checks the signature by the client's own keys and uses the assertion up
// (oidc.KeySet).
func (a *assertion) VerifySignature(ctx context.Context, jws *jose.JSONWebSignature) ([]byte, error) {
	keyID, _ := oidc.GetKeyIDAndAlg(jws)
	key, err := (&storage{a.h}).GetKeyByIDAndClientID(ctx, keyID, a.claim.Issuer)
	if err != nil {
		return nil, err
	}
	payload, err := jws.Verify(key)
	if err != nil {
		return nil, err
	}
	tenant, app, _ := application.ParseClientID(a.claim.Issuer)
	return payload, a.h.Applications.SeeAssertion(in(ctx, tenant), app, a.id, a.claim.ExpiresAt.AsTime())
}
