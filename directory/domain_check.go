package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/domain"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

const (
	recheckAfter = 24 * time.Hour      // of a proven domain
	waitFor      = 30 * 24 * time.Hour // for the record of one that is not proven yet
)

// RecheckDomains looks after the records of a tenant's domains: one that waits is
// proven as soon as its record is there; where the record of a proven one has gone,
// administrators are told once. The domain stays the tenant's until another proves it:
// a record that was tidied away locks nobody out. A resolver that does not answer says
// nothing about a record.
func (d *Directory) RecheckDomains(ctx context.Context) error {
	var rows []*db.Domain
	now := d.Store.Now()
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		rows, err = c.Domain.Query().Where(domain.ChallengeNEQ(""), domain.Or(
			domain.And(domain.VerifiedAtIsNil(), domain.IDGT(ident.Floor(now.Add(-waitFor)))),
			domain.And(domain.VerifiedBy(provenByDNS), domain.CheckedAtLT(now.Add(-recheckAfter))),
		)).Order(domain.ByID()).All(ctx)
		return err
	})
	for i := 0; err == nil && i < len(rows); i++ {
		err = d.recheck(ctx, rows[i])
	}
	if err != nil {
		return fmt.Errorf("check domains: %w", err)
	}
	return nil
}

func (d *Directory) recheck(ctx context.Context, row *db.Domain) error {
	if row.VerifiedAt == nil {
		err := d.ProveDomain(ctx, row.ID)
		if f := fault.As(err); f.Kind == fault.Conflict || f.Kind == fault.Unavailable {
			return nil
		}
		return err
	}
	there, err := d.recordThere(ctx, recordLabel+row.Name, recordPrefix+row.Challenge)
	if fault.As(err).Kind == fault.Unavailable && err != nil {
		return nil
	}
	if err != nil {
		return err
	}
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error { return noteCheck(ctx, tx, row, there) })
}

// noteCheck remembers what a check of a proven domain found; lost_at says since when
// its record is gone.
func noteCheck(ctx context.Context, tx *store.Tx, row *db.Domain, there bool) error {
	tx.Silence(db.TypeDomain)
	up := tx.Client.Domain.Update().Where(domain.ID(row.ID)).SetCheckedAt(tx.Now)
	if there {
		return up.ClearLostAt().Exec(ctx)
	}
	if row.LostAt != nil {
		return up.Exec(ctx)
	}
	tx.Record(store.Event{Action: "DOMAIN_RECORD_GONE", TargetKind: ident.Domain, Target: row.ID, Changes: []store.Change{{Field: "domain", Before: row.Name}}})
	if err := up.SetLostAt(tx.Now).Exec(ctx); err != nil {
		return err
	}
	return tellAdministrators(ctx, tx, "DOMAIN_RECORD_GONE", map[string]string{"domain": row.Name})
}

// RemoveDomain gives a domain up: its people are no longer known by their addresses.
func (d *Directory) RemoveDomain(ctx context.Context, id ident.ID) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error { return removeDomain(ctx, tx, id) })
	})
}

func removeDomain(ctx context.Context, tx *store.Tx, id ident.ID) error {
	row, err := tx.Client.Domain.Query().Where(domain.ID(id)).Only(ctx)
	if db.IsNotFound(err) {
		return unknown("domain")
	}
	if err != nil {
		return fmt.Errorf("load domain: %w", err)
	}
	tx.Record(store.Event{Action: "DOMAIN_REMOVED", TargetKind: ident.Domain, Target: id, Changes: []store.Change{{Field: "domain", Before: row.Name}}})
	return tx.Client.Domain.DeleteOneID(id).Exec(ctx)
}

// BindDomain says where the people of a domain sign in; zero: on the company's page.
func (d *Directory) BindDomain(ctx context.Context, id, conn ident.ID) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error { return bindDomain(ctx, tx, id, conn) })
	})
}

func bindDomain(ctx context.Context, tx *store.Tx, id, conn ident.ID) error {
	if err := knownConnection(ctx, tx.Client, conn); err != nil {
		return err
	}
	up, after := tx.Client.Domain.Update().Where(domain.ID(id)), ""
	if conn.IsZero() {
		up.ClearConnectionID()
	} else {
		up.SetConnectionID(conn)
		after = conn.Text(ident.Connection)
	}
	n, err := up.Save(ctx)
	if err != nil {
		return fmt.Errorf("save domain: %w", err)
	}
	if n == 0 {
		return unknown("domain")
	}
	tx.Record(store.Event{Action: "DOMAIN_BOUND", TargetKind: ident.Domain, Target: id, Changes: []store.Change{{Field: "connection", After: after}}})
	return nil
}
