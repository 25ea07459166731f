package store

import (
	"slices"
	"strings"

	"github.com/lib/pq"
)

// gram is the longest run of letters that the index of people's words holds on PostgreSQL.
const gram = 3

// between is the sign that cuts words into grams in the database. What contains it is in no gram.
const between = "\x01"

// inGrams are words as the function that finds all people is asked for them.
func inGrams(words []string) []any {
	grams, _ := gramsOf(words, everySecond)
	return []any{pq.Array(likePatterns(words)), pq.Array(grams)}
}

// inGramsOfWords are words as the function of the foremost people is asked for them: it chooses
// among the words and their grams.
func inGramsOfWords(words []string) []any {
	grams, of := toldGrams(words)
	return []any{pq.Array(likePatterns(words)), pq.Array(grams), pq.Array(of)}
}

// toldGrams are all grams of words: what everySecond leaves away stands under the number of its word
// below zero.
func toldGrams(words []string) (grams []string, of []int64) {
	grams, of = gramsOf(words, everySecond)
	every, ofEvery := gramsOf(words, everyOne)
	for i, g := range every {
		if !slices.Contains(grams, g) {
			grams, of = append(grams, g), append(of, -ofEvery[i])
		}
	}
	return grams, of
}

// Each two letters that follow each other are in every second triple or the last, and the lists of half as
// many are crossed.
const (
	everyOne    = 1
	everySecond = 2
)

// gramsOf are what the index holds of each person who has all words, and of which word each is, from
// one on: a short word itself, and of a longer one triples.
func gramsOf(words []string, step int) (grams []string, of []int64) {
	grams, of = []string{}, []int64{} // arrays, not null, where there are none
	for i, w := range words {
		seen := map[string]bool{"": true}
		for _, piece := range strings.Split(w, between) {
			for _, g := range triples([]rune(piece), step) {
				if !seen[g] {
					seen[g] = true
					grams, of = append(grams, g), append(of, int64(i+1))
				}
			}
		}
	}
	return grams, of
}

// triples are the triples of letters, one after so many letters, and the last.
func triples(letters []rune, step int) (list []string) {
	last := max(0, len(letters)-gram)
	for at := 0; at < last; at += step {
		list = append(list, string(letters[at:at+gram]))
	}
	return append(list, string(letters[last:]))
}
