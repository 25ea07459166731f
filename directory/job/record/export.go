// Package record writes history to files that an auditor checks without this program's
// database: every entry with its seal, and at the end a signature over the whole.
package record

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/directory/job"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Export says which entries are written. The door knows the filters; entries that they
// leave out keep their place in the chain.
type Export struct {
	Where  json.RawMessage `json:"where,omitempty"`
	Opened bool            `json:"opened"` // personal values beside the ciphertext
	At     time.Time       `json:"at"`
}

// Exporter does the job of HISTORY_EXPORT; Filter reads Export.Where.
type Exporter struct {
	Store  *store.Store
	Filter func(where json.RawMessage) (predicate.HistoryEntry, error)
}

const entriesAtOnce = 1000

// cursor is how far an export has come: what the signature at the end is over.
type cursor struct {
	First    int64  `json:"first"`
	Previous string `json:"previous"`
	Last     int64  `json:"last"`
	Hash     string `json:"hash"`
}

// Export is the job.Work of HISTORY_EXPORT.
func (o Exporter) Export(ctx context.Context, run *job.Run) error {
	var in Export
	if err := run.Asked(&in); err != nil {
		return err
	}
	if !run.Actor.Can(actor.HistoryView) {
		return fault.New(fault.Denied, fault.CodeForbidden, "Whoever started this job may not see history any more.")
	}
	filter, err := o.Filter(in.Where)
	if err != nil {
		return err
	}
	at := cursor{}
	if run.Cursor != "" {
		if err := json.Unmarshal([]byte(run.Cursor), &at); err != nil {
			return fmt.Errorf("read cursor: %w", err)
		}
	} else if err := o.begin(run, in); err != nil {
		return err
	}
	for {
		n, err := o.page(ctx, run, in, filter, &at)
		if err != nil {
			return err
		}
		if n < entriesAtOnce {
			if err := o.close(run, at); err != nil {
				return err
			}
		}
		if err := run.Save(ctx, string(mustJSON(at))); err != nil || n < entriesAtOnce {
			return err
		}
	}
}

func mustJSON(v any) []byte {
	text, _ := json.Marshal(v) // strings and numbers always marshal
	return text
}

func (o Exporter) begin(run *job.Run, in Export) error {
	head := map[string]any{"format": store.ExportFormat, "tenant": run.Actor.Tenant.Text(ident.Tenant), "exportedAt": in.At,
		"exportedBy": run.Actor.Name, "where": in.Where, "opened": in.Opened}
	return line(run, head)
}

func line(run *job.Run, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write line: %w", err)
	}
	_, err = run.Write(append(text, '\n'))
	return err
}

func (o Exporter) page(ctx context.Context, run *job.Run, in Export, filter predicate.HistoryEntry, at *cursor) (int, error) {
	list, err := o.Store.SealedEntries(ctx, at.Last, entriesAtOnce)
	if err != nil {
		return 0, fmt.Errorf("read history: %w", err)
	}
	shown, keys, err := o.shown(ctx, list, in, filter)
	if err != nil {
		return 0, err
	}
	for _, e := range list {
		if at.First == 0 {
			at.First, at.Previous = e.Seq, e.Previous
		}
		at.Last, at.Hash = e.Seq, e.Hash
		run.Progress++
		if !shown[e.ID] {
			e.Entry = nil
		} else if e.Opened, err = o.opened(e, keys[e.Target]); err != nil {
			return 0, err
		}
		if err := line(run, e); err != nil {
			return 0, err
		}
	}
	return len(list), nil
}

// shown says which entries of a page the filter lets by, and gives the keys that open
// what is personal in them.
func (o Exporter) shown(ctx context.Context, list []store.SealedEntry, in Export, filter predicate.HistoryEntry) (map[ident.ID]bool, map[ident.ID][]byte, error) {
	shown, keys := map[ident.ID]bool{}, map[ident.ID][]byte{}
	ids, people := make([]ident.ID, len(list)), []ident.ID{}
	for i, e := range list {
		ids[i] = e.ID
		people = append(people, e.Target)
	}
	err := o.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		kept, err := c.HistoryEntry.Query().Where(historyentry.IDIn(ids...), filter).IDs(ctx)
		if err != nil {
			return fmt.Errorf("filter history: %w", err)
		}
		for _, id := range kept {
			shown[id] = true
		}
		if !in.Opened {
			return nil
		}
		rows, err := c.User.Query().Where(user.IDIn(people...), user.PersonKeyNotNil()).Select(user.FieldID, user.FieldPersonKey).All(ctx)
		for _, u := range rows {
			keys[u.ID] = u.PersonKey
		}
		return err
	})
	return shown, keys, err
}

func (o Exporter) opened(e store.SealedEntry, key []byte) (map[string]any, error) {
	if len(key) == 0 {
		return nil, nil
	}
	all, err := o.Store.Changes(e.Changes, key)
	if err != nil {
		return nil, fmt.Errorf("open entry %d: %w", e.Seq, err)
	}
	closed, err := o.Store.Changes(e.Changes, nil)
	opened := map[string]any{}
	for field, values := range all {
		if _, plain := closed[field]; !plain {
			opened[field] = values
		}
	}
	return opened, err
}

func (o Exporter) close(run *job.Run, at cursor) error {
	run.Total = run.Progress
	x := store.Extent{Tenant: run.Actor.Tenant.Text(ident.Tenant), First: at.First, Previous: at.Previous, Last: at.Last, Hash: at.Hash}
	return line(run, store.ExportEnd{Extent: x, Signature: o.Store.Secrets.SignExtent(x)})
}

// Start puts an export into the queue.
func Start(ctx context.Context, q *job.Queue, in Export) (ident.ID, error) {
	in.At = q.Store.Now()
	return q.Start(ctx, job.New{Kind: job.HistoryExport, Input: in})
}
