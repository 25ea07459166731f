package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"mandate/actor"
	"mandate/ent/db"
)

// Beginning is a row of what begins and is worth nothing without its end: a request to an
// identity provider, whose answer will be held to its row.
type Beginning struct {
	Table string
	Row   func(tx *Tx) Row // makes it; tx stands for no transaction
	Where string           // what has to hold at that moment, in SQL, with $1, …
	Args  []any            // of Where
}

// Start inserts a row of what begins, where it may; false: it may not. It is one statement
// and no transaction around it. On PostgreSQL it does not wait until the disk has the row: a
// crash of the server within a second may lose it, and whoever comes with the answer is
// turned away then and begins anew. What was promised to anybody, or counts as used, seen or
// let in, never comes this way: another kind of row is an error. A later commit that waits for
// the disk waits for this one too, so that a row that was used is never without its beginning.
func (s *Store) Start(ctx context.Context, b Beginning) (bool, error) {
	tenant, err := tenantOf(ctx)
	if err != nil {
		return false, fmt.Errorf("write: %w", err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeTime)
	defer cancel()
	a, _ := actor.From(ctx)
	text, args, err := s.startText(s.newTx(s.client, a), b)
	if err != nil {
		return false, fmt.Errorf("begin: %w", err)
	}
	res, err := s.pools.Write.ExecContext(withTenantTx(ctx, tenant), text, args...)
	if err != nil {
		return false, s.explain(fmt.Errorf("begin: %w", err))
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// beginnings are the kinds of rows that may be lost in a crash.
var beginnings = map[string]bool{db.TypeSignInRequest: true}

// withoutDisk, as a condition, has the transaction of its statement end before the disk has
// it; it says so of this transaction alone. SQLite waits for the disk at none of its commits.
const withoutDisk = " AND set_config('synchronous_commit', 'off', true) = 'off'"

func (s *Store) startText(tx *Tx, b Beginning) (string, []any, error) {
	row := b.Row(tx)
	if !beginnings[row.Type()] {
		return "", nil, fmt.Errorf("%s written where only what begins is", row.Type())
	}
	columns := tx.columns(row)
	values, err := valuesOf(columns, []Row{row})
	if err != nil {
		return "", nil, err
	}
	places := make([]string, len(values[0]))
	for i := range places {
		places[i] = "$" + strconv.Itoa(len(b.Args)+i+1)
	}
	text := `INSERT INTO "` + b.Table + `" ("id", "` + strings.Join(columns, `", "`) + `") SELECT ` +
		strings.Join(places, ", ") + " WHERE " + b.Where
	if s.pools.Kind == string(dialectPostgres) {
		text += withoutDisk
	}
	return text, append(append([]any(nil), b.Args...), values[0]...), nil
}
