package scim

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"mandate/actor"
	"mandate/ident"
)

// Cursors of RFC 9865. One is sealed for the tenant and the directory that asked,
// and good for one query and one hour; a reader of it learns nothing.

// cursorTime is how long a cursor is good.
const cursorTime = time.Hour

// mark is where a page ended, which the next one goes on from.
type mark struct {
	Digest  string          `json:"q"` // of the query that it belongs to
	Expires time.Time       `json:"x"`
	Total   int             `json:"n"` // counted once, for the first page
	Kind    string          `json:"t"` // of the resource: a search of all types goes from one to the next
	ID      ident.ID        `json:"i"`
	Key     json.RawMessage `json:"k,omitempty"` // its sort key; none: it has no value
}

// digestOf names a query: what a page shows may change from page to page, what it
// selects may not.
func digestOf(query url.Values) string {
	var parts []string
	for _, name := range []string{"filter", "sortBy", "sortOrder", "count"} {
		parts = append(parts, query.Get(name))
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])
}

func cursorName(ctx context.Context, kind string) string {
	a, _ := actor.From(ctx)
	return fmt.Sprintf("scim:%s:%s:%s:cursor", a.Tenant, a.ID, kind)
}

// sealCursor makes the text of a cursor into the list of one kind of resource.
func (h *Handler) sealCursor(ctx context.Context, kind string, l listing, m mark) (string, error) {
	m.Digest, m.Expires = l.digest, h.Store.Now().Add(cursorTime)
	text, err := json.Marshal(m)
	if err != nil {
		return "", fmt.Errorf("encode cursor: %w", err)
	}
	sealed, err := h.Store.Secrets.Seal(cursorName(ctx, kind), text)
	if err != nil {
		return "", fmt.Errorf("seal cursor: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(sealed), nil
}

// openCursor reads where a page begins; nil at the beginning.
func (h *Handler) openCursor(ctx context.Context, kind string, l listing) (*mark, error) {
	if l.cursor == "" {
		return nil, nil
	}
	sealed, err := base64.RawURLEncoding.DecodeString(l.cursor)
	if err != nil {
		return nil, noCursor()
	}
	text, err := h.Store.Secrets.Open(cursorName(ctx, kind), sealed)
	if err != nil {
		return nil, noCursor()
	}
	var m mark
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("decode cursor: %w", err)
	}
	switch {
	case m.Digest != l.digest:
		return nil, refuse(invalidCursor, "The cursor belongs to another filter, order or count.")
	case !m.Expires.After(h.Store.Now()):
		return nil, refuse(expiredCursor, "The cursor has expired; begin again without one.")
	}
	return &m, nil
}

func noCursor() error {
	return refuse(invalidCursor, "The cursor is not one that this directory was given.")
}
