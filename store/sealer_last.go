package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ident"
)

const (
	lastSeal      = 2 * time.Second
	lastSealEvery = 50 * time.Millisecond
)

// lastSeals are the tenants whose entries are still to be sealed, each up to the mark of the
// last that was there at first; nil: not known yet.
type lastSeals map[ident.ID]*int64

// SealWritten seals what this process wrote: before a process ends, so that nothing waits
// for another one's sweep. Entries that wait for a transaction of others, and tries that
// fail, are given the time in which these should end; then they are left after all. What
// others write meanwhile is theirs to seal.
func (s *Store) SealWritten(ctx context.Context) {
	open := lastSeals{}
	for tenant := range s.dirty.take() {
		open[tenant] = nil
	}
	for end := time.After(lastSeal); ; {
		err := s.sealLast(ctx, open)
		if len(open) == 0 {
			return
		}
		select {
		case <-ctx.Done():
			s.leave(ctx, open, err)
			return
		case <-end:
			s.leave(ctx, open, err)
			return
		case <-time.After(lastSealEvery):
		}
	}
}

// sealLast tries once, and takes out whom nothing is left of.
func (s *Store) sealLast(ctx context.Context, open lastSeals) (failed error) {
	for tenant, upTo := range open {
		written, _, err := s.marks(ctx, tenant)
		if err == nil && upTo == nil {
			upTo = &written
			open[tenant] = upTo
		}
		_, sealErr := s.seal(ctx, tenant)
		_, sealed, markErr := s.marks(ctx, tenant)
		if err = errors.Join(err, sealErr, markErr); err != nil {
			failed = err
		} else if sealed >= *upTo {
			delete(open, tenant)
		}
	}
	return failed
}

// leave leaves tenants to the next look, of this process or another.
func (s *Store) leave(ctx context.Context, open lastSeals, err error) {
	for tenant := range open {
		s.dirty.add(tenant)
	}
	if err != nil && ctx.Err() == nil {
		s.Log.Error("seal history before the end", "error", err)
	}
}

// On PostgreSQL a mark is the number of a transaction, on SQLite that of a row.
const (
	marksPostgres = `SELECT coalesce(max(txid), 0), (SELECT mark FROM history_heads WHERE tenant_id = $1) FROM history_entries WHERE tenant_id = $1`
	marksSQLite   = `SELECT coalesce(max(rowid), 0), (SELECT mark FROM history_heads WHERE tenant_id = $1) FROM history_entries WHERE tenant_id = $1 AND txid IS NULL`
)

// marks are those of the last entry that is committed, and of the last that is sealed.
func (s *Store) marks(ctx context.Context, tenant ident.ID) (written, sealed int64, err error) {
	query := marksPostgres
	if s.pools.Kind == string(dialectSQLite) {
		query = marksSQLite
	}
	err = s.Read(actor.With(ctx, actor.ForSystem(tenant)), func(ctx context.Context, c *db.Client) error {
		rows, err := c.QueryContext(ctx, query, tenant)
		if err != nil {
			return err
		}
		defer rows.Close()
		if !rows.Next() {
			return errors.Join(rows.Err(), sql.ErrNoRows)
		}
		return rows.Scan(&written, &sealed)
	})
	return written, sealed, err
}
