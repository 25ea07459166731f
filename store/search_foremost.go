package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/lib/pq"
)

// pair is the shortest run of letters that the index of pairs finds.
const pair = 2

// Foremost is Matching for users, narrowed to the first so many in the order of their list
// (first name, id): these alone are read, and other conditions choose among them. Of texts
// for which FindsForemost is false it finds nobody, or not the first.
func Foremost(text string, most int) func(*entsql.Selector) {
	a := searched(text)
	return func(s *entsql.Selector) {
		a.named(s)
		word, patterns := likePatterns(a.words)
		id := s.C("id")
		s.Where(entsql.P(func(b *entsql.Builder) {
			b.Ident(id).WriteString(" IN (SELECT mandate_users_foremost(").Arg(word).WriteString(", ").Arg(pq.Array(patterns)).
				WriteString(", ").Arg(most).WriteString("))")
		}))
	}
}

// FindsForemost says whether an index finds a text among the words of people in the order
// of their list: that of PostgreSQL does, where a word has two letters that follow each
// other and mean nothing to LIKE.
func (s *Store) FindsForemost(text string) bool {
	return s.pools.Kind != string(dialectSQLite) && slices.ContainsFunc(searched(text).words, func(word string) bool {
		pieces := strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune(`%_\`, r) })
		return slices.ContainsFunc(pieces, func(p string) bool { return utf8.RuneCountInString(p) >= pair })
	})
}
