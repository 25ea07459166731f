package store

import (
	"strings"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"mandate/ident"
)

// FoldExact is the one folding of keys: compatibility form (NFKC), case folded.
// Spaces stay: they are part of what a directory sent.
func FoldExact(text string) string {
	return norm.NFKC.String(cases.Fold().String(norm.NFKC.String(text)))
}

// Fold is FoldExact for what people type: spaces at the ends are gone.
func Fold(text string) string { return strings.TrimSpace(FoldExact(text)) }

// SearchKey joins folded words for a search_key column.
func SearchKey(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		if p = Fold(p); p != "" {
			b.WriteByte(' ')
			b.WriteString(p)
		}
	}
	return b.String()
}

// trigram is the shortest word that an index can find; shorter ones are compared row by row.
const trigram = 3

// Matching is a predicate on the search_key of users or deals: every word of the
// text occurs somewhere in it, in any order. A word that is a whole outside id is
// compared with the row's own instead. An empty text matches everything; bytes that no
// database keeps (NUL, broken UTF-8) end a word.
func Matching(text string) func(*entsql.Selector) {
	kept := strings.ReplaceAll(strings.ToValidUTF8(text, " "), "\x00", " ")
	words := strings.Fields(Fold(kept))
	return func(s *entsql.Selector) {
		for _, w := range words {
			if _, id, err := ident.Decode(w); err == nil {
				s.Where(entsql.EQ(s.C("id"), id))
				continue
			}
			if s.Dialect() == dialect.SQLite && len([]rune(w)) >= trigram {
				s.Where(inIndex(s, w))
				continue
			}
			s.Where(entsql.Contains(s.C("search_key"), w))
		}
	}
}

// inIndex asks the FTS5 table beside the searched one for a word as it stands.
func inIndex(s *entsql.Selector, word string) *entsql.Predicate {
	table := s.TableName()
	quoted := `"` + strings.ReplaceAll(word, `"`, `""`) + `"`
	return entsql.P(func(b *entsql.Builder) {
		b.Ident(table).WriteString(".rowid IN (SELECT rowid FROM ").Ident(table + "_search").
			WriteString(" WHERE search_key MATCH ").Arg(quoted).WriteByte(')')
	})
}
