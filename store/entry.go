package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	"mandate/ident"
)

// entry is a history entry in the form that is hashed: what was written, every
// field by name, personal values as their ciphertext.
type entry struct {
	ID         ident.ID `json:"id"`
	At         string   `json:"at"`
	ActorKind  string   `json:"actorKind"`
	ActorID    ident.ID `json:"actorId"`
	OnBehalfOf ident.ID `json:"onBehalfOf"`
	Action     string   `json:"action"`
	TargetKind string   `json:"targetKind"`
	TargetID   ident.ID `json:"targetId"`
	UserID     ident.ID `json:"userId"`
	Reason     string   `json:"reason"`
	Source     string   `json:"source"`
	Mode       string   `json:"mode"`
	Status     string   `json:"status"`
	Comment    string   `json:"comment"`
	Changes    []byte   `json:"changes"`
	RequestID  string   `json:"requestId"`
	mark       int64
}

// seal hashes previous hash, number and entry.
func (e entry) seal(previous []byte, seq int64) []byte {
	text, _ := json.Marshal(e) // strings, bytes and ids always marshal
	h := sha256.New()
	h.Write(previous)
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(seq)))
	h.Write(text)
	return h.Sum(nil)
}

func scanEntries(rows *sql.Rows, withMark bool) ([]entry, error) {
	var out []entry
	for rows.Next() {
		var e entry
		var at time.Time
		into := []any{&e.ID, &at, &e.ActorKind, &e.ActorID, &e.OnBehalfOf, &e.Action, &e.TargetKind, &e.TargetID, &e.UserID,
			&e.Reason, &e.Source, &e.Mode, &e.Status, &e.Comment, &e.Changes, &e.RequestID}
		if withMark {
			into = append(into, &e.mark)
		}
		if err := rows.Scan(into...); err != nil {
			return nil, fmt.Errorf("scan entry: %w", err)
		}
		e.At = at.UTC().Format("2006-01-02T15:04:05.000000Z")
		out = append(out, e)
	}
	return out, rows.Err()
}
