package sso

import (
	"context"
	"crypto/x509"
	"fmt"
	"net/http"

	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/fault"
	"mandate/ident"
)

// way is the connection that a request came to, with its company.
type way struct {
	company   company
	row       *db.Connection
	addresses Addresses
	mark      string // directory.ConnectionMark

	kept         bool                                // it was read for another request, see ways
	certificates func() ([]*x509.Certificate, error) // that the IdP signs with, read the first time that one is needed
}

func (x way) at() refusedAt { return refusedAt{company: x.company, connection: x.row.ID} }

// wayOf loads the connection that the path names. One of the other protocol is
// absent.
func (h *Handler) wayOf(r *http.Request, kind connection.Kind) (way, error) {
	id, err := ident.Parse(ident.Connection, r.PathValue("connection"))
	if err != nil {
		return way{}, fault.New(fault.NotFound, fault.CodeNotFound, "There is no such connection.")
	}
	return h.way(r.Context(), id, kind)
}

// way is the way of a connection whose id is known.
func (h *Handler) way(ctx context.Context, id ident.ID, kind connection.Kind) (way, error) {
	tenant, err := h.homes.of(ctx, h.Store, id)
	if err != nil {
		return way{}, err
	}
	x := way{addresses: AddressesOf(h.PublicURL, id.Text(ident.Connection))}
	err = h.Store.Glance(inTenant(ctx, tenant), func(ctx context.Context, q *db.Client) error {
		query := q.Connection.Query().Where(connection.ID(id), connection.KindEQ(kind))
		query.Modify(withCompany)
		x.row, err = query.Only(ctx)
		if db.IsNotFound(err) {
			return fault.New(fault.NotFound, fault.CodeNotFound, "There is no such connection.")
		}
		if err != nil {
			return fmt.Errorf("load connection: %w", err)
		}
		x.certificates = certificatesLater(x.row.Certificates)
		if x.company, err = companyOf(x.row); err == nil {
			x.mark, err = textBeside(x.row, markOfBoth)
		}
		return err
	})
	h.ways.keep(id, x, err)
	return x, err
}

// trusted is what a statement has to see the connection as; empty: it was read for this
// request.
func (x way) trusted() string {
	if x.kept {
		return x.mark
	}
	return ""
}

// activeWay is wayOf for signing in; ok is false when the answer is written already.
func (h *Handler) activeWay(w http.ResponseWriter, r *http.Request, kind connection.Kind) (x way, ok bool) {
	x, err := h.wayOf(r, kind)
	if err != nil {
		h.fail(w, r, err)
		return x, false
	}
	if x.row.State != connection.StateACTIVE {
		h.refused(w, r, x.at(), refuse(draftConnection, "%s", x.row.State))
		return x, false
	}
	return x, true
}
