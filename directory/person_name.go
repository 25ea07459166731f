package directory

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestName bounds, in characters, a first or a last name that is typed here.
const longestName = 200

// A name typed here is shown beside others, in one line. What a directory sends is
// kept as sent (PR-1).
func fitName(field, name string) error {
	if utf8.RuneCountInString(name) > longestName {
		return invalid("A name has at most %d characters.", longestName).On(field)
	}
	if !Showable(name) {
		return invalid("A name has no line breaks, controls or marks that turn the direction of writing.").On(field)
	}
	return nil
}

// Showable reports whether a text can stand in one line beside others: without line breaks
// and controls, marks that turn the direction of writing or can't be seen, which make one
// name look like another, and what a broken encoding leaves behind (U+FFFD).
func Showable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, unshowable)
}

func unshowable(r rune) bool {
	switch r {
	case utf8.RuneError, '\u200b', '\u2060', '\ufeff': // space of no width, and two that join nothing
		return true
	}
	return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}

// unseen reports whether nothing would be seen of a text.
func unseen(text string) bool { return strings.TrimSpace(text) == "" }

// rename judges a new name for somebody who has one: it is not taken away.
func rename(field string, into *string, name *string) error {
	if name == nil || *name == *into {
		return nil
	}
	if strings.TrimSpace(*name) == "" {
		return required(field)
	}
	*into = *name
	return fitName(field, *name)
}
