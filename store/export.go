package store

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"mandate/actor"
	"mandate/ident"
)

// SealedEntry is an entry of history with its place in the chain, as an export holds it.
// Entry is the text that was hashed: SHA-256 over previous hash, number (8 bytes, most
// significant first) and this text. An entry that an export leaves out has none; its
// place stays, so that the chain can still be followed.
type SealedEntry struct {
	Seq      int64           `json:"seq"`
	Previous string          `json:"previous"` // hexadecimal
	Hash     string          `json:"hash"`
	Entry    json.RawMessage `json:"entry,omitempty"`
	Opened   map[string]any  `json:"opened,omitempty"` // personal values: field -> before, after; not part of the hash

	ID, Target ident.ID `json:"-"`
	Changes    []byte   `json:"-"` // as stored
}

// SealedEntries gives what was sealed behind a number, in order.
func (s *Store) SealedEntries(ctx context.Context, after int64, most int) ([]SealedEntry, error) {
	a, ok := actor.From(ctx)
	if !ok {
		return nil, errNoTx
	}
	tx, err := s.pools.Read.BeginTx(withTenantTx(ctx, a.Tenant), &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	if err != nil {
		return nil, s.explain(err)
	}
	defer func() { _ = tx.Rollback() }()
	w := walker{store: s, tx: tx, tenant: a.Tenant, seq: after}
	page, err := w.page(ctx)
	if err != nil || len(page) == 0 {
		return nil, err
	}
	page = page[:min(len(page), most)]
	entries, err := w.entries(ctx, page[0].seq, page[len(page)-1].seq)
	if err != nil {
		return nil, err
	}
	list := make([]SealedEntry, len(page))
	for i, row := range page {
		e := entries[row.entry]
		text, err := json.Marshal(e)
		if err != nil {
			return nil, fmt.Errorf("write entry: %w", err)
		}
		list[i] = SealedEntry{Seq: row.seq, Previous: hex.EncodeToString(row.previous), Hash: hex.EncodeToString(row.hash), Entry: text,
			ID: row.entry, Target: e.TargetID, Changes: e.Changes}
	}
	return list, nil
}

// holds reports whether the text hashes to the entry's seal.
func (e SealedEntry) holds() bool {
	previous, err := hex.DecodeString(e.Previous)
	if err != nil {
		return false
	}
	h := sha256.New()
	h.Write(previous)
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(e.Seq)))
	h.Write(e.Entry)
	sum, err := hex.DecodeString(e.Hash)
	return err == nil && bytes.Equal(h.Sum(nil), sum)
}

// Extent is what an export covers, and what its signature is over: since every hash
// covers all before it, nothing between first and last can be changed or left out.
type Extent struct {
	Tenant   string `json:"tenant"`
	First    int64  `json:"first"`    // number of the first entry; 0: there is none
	Previous string `json:"previous"` // hash before it
	Last     int64  `json:"last"`
	Hash     string `json:"hash"` // of the last entry
}

// Signature of an extent, with the key to check it by.
type Signature struct {
	Key       string `json:"key"`       // Ed25519 public key, hexadecimal
	Signature string `json:"signature"` // hexadecimal
}

func (x Extent) text() []byte {
	text, _ := json.Marshal(x) // strings and numbers always marshal
	return append([]byte("mandate-history-export-1\n"), text...)
}

// ExportKey is the public key of signed exports, hexadecimal: what an auditor is given
// once, by another way than the file.
func (s *Secrets) ExportKey() string {
	public, _ := s.exportKey().Public().(ed25519.PublicKey)
	return hex.EncodeToString(public)
}

func (s *Secrets) exportKey() ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(s.sign([]byte("history export")))
}

// SignExtent signs what an export covers.
func (s *Secrets) SignExtent(x Extent) Signature {
	return Signature{Key: s.ExportKey(), Signature: hex.EncodeToString(ed25519.Sign(s.exportKey(), x.text()))}
}

func (x Extent) signedBy(g Signature) bool {
	key, err := hex.DecodeString(g.Key)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return false
	}
	sum, err := hex.DecodeString(g.Signature)
	return err == nil && ed25519.Verify(key, x.text(), sum)
}

// Head is the end of a tenant's chain at one time, as it leaves the house: a chain that does
// not lead through it was cut back or written anew.
type Head struct {
	Tenant string `json:"tenant"`
	Seq    int64  `json:"seq"`
	Hash   string `json:"hash"` // hexadecimal
}

func (h Head) text() []byte {
	text, _ := json.Marshal(h) // strings and numbers always marshal
	return append([]byte("mandate-history-head-1\n"), text...)
}

// SignHead signs a head with the key of exports.
func (s *Secrets) SignHead(h Head) Signature {
	return Signature{Key: s.ExportKey(), Signature: hex.EncodeToString(ed25519.Sign(s.exportKey(), h.text()))}
}
