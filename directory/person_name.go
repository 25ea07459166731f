package directory

import "unicode/utf8"

// longestName bounds, in characters, a first or a last name that is typed here.
const longestName = 200

// A name typed here is shown beside others, in one line. What a directory sends is
// kept as sent (PR-1).
func fitName(field, name string) error {
	if utf8.RuneCountInString(name) > longestName {
		return invalid("A name has at most %d characters.", longestName).On(field)
	}
	if !Showable(name) {
		return invalid("A name has no line breaks, controls, marks that turn the direction of writing or marks that nobody sees.").On(field)
	}
	return nil
}

// rename judges a new name for somebody who has one: it is not taken away.
func rename(field string, into *string, name *string) error {
	if name == nil || *name == *into {
		return nil
	}
	if unseen(*name) {
		return required(field)
	}
	*into = *name
	return fitName(field, *name)
}
