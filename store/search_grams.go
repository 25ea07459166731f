package store

import (
	"strings"

	"github.com/lib/pq"
)

// gram is the longest run of letters that the index of people's words holds on PostgreSQL.
const gram = 3

// between is the sign that cuts words into grams in the database. What contains it is in no gram.
const between = "\x01"

// inGrams are words as the functions of people are asked for them.
func inGrams(words []string) []any {
	return []any{pq.Array(likePatterns(words)), pq.Array(gramsOf(words))}
}

// gramsOf are what the index holds of each person who has all words: a short word itself, and of a
// longer one triples.
func gramsOf(words []string) []string {
	grams, seen := []string{}, map[string]bool{} // an array, not null, where there are none
	for _, w := range words {
		for _, piece := range strings.Split(w, between) {
			for _, g := range triples([]rune(piece)) {
				if g != "" && !seen[g] {
					seen[g] = true
					grams = append(grams, g)
				}
			}
		}
	}
	return grams
}

// triples are every second triple of letters, and the last: each two letters that follow each other
// are in one, and the lists of half as many are crossed.
func triples(letters []rune) (list []string) {
	last := max(0, len(letters)-gram)
	for at := 0; at < last; at += 2 {
		list = append(list, string(letters[at:at+gram]))
	}
	return append(list, string(letters[last:]))
}
