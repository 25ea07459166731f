package notify

import (
	"embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

//go:embed texts/*.json
var textFiles embed.FS

// languages are those of the product (CO-7), the fallback first.
var languages = []string{"en", "de", "fr"}

// wording is all that mail says in one language.
type wording struct {
	Frame   frame             `json:"frame"`
	Notices map[string]notice `json:"notices"`
	Words   map[string]string `json:"words"` // codes that facts bring, in words
}

// frame is what surrounds the notices of a message.
type frame struct {
	Greeting string `json:"greeting"` // {name}
	Nameless string `json:"nameless"`
	More     string `json:"more"`    // subject of several: {title}, {more}
	MoreOne  string `json:"moreOne"` // the same for one more
	Foot     string `json:"foot"`    // {company}
	Choose   string `json:"choose"`  // which notices come by mail is chosen in the console
	Copy     string `json:"copy"`    // for a link that can't be followed
}

// notice is what one type of notice says. Lines whose placeholders have no value are
// left out.
type notice struct {
	Title  string   `json:"title"`
	Lines  []string `json:"lines"`
	Action string   `json:"action"` // label of the link to the page, or of the one that the secret is
	Secret string   `json:"secret"` // label of a secret that is no link

	SecretLines []string `json:"secretLines"` // said besides where there is a secret
}

type wordings map[string]wording

func loadWordings() (wordings, error) {
	all := wordings{}
	for _, l := range languages {
		raw, err := textFiles.ReadFile("texts/" + l + ".json")
		if err != nil {
			return nil, fmt.Errorf("read texts of mail: %w", err)
		}
		var w wording
		if err := json.Unmarshal(raw, &w); err != nil {
			return nil, fmt.Errorf("read texts of mail %s: %w", l, err)
		}
		all[l] = w
	}
	return all, nil
}

func (w wordings) in(language string) wording {
	if found, ok := w[language]; ok {
		return found
	}
	return w[languages[0]]
}

func (w wording) notice(kind string) notice {
	if n, ok := w.Notices[kind]; ok {
		return n
	}
	return w.Notices[otherType]
}

var placeholder = regexp.MustCompile(`\{[a-zA-Z]+\}`)

// fill puts values into a text; false: one of them is missing.
func fill(text string, values map[string]string) (string, bool) {
	whole := true
	out := placeholder.ReplaceAllStringFunc(text, func(name string) string {
		v := values[strings.Trim(name, "{}")]
		whole = whole && v != ""
		return v
	})
	return out, whole
}

// fillLines keeps the lines that have all their values.
func fillLines(lines []string, values map[string]string) []string {
	var out []string
	for _, line := range lines {
		if text, whole := fill(line, values); whole {
			out = append(out, text)
		}
	}
	return out
}
