package store

import (
	"context"
	"slices"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/dealversion"
	"mandate/ent/db/predicate"
	"mandate/ent/db/settingsversion"
	"mandate/ident"
)

// A new version begins now, but never before the one it follows: the clocks of two
// replicas differ, and a transaction may have waited for another.
func later(now, newest time.Time) time.Time {
	if newest.After(now) {
		return newest
	}
	return now
}

func (tx *Tx) authorityRows(list []authorityVersion, from time.Time) []*db.AuthorityVersionCreate {
	rows := make([]*db.AuthorityVersionCreate, 0, len(list))
	for _, v := range list {
		rows = append(rows, tx.Client.AuthorityVersion.Create().SetID(tx.NewID()).SetCreatedAt(tx.Now).SetUserID(v.user).SetState(v.state).
			SetValidFrom(from).SetPosition(tx.Position))
	}
	return rows
}

// flushDeals writes the first versions of deals of many transactions together. Before a
// transaction ends versions it writes those gathered so far: they may be the ones.
func flushDeals(ctx context.Context, all []*Tx) error {
	var fresh []*db.DealVersionCreate
	for _, tx := range all {
		if !slices.ContainsFunc(tx.deals, func(d DealState) bool { return !d.Fresh }) {
			fresh = append(fresh, tx.dealRows(tx.deals, tx.Now)...)
			continue
		}
		if err := tx.createDealVersions(ctx, fresh); err != nil {
			return err
		}
		fresh = nil
		for part := range chunks(len(tx.deals)) {
			if err := tx.followDeals(ctx, tx.deals[part.from:part.to]); err != nil {
				return err
			}
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	return all[0].createDealVersions(ctx, fresh)
}

// followDeals ends the versions of deals that had one, and begins the new ones.
func (tx *Tx) followDeals(ctx context.Context, list []DealState) error {
	var old []ident.ID
	for _, v := range list {
		if !v.Fresh {
			old = append(old, v.Deal)
		}
	}
	ctx = in(ctx, tx)
	from, open := tx.Now, []predicate.DealVersion{dealversion.DealIDIn(old...), dealversion.ValidToIsNil()}
	if len(old) > 0 {
		newest, err := tx.Client.DealVersion.Query().Where(open...).Order(db.Desc(dealversion.FieldValidFrom)).First(ctx)
		if err == nil {
			from = later(from, newest.ValidFrom)
			err = tx.Client.DealVersion.Update().Where(open...).SetValidTo(from).Exec(ctx)
		}
		if err != nil && !db.IsNotFound(err) {
			return err
		}
	}
	return tx.createDealVersions(ctx, tx.dealRows(list, from))
}

func (tx *Tx) dealRows(list []DealState, from time.Time) []*db.DealVersionCreate {
	rows := make([]*db.DealVersionCreate, 0, len(list))
	for _, v := range list {
		rows = append(rows, tx.Client.DealVersion.Create().SetID(tx.NewID()).SetCreatedAt(tx.Now).SetDealID(v.Deal).
			SetNillableOwnerID(optional(v.Owner)).SetNillableActingID(optional(v.Acting)).SetStatus(v.Status).SetState(v.State).SetValidFrom(from).SetPosition(tx.Position))
	}
	return rows
}

func (tx *Tx) createDealVersions(ctx context.Context, rows []*db.DealVersionCreate) error {
	return tx.Insert(in(ctx, tx), dealversion.Table, Rows(rows))
}

func (tx *Tx) flushSettings(ctx context.Context) error {
	for _, v := range tx.settings {
		from := tx.Now
		newest, err := tx.Client.SettingsVersion.Query().Where(settingsversion.ValidToIsNil()).First(ctx)
		if err == nil {
			from = later(from, newest.ValidFrom)
			err = tx.Client.SettingsVersion.Update().Where(settingsversion.ValidToIsNil()).SetValidTo(from).Exec(ctx)
		}
		if err != nil && !db.IsNotFound(err) {
			return err
		}
		err = tx.Client.SettingsVersion.Create().SetID(tx.NewID()).SetNumber(v.number).SetState(v.state).
			SetValidFrom(from).SetPosition(tx.Position).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}
