package directory

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/domain"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

func domainTaken() *fault.Fault {
	return fault.New(fault.Conflict, fault.CodeTaken, "Another tenant has proven this domain.").On("domain")
}

// takeOver takes a domain from the tenant that has it, where its record is gone.
func (d *Directory) takeOver(ctx context.Context, name string) error {
	holder, err := d.Store.DomainTenant(ctx, name)
	if fault.Is(err, fault.CodeNotFound) {
		return nil
	}
	me, _ := actor.From(ctx)
	if err != nil || holder.ID == me.Tenant {
		return err
	}
	theirs := actor.ForSystem(holder.ID)
	theirs.Request = actor.RequestOf(ctx)
	ctx = actor.With(context.WithoutCancel(ctx), theirs)
	var row *db.Domain
	err = d.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		row, err = c.Domain.Query().Where(domain.Name(name), domain.VerifiedAtNotNil()).Only(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("load domain of another tenant: %w", err)
	}
	if row.VerifiedBy != provenByDNS {
		return domainTaken()
	}
	there, err := d.recordThere(ctx, recordLabel+name, recordPrefix+row.Challenge)
	if err != nil {
		return err
	}
	if there {
		return domainTaken()
	}
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error { return lost(ctx, tx, row) })
}

// lost takes a domain from the tenant of tx, and tells its administrators.
func lost(ctx context.Context, tx *store.Tx, row *db.Domain) error {
	n, err := tx.Client.Domain.Update().Where(domain.ID(row.ID), domain.VerifiedAtNotNil()).ClearVerifiedAt().SetVerifiedBy("").SetLostAt(tx.Now).Save(ctx)
	if err != nil || n == 0 {
		return err
	}
	tx.Record(store.Event{Action: "DOMAIN_LOST", TargetKind: ident.Domain, Target: row.ID, Reason: "PROVEN_BY_ANOTHER",
		Changes: []store.Change{{Field: "domain", Before: row.Name}}})
	return tellAdministrators(ctx, tx, "DOMAIN_MOVED", map[string]string{"domain": row.Name})
}

func proven(ctx context.Context, tx *store.Tx, row *db.Domain, by string) error {
	err := tx.Client.Domain.Update().Where(domain.ID(row.ID)).SetVerifiedAt(tx.Now).SetVerifiedBy(by).SetCheckedAt(tx.Now).ClearLostAt().Exec(ctx)
	if err != nil {
		return fmt.Errorf("save domain: %w", err)
	}
	tx.Record(store.Event{Action: "DOMAIN_VERIFIED", TargetKind: ident.Domain, Target: row.ID, Reason: by,
		Changes: []store.Change{{Field: "domain", After: row.Name}}})
	return tellAdministrators(ctx, tx, "DOMAIN_VERIFIED", map[string]string{"domain": row.Name})
}

func tellAdministrators(ctx context.Context, tx *store.Tx, kind string, facts map[string]string) error {
	list, err := administrators(ctx, tx.Client, idsAtOnce)
	for _, id := range list {
		tx.Notify(store.Notice{Type: kind, Recipient: id, Facts: facts})
	}
	return err
}
