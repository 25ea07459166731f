package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/dealdelegate"
	"mandate/ident"
	"mandate/store"
)

// file is a deal with who is on it: the JSON of a version of HI-3.
type file struct {
	assign.Deal
	Delegates []ident.ID `json:"delegates,omitempty"` // nearest first (DC-1)
	Stalled   bool       `json:"stalled,omitempty"`   // DC-5

	lingering []bool // by delegate: the step to them rests on a lingering link
}

// acting is the last delegate, or the owner; nobody on a closed deal.
func (f *file) acting() ident.ID {
	switch {
	case !f.Status.Open():
		return ident.ID{}
	case len(f.Delegates) > 0:
		return f.Delegates[len(f.Delegates)-1]
	}
	return f.Owner
}

// on reports whether somebody is the owner or a delegate.
func (f *file) on(person ident.ID) bool {
	return !person.IsZero() && (f.Owner == person || slices.Contains(f.Delegates, person))
}

// people lists everybody on the deal, the owner first.
func (f *file) people() []ident.ID {
	if f.Owner.IsZero() {
		return nil
	}
	return append([]ident.ID{f.Owner}, f.Delegates...)
}

// fileOf reads a row with its facilities and delegates.
func (m *memory) fileOf(row *db.Deal) (file, error) {
	d, err := DealOf(row, m.known)
	f := file{Deal: d, Stalled: row.Stalled}
	for _, one := range row.Edges.Delegates {
		f.Delegates = append(f.Delegates, one.UserID)
		f.lingering = append(f.lingering, one.Backing == dealdelegate.BackingLINGERING)
	}
	return f, err
}

// dealRows asks for deals with all that a file needs.
func dealRows(c *db.Client) *db.DealQuery {
	return c.Deal.Query().WithFacilities().WithDelegates(func(q *db.DealDelegateQuery) { q.Order(dealdelegate.ByPosition()) })
}

// filesWhere reads open deals by id.
func (s *sitting) filesWhere(ctx context.Context, where func(*sql.Selector)) ([]file, error) {
	rows, err := dealRows(s.tx.Client).Where(deal.Open(true), where).Order(deal.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load deals: %w", err)
	}
	files := make([]file, len(rows))
	for i, row := range rows {
		if files[i], err = s.fileOf(row); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// keep writes the version of a deal (HI-3).
func keep(tx *store.Tx, f file, fresh bool) error {
	state, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("write version of deal %s: %w", f.ID, err)
	}
	tx.KeepDeal(store.DealState{Deal: f.ID, Owner: f.Owner, Acting: f.acting(), Status: string(f.Status), State: state, Fresh: fresh})
	return nil
}
