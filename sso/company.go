package sso

import (
	"context"
	"fmt"
	"net/url"

	"github.com/nyaruka/phonenumbers"

	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ident"
	"mandate/store"
)

// company is a tenant as the sign-in pages need it.
type company struct {
	store.TenantRef
	Phone    string // PR-3: E.164; may be empty
	Language string
	SSO      bool // account status belongs to the directory (LC-3): no local passwords
}

// companyBySlug finds a company by the name in its addresses.
func (h *Handler) companyBySlug(ctx context.Context, slug string) (company, error) {
	t, err := h.Store.TenantBySlug(ctx, slug)
	if err != nil {
		return company{}, err
	}
	return h.company(ctx, t.ID)
}

func (h *Handler) company(ctx context.Context, tenant ident.ID) (company, error) {
	row, err := h.Store.Company(ctx, tenant)
	if err != nil {
		return company{}, err
	}
	return company{TenantRef: row.TenantRef, Phone: row.Phone, Language: row.Language, SSO: row.SSO}, nil
}

// legiblePhone writes an E.164 number as people read it.
func legiblePhone(number string) string {
	n, err := phonenumbers.Parse(number, phonenumbers.UNKNOWN_REGION)
	if err != nil {
		return number
	}
	return phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
}

// doorsOf lists the ways in that a company's page offers, by name.
func (h *Handler) doorsOf(ctx context.Context, c company, back, hint string) ([]door, error) {
	var out []door
	err := h.Store.Glance(inTenant(ctx, c.ID), func(ctx context.Context, q *db.Client) error {
		list, err := q.Connection.Query().Where(connection.StateEQ(connection.StateACTIVE)).
			Order(connection.ByName(), connection.ByID()).Limit(readDoors).
			Select(connection.FieldID, connection.FieldKind, connection.FieldName).All(ctx)
		if err != nil {
			return fmt.Errorf("list connections: %w", err)
		}
		store.SortByName(list, func(x *db.Connection) string { return x.Name })
		for _, x := range list[:min(len(list), maxDoors)] {
			out = append(out, door{Name: x.Name, Address: startAddress(x, back, hint)})
		}
		return nil
	})
	return out, err
}

// maxDoors bounds the list on a company's page, and readDoors what is put in its order: anybody may
// ask for the page, and a connection holds up to 1 MiB of metadata, of which nothing is read here.
const (
	maxDoors  = 50
	readDoors = 1_000
)

// startAddress is where a sign-in through a connection begins; its id and kind are enough.
func startAddress(c *db.Connection, back, hint string) string {
	path := "/sso/saml/"
	if c.Kind == connection.KindOIDC {
		path = "/sso/oidc/"
	}
	query := url.Values{}
	if back != "/" && back != "" {
		query.Set("return", back)
	}
	if asksAnewAt(back) {
		query.Set(anewParam, "1")
	}
	if hint != "" && c.Kind == connection.KindOIDC {
		query.Set("login_hint", hint)
	}
	address := path + c.ID.Text(ident.Connection) + "/start"
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	return address
}

func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "'none'"
	}
	return u.Scheme + "://" + u.Host
}
