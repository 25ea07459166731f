package store

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/lib/pq"
)

// Comments of history are kept as they were written, and are sealed so: no folded copy
// stands beside them. What differs in case alone is the same here, letter for letter as
// unicode.SimpleFold says (ü is Ü and ß is ẞ, but not ss). Each way of looking spells the
// cases out for the database: what it knows of case itself depends on how it was made.

// MatchingComment is a predicate on the comment of history: every word occurs somewhere in
// it, in any order and in any case. The words are looked up in the index.
func MatchingComment(words []string) func(*entsql.Selector) {
	return func(s *entsql.Selector) {
		switch {
		case len(words) == 0:
		case s.Dialect() == dialect.SQLite:
			commentsInIndex(s, words)
		default:
			commentsInWords(s, words)
		}
	}
}

// HoldingComment is MatchingComment without the index: each row is compared.
func HoldingComment(words []string) func(*entsql.Selector) {
	return func(s *entsql.Selector) {
		for _, w := range words {
			s.Where(CommentHolds(s, w))
		}
	}
}

// CommentHolds compares the comment of each row with one word.
func CommentHolds(s *entsql.Selector, word string) *entsql.Predicate {
	return Holds(s, s.C("comment"), word)
}

// Holds compares a text of each row with one word, in any case. The text is an expression
// of the database: a column, say.
func Holds(s *entsql.Selector, text, word string) *entsql.Predicate {
	operator, pattern := " ~ ", expression(word)
	if s.Dialect() == dialect.SQLite {
		operator, pattern = " GLOB ", "*"+spelled(word, func(sign rune) string {
			if strings.ContainsRune("*?[", sign) {
				return "[" + string(sign) + "]"
			}
			return string(sign)
		})+"*"
	}
	return entsql.P(func(b *entsql.Builder) { b.Ident(text).WriteString(operator).Arg(pattern) })
}

// expression is a word as a regular expression of PostgreSQL.
func expression(word string) string {
	return spelled(word, func(sign rune) string { return "\\" + string(sign) })
}

// spelled writes a word as a pattern in which a letter with cases is a class of all of them,
// and a sign that could mean something is quoted.
func spelled(word string, quoted func(sign rune) string) string {
	var b strings.Builder
	for _, r := range word {
		switch cases := casesOf(r); {
		case len(cases) > 1:
			b.WriteString("[" + string(cases) + "]")
		case r < utf8.RuneSelf && !unicode.IsDigit(r):
			b.WriteString(quoted(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// casesOf are all letters that r is in another case, r among them.
func casesOf(r rune) []rune {
	cases := []rune{r}
	for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
		cases = append(cases, next)
	}
	return cases
}

// plain letters are a capital and a small one at most, each the other's: in these every
// index agrees, if they had their cases before the tables of FTS5 were made. ASCII is plain;
// with its k and s go signs of the same shape.
func plain(r rune) bool {
	small, capital := unicode.ToLower(r), unicode.ToUpper(r)
	return r < utf8.RuneSelf || small == r && capital == r || !slices.ContainsFunc(append(casesOf(r), small, capital), func(other rune) bool {
		return !unicode.Is(longCased, other) || unicode.ToLower(other) != small || unicode.ToUpper(other) != capital
	})
}

// longCased are the letters of Latin, Greek and Cyrillic that languages write with.
var longCased = &unicode.RangeTable{R16: []unicode.Range16{{0x80, 0x24f, 1}, {0x386, 0x3ce, 1}, {0x400, 0x527, 1}, {0x1e00, 0x1eff, 1}}}

// pieces are the parts of words that an index can be asked for: of plain letters, and of
// what else fits.
func pieces(words []string, fits func(rune) bool) (list []string) {
	for _, w := range words {
		list = append(list, strings.FieldsFunc(w, func(r rune) bool { return !plain(r) || !fits(r) })...)
	}
	return list
}

// commentsInIndex asks the FTS5 table which rows to look at: it knows groups of three
// letters, and its terms tell those that begin with fewer.
func commentsInIndex(s *entsql.Selector, words []string) {
	HoldingComment(words)(s)
	x := wordIndex{table: s.TableName()}
	list := pieces(words, func(rune) bool { return true })
	if phrases := phrasesOf(list); len(phrases) > 0 {
		s.Where(x.rowIn("history_search", "rowid", func(b *entsql.Builder) {
			b.WriteString("comment MATCH ").Arg(strings.Join(phrases, " AND "))
		}))
	} else if len(list) > 0 {
		s.Where(x.rowIn("history_search_terms", "doc", beginning(slices.MaxFunc(list, byLength))))
	}
}

// commentsInWords asks the function that reads the words beside the table; of what its
// index can find, for the longest.
func commentsInWords(s *entsql.Selector, words []string) {
	patterns := make([]string, len(words))
	for i, w := range words {
		patterns[i] = expression(w)
	}
	var word any
	list := pieces(words, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	if list = slices.DeleteFunc(list, func(p string) bool { return !indexed(p) }); len(list) > 0 {
		word = expression(slices.MaxFunc(list, byLength))
	}
	id := s.C("id")
	s.Where(entsql.P(func(b *entsql.Builder) {
		b.Ident(id).WriteString(" IN (SELECT mandate_history_search(").Arg(word).WriteString(", ").Arg(pq.Array(patterns)).WriteString("))")
	}))
}
