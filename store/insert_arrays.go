package store

import (
	"encoding/hex"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"time"

	"mandate/ident"
)

// arraysMost bounds the rows of one statement, and with it the memory for its text.
const arraysMost = 2000

// arrayInsert says rows as one array a column: one text for any number of rows, which
// PostgreSQL parses and plans once a connection. A list of values it reads and plans
// value by value, which costs more than the insert. Not ok: a column holds what no array
// is made of, or nothing at all.
func arrayInsert(table string, columns []string, rows [][]any) (text string, args []any, ok bool) {
	var names, arrays strings.Builder
	for i := range len(columns) + 1 {
		name, kind := "id", arrayKind(rows, i)
		if i > 0 {
			name = columns[i-1]
			names.WriteString(", ")
			arrays.WriteString(", ")
		}
		if kind == "" {
			return "", nil, false
		}
		names.WriteString(`"` + name + `"`)
		arrays.WriteString("$" + strconv.Itoa(i+1) + "::" + kind + "[]")
		args = append(args, arrayText(rows, i))
	}
	return `INSERT INTO "` + table + `" (` + names.String() + ") SELECT * FROM unnest(" + arrays.String() + ")", args, true
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
			return "bytea"
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
	case []byte:
		return append(hex.AppendEncode(append(b, `"\\x`...), v), '"')
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
