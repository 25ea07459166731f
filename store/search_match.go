package store

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"mandate/ident"
)

// trigram is the shortest run of letters that an index finds by itself.
const trigram = 3

// asked is a search, taken apart: whole outside ids, and the other words, folded.
type asked struct {
	ids   []ident.ID
	words []string
}

// searched takes a search apart. Bytes that no database keeps (NUL, broken UTF-8) end a
// word.
func searched(text string) asked {
	kept := strings.ReplaceAll(strings.ToValidUTF8(text, " "), "\x00", " ")
	var a asked
	for _, w := range strings.Fields(Fold(kept)) {
		if _, id, err := ident.Decode(w); err == nil {
			a.ids = append(a.ids, id)
		} else if !slices.Contains(a.words, w) {
			a.words = append(a.words, w)
		}
	}
	all := slices.Clone(a.words)
	a.words = slices.DeleteFunc(a.words, func(w string) bool { return impliedBy(all, w) })
	return a
}

// impliedBy says whether a word is a part of another: who has that has both.
func impliedBy(words []string, part string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return len(w) > len(part) && strings.Contains(w, part) })
}

// AsksWords reports whether a search asks for words, and not only for ids.
func AsksWords(text string) bool { return len(searched(text).words) > 0 }

// Matching is a predicate on the search_key of users (of deals: MatchingDeals): every word of the
// text occurs somewhere in it, in any order. A word that is a whole outside id is
// compared with the row's own instead. An empty text matches everything. The words are
// looked up in the table's index; Holding compares instead.
func Matching(text string) func(*entsql.Selector) {
	a := searched(text)
	return func(s *entsql.Selector) {
		a.named(s)
		indexOf(s).match(s, a.words)
	}
}

// Holding is Matching without the index: each row is compared. It suits a statement that
// looks at few rows.
func Holding(text string) func(*entsql.Selector) {
	a := searched(text)
	return func(s *entsql.Selector) {
		a.named(s)
		indexOf(s).compare(s, a.words)
	}
}

func (a asked) named(s *entsql.Selector) {
	for _, id := range a.ids {
		s.Where(entsql.EQ(s.C("id"), id))
	}
}

// wordIndex says where the words of a table are found.
type wordIndex struct {
	table, column string
	search        string                     // FTS5 table on SQLite
	terms         string                     // its terms, where words may be shorter than a trigram
	function      string                     // on PostgreSQL; empty: each row is compared
	asked         func(words []string) []any // its arguments
}

func indexOf(s *entsql.Selector) wordIndex {
	switch table := s.TableName(); table {
	case "users":
		return wordIndex{table, "search_key", "users_search", "users_search_terms", "mandate_people_search", inGrams}
	default:
		return wordIndex{table: table, column: "search_key", search: table + "_search"}
	}
}

func (x wordIndex) match(s *entsql.Selector, words []string) {
	switch {
	case len(words) == 0:
	case s.Dialect() == dialect.SQLite:
		x.inIndex(s, words)
	case x.function != "":
		x.inWords(s, words)
	default:
		x.compare(s, words)
	}
}

func (x wordIndex) compare(s *entsql.Selector, words []string) {
	for _, w := range words {
		s.Where(entsql.Contains(s.C(x.column), w))
	}
}

// inIndex asks the FTS5 table beside the searched one. It knows groups of three letters;
// where all words are shorter, its terms that begin with one of them say which rows to
// look at.
func (x wordIndex) inIndex(s *entsql.Selector, words []string) {
	short := slices.DeleteFunc(slices.Clone(words), indexed)
	x.compare(s, short)
	switch phrases := phrasesOf(words); {
	case len(phrases) > 0:
		s.Where(x.rowIn(x.search, "rowid", func(b *entsql.Builder) {
			b.WriteString(x.column + " MATCH ").Arg(strings.Join(phrases, " AND "))
		}))
	case x.terms != "":
		s.Where(x.rowIn(x.terms, "doc", beginning(slices.MaxFunc(short, byLength))))
	}
}

func indexed(word string) bool { return utf8.RuneCountInString(word) >= trigram }

// phrasesOf are the words that FTS5 finds, in its language.
func phrasesOf(words []string) (phrases []string) {
	for _, w := range words {
		if indexed(w) {
			phrases = append(phrases, `"`+strings.ReplaceAll(w, `"`, `""`)+`"`)
		}
	}
	return phrases
}

// beginning selects the terms of FTS5 that begin with a short word.
func beginning(word string) func(*entsql.Builder) {
	first := strings.ToLower(word)
	return func(b *entsql.Builder) {
		b.WriteString("term >= ").Arg(first).WriteString(" AND term < ").Arg(first + string(unicode.MaxRune))
	}
}

func (x wordIndex) rowIn(index, column string, where func(*entsql.Builder)) *entsql.Predicate {
	return entsql.P(func(b *entsql.Builder) {
		b.Ident(x.table).WriteString(".rowid IN (SELECT ").Ident(column).WriteString(" FROM ").Ident(index).WriteString(" WHERE ")
		where(b)
		b.WriteByte(')')
	})
}

// inWords asks the function that reads the words beside the table.
func (x wordIndex) inWords(s *entsql.Selector, words []string) {
	id := s.C("id")
	s.Where(entsql.P(func(b *entsql.Builder) {
		b.Ident(id).WriteString(" IN (SELECT " + x.function + "(").Args(x.asked(words)...).WriteString("))")
	}))
}

// likePatterns are words as LIKE compares them.
func likePatterns(words []string) []string {
	patterns := make([]string, len(words)) // an array, not null, where there are none
	for i, w := range words {
		patterns[i] = "%" + likeEscape.Replace(w) + "%"
	}
	return patterns
}

var likeEscape = strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`)

func byLength(a, b string) int { return len(a) - len(b) }
