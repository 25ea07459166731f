package graph

import (
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"
)

// never stands for an instant that there was not: before all others.
var never = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)

func atOrNever(t *time.Time) time.Time {
	if t == nil {
		return never
	}
	return *t
}

// neverFirst is a column of instants with never in place of null, as each dialect
// writes it.
func neverFirst(s *sql.Selector, column string) string {
	if s.Dialect() == dialect.Postgres {
		return "COALESCE(" + column + ", '0001-01-01T00:00:00Z'::timestamptz)"
	}
	return "COALESCE(" + column + ", '" + never.Format(sqliteInstant) + "')"
}

// sqliteInstant is how the floor stores instants in SQLite.
const sqliteInstant = "2006-01-02 15:04:05.000000+00:00"
