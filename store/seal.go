package store

import (
	"context"
	"crypto/hmac"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"mandate/actor"
	"mandate/ent/db/historyseal"
	"mandate/ident"
)

const (
	sealAtOnce  = 2000 // entries of a transaction of the sealer
	sealsAtOnce = 100  // rows of a list of values, short enough to be kept prepared
)

// Seal numbers and chains the entries of a tenant that are committed and not yet
// sealed, in commit order. On PostgreSQL those written beside a transaction that
// still runs are left for the next time.
func (s *Store) Seal(ctx context.Context, tenant ident.ID) error {
	_, err := s.seal(ctx, tenant)
	return err
}

// seal also says whether entries were left.
func (s *Store) seal(ctx context.Context, tenant ident.ID) (left bool, err error) {
	ctx = actor.With(ctx, actor.ForSystem(tenant))
	for {
		n, left, err := s.sealSome(ctx, tenant)
		if err != nil || n < sealAtOnce {
			return left, err
		}
	}
}

// head is the end of a tenant's chain.
type head struct {
	seq  int64
	hash []byte
	mark int64
	mac  []byte
}

func (s *Store) signHead(tenant ident.ID, h head) []byte {
	return s.Secrets.sign(tenant[:], binary.BigEndian.AppendUint64(nil, uint64(h.seq)), h.hash)
}

// isSigned keeps the sealer from signing what somebody else put there.
func (s *Store) isSigned(tenant ident.ID, h head) bool {
	return hmac.Equal(h.mac, s.signHead(tenant, h))
}

var errForgedHead = errors.New("the head of history was not signed with this secret key")

func (s *Store) sealSome(ctx context.Context, tenant ident.ID) (n int, left bool, err error) {
	tx, err := s.pools.Write.BeginTx(withTenantTx(ctx, tenant), nil)
	if err != nil {
		return 0, false, s.explain(err)
	}
	defer func() { _ = tx.Rollback() }()
	h, err := s.lockHead(ctx, tx, tenant)
	if err != nil {
		return 0, false, err
	}
	if !s.isSigned(tenant, h) {
		return 0, false, fmt.Errorf("seal after number %d: %w", h.seq, errForgedHead)
	}
	before := h.seq
	entries, mark, err := s.unsealed(ctx, tx, tenant, h.mark)
	if err != nil {
		return 0, false, err
	}
	if len(entries) == 0 {
		left, err = s.isLeft(ctx, tx, tenant, h.mark)
		return 0, left, err
	}
	if err := s.chain(ctx, tx, tenant, &h, entries); err != nil {
		return 0, false, err
	}
	_, err = tx.ExecContext(ctx, `UPDATE history_heads SET seq = $1, hash = $2, mark = $3, mac = $4 WHERE tenant_id = $5`,
		h.seq, h.hash, mark, s.signHead(tenant, h), tenant)
	if err != nil {
		return 0, false, fmt.Errorf("move head: %w", err)
	}
	if left, err = s.isLeft(ctx, tx, tenant, mark); err != nil {
		return 0, false, err
	}
	if err := tx.Commit(); err != nil {
		return 0, false, fmt.Errorf("commit seals: %w", err)
	}
	s.heads.tell(s.Log, tenant, before, h, s.signHead(tenant, h), s.Now())
	return len(entries), left, nil
}

// leftPostgres walks the index of transactions. A plain EXISTS reads all of history where
// PostgreSQL believes that many entries are behind the mark, and there is none.
const leftPostgres = `SELECT count(*) > 0 FROM (SELECT FROM history_entries WHERE tenant_id = $1 AND txid > $2 ORDER BY txid LIMIT 1) AS later`

// isLeft says whether entries wait for a transaction that still runs.
func (s *Store) isLeft(ctx context.Context, tx *sql.Tx, tenant ident.ID, mark int64) (left bool, err error) {
	if s.pools.Kind == string(dialectSQLite) {
		return false, nil
	}
	if err := tx.QueryRowContext(ctx, leftPostgres, tenant, mark).Scan(&left); err != nil {
		return false, fmt.Errorf("look for entries that wait: %w", err)
	}
	return left, nil
}

func (s *Store) lockHead(ctx context.Context, tx *sql.Tx, tenant ident.ID) (h head, err error) {
	query := `SELECT seq, hash, mark, mac FROM history_heads WHERE tenant_id = $1`
	if s.pools.Kind == "postgres" {
		query += ` FOR UPDATE`
	}
	err = tx.QueryRowContext(ctx, query, tenant).Scan(&h.seq, &h.hash, &h.mark, &h.mac)
	return h, s.lookupError(err)
}

const entryColumns = `e.id, e.at, e.actor_kind, e.actor_id, e.on_behalf_of, e.action, e.target_kind, e.target_id, e.user_id,
	e.reason, e.source, e.mode, e.status, e.comment, e.changes, e.request_id`

// unsealed gives committed entries after the mark, in commit order. On PostgreSQL
// an entry carries its transaction's number, and only numbers below the oldest
// transaction still running are taken: nothing can then appear behind the mark.
// SQLite has one writer, and rows in the order of their commits.
func (s *Store) unsealed(ctx context.Context, tx *sql.Tx, tenant ident.ID, mark int64) ([]entry, int64, error) {
	list, err := s.scanUnsealed(ctx, tx, tenant, mark)
	for _, e := range list {
		mark = max(mark, e.mark)
	}
	return list, mark, err
}

// The page ends with a whole transaction, since the mark can't stand inside one.
const (
	unsealedSQLite = `SELECT ` + entryColumns + `, e.rowid FROM history_entries e
		WHERE e.tenant_id = $1 AND e.rowid > $2 ORDER BY e.rowid LIMIT $3`
	unsealedPostgres = `SELECT ` + entryColumns + `, e.txid FROM history_entries e
		WHERE e.tenant_id = $1 AND e.txid > $2 AND e.txid <= (SELECT max(p.txid) FROM (
			SELECT n.txid FROM history_entries n WHERE n.tenant_id = $1 AND n.txid > $2
			AND n.txid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint ORDER BY n.txid LIMIT $3) p)
		ORDER BY e.txid, e.id`
)

func (s *Store) scanUnsealed(ctx context.Context, tx *sql.Tx, tenant ident.ID, mark int64) ([]entry, error) {
	query := unsealedSQLite
	if s.pools.Kind == "postgres" {
		query = unsealedPostgres
	}
	rows, err := tx.QueryContext(ctx, query, tenant, mark, sealAtOnce)
	if err != nil {
		return nil, fmt.Errorf("read unsealed entries: %w", err)
	}
	defer rows.Close()
	return scanEntries(rows, true)
}

func (s *Store) chain(ctx context.Context, tx *sql.Tx, tenant ident.ID, h *head, entries []entry) error {
	now := s.Now()
	seals := make([][]any, 0, len(entries))
	for _, e := range entries {
		h.seq++
		hash := e.seal(h.hash, h.seq)
		seals = append(seals, []any{s.NewID(), tenant, now, h.seq, e.ID, notNil(h.hash), hash})
		h.hash = hash
	}
	if err := s.insertSeals(ctx, tx, seals); err != nil {
		return fmt.Errorf("seal up to number %d: %w", h.seq, err)
	}
	return nil
}

// insertSeals writes a page of seals: one statement on PostgreSQL, some on SQLite, whose
// journeys are short.
func (s *Store) insertSeals(ctx context.Context, tx *sql.Tx, seals [][]any) error {
	if s.pools.Kind == string(dialectPostgres) {
		if text, args, ok := arrayInsert(historyseal.Table, sealColumns(), seals); ok {
			_, err := tx.ExecContext(ctx, text, args...)
			return err
		}
	}
	for part := range slices.Chunk(seals, sealsAtOnce) {
		if _, err := tx.ExecContext(ctx, insertText(historyseal.Table, sealColumns(), len(part)), slices.Concat(part...)...); err != nil {
			return err
		}
	}
	return nil
}

// sealColumns are those of a seal besides its id.
func sealColumns() []string {
	return []string{historyseal.FieldTenantID, historyseal.FieldCreatedAt, historyseal.FieldSeq, historyseal.FieldEntryID, historyseal.FieldPrevious, historyseal.FieldHash}
}

func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
