package store

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"time"

	"mandate/ident"
)

// arraysMost bounds the rows of one statement, and with it the memory for its text.
const arraysMost = 2000

// alikeLeast is from how many rows on a column of one value is said once. Which columns
// those are is part of the statement's text, which few rows would change too often.
const alikeLeast = 128

// arrayInsert says rows as one array a column: one text for any number of rows, which
// PostgreSQL parses and plans once a connection. A list of values it reads and plans
// value by value, which costs more than the insert. Not ok: a column holds what no array
// is made of, or nothing at all.
func arrayInsert(table string, columns []string, rows [][]any) (text string, args []any, ok bool) {
	var s selection
	for i, name := range append([]string{"id"}, columns...) {
		kind := arrayKind(rows, i)
		alike := len(rows) >= alikeLeast && isAlike(rows, i)
		switch {
		case alike && rows[0][i] == nil:
			s.add(name, "NULL")
		case kind == "", kind == bytesKind && !onlyBytes(rows, i):
			return "", nil, false
		case alike:
			s.add(name, s.value(rows[0][i])+"::"+kind)
		case kind == bytesKind:
			s.pieces(name, rows, i)
		default:
			s.array(name, s.value(arrayText(rows, i))+"::"+kind+"[]")
		}
	}
	return s.insert(table), s.args, true
}

// selection is what a statement inserts: columns of arrays, and single values.
type selection struct {
	names, from, arrays, unnested []string
	args                          []any
}

// value adds an argument and gives its place.
func (s *selection) value(v any) string {
	s.args = append(s.args, v)
	return "$" + strconv.Itoa(len(s.args))
}

func (s *selection) add(name, from string) {
	s.names, s.from = append(s.names, `"`+name+`"`), append(s.from, from)
}

func (s *selection) array(name, values string) {
	s.add(name, `"`+name+`"`)
	s.unnest(name, values)
}

func (s *selection) unnest(name, values string) {
	s.arrays, s.unnested = append(s.arrays, values), append(s.unnested, `"`+name+`"`)
}

func (s *selection) insert(table string) string {
	list := func(of []string) string { return strings.Join(of, ", ") }
	return `INSERT INTO "` + table + `" (` + list(s.names) + ") SELECT " + list(s.from) +
		" FROM unnest(" + list(s.arrays) + ") AS r (" + list(s.unnested) + ")"
}

// isAlike reports whether all rows have one and the same value in a column.
func isAlike(rows [][]any, column int) bool {
	first := rows[0][column]
	for _, row := range rows[1:] {
		if !same(first, row[column]) {
			return false
		}
	}
	return true
}

// same compares values as the drivers take them; those that a driver may read as NULL are
// like no other.
func same(a, b any) bool {
	switch a := a.(type) {
	case nil:
		return b == nil
	case []byte:
		b, ok := b.([]byte)
		return ok && len(a) > 0 && bytes.Equal(a, b)
	case json.RawMessage:
		b, ok := b.(json.RawMessage)
		return ok && len(a) > 0 && bytes.Equal(a, b)
	}
	return reflect.TypeOf(a).Comparable() && a == b
}

// arrayKind is the type of a column's values; empty: of none, or of one that is not
// written here.
func arrayKind(rows [][]any, column int) string {
	for _, row := range rows {
		switch v := row[column].(type) {
		case nil:
		case ident.ID:
			return "uuid"
		case time.Time:
			return "timestamptz"
		case json.RawMessage:
			return "jsonb"
		case []byte:
			return bytesKind
		default:
			return scalarKind(reflect.TypeOf(v).Kind())
		}
	}
	return ""
}

func scalarKind(k reflect.Kind) string {
	switch k {
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int64, reflect.Int32:
		return "bigint"
	}
	return ""
}

// arrayText is a column as PostgreSQL reads an array from text.
func arrayText(rows [][]any, column int) string {
	b := make([]byte, 0, len(rows)*24)
	for i, row := range rows {
		b = appendElement(append(b, "{,"[min(i, 1)]), row[column])
	}
	return string(append(b, '}'))
}

func appendElement(b []byte, value any) []byte {
	switch v := value.(type) {
	case nil:
		return append(b, "NULL"...)
	case ident.ID:
		return append(b, v.String()...)
	case time.Time:
		return v.UTC().Truncate(time.Microsecond).AppendFormat(b, time.RFC3339Nano)
	case json.RawMessage:
		return appendQuoted(b, string(v))
	}
	switch v := reflect.ValueOf(value); v.Kind() {
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool())
	case reflect.String:
		return appendQuoted(b, v.String())
	default:
		return strconv.AppendInt(b, v.Int(), 10)
	}
}

func appendQuoted(b []byte, text string) []byte {
	b = append(b, '"')
	for i := range len(text) {
		if c := text[i]; c == '"' || c == '\\' {
			b = append(b, '\\')
		}
		b = append(b, text[i])
	}
	return append(b, '"')
}
