package sso

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/fault"
	"mandate/ident"
)

// How often the metadata of a connection that names its address is read again.
const (
	metadataFresh = 24 * time.Hour
	metadataRetry = 5 * time.Minute // after a failure
)

// Why metadata waits for an administrator instead of being taken: it would make
// another IdP of a known one.
const (
	heldEntity = "ENTITY_ID_CHANGED"
	heldKeys   = "NO_KEY_KNOWN"
	heldHost   = "SIGN_ON_HOST_CHANGED"
)

// RefreshMetadata reads the metadata of the tenant's connections again whose turn it
// is. It runs every few minutes, on one replica at a time; a connection whose IdP does
// not answer holds up nobody and goes on with the keys it knows.
func (h *Handler) RefreshMetadata(ctx context.Context) error {
	list, err := h.Directory.Refreshable(ctx)
	if err != nil {
		return err
	}
	for _, c := range list {
		if !refreshDue(c, h.Store.Now()) {
			continue
		}
		// Who changed it meanwhile is right; its turn comes again.
		if err := h.refresh(ctx, c); err != nil && !fault.Is(err, fault.CodeStale) {
			return err
		}
	}
	return nil
}

func refreshDue(c *db.Connection, now time.Time) bool {
	wait := metadataFresh
	if c.MetadataError != "" {
		wait = metadataRetry
	}
	return c.MetadataCheckedAt == nil || !now.Before(c.MetadataCheckedAt.Add(wait))
}

// RefreshConnection reads the metadata of one connection again as the worker does: what
// would make another IdP of it waits for a decision. Metadata that can't be read are noted,
// and a fault.Invalid; a version other than the expected one is fault.Stale before anybody
// is asked, and a change while the IdP was asked is too. Zero expects nothing before.
func (h *Handler) RefreshConnection(ctx context.Context, id ident.ID, expected int64) error {
	x, err := h.readable(ctx, id)
	if err == nil {
		err = directory.Expect(expected, x.row.Version)
	}
	if err == nil && x.row.MetadataURL == "" {
		err = fault.New(fault.Invalid, fault.CodeInvalid, "This connection names no address of metadata: give it one, or the metadata as a file.").On("metadataUrl")
	}
	if err == nil {
		err = h.refresh(ctx, x.row)
	}
	if err == nil {
		x, err = h.way(ctx, id, connection.KindSAML)
	}
	if err == nil && x.row.MetadataError != "" {
		return badMetadata("%s", x.row.MetadataError)
	}
	return err
}

// readable is the way of a connection that has metadata; one by OpenID Connect has none, and
// the asker is told what serves instead.
func (h *Handler) readable(ctx context.Context, id ident.ID) (way, error) {
	x, err := h.way(ctx, id, connection.KindSAML)
	if fault.Is(err, fault.CodeNotFound) {
		if _, other := h.way(ctx, id, connection.KindOIDC); other == nil {
			return x, fault.New(fault.Invalid, fault.CodeInvalid, "This is no SAML connection: only those have metadata. What an OpenID Connect provider says is read again by itself; test the connection to see whether it is good.").On("connectionId")
		}
	}
	return x, err
}

// refreshed reads the metadata of a connection that knows no key yet, which cannot do
// without. One that knows some is the worker's.
func (h *Handler) refreshed(r *http.Request, x way) (way, error) {
	if x.row.MetadataURL == "" || len(x.row.Certificates) > 0 {
		return x, nil
	}
	if refreshDue(x.row, h.Store.Now()) {
		if err := h.refresh(inTenant(r.Context(), x.company.ID), x.row); err != nil && !fault.Is(err, fault.CodeStale) {
			return x, err
		}
	}
	x, err := h.way(r.Context(), x.row.ID, connection.KindSAML)
	if err == nil && len(x.row.Certificates) == 0 {
		return x, refuse(providerAbsent, "metadata: %s", x.row.MetadataError)
	}
	return x, err
}

// refresh reads the metadata of one connection and takes it, holds it or notes what was
// wrong with it. What was read was judged beside c: a connection that somebody changed
// while the IdP was asked keeps that change, which is fault.Stale. Any other error is one
// of this installation.
func (h *Handler) refresh(ctx context.Context, c *db.Connection) error {
	text, m, err := h.fetchMetadata(ctx, c.MetadataURL)
	trouble := ""
	if err != nil {
		trouble = clip(wordsOf(err))
		h.Log.WarnContext(ctx, "metadata not read", "connection", c.ID.Text(ident.Connection), "request", actor.RequestOf(ctx), "error", err)
	} else if reason := heldFor(c, m); reason != "" {
		h.Log.WarnContext(ctx, "metadata waits for an administrator", "connection", c.ID.Text(ident.Connection), "reason", reason)
		err = h.Directory.HoldMetadata(ctx, c.ID, c.Version, string(text), reason)
	} else {
		u, whole := m.Update(), string(text)
		u.Metadata = &whole
		err = h.Directory.UpdateConnection(ctx, c.ID, c.Version, u)
	}
	switch {
	case trouble != "":
		return h.Directory.NoteMetadata(ctx, c.ID, c.Version, c.MetadataURL, trouble)
	case err != nil:
		return err
	}
	return h.Directory.NoteMetadata(ctx, c.ID, 0, c.MetadataURL, "")
}

func (h *Handler) fetchMetadata(ctx context.Context, address string) ([]byte, IdPMetadata, error) {
	text, err := fetch(ctx, h.Client, address)
	if err != nil {
		return nil, IdPMetadata{}, err
	}
	m, err := ParseMetadata(text)
	if err == nil && !m.ValidUntil.IsZero() && h.Store.Now().After(m.ValidUntil) {
		err = badMetadata("The metadata was valid until %s.", m.ValidUntil.Format(time.RFC3339))
	}
	return text, m, err
}

// wordsOf is an error as an administrator may read it: of a fault the message and its
// cause, of anything else the text.
func wordsOf(err error) string {
	if f := fault.As(err); f.Kind == fault.Invalid {
		return f.Message
	}
	return err.Error()
}

// heldFor says why fresh metadata must not be taken unseen; empty: it may. What is
// not known yet cannot change.
func heldFor(c *db.Connection, fresh IdPMetadata) string {
	kept := func(text string) bool { return slices.Contains(fresh.Certificates, text) }
	switch {
	case c.IdpEntityID != "" && fresh.EntityID != c.IdpEntityID:
		return heldEntity
	case len(c.Certificates) > 0 && !slices.ContainsFunc(c.Certificates, kept):
		return heldKeys
	case !sameHosts(c, fresh):
		return heldHost
	}
	return ""
}

// sameHosts reports whether people are still sent to the hosts that they are sent to now.
func sameHosts(c *db.Connection, fresh IdPMetadata) bool {
	known := []string{hostOf(c.SSORedirectURL), hostOf(c.SSOPostURL)}
	if known[0] == "" && known[1] == "" {
		return true
	}
	for _, address := range []string{fresh.RedirectURL, fresh.PostURL, fresh.LogoutURL, fresh.LogoutPost} {
		if address != "" && !slices.Contains(known, hostOf(address)) {
			return false
		}
	}
	return true
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
