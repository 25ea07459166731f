package store

import (
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// FoldExact is the one folding of keys: compatibility form (NFKC), case folded.
// Spaces stay: they are part of what a directory sent.
func FoldExact(text string) string {
	return norm.NFKC.String(cases.Fold().String(norm.NFKC.String(text)))
}

// Fold is FoldExact for what people type: spaces at the ends are gone.
func Fold(text string) string { return strings.TrimSpace(FoldExact(text)) }

// SearchKey joins folded words for a search_key column.
func SearchKey(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		if p = Fold(p); p != "" {
			b.WriteByte(' ')
			b.WriteString(p)
		}
	}
	return b.String()
}
