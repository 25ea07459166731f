package store

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// needle is a word that rows of words are looked through for, by those of its bytes that they have least
// often: bytes.Index looks for the first one, which most people have several times, and stops at each.
type needle struct {
	word   []byte
	by     int // where in the word the rarest byte is
	beside int // the next rarest, if one alone would stop at too many: -1 if not
}

// tooMany is how many bytes of a hundred one stops at so often that eight places at a time are compared with
// two bytes sooner.
const tooMany = 1

// needles are words that are looked for in rows such as one.
func needles(words [][]byte, row []byte) []needle {
	var often [256]int
	for _, b := range row {
		often[b]++
	}
	all := make([]needle, len(words))
	for i, w := range words {
		all[i] = needle{w, max(rarestOf(w, often, -1), 0), -1}
		if len(w) > 1 && 100*often[w[all[i].by]] > tooMany*len(row) {
			all[i].beside = rarestOf(w, often, all[i].by)
		}
	}
	return all
}

// rarestOf is where in a word its rarest byte is, but for one: -1 if there is no other.
func rarestOf(word []byte, often [256]int, but int) int {
	rarest := -1
	for at, b := range word {
		if at != but && (rarest < 0 || often[b] < often[word[rarest]]) {
			rarest = at
		}
	}
	return rarest
}

// in is where the word first is in a text: -1 where it isn't.
func (n needle) in(text []byte) int {
	switch {
	case len(n.word) == 0:
		return 0
	case n.beside >= 0:
		return n.inByTwo(text)
	}
	for from := n.by; from < len(text); from++ {
		next := bytes.IndexByte(text[from:], n.word[n.by])
		if next < 0 {
			break
		}
		if from += next; bytes.HasPrefix(text[from-n.by:], n.word) {
			return from - n.by
		}
	}
	return -1
}

// Eight bytes at once: one in each, and the highest bit of each.
const (
	oneInEach     = 0x0101010101010101
	highestOfEach = 0x8080808080808080
)

// inByTwo compares both bytes at eight places at a time. Where both are as in the word, that byte of differ is
// zero, and the lowest such one is told by its highest bit.
func (n needle) inByTwo(text []byte) int {
	first, second := oneInEach*uint64(n.word[n.by]), oneInEach*uint64(n.word[n.beside])
	at := 0
	for end := len(text) - 8 - max(n.by, n.beside); at <= end; at += 8 {
		differ := (binary.LittleEndian.Uint64(text[at+n.by:]) ^ first) | (binary.LittleEndian.Uint64(text[at+n.beside:]) ^ second)
		for same := (differ - oneInEach) &^ differ & highestOfEach; same != 0; same &= same - 1 {
			if found := at + bits.TrailingZeros64(same)/8; bytes.HasPrefix(text[found:], n.word) {
				return found
			}
		}
	}
	if rest := bytes.Index(text[at:], n.word); rest >= 0 {
		return at + rest
	}
	return -1
}
