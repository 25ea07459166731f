package credential

import (
	_ "embed"
	"strings"
)

// commonList holds the passwords of eight characters and more among the ten thousand
// most used of ten million leaked ones (SecLists; its licence is common.LICENSE), one a
// line between line ends, in lower case.
//
//go:embed common.txt
var commonList string

// common reports whether a password is one of the list, without regard to case.
func common(password string) bool {
	return strings.Contains(commonList, "\n"+strings.ToLower(password)+"\n") && !strings.Contains(password, "\n")
}
