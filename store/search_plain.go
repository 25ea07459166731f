package store

import (
	"strings"
	"unicode/utf8"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
)

// HoldsPlain is Holds for what is not written by people: addresses, states, codes. LIKE of SQLite
// knows the cases of ASCII, and jumps from one first letter to the next, where GLOB tries a class
// of letters at each. The signs for Kelvin and of the long s, which are k and s in another case,
// are no letters of such a text.
func HoldsPlain(s *entsql.Selector, text, word string) *entsql.Predicate {
	if s.Dialect() != dialect.SQLite || strings.ContainsFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return Holds(s, text, word)
	}
	return entsql.P(func(b *entsql.Builder) {
		b.Ident(text).WriteString(" LIKE ").Arg("%" + likeEscape.Replace(word) + "%").WriteString(` ESCAPE '\'`)
	})
}
