package sso

import (
	"strings"
	"unicode/utf8"

	"mandate/fault"
)

// Length of a password that stands alone, in characters (NIST SP 800-63B-4). There
// are no composition rules.
const (
	minPassword = 15
	maxPassword = 256
	minDistinct = 5 // different characters
)

// checkNewPassword is the rule for a password that somebody chooses. known are
// texts that a guesser tries first: the person's names, the company's. Codes:
// PASSWORD_SHORT, PASSWORD_LONG, PASSWORD_WEAK.
func checkNewPassword(password string, known ...string) *fault.Fault {
	length := utf8.RuneCountInString(password)
	switch {
	case !utf8.ValidString(password) || length < minPassword:
		return weak("PASSWORD_SHORT", "The password needs at least %d characters.", minPassword)
	case length > maxPassword:
		return weak("PASSWORD_LONG", "The password may have at most %d characters.", maxPassword)
	case distinct(password) < minDistinct || mostlyKnown(password, known):
		return weak("PASSWORD_WEAK", "This password is too easy to guess.")
	}
	return nil
}

func weak(code fault.Code, format string, args ...any) *fault.Fault {
	return fault.New(fault.Invalid, code, format, args...).On("password")
}

func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}

// mostlyKnown reports whether little is left of the password once the known texts
// are taken out of it.
func mostlyKnown(password string, known []string) bool {
	rest := strings.ToLower(password)
	for _, k := range known {
		if utf8.RuneCountInString(k) >= 4 {
			rest = strings.ReplaceAll(rest, strings.ToLower(k), "")
		}
	}
	return utf8.RuneCountInString(rest) < minPassword/2
}
