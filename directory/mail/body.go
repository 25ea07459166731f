package mail

import (
	"encoding/json"
	"fmt"

	"mandate/ident"
	"mandate/store"
)

// Body is what a message says, in both forms. It is stored sealed, since it may bring a
// credential.
type Body struct {
	Text       string `json:"text"`
	HTML       string `json:"html"`
	Credential bool   `json:"credential,omitempty"` // it brings a password, a code or a link that lets somebody in
}

// Seal gives the stored form of the body of one message.
func (b Body) Seal(secrets *store.Secrets, id ident.ID) ([]byte, error) {
	raw, err := json.Marshal(b)
	if err != nil {
		return nil, fmt.Errorf("encode body: %w", err)
	}
	return secrets.Seal(name(id), raw)
}

// OpenBody reads the stored form of the body of one message.
func OpenBody(secrets *store.Secrets, id ident.ID, sealed []byte) (Body, error) {
	var b Body
	raw, err := secrets.Open(name(id), sealed)
	if err != nil {
		return b, fmt.Errorf("open body of mail %s: %w", id, err)
	}
	if err := json.Unmarshal(raw, &b); err != nil {
		return b, fmt.Errorf("decode body of mail %s: %w", id, err)
	}
	return b, nil
}

func name(id ident.ID) string { return "mail:" + id.String() + ":body" }
