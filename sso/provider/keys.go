package provider

import (
	"context"
	"crypto"

	"github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/op"

	"mandate/directory/application"
)

// key is a signing key as the library sees it, whole or its published part.
type key struct {
	application.Key
}

func (k key) ID() string                                  { return k.Key.ID }
func (k key) SignatureAlgorithm() jose.SignatureAlgorithm { return jose.RS256 }
func (k key) Algorithm() jose.SignatureAlgorithm          { return jose.RS256 }
func (k key) Use() string                                 { return "sig" }

// Key gives the private key to the signer, the public one to the published set.
func (k keyOf) Key() any { return k.part }

// keyOf is a key with the part that its user needs.
type keyOf struct {
	key
	part any
}

func (s *storage) SigningKey(ctx context.Context) (op.SigningKey, error) {
	k, err := s.h.Applications.SigningKey(ctx)
	if err != nil {
		return nil, err
	}
	return keyOf{key{Key: k}, k.Private}, nil
}

func (s *storage) SignatureAlgorithms(context.Context) ([]jose.SignatureAlgorithm, error) {
	return []jose.SignatureAlgorithm{jose.RS256}, nil
}

// KeySet is what is published. It is never empty: a relying party that keeps the set for a
// while has read it before the first sign-in.
func (s *storage) KeySet(ctx context.Context) ([]op.Key, error) {
	list, err := s.h.Applications.Keys(ctx)
	if err == nil && len(list) == 0 {
		list, err = s.h.firstKey(ctx)
	}
	if err != nil {
		return nil, err
	}
	out := make([]op.Key, len(list))
	for i, k := range list {
		out[i] = keyOf{key{Key: k}, crypto.PublicKey(k.Public)}
	}
	return out, nil
}

// firstKey makes the first key of an installation, one for however many ask this process.
// Two replicas may each make one: both are published.
func (h *Handler) firstKey(ctx context.Context) ([]application.Key, error) {
	h.making.Lock()
	defer h.making.Unlock()
	if _, err := h.Applications.SigningKey(ctx); err != nil {
		return nil, err
	}
	return h.Applications.Keys(ctx)
}
