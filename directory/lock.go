package directory

import (
	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"
)

// Rows that a change links to stay as they were read until it commits, or whoever
// deletes them at the same time would miss the link. On SQLite there is one writer
// at a time.

// unchanged holds the rows read against every change.
func unchanged(s *sql.Selector) { hold(s, sql.LockShare) }

// undeleted holds the rows read against being deleted alone.
func undeleted(s *sql.Selector) { hold(s, sql.LockKeyShare) }

// changing holds the rows read as a change of them does: nobody else changes them, and rows
// that refer to them come and go.
func changing(s *sql.Selector) { hold(s, sql.LockNoKeyUpdate) }

func hold(s *sql.Selector, strength sql.LockStrength) {
	if s.Dialect() == dialect.Postgres {
		s.For(strength)
	}
}
