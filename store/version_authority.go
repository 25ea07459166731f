package store

import (
	"context"
	"time"

	"mandate/ent/db/authorityversion"
	"mandate/ident"
)

// authorityBatch is what many transactions keep of people, to be written in as few
// statements as it takes. Nobody is in it twice: the second version of a person ends the
// first.
type authorityBatch struct {
	parts []authorityPart
	in    map[ident.ID]bool
}

// authorityPart is what one transaction keeps; all of it begins at one instant.
type authorityPart struct {
	tx   *Tx
	list []authorityVersion
	from time.Time
}

func flushAuthority(ctx context.Context, all []*Tx) error {
	var b authorityBatch
	for _, tx := range all {
		for at := range chunks(len(tx.authority)) {
			part := tx.authority[at.from:at.to]
			if b.meets(part) || len(b.in)+len(part) > rowsAtOnce {
				if err := b.write(ctx); err != nil {
					return err
				}
				b = authorityBatch{}
			}
			b.add(authorityPart{tx: tx, list: part, from: tx.Now})
		}
	}
	return b.write(ctx)
}

// meets reports whether somebody of a list is in already.
func (b *authorityBatch) meets(list []authorityVersion) bool {
	for _, v := range list {
		if b.in[v.user] {
			return true
		}
	}
	return false
}

func (b *authorityBatch) add(part authorityPart) {
	if b.in == nil {
		b.in = map[ident.ID]bool{}
	}
	for _, v := range part.list {
		b.in[v.user] = true
	}
	b.parts = append(b.parts, part)
}

// write ends the versions of people who had one, and begins the new ones.
func (b *authorityBatch) write(ctx context.Context) error {
	if len(b.parts) == 0 {
		return nil
	}
	tx := b.parts[0].tx
	ctx = in(ctx, tx)
	begun, err := b.begun(ctx)
	if err != nil {
		return err
	}
	for i := range b.parts {
		b.parts[i].follow(begun)
	}
	if len(begun) > 0 {
		if err := b.end(ctx, begun); err != nil {
			return err
		}
	}
	var rows []Row
	for _, p := range b.parts {
		rows = append(rows, Rows(p.tx.authorityRows(p.list, p.from))...)
	}
	return tx.Insert(ctx, authorityversion.Table, rows)
}

// begun gives when the present versions of people began who are said to have one.
func (b *authorityBatch) begun(ctx context.Context) (map[ident.ID]time.Time, error) {
	var old []ident.ID
	for _, p := range b.parts {
		for _, v := range p.list {
			if !v.fresh {
				old = append(old, v.user)
			}
		}
	}
	if len(old) == 0 {
		return nil, nil
	}
	rows, err := b.parts[0].tx.Client.AuthorityVersion.Query().Where(authorityversion.UserIDIn(old...), authorityversion.ValidToIsNil()).
		Select(authorityversion.FieldUserID, authorityversion.FieldValidFrom).All(ctx)
	if err != nil {
		return nil, err
	}
	begun := make(map[ident.ID]time.Time, len(rows))
	for _, row := range rows {
		begun[row.UserID] = later(begun[row.UserID], row.ValidFrom)
	}
	return begun, nil
}

// follow puts the part behind every version that it ends.
func (p *authorityPart) follow(begun map[ident.ID]time.Time) {
	for _, v := range p.list {
		if !v.fresh {
			p.from = later(p.from, begun[v.user])
		}
	}
}

// endAuthority ends versions of many people at an instant each; SQLite, to which a
// statement is no journey, ends them part by part.
const endAuthority = `UPDATE authority_versions SET valid_to = ends.at FROM unnest($1::uuid[], $2::timestamptz[]) AS ends (id, at)
	WHERE authority_versions.user_id = ends.id AND authority_versions.valid_to IS NULL AND authority_versions.tenant_id = $3`

func (b *authorityBatch) end(ctx context.Context, begun map[ident.ID]time.Time) error {
	var ends [][]any
	for _, p := range b.parts {
		var users []ident.ID
		for _, v := range p.list {
			if _, ok := begun[v.user]; ok && !v.fresh {
				users = append(users, v.user)
				ends = append(ends, []any{v.user, p.from})
			}
		}
		if len(users) == 0 || p.tx.store.pools.Kind == string(dialectPostgres) {
			continue
		}
		err := p.tx.Client.AuthorityVersion.Update().Where(authorityversion.UserIDIn(users...), authorityversion.ValidToIsNil()).
			SetValidTo(p.from).Exec(ctx)
		if err != nil {
			return err
		}
	}
	if tx := b.parts[0].tx; tx.store.pools.Kind == string(dialectPostgres) {
		_, err := tx.Client.ExecContext(ctx, endAuthority, arrayText(ends, 0), arrayText(ends, 1), tx.Actor.Tenant)
		return err
	}
	return nil
}
