package graph

import (
	"strings"
	"testing"

	"mandate/actor"
)

func TestCatalogueDescribesEveryPermission(t *testing.T) {
	t.Parallel()
	all, err := loadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	need := map[string]bool{}
	for _, p := range actor.All {
		subject, _, _ := strings.Cut(string(p), ".")
		need[subject], need[string(p)] = true, true
	}
	for _, lang := range languages {
		for name := range need {
			if all[lang][name] == "" {
				t.Errorf("%s has no word for %s", lang, name)
			}
		}
		if len(all[lang]) != len(need) {
			t.Errorf("%s has %d words, %d are used", lang, len(all[lang]), len(need))
		}
		if words := informal[lang]; words != nil {
			for name, text := range all[lang] {
				if words.MatchString(text) {
					t.Errorf("%s addresses informally: %s", lang, name)
				}
			}
		}
	}
}
