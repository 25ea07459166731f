package store

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"mandate/ent/db"
	"mandate/ident"
)

// Row is a row to be inserted: the mutation of one of ent's Create builders.
type Row interface {
	db.Mutation
	ID() (ident.ID, bool)
}

// Rows gives the rows of ent's builders.
func Rows[M Row, C interface{ Mutation() M }](list []C) []Row {
	rows := make([]Row, len(list))
	for i, c := range list {
		rows[i] = c.Mutation()
	}
	return rows
}

// Insert writes rows of one table in as few statements as it takes: what ent's
// CreateBulk does, which costs the program more than the insert costs the database.
// Tenant and instants are stamped. There are no validators, and a column that a row
// leaves out has the table's default. Rows that set other columns than those before them
// are a statement of their own.
func (tx *Tx) Insert(ctx context.Context, table string, rows []Row) error {
	for len(rows) > 0 {
		if err := tx.catchUp(ctx, rows[0].Type()); err != nil {
			return err
		}
		tx.wrote[rows[0].Type()] = true
		if c := waits(ctx); c != nil {
			c.kind = rows[0].Type()
		}
		columns := tx.columns(rows[0])
		n := 1
		for n < len(rows) && n < arraysMost && slices.Equal(columns, tx.columns(rows[n])) {
			n++
		}
		if err := tx.insert(ctx, table, columns, rows[:n]); err != nil {
			return fmt.Errorf("insert into %s: %w", table, err)
		}
		rows = rows[n:]
	}
	return nil
}

// columns stamps a row, and lists what is set.
func (tx *Tx) columns(row Row) []string {
	stampNew(row, tx)
	return row.Fields()
}

func (tx *Tx) insert(ctx context.Context, table string, columns []string, rows []Row) error {
	values, err := valuesOf(columns, rows)
	if err != nil {
		return err
	}
	// Not a statement that counts by itself: wrote has the kind.
	ctx = context.WithValue(ctx, txKey{}, nil)
	if len(rows) > 1 && tx.store.pools.Kind == string(dialectPostgres) {
		if text, args, ok := arrayInsert(table, columns, values); ok {
			return tx.insertArrays(ctx, table, text, args)
		}
	}
	for len(values) > 0 {
		n := insertStep(len(values))
		args := slices.Concat(values[:n]...)
		if _, err := tx.Client.ExecContext(ctx, insertText(table, columns, n), args...); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

// insertArrays does not wait for the end of what WriteOn writes.
func (tx *Tx) insertArrays(ctx context.Context, table, text string, args []any) error {
	if tx.batch.sends != nil {
		return tx.batch.sends.send(ctx, "insert into "+table, text, args)
	}
	_, err := tx.Client.ExecContext(ctx, text, args...)
	return err
}

// insertMost and insertStep keep the texts few that a connection has prepared, and each
// of them short enough to be kept.
const insertMost = 32

func insertStep(n int) int {
	for _, step := range []int{insertMost, 16, 8} {
		if n >= step {
			return step
		}
	}
	return n
}

// valuesOf gives the id and the columns of each row, as the drivers take them.
func valuesOf(columns []string, rows []Row) ([][]any, error) {
	values := make([][]any, len(rows))
	for i, row := range rows {
		id, _ := row.ID()
		values[i] = append(make([]any, 0, len(columns)+1), id)
		for _, name := range columns {
			value, _ := row.Field(name)
			stored, err := columnValue(value)
			if err != nil {
				return nil, fmt.Errorf("column %s: %w", name, err)
			}
			values[i] = append(values[i], stored)
		}
	}
	return values, nil
}

func insertText(table string, columns []string, rows int) string {
	var b strings.Builder
	b.WriteString(`INSERT INTO "` + table + `" ("id"`)
	for _, name := range columns {
		b.WriteString(`, "` + name + `"`)
	}
	b.WriteString(") VALUES ")
	place := 0
	for n := range rows {
		b.WriteString(", "[:2*min(n, 1)])
		for c := range len(columns) + 1 {
			place++
			b.WriteByte("(,"[min(c, 1)])
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(place))
		}
		b.WriteByte(')')
	}
	return b.String()
}

// columnValue is a value as the drivers take it: what is no column type of its own is
// kept as JSON.
func columnValue(value any) (any, error) {
	switch value.(type) {
	case nil, string, []byte, json.RawMessage, ident.ID, time.Time, bool, int, int64:
		return value, nil
	}
	switch reflect.TypeOf(value).Kind() {
	case reflect.Slice, reflect.Map, reflect.Struct, reflect.Pointer:
		text, err := json.Marshal(value)
		return json.RawMessage(text), err
	}
	return value, nil
}
