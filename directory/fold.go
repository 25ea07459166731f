package directory

import (
	"crypto/sha256"
	"encoding/hex"
	"net/mail"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"mandate/ident"
	"mandate/store"
)

// Fold makes the key under which texts compare without case (PR-2): NFKC, then
// full case folding (Unicode chapter 3.13), so that it is the same on every
// database. Doors fold what they compare with a key column.
func Fold(s string) string {
	return store.FoldExact(s)
}

// plain takes the accents off a folded text, so that "chloe" finds Chloé.
func plain(folded string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(folded)))
}

// searchKey holds everything that a search for a person looks at: names, address and
// user name, folded, with and without accents.
func searchKey(words ...string) string {
	var parts []string
	seen := map[string]bool{}
	for _, w := range words {
		for _, form := range []string{Fold(w), plain(Fold(w))} {
			if form != "" && !seen[form] {
				seen[form] = true
				parts = append(parts, form)
			}
		}
	}
	return strings.Join(parts, " ")
}

// isAddress reports whether a text is an e-mail address and nothing more.
func isAddress(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Name == "" && a.Address == s
}

// addressHash is what a reservation keeps of an address (LC-5).
func addressHash(tenant ident.ID, key string) []byte {
	sum := sha256.Sum256(append(tenant[:], key...))
	return sum[:]
}

func sha(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])
}
