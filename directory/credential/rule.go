package credential

import (
	"strings"
	"unicode/utf8"

	"github.com/trustelem/zxcvbn"
	"golang.org/x/text/unicode/norm"

	"mandate/fault"
)

// Lengths of a password, in characters after normalisation (NIST SP 800-63B-4). There
// are no composition rules.
const (
	MinAlone  = 15  // where the password is the only factor
	MinFactor = 8   // where a second factor is asked for too
	MaxLength = 256 // what a hasher may be given to do
)

// How many guesses a password has to withstand, as zxcvbn counts them. A password that
// stands alone must hold against an attacker who has stolen its hash.
const (
	guessesAlone  = 1e10
	guessesFactor = 1e7
)

// judged bounds what the strength of a password is reckoned from: the reckoning takes
// time with the square of the length.
const judged = 72

// Check is the rule for a password that somebody chooses (PR-4). second says that the
// account has, or must have, a second factor. known are texts that a guesser tries
// first: the person's names and addresses, the company's name.
func Check(password string, second bool, known ...string) *fault.Fault {
	least, guesses := MinAlone, guessesAlone
	if second {
		least, guesses = MinFactor, guessesFactor
	}
	if !utf8.ValidString(password) {
		return short(least)
	}
	password = normal(password)
	length := utf8.RuneCountInString(password)
	switch {
	case length < least:
		return short(least)
	case length > MaxLength:
		return weak("PASSWORD_LONG", "The password may have at most %d characters.", MaxLength).With("limit", MaxLength)
	case common(password):
		return weak("PASSWORD_COMMON", "This password is on the lists that guessers try first.")
	case strength(password, known) < guesses:
		return weak("PASSWORD_WEAK", "This password is too easy to guess.")
	}
	return nil
}

// normal makes one password typed on two keyboards one password (NIST SP 800-63B).
func normal(password string) string { return norm.NFKC.String(password) }

// strength is the number of guesses that a password withstands.
func strength(password string, known []string) float64 {
	if runes := []rune(password); len(runes) > judged {
		password = string(runes[:judged])
	}
	return zxcvbn.PasswordStrength(strings.ToLower(password), words(known)).Guesses
}

// words are the known texts whole and in parts: an address is tried as it stands and by
// what is left and right of its dots and its sign.
func words(known []string) []string {
	out := []string{"mandate"}
	for _, text := range known {
		text = strings.ToLower(text)
		out = append(out, text)
		for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" .@-_'", r) }) {
			if utf8.RuneCountInString(part) >= 3 {
				out = append(out, part)
			}
		}
	}
	return out
}

func short(least int) *fault.Fault {
	return weak("PASSWORD_SHORT", "The password needs at least %d characters.", least).With("limit", least)
}

func weak(code fault.Code, format string, args ...any) *fault.Fault {
	return fault.New(fault.Invalid, code, format, args...).On("password")
}
