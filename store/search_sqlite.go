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
// their words, at half a microsecond each: what many have fills a page there. How many of them have all
// words tells whether going on fills it soon. If not, everybody is compared (amongAll), which takes as long
// as 10,000 of the list.
//
// A company with more people than that is good for has more of them compared on the way, and then asks
// FTS5, which takes 10 ms to cross the lists of two words that 100,000 people have: so it is not asked
// for a word that most of the people at both ends of the list have, if there is another.
const (
	walkedFirst  = 500
	filledSoon   = 4_500 // where a page is likely full
	walkedPeople = 6_000 // and then this far, at most
	walkedOfMany = 10_000
	manyParts    = 2_500 // of up to 64 people each
	sampledEnd   = 500
)

// inOrder is where the words of a company's people are read in the order of the list.
const inOrder = "(SELECT id, search_key FROM users INDEXED BY users_words WHERE tenant_id = ? ORDER BY first_name_key, id LIMIT ?)"

// atEnds are the words of people at both ends of it.
const atEnds = "(SELECT search_key FROM " + inOrder + ` UNION ALL SELECT search_key FROM
	(SELECT search_key FROM users INDEXED BY users_words WHERE tenant_id = ? ORDER BY first_name_key DESC, id DESC LIMIT ?))`

func foremostInSQLite(ctx context.Context, c *db.Client, words []string, least, most int) (found []ident.ID, all bool, err error) {
	tenant, err := tenantOf(ctx)
	if err != nil {
		return nil, false, err
	}
	many := question{"SELECT 1 FROM people_words WHERE tenant_id = ? LIMIT 1 OFFSET ?", []any{tenant, manyParts}}
	large, err := many.any(ctx, c)
	if err != nil {
		return nil, false, err
	}
	if large {
		return foremostOfMany(ctx, c, tenant, words, least, most)
	}
	if found, err = asFarAsItFills(ctx, c, tenant, words, least); err != nil || len(found) >= least {
		return found, false, err
	}
	found, err = amongAll(ctx, c, tenant, words, most)
	return found, len(found) < most, err
}

// asFarAsItFills compares the first people, and more of them where so many have all words that going on
// likely finds enough.
func asFarAsItFills(ctx context.Context, c *db.Client, tenant ident.ID, words []string, enough int) ([]ident.ID, error) {
	found, err := onTheWay(ctx, c, tenant, words, walkedFirst, enough)
	if err != nil || len(found) >= enough || len(found)*filledSoon < enough*walkedFirst {
		return found, err
	}
	return onTheWay(ctx, c, tenant, words, walkedPeople, enough)
}

// onTheWay compares so many people in the order of the list.
func onTheWay(ctx context.Context, c *db.Client, tenant ident.ID, words []string, among, most int) ([]ident.ID, error) {
	walk := question{"SELECT id FROM " + inOrder + " WHERE ", []any{tenant, among}}
	walk.have(words)
	walk.add(" LIMIT ?", most)
	return walk.ids(ctx, c)
}

// foremostOfMany asks FTS5 for those whom the way does not reach, if there are any: its lists are of
// everybody in the database.
func foremostOfMany(ctx context.Context, c *db.Client, tenant ident.ID, words []string, least, most int) (found []ident.ID, all bool, err error) {
	if found, err = onTheWay(ctx, c, tenant, words, walkedOfMany, least); err != nil || len(found) >= least {
		return found, false, err
	}
	behind := question{"SELECT 1 FROM users INDEXED BY users_words WHERE tenant_id = ? ORDER BY first_name_key, id LIMIT 1 OFFSET ?", []any{tenant, walkedOfMany}}
	if more, err := behind.any(ctx, c); err != nil || !more {
		return found, true, err
	}
	common, err := commonOf(ctx, c, tenant, words)
	if err != nil {
		return nil, false, err
	}
	look := question{text: "SELECT id FROM users WHERE +tenant_id = ? AND rowid IN (", args: []any{tenant}}
	look.inFTS5(words, common)
	look.add(") AND ")
	look.have(words)
	look.add(" ORDER BY +first_name_key, +id LIMIT ?", most)
	found, err = look.ids(ctx, c)
	return found, len(found) < most, err
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
