package store

import (
	"database/sql"
	"strings"
	"time"
	"unicode/utf8"

	"mandate/fault"
	"mandate/ident"
)

// anID finds the id in an argument before a driver would turn it into text.
// ok is false when the argument is no id; id is nil for a NULL one.
func anID(v any) (id *ident.ID, ok bool) {
	switch v := v.(type) {
	case ident.ID:
		return &v, true
	case *ident.ID:
		return v, true
	case sql.Null[ident.ID]:
		if !v.Valid {
			return nil, true
		}
		return &v.V, true
	}
	return nil, false
}

// checkText refuses what PostgreSQL can't hold in a text column, on both
// databases alike, so that it is the caller's error and not the server's.
func checkText(s string) error {
	if strings.IndexByte(s, 0) >= 0 || !utf8.ValidString(s) {
		return fault.New(fault.Invalid, fault.CodeInvalid, "Text must be valid Unicode without the NUL character.")
	}
	return nil
}

// instant is a time as both databases keep it: UTC, whole microseconds, cut
// and never rounded, in the years that have four digits.
func instant(t time.Time) (time.Time, error) {
	t = t.UTC().Truncate(time.Microsecond)
	if y := t.Year(); y < 1 || y > 9999 {
		return time.Time{}, fault.New(fault.Invalid, fault.CodeInvalid, "A time lies between the years 1 and 9999.")
	}
	return t, nil
}
