// Package words says in plain language why a sign-in is or would be refused, for the
// administrators who set a connection up: on the page that ends a test login and over
// GraphQL. Who is refused never sees it. English, German and Canadian French.
package words

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
)

//go:embed refusal.*.json
var files embed.FS

// Refusals are the sentences by language and code.
type Refusals map[string]map[string]string

// Load reads the sentences.
func Load() (Refusals, error) {
	out := Refusals{}
	for _, lang := range []string{"en", "de", "fr"} {
		text, err := files.ReadFile("refusal." + lang + ".json")
		if err != nil {
			return nil, fmt.Errorf("read words: %w", err)
		}
		list := map[string]string{}
		if err := json.Unmarshal(text, &list); err != nil {
			return nil, fmt.Errorf("read words in %s: %w", lang, err)
		}
		out[lang] = list
	}
	return out, nil
}

// Say is the sentence for a code; other languages get English, unknown codes a
// sentence that names them. No code is no sentence.
func (r Refusals) Say(lang, code string) string {
	base, _, _ := strings.Cut(lang, "-")
	list := r[base]
	if list == nil {
		list = r["en"]
	}
	switch {
	case code == "":
		return ""
	case list[code] != "":
		return list[code]
	}
	return strings.ReplaceAll(list["OTHER"], "{code}", code)
}
