package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"mandate/fault"
)

// Automatic persisted queries, for callers with a key: who sends a text with its SHA-256 may
// send the hash alone from then on. The error for a hash that is not kept is the one that
// clients answer by sending the text, word for word in every language and with status 200, as
// the protocol has it. What is kept is of this process, of the caller's company, and bounded: it is
// forgotten when others come, those of one company before those of others, and at a restart.
const (
	keptTexts   = 500
	keptOfOne   = 50       // of them, of one company
	longestText = 64 << 10 // bytes; a longer one runs, and is not kept
	apqVersion  = 1
)

const codeTextNotKept fault.Code = "PERSISTED_QUERY_NOT_FOUND"

// persisted is the extension persistedQuery of a request.
type persisted struct {
	Version int    `json:"version"`
	Hash    string `json:"sha256Hash"`
}

// persistedText is the text that a program means by a hash, or sends with it.
func (s *Server) persistedText(ctx context.Context, p persisted, text string) (string, error) {
	if p.Version != apqVersion {
		return "", invalidRequest("Persisted queries are of version 1.").On("extensions", "persistedQuery", "version")
	}
	hash := strings.ToLower(p.Hash)
	key := textKey{sightOf(ctx).Tenant, hash}
	if text == "" {
		kept, found := s.registered.get(key)
		if !found {
			return "", &refusal{http.StatusOK, fault.New(fault.NotFound, codeTextNotKept, "PersistedQueryNotFound")}
		}
		return kept, nil
	}
	if sum := sha256.Sum256([]byte(text)); hex.EncodeToString(sum[:]) != hash {
		return "", invalidRequest("The hash is not that of the text.").On("extensions", "persistedQuery", "sha256Hash")
	}
	if len(text) <= longestText {
		s.registered.add(key, text)
	}
	return text, nil
}
