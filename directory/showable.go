package directory

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Showable reports whether a text can stand in one line beside others: without line breaks
// and controls, marks that turn the direction of writing or can't be seen, which make one
// name look like another, and what a broken encoding leaves behind (U+FFFD).
func Showable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, unshowable) && !loosened(text)
}

// Some scripts join or part letters by a mark that is not seen itself.
const (
	nonJoiner = '\u200c'
	joiner    = '\u200d'
)

func joins(r rune) bool { return r == nonJoiner || r == joiner }

// blankBraille is a symbol of which nothing is printed; Unicode has it in no class with
// the other ones.
const blankBraille = '\u2800'

// unshowable goes by the classes of Unicode, so that the marks of its next edition count as
// well: Cf is what formats (the directions, soft hyphens, spaces of no width), and
// Other_Default_Ignorable_Code_Point the fillers that are letters by their class.
func unshowable(r rune) bool {
	switch {
	case joins(r):
		return false
	case r == utf8.RuneError, r == blankBraille:
		return true
	}
	return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point)
}

// loosened reports whether a mark that joins or parts letters stands at the beginning or
// the end of a word, where there is nothing to join.
func loosened(text string) bool {
	for _, word := range strings.Fields(text) {
		first, _ := utf8.DecodeRuneInString(word)
		last, _ := utf8.DecodeLastRuneInString(word)
		if joins(first) || joins(last) {
			return true
		}
	}
	return false
}

// unseen reports whether nothing would be seen of a text.
func unseen(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.IsSpace(r) && !unshowable(r) && !joins(r) && !unicode.Is(unicode.Variation_Selector, r)
	})
}
