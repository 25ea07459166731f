package sso

import (
	"slices"
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

// mostlyKnown reports whether little is left of the password once what a guesser
// tries first is taken out of it: the known texts, common words, and runs.
func mostlyKnown(password string, known []string) bool {
	rest := strings.ToLower(password)
	for _, k := range slices.Concat(known, commonWords) {
		if utf8.RuneCountInString(k) >= 4 {
			rest = strings.ReplaceAll(rest, strings.ToLower(k), "")
		}
	}
	return len(withoutRuns([]rune(rest))) < minPassword/2
}

// commonWords are the stems of the passwords that lists of leaked ones begin with.
var commonWords = []string{"password", "passwort", "passw0rd", "p@ssword", "p@ssw0rd", "motdepasse", "kennwort", "letmein", "welcome",
	"bienvenue", "willkommen", "qwertz", "azerty", "iloveyou", "sunshine", "princess", "football", "baseball", "monkey", "dragon",
	"superman", "master", "shadow", "changeme", "administrator", "admin", "secret", "login", "winter", "spring", "summer", "autumn"}

// rows are the lines of keyboards, there and back.
const rows = "qwertyuiop poiuytrewq asdfghjkl lkjhgfdsa zxcvbnm mnbvcxz qwertzuiop poiuztrewq azertyuiop poiuytreza 1234567890 0987654321"

// withoutRuns keeps of each run (abcd, 4321, aaaa, asdf) only its first two characters.
func withoutRuns(text []rune) []rune {
	var out []rune
	for i, r := range text {
		if i >= 2 && (steady(text[i-2:i+1]) || strings.Contains(rows, string(text[i-2:i+1]))) {
			continue
		}
		out = append(out, r)
	}
	return out
}

func steady(three []rune) bool {
	step := three[1] - three[0]
	return step >= -1 && step <= 1 && three[2]-three[1] == step
}
