package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"

	"mandate/actor"
	"mandate/ident"
)

// Proof is what a check of a tenant's history found.
type Proof struct {
	Sealed   int64  `json:"sealed"`   // entries whose seal holds
	Unsealed int64  `json:"unsealed"` // entries written within the last moments
	Head     string `json:"head"`     // hash of the last seal, hexadecimal
	Faults   []Flaw `json:"faults"`   // empty: the chain is whole
}

// Flaw is one break in the chain.
type Flaw struct {
	Seq     int64  `json:"seq"`
	Kind    string `json:"kind"` // CHANGED, REMOVED, REORDERED, CUT, FORGED_HEAD, UNSEALED_BEHIND
	Message string `json:"message"`
}

const mostFlaws = 100

// VerifyHistory walks a tenant's chain: every seal follows the one before, every
// entry hashes to its seal, none is missing, and the chain ends where the signed
// head says. It reads page by page, so memory is flat, and as of one instant, so that
// sealers may go on.
func (s *Store) VerifyHistory(ctx context.Context, tenant ident.ID) (Proof, error) {
	ctx = actor.With(ctx, actor.ForSystem(tenant))
	tx, err := s.pools.Read.BeginTx(withTenantTx(ctx, tenant), &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	if err != nil {
		return Proof{}, s.explain(err)
	}
	defer func() { _ = tx.Rollback() }()
	w := walker{store: s, tx: tx, tenant: tenant}
	if err := w.walk(ctx); err != nil {
		return Proof{}, err
	}
	if err := w.end(ctx); err != nil {
		return Proof{}, err
	}
	w.proof.Head = fmt.Sprintf("%x", w.hash)
	return w.proof, nil
}

type walker struct {
	store  *Store
	tx     *sql.Tx
	tenant ident.ID
	seq    int64
	hash   []byte
	proof  Proof
}

func (w *walker) flaw(seq int64, kind, format string, args ...any) {
	if len(w.proof.Faults) < mostFlaws {
		w.proof.Faults = append(w.proof.Faults, Flaw{seq, kind, fmt.Sprintf(format, args...)})
	}
}

const sealPage = `SELECT s.seq, s.previous, s.hash, s.entry_id FROM history_seals s WHERE s.tenant_id = $1 AND s.seq > $2 ORDER BY s.seq LIMIT 1000`

type sealRow struct {
	seq            int64
	previous, hash []byte
	entry          ident.ID
}

func (w *walker) walk(ctx context.Context) error {
	for {
		page, err := w.page(ctx)
		if err != nil || len(page) == 0 {
			return err
		}
		entries, err := w.entries(ctx, page[0].seq, page[len(page)-1].seq)
		if err != nil {
			return err
		}
		for _, row := range page {
			w.step(row, entries)
		}
	}
}

func (w *walker) page(ctx context.Context) ([]sealRow, error) {
	rows, err := w.tx.QueryContext(ctx, sealPage, w.tenant, w.seq)
	if err != nil {
		return nil, fmt.Errorf("read seals: %w", err)
	}
	defer rows.Close()
	var out []sealRow
	for rows.Next() {
		var r sealRow
		if err := rows.Scan(&r.seq, &r.previous, &r.hash, &r.entry); err != nil {
			return nil, fmt.Errorf("scan seal: %w", err)
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

func (w *walker) entries(ctx context.Context, from, to int64) (map[ident.ID]entry, error) {
	rows, err := w.tx.QueryContext(ctx, `SELECT `+entryColumns+` FROM history_entries e
		JOIN history_seals s ON s.entry_id = e.id WHERE s.tenant_id = $1 AND e.tenant_id = $1 AND s.seq BETWEEN $2 AND $3`, w.tenant, from, to)
	if err != nil {
		return nil, fmt.Errorf("read entries: %w", err)
	}
	defer rows.Close()
	list, err := scanEntries(rows, false)
	out := make(map[ident.ID]entry, len(list))
	for _, e := range list {
		out[e.ID] = e
	}
	return out, err
}

func (w *walker) step(r sealRow, entries map[ident.ID]entry) {
	e, there := entries[r.entry]
	switch {
	case r.seq != w.seq+1:
		w.flaw(w.seq+1, "REMOVED", "seals %d to %d are missing", w.seq+1, r.seq-1)
	case !bytes.Equal(notNil(r.previous), notNil(w.hash)):
		w.flaw(r.seq, "REORDERED", "seal %d does not follow the one before", r.seq)
	case !there:
		w.flaw(r.seq, "REMOVED", "entry %s of seal %d is gone", r.entry, r.seq)
	case !bytes.Equal(e.seal(r.previous, r.seq), r.hash):
		w.flaw(r.seq, "CHANGED", "entry %s of seal %d was changed", r.entry, r.seq)
	default:
		w.proof.Sealed++
	}
	w.seq, w.hash = r.seq, r.hash
}

// end compares the chain with the signed head and counts what is not sealed yet.
func (w *walker) end(ctx context.Context) error {
	var h head
	err := w.tx.QueryRowContext(ctx, `SELECT seq, hash, mark, mac FROM history_heads WHERE tenant_id = $1`, w.tenant).Scan(&h.seq, &h.hash, &h.mark, &h.mac)
	if err != nil {
		return w.store.lookupError(err)
	}
	if !w.store.isSigned(w.tenant, h) {
		w.flaw(h.seq, "FORGED_HEAD", "the head was not signed with this secret key")
	}
	if h.seq != w.seq || !bytes.Equal(notNil(h.hash), notNil(w.hash)) {
		w.flaw(w.seq+1, "CUT", "the chain ends at %d, its signed head is %d", w.seq, h.seq)
	}
	return w.unsealed(ctx, h.mark)
}

func (w *walker) unsealed(ctx context.Context, mark int64) error {
	column := "e.rowid"
	if w.store.pools.Kind == "postgres" {
		column = "e.txid"
	}
	var behind int64
	err := w.tx.QueryRowContext(ctx, `SELECT count(*), count(CASE WHEN `+column+` <= $2 THEN 1 END) FROM history_entries e
		WHERE e.tenant_id = $1 AND NOT EXISTS (SELECT 1 FROM history_seals s WHERE s.entry_id = e.id)`, w.tenant, mark).Scan(&w.proof.Unsealed, &behind)
	if err != nil {
		return fmt.Errorf("count unsealed: %w", err)
	}
	if behind > 0 {
		w.flaw(w.seq, "UNSEALED_BEHIND", "%d entries were put behind the seal", behind)
	}
	return nil
}
