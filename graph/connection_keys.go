package graph

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"fmt"

	"mandate/ent/db/connection"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// certificateOf reads one certificate; nil when the text is none.
func certificateOf(text string) *gql.SsoCertificate {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil
	}
	x, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil
	}
	sum := sha256.Sum256(x.Raw)
	return &gql.SsoCertificate{Subject: x.Subject.String(), Fingerprint: hex.EncodeToString(sum[:]), NotBefore: x.NotBefore, NotAfter: x.NotAfter}
}

// certificatesIn reads those of texts that are certificates.
func certificatesIn(texts []string) []*gql.SsoCertificate {
	out := []*gql.SsoCertificate{}
	for _, text := range texts {
		if x := certificateOf(text); x != nil {
			out = append(out, x)
		}
	}
	return out
}

// ownKeysOf tells where a change of our keys stands: the next key has the later
// certificate, and after the switch the former one has the earlier.
func ownKeysOf(c *model.SsoConnection) *gql.SsoOwnKeys {
	if c.Kind != connection.KindSAML {
		return nil
	}
	out := &gql.SsoOwnKeys{Stage: gql.SsoKeyStageSingle, Signing: certificateOf(c.SpCertificate), Other: certificateOf(c.SpNextCertificate)}
	if out.Signing == nil || out.Other == nil {
		return out
	}
	out.Stage = gql.SsoKeyStageAnnounced
	if out.Other.NotAfter.Before(out.Signing.NotAfter) {
		out.Stage = gql.SsoKeyStageSwitched
	}
	return out
}

// pendingMetadataOf shows what an administrator is to decide on.
func (s *Server) pendingMetadataOf(ctx context.Context, c *model.SsoConnection) (*gql.SsoPendingMetadata, error) {
	if c.Connection.PendingMetadata == "" {
		return nil, nil
	}
	found, err := s.Metadata(ctx, "", c.Connection.PendingMetadata)
	if err != nil {
		return nil, fmt.Errorf("read metadata that waits: %w", err)
	}
	out := &gql.SsoPendingMetadata{Reason: c.PendingReason, Certificates: []*gql.SsoCertificate{}}
	if found.IdPEntityID != nil {
		out.IdpEntityID = *found.IdPEntityID
	}
	for _, address := range []*string{found.SSORedirectURL, found.SSOPostURL} {
		if address != nil && out.SsoURL == "" {
			out.SsoURL = *address
		}
	}
	if found.Certificates != nil {
		out.Certificates = certificatesIn(*found.Certificates)
	}
	return out, nil
}

// rollKeys takes one step of a change of our keys.
func (r *mutationResolver) rollKeys(ctx context.Context, in gql.SsoKeyRolloverInput) (*gql.SsoConnectionPayload, error) {
	step := r.server.Directory.BeginKeyRollover
	switch in.Step {
	case gql.SsoKeyStepSwitch:
		step = r.server.Directory.SwitchServiceKey
	case gql.SsoKeyStepRetire:
		step = r.server.Directory.RetireServiceKey
	}
	return r.onConnection(ctx, in.ConnectionID, in.IdempotencyKey, func(ctx context.Context, id ident.ID) error {
		return step(ctx, id, seen(in.ExpectedVersion))
	})
}
