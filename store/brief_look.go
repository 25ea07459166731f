package store

import "strings"

// isLook reports whether a statement is a SELECT that may run without a transaction: it says
// nowhere FOR (a lock) or INTO (a table), and calls nothing but functions that are known to
// look and calculate. Whatever it is not sure of is none, and a transaction begins for it:
// another white space, a comment or a word in a text costs two ways and is never wrong.
func isLook(query string) bool {
	first, rest, _ := nextWord(query)
	if !strings.EqualFold(first, "select") {
		return false
	}
	for rest != "" {
		word, behind, called := nextWord(rest)
		rest, word = behind, strings.ToLower(strings.TrimLeft(word, "$.0123456789")) // $1FOR is two words to some servers
		if word == "for" || word == "into" || called && !harmless[word] {
			return false
		}
	}
	return true
}

// harmless are words that a parenthesis may follow in a look: those of SQL itself, and
// functions that change nothing and that nothing outlives. The empty word is an operator or
// another parenthesis.
var harmless = map[string]bool{
	"": true, "and": true, "or": true, "not": true, "in": true, "exists": true, "any": true, "on": true,
	"select": true, "where": true, "from": true, "join": true, "as": true, "by": true, "when": true, "then": true, "else": true,
	"count": true, "coalesce": true, "extract": true, "json_agg": true, "json_build_object": true, "lower": true, "max": true, "min": true,
}

// nextWord gives the first word of a text, what comes behind it, and whether that began with
// a parenthesis. A quotation mark is a word of its own, so that a name in quotes is never one
// of ours. Without a word before the next parenthesis the word is empty.
func nextWord(text string) (word, rest string, called bool) {
	from := 0
	for from < len(text) && !isWordByte(text[from]) && text[from] != '(' && text[from] != '"' {
		from++
	}
	to := from
	if to < len(text) && text[to] == '"' {
		to++
	}
	for to < len(text) && text[from] != '"' && isWordByte(text[to]) {
		to++
	}
	rest = text[to:]
	for rest != "" && isWhite(rest[0]) {
		rest = rest[1:]
	}
	if rest != "" && rest[0] == '(' {
		return text[from:to], rest[1:], true
	}
	return text[from:to], rest, false
}

// isWordByte takes letters beyond ASCII, and what a name may hold, as parts of a word.
func isWordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b == '$' || b == '.' || b >= 0x80
}

// isWhite is white space to PostgreSQL.
func isWhite(b byte) bool { return strings.IndexByte(" \t\n\r\f\v", b) >= 0 }
