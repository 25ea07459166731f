package sso

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"mandate/directory"
	"mandate/ident"
)

// How often the metadata of a connection that names its address is read again.
const (
	metadataFresh = 24 * time.Hour
	metadataRetry = 5 * time.Minute // after a failure
)

// refreshes remembers when this process is to read a connection's metadata next.
type refreshes struct {
	mu   sync.Mutex
	next map[ident.ID]time.Time
}

// due reports whether it is time, and takes the turn: one sign-in reads, the others
// go on with what is known.
func (r *refreshes) due(id ident.ID, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now.Before(r.next[id]) {
		return false
	}
	if r.next == nil {
		r.next = map[ident.ID]time.Time{}
	}
	r.next[id] = now.Add(metadataRetry)
	return true
}

func (r *refreshes) done(id ident.ID, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.next[id] = now.Add(metadataFresh)
}

// refreshed brings a SAML connection up to date with the metadata at its address.
// A connection that knows no certificate yet needs it, and is refused without; one
// that knows some goes on with them when the address does not answer or answers
// with what must not be taken unseen.
func (h *Handler) refreshed(r *http.Request, x way) (way, error) {
	now := h.Store.Now()
	needed := len(x.row.Certificates) == 0
	if x.row.MetadataURL == "" || !h.refreshes.due(x.row.ID, now) && !needed {
		return x, nil
	}
	err := h.refresh(r.Context(), x)
	if err != nil && needed {
		return x, refuse(providerAbsent, "metadata: %v", err)
	}
	if err != nil {
		h.Log.WarnContext(r.Context(), "metadata not taken", "connection", x.row.ID.Text(ident.Connection), "error", err)
		return x, nil
	}
	h.refreshes.done(x.row.ID, now)
	return h.wayOf(r, x.row.Kind)
}

func (h *Handler) refresh(ctx context.Context, x way) error {
	text, err := fetch(ctx, h.Client, x.row.MetadataURL)
	if err != nil {
		return err
	}
	m, err := ParseMetadata(text)
	if err != nil {
		return err
	}
	if err := checkRefresh(x.row.IdpEntityID, x.row.Certificates, m); err != nil {
		return err
	}
	return h.Directory.UpdateConnection(inTenant(ctx, x.company.ID), x.row.ID, 0, directory.ConnectionUpdate{
		IdPEntityID: &m.EntityID, SSORedirectURL: &m.RedirectURL, SSOPostURL: &m.PostURL, Certificates: &m.Certificates})
}

// checkRefresh refuses metadata that would make another IdP of a known one: a new
// entity ID, or none of the keys known so far. An administrator decides on those.
func checkRefresh(entity string, certificates []string, fresh IdPMetadata) error {
	if entity != "" && fresh.EntityID != entity {
		return refuse(wrongIssuer, "metadata of %q", fresh.EntityID)
	}
	kept := func(text string) bool { return slices.Contains(fresh.Certificates, text) }
	if len(certificates) > 0 && !slices.ContainsFunc(certificates, kept) {
		return refuse(wrongIssuer, "metadata without any key known so far")
	}
	return nil
}
