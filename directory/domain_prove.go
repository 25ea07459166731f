package directory

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"mandate/ent/db"
	"mandate/ent/db/domain"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// A domain is proven by a TXT record that only who runs its name servers can set:
//
//	_mandate-challenge.example.com  TXT  "mandate-domain-verification=0123…"
//
// The value is of one tenant and one domain. A domain belongs to one tenant. A new
// proof by DNS moves it from another tenant only when that one's own proof was by DNS
// too and its record is gone; what the operator has said by the command line, the
// operator alone takes back. Both tenants' administrators are told.

const (
	recordLabel     = "_mandate-challenge."
	recordPrefix    = "mandate-domain-verification="
	challengeLength = 16 // bytes
)

// By whom a domain was proven.
const (
	provenByDNS      = "DNS"
	provenByOperator = "OPERATOR"
)

// DomainRecord gives the name and the value of the TXT record that proves a domain.
func DomainRecord(d *db.Domain) (name, value string) {
	return recordLabel + d.Name, recordPrefix + d.Challenge
}

// AddDomain notes that a tenant wants to prove a domain, and where its people are to
// sign in; zero: no connection. A domain that is noted already stays as it is.
func (d *Directory) AddDomain(ctx context.Context, name string, conn ident.ID) (ident.ID, error) {
	ascii, err := domainName(name)
	if err != nil {
		return ident.ID{}, err
	}
	challenge := make([]byte, challengeLength)
	if _, err := rand.Read(challenge); err != nil {
		return ident.ID{}, fmt.Errorf("make challenge: %w", err)
	}
	var id ident.ID
	err = d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		id, err = Once(ctx, tx, func() (ident.ID, error) { return addDomain(ctx, tx, ascii, conn, hex.EncodeToString(challenge)) })
		return err
	})
	return id, err
}

func domainName(name string) (string, error) {
	ascii := strings.ToLower(strings.TrimSuffix(strings.TrimSpace(name), "."))
	if !isDomain(ascii) {
		return "", invalid("A domain is written in ASCII, such as example.com or xn--bcher-kva.example.").On("domain")
	}
	return ascii, nil
}

func addDomain(ctx context.Context, tx *store.Tx, name string, conn ident.ID, challenge string) (ident.ID, error) {
	if err := knownConnection(ctx, tx.Client, conn); err != nil {
		return ident.ID{}, err
	}
	there, err := tx.Client.Domain.Query().Where(domain.Name(name)).OnlyID(ctx)
	if !db.IsNotFound(err) {
		if err == nil {
			err = fault.New(fault.Conflict, fault.CodeTaken, "This domain is in your list already.").On("domain")
		}
		return there, err
	}
	id := tx.NewID()
	row := tx.Client.Domain.Create().SetID(id).SetName(name).SetChallenge(challenge)
	if !conn.IsZero() {
		row.SetConnectionID(conn)
	}
	if err := row.Exec(ctx); err != nil {
		return ident.ID{}, fmt.Errorf("insert domain: %w", err)
	}
	tx.Record(store.Event{Action: "DOMAIN_ADDED", TargetKind: ident.Domain, Target: id, Changes: []store.Change{{Field: "domain", After: name}}})
	return id, nil
}

// ProveDomain asks the name servers whether the record of a domain is there. Refused:
// DOMAIN_RECORD_MISSING, and TAKEN while another tenant's proof stands.
func (d *Directory) ProveDomain(ctx context.Context, id ident.ID) error {
	row, err := d.domain(ctx, id)
	if err == nil && row.VerifiedAt == nil {
		err = d.provable(ctx, row)
	}
	if err != nil {
		return err
	}
	err = d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error {
			if row.VerifiedAt != nil {
				return nil
			}
			return proven(ctx, tx, row, provenByDNS)
		})
	})
	if store.IsTaken(err) {
		return domainTaken()
	}
	return err
}

// provable asks the name servers, and takes the domain from who has it without a record.
func (d *Directory) provable(ctx context.Context, row *db.Domain) error {
	name, value := DomainRecord(row)
	there, err := d.recordThere(ctx, name, value)
	if err != nil {
		return err
	}
	if !there {
		return fault.New(fault.Conflict, CodeRecordMissing, "The name servers show no TXT record %s with the value %s yet.", name, value).On("domainId")
	}
	return d.takeOver(ctx, row.Name)
}

// CodeRecordMissing: the TXT record that proves a domain is not there.
const CodeRecordMissing fault.Code = "DOMAIN_RECORD_MISSING"

func (d *Directory) domain(ctx context.Context, id ident.ID) (*db.Domain, error) {
	var row *db.Domain
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		row, err = c.Domain.Query().Where(domain.ID(id)).Only(ctx)
		if db.IsNotFound(err) {
			return unknown("domain")
		}
		return err
	})
	return row, err
}

func (d *Directory) recordThere(ctx context.Context, name, value string) (bool, error) {
	if d.TXT == nil {
		return false, fault.New(fault.Unavailable, fault.CodeUnavailable, "No resolver is set.")
	}
	list, err := d.TXT(ctx, name)
	return slices.Contains(list, value), err
}
