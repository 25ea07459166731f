package sso

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db/connection"
	"mandate/ident"
)

// Check is one thing that was looked at while a connection was tried out without anybody
// signing in, in words for an administrator.
type Check struct {
	Good bool   `json:"good"`
	Text string `json:"text"`
}

// checks gathers what is found.
type checks []Check

func (c *checks) good(format string, args ...any) {
	*c = append(*c, Check{true, fmt.Sprintf(format, args...)})
}

func (c *checks) bad(format string, args ...any) {
	*c = append(*c, Check{false, fmt.Sprintf(format, args...)})
}

// CheckConnection asks the IdP of a connection for what it says of itself, as a sign-in or
// a refresh would, and holds it to what is stored. It changes nothing, and no answer of the
// IdP is an error: the errors are this installation's own, and fault.NotFound.
func (h *Handler) CheckConnection(ctx context.Context, id ident.ID) ([]Check, error) {
	var found checks
	x, err := h.way(ctx, id, connection.KindSAML)
	if err == nil {
		found.state(x)
		h.checkSAML(ctx, &found, x)
		return found, nil
	}
	if x, err = h.way(ctx, id, connection.KindOIDC); err != nil {
		return nil, err
	}
	found.state(x)
	h.checkOIDC(ctx, &found, x)
	return found, nil
}

func (c *checks) state(x way) {
	switch x.row.State {
	case connection.StateACTIVE:
		c.good("The connection is active.")
	case connection.StateDRAFT:
		c.bad("The connection is a draft: what the IdP says is not complete.")
	default:
		c.bad("The connection is switched off.")
	}
}

// soon is how long before its end a certificate is worth a word.
const soon = 30 * 24 * time.Hour

func (h *Handler) checkSAML(ctx context.Context, found *checks, x way) {
	h.checkMetadata(ctx, found, x)
	if x.row.SSORedirectURL == "" && x.row.SSOPostURL == "" {
		found.bad("It is not known where people sign in: the metadata names no address.")
	}
	if x.row.PendingMetadata != "" {
		found.bad("Newer metadata waits for an administrator (%s); until then the former keys count.", x.row.PendingReason)
	}
	found.certificates(x.row.Certificates, h.Store.Now())
	if x.row.IdpInitiated {
		found.good("Answers that nobody here asked for are taken (IdP-initiated).")
	}
}

func (h *Handler) checkMetadata(ctx context.Context, found *checks, x way) {
	if x.row.MetadataURL == "" {
		found.good("The metadata came as a file: it is not read again by itself.")
		return
	}
	_, m, err := h.fetchMetadata(ctx, x.row.MetadataURL)
	if err != nil {
		found.bad("The metadata at %s can't be read: %s", x.row.MetadataURL, wordsOf(err))
		return
	}
	found.good("The metadata at %s is that of %s.", x.row.MetadataURL, m.EntityID)
	if reason := heldFor(x.row, m); reason != "" {
		found.bad("It would wait for an administrator (%s) instead of being taken by itself.", reason)
	}
}

// certificates says which keys the IdP may sign with, and until when.
func (c *checks) certificates(texts []string, now time.Time) {
	list, err := certificatesOf(texts)
	if err != nil {
		c.bad("A stored certificate can't be read.")
		return
	}
	valid := 0
	for _, one := range list {
		end := one.NotAfter.UTC().Format(time.DateOnly)
		switch {
		case now.Before(one.NotBefore):
			c.bad("The certificate %q is not valid before %s.", one.Subject.CommonName, one.NotBefore.UTC().Format(time.DateOnly))
		case now.After(one.NotAfter):
			c.bad("The certificate %q expired on %s.", one.Subject.CommonName, end)
		case one.NotAfter.Sub(now) < soon:
			valid++
			c.bad("The certificate %q expires soon, on %s.", one.Subject.CommonName, end)
		default:
			valid++
			c.good("The certificate %q is valid until %s.", one.Subject.CommonName, end)
		}
	}
	if valid == 0 {
		c.bad("No certificate of the IdP is valid now: nobody can sign in.")
	}
}
