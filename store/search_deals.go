package store

import (
	"slices"
	"unicode"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/lib/pq"
)

// MatchingDeals is Matching for deals: every word occurs in the deal's own words or in the
// name of its owner, which changes hands without the deal's words being written anew.
func MatchingDeals(text string) func(*entsql.Selector) {
	a := searched(text)
	return func(s *entsql.Selector) {
		a.named(s)
		x := wordIndex{table: "deals", column: "search_key", search: "deals_search", function: "mandate_deals_search", asked: inTrigrams}
		if s.Dialect() == dialect.Postgres {
			x.match(s, a.words)
			return
		}
		for _, w := range a.words {
			entsql.OrPredicates(func(s *entsql.Selector) { x.match(s, []string{w}) }, ofOwner(w))(s)
		}
	}
}

// HoldingDeals is MatchingDeals without the index: each row is compared.
func HoldingDeals(text string) func(*entsql.Selector) {
	a := searched(text)
	return func(s *entsql.Selector) {
		a.named(s)
		for _, w := range a.words {
			s.Where(entsql.Or(entsql.Contains(s.C("search_key"), w), entsql.Contains(s.C("owner_key"), w)))
		}
	}
}

func ofOwner(word string) func(*entsql.Selector) {
	return func(s *entsql.Selector) { s.Where(entsql.Contains(s.C("owner_key"), word)) }
}

// inTrigrams are words as the function of deals is asked for them: of those that its index of
// trigrams finds, the longest, which is likely the rarest, or nil; and all.
func inTrigrams(words []string) []any {
	var word any
	if found := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return lettersInRow(w) < trigram }); len(found) > 0 {
		word = likePatterns([]string{slices.MaxFunc(found, byLength)})[0]
	}
	return []any{word, pq.Array(likePatterns(words))}
}

// lettersInRow is the longest run of letters and digits: of what is between runs the
// trigrams of PostgreSQL know nothing.
func lettersInRow(word string) (longest int) {
	run := 0
	for _, r := range word {
		if run++; !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			run = 0
		}
		longest = max(longest, run)
	}
	return longest
}
