package store

import (
	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
)

// MatchingDeals is Matching for deals: every word occurs in the deal's own words or in the
// name of its owner, which changes hands without the deal's words being written anew.
func MatchingDeals(text string) func(*entsql.Selector) {
	a := searched(text)
	return func(s *entsql.Selector) {
		a.named(s)
		x := wordIndex{table: "deals", column: "search_key", search: "deals_search", function: "mandate_deals_search"}
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
