package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"mandate/ent/db"
	"mandate/ident"
)

// On SQLite, the first people in the order of the list are compared out of an index that holds
// their words, at a quarter of a microsecond each. Who is not among them is asked of FTS5, which takes
// 10 ms to cross the lists of two words that 100,000 people have: so it is not asked for a word that
// most of the people at both ends of the list have, if there is another. Everybody is compared with
// all words.
const (
	walkedPeople = 10_000
	sampledEnd   = 500
)

// inOrder is where the words of a company's people are read in the order of the list.
const inOrder = "(SELECT id, search_key FROM users INDEXED BY users_words WHERE tenant_id = ? ORDER BY first_name_key, id LIMIT ?)"

// atEnds are the words of people at both ends of it.
const atEnds = "(SELECT search_key FROM " + inOrder + ` UNION ALL SELECT search_key FROM
	(SELECT search_key FROM users INDEXED BY users_words WHERE tenant_id = ? ORDER BY first_name_key DESC, id DESC LIMIT ?))`

func foremostInSQLite(ctx context.Context, c *db.Client, words []string, most int) ([]ident.ID, error) {
	tenant, err := tenantOf(ctx)
	if err != nil {
		return nil, err
	}
	walk := question{text: "SELECT id FROM " + inOrder + " WHERE ", args: []any{tenant, walkedPeople}}
	walk.have(words)
	walk.add(" LIMIT ?", most)
	found, err := walk.ids(ctx, c)
	if err != nil || len(found) >= most {
		return found, err
	}
	if more, err := behindTheWalk(ctx, c, tenant); err != nil || !more {
		return found, err
	}
	common, err := commonOf(ctx, c, tenant, words)
	if err != nil {
		return nil, err
	}
	look := question{text: "SELECT id FROM users WHERE +tenant_id = ? AND rowid IN (", args: []any{tenant}}
	look.inFTS5(words, common)
	look.add(") AND ")
	look.have(words)
	look.add(" ORDER BY +first_name_key, +id LIMIT ?", most)
	return look.ids(ctx, c)
}

// behindTheWalk reports whether a company has people whom the walk did not reach: only for
// them is FTS5 asked, whose lists are of everybody in the database.
func behindTheWalk(ctx context.Context, c *db.Client, tenant ident.ID) (more bool, err error) {
	next := question{text: "SELECT 1 FROM users INDEXED BY users_words WHERE tenant_id = ? ORDER BY first_name_key, id LIMIT 1 OFFSET ?"}
	next.args = []any{tenant, walkedPeople}
	err = next.each(ctx, c, func(func(...any) error) error {
		more = true
		return nil
	})
	return more, err
}

// commonOf counts who has each word, at both ends of the list.
func commonOf(ctx context.Context, c *db.Client, tenant ident.ID, words []string) (map[string]int, error) {
	var s question
	s.add("SELECT 0")
	for _, w := range words {
		s.add(", coalesce(sum(instr(search_key, ?) > 0), 0)", w)
	}
	s.add(", count(*) FROM "+atEnds, tenant, sampledEnd, tenant, sampledEnd)
	counts := make([]int, len(words)+2)
	into := make([]any, len(counts))
	for i := range counts {
		into[i] = &counts[i]
	}
	err := s.each(ctx, c, func(scan func(...any) error) error { return scan(into...) })
	have := map[string]int{everybody: counts[len(counts)-1]}
	for i, w := range words {
		have[w] = counts[i+1]
	}
	return have, err
}

// everybody is the word that all have.
const everybody = ""

// inFTS5 selects the rows to look at. It has long words by their trigrams, and short ones by its terms
// that begin with them; of the words that fewest have first, the first decides which.
func (s *question) inFTS5(words []string, have map[string]int) {
	rarest := slices.SortedStableFunc(slices.Values(words), func(a, b string) int {
		return cmp.Or(cmp.Compare(have[a], have[b]), cmp.Compare(len(b), len(a)))
	})
	asked := slices.DeleteFunc(slices.Clone(rarest), func(w string) bool { return 5*have[w] > 3*have[everybody] })
	if len(asked) == 0 {
		asked = rarest
	}
	if indexed(asked[0]) {
		s.add("SELECT rowid FROM users_search WHERE search_key MATCH ?", strings.Join(phrasesOf(asked), " AND "))
		return
	}
	first := strings.ToLower(asked[0])
	s.add("SELECT doc FROM users_search_terms WHERE term >= ? AND term < ?", first, first+string(unicode.MaxRune))
}
