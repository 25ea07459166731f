package store

import (
	entsql "entgo.io/ent/dialect/sql"
	"github.com/lib/pq"
)

// Foremost is Matching for users, narrowed to the first so many in the order of their list
// (first name, id): fewer than those are put in order and read, and other conditions then
// choose among them. It is of use where FindsForemost says so.
func Foremost(text string, most int) func(*entsql.Selector) {
	a := searched(text)
	return func(s *entsql.Selector) {
		a.named(s)
		word, patterns := likePatterns(a.words)
		id, function := s.C("id"), indexOf(s).function
		s.Where(entsql.P(func(b *entsql.Builder) {
			b.Ident(id).WriteString(" IN (SELECT " + function + "(").Arg(word).WriteString(", ").Arg(pq.Array(patterns)).
				WriteString(", ").Arg(most).WriteString("))")
		}))
	}
}

// FindsForemost says whether the database keeps the words of people in the order of their
// list: PostgreSQL does.
func (s *Store) FindsForemost() bool { return s.pools.Kind != string(dialectSQLite) }
