package graph

import (
	"embed"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"mandate/directory/job/roster"
	"mandate/fault"
)

//go:embed texts/*.json
var textFiles embed.FS

// languages are those of the product (CO-7), the fallback first.
var languages = []string{"en", "de", "fr"}

// texts are the messages by language and code.
type texts map[string]map[string]string

// loadTexts reads them, with the columns of a file where they are named.
func loadTexts() (texts, error) {
	all := texts{}
	for _, l := range languages {
		raw, err := textFiles.ReadFile("texts/" + l + ".json")
		if err != nil {
			return nil, fmt.Errorf("read texts: %w", err)
		}
		var messages map[string]string
		if err := json.Unmarshal(raw, &messages); err != nil {
			return nil, fmt.Errorf("read texts %s: %w", l, err)
		}
		heading := string(fault.CodeFileHeading)
		messages[heading] = strings.ReplaceAll(messages[heading], "{columns}", strings.Join(roster.Columns(), ", "))
		all[l] = messages
	}
	return all, nil
}

// of gives the message of a code, with {name} replaced by its value.
func (t texts) of(lang string, code fault.Code, params map[string]any) string {
	text := t[lang][string(code)]
	for name, value := range params {
		text = strings.ReplaceAll(text, "{"+name+"}", fmt.Sprint(value))
	}
	return text
}

const textOrigin fault.Code = "FORBIDDEN_ORIGIN"

// say gives a fault's message. English is the fault's own, which knows the case;
// the others go by the code.
func (t texts) say(lang string, f *fault.Fault) string {
	if text := t.of(lang, f.Wording(), f.Params); text != "" && (lang != "en" || f.Message == "" || f.Kind == fault.Internal) {
		return text
	}
	return f.Message
}

// languageOf is what the request asks for, else what the actor reads, else English.
func languageOf(r *http.Request, actors string) string {
	tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err == nil {
		for _, tag := range tags {
			if base, _ := tag.Base(); slices.Contains(languages, base.String()) {
				return base.String()
			}
		}
	}
	if slices.Contains(languages, actors) {
		return actors
	}
	return languages[0]
}
