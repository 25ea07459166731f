package directory

import (
	"context"
	"fmt"
	"strings"

	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ent/db/domain"
	"mandate/ident"
	"mandate/store"
)

// VerifyDomain says, by the operator, that an e-mail domain is the tenant's own,
// and where its people sign in; no connection leaves that as it is. A domain that
// another tenant has proven is fault.Conflict, TAKEN.
func (d *Directory) VerifyDomain(ctx context.Context, name string, conn ident.ID) error {
	ascii, err := domainName(name)
	if err != nil {
		return err
	}
	err = d.write(ctx, func(ctx context.Context, tx *store.Tx) error { return verifyDomain(ctx, tx, ascii, conn) })
	if store.IsTaken(err) {
		return domainTaken()
	}
	return err
}

func verifyDomain(ctx context.Context, tx *store.Tx, name string, conn ident.ID) error {
	if err := knownConnection(ctx, tx.Client, conn); err != nil {
		return err
	}
	row, err := tx.Client.Domain.Query().Where(domain.Name(name)).Only(ctx)
	if err != nil && !db.IsNotFound(err) {
		return fmt.Errorf("load domain: %w", err)
	}
	id, before := tx.NewID(), ident.ID{}
	if row != nil {
		id = row.ID
		if row.ConnectionID != nil {
			before = *row.ConnectionID
		}
		if row.VerifiedAt != nil && (conn.IsZero() || conn == before) {
			return nil
		}
		up := tx.Client.Domain.Update().Where(domain.ID(id)).SetVerifiedAt(tx.Now).SetVerifiedBy(provenByOperator)
		if !conn.IsZero() {
			up.SetConnectionID(conn)
		}
		err = up.Exec(ctx)
	} else {
		create := tx.Client.Domain.Create().SetID(id).SetName(name).SetVerifiedAt(tx.Now).SetVerifiedBy(provenByOperator)
		if !conn.IsZero() {
			create.SetConnectionID(conn)
		}
		err = create.Exec(ctx)
	}
	if err != nil {
		return fmt.Errorf("save domain: %w", err)
	}
	tx.Record(store.Event{Action: "DOMAIN_VERIFIED", TargetKind: ident.Domain, Target: id, Changes: []store.Change{{Field: "domain", After: name}}})
	return nil
}

func knownConnection(ctx context.Context, c *db.Client, id ident.ID) error {
	if id.IsZero() {
		return nil
	}
	there, err := c.Connection.Query().Where(connection.ID(id)).Exist(ctx)
	if err == nil && !there {
		return unknown("connection")
	}
	return err
}

const maxDomain = 253

// isDomain checks a lower-case ASCII name of two labels or more (RFC 5890, LDH).
func isDomain(name string) bool {
	labels := strings.Split(name, ".")
	if len(name) > maxDomain || len(labels) < 2 {
		return false
	}
	for _, l := range labels {
		if l == "" || len(l) > 63 || l[0] == '-' || l[len(l)-1] == '-' || strings.Trim(l, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return true
}

// provenDomain reports whether the tenant has proven the domain of an address. A
// domain that is not ASCII is nobody's: look-alikes never match.
func provenDomain(ctx context.Context, c *db.Client, email string) (bool, error) {
	name := domainOf(email)
	if name == strings.ToLower(email) || !isDomain(name) {
		return false, nil
	}
	return c.Domain.Query().Where(domain.Name(name), domain.VerifiedAtNotNil()).Exist(ctx)
}

// domainOf is the domain of an address, in lower case; of what is none, the whole.
func domainOf(email string) string {
	return strings.ToLower(email[strings.LastIndexByte(email, '@')+1:])
}
