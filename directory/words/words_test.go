package words_test

import (
	"strings"
	"testing"

	"mandate/directory/words"
)

func TestEveryCodeInEveryLanguage(t *testing.T) {
	t.Parallel()
	r, err := words.Load()
	if err != nil {
		t.Fatal(err)
	}
	for lang, list := range r {
		for code, text := range r["en"] {
			if list[code] == "" || lang != "en" && list[code] == text {
				t.Errorf("%s lacks %s", lang, code)
			}
		}
		if len(list) != len(r["en"]) {
			t.Errorf("%s has %d sentences, English %d", lang, len(list), len(r["en"]))
		}
	}
	if got := r.Say("fr-CA", "STALE"); !strings.Contains(got, "ancienne") {
		t.Errorf("fr-CA: %s", got)
	}
	if got := r.Say("tlh", "WHAT_IS_THIS"); !strings.Contains(got, "WHAT_IS_THIS") || r.Say("en", "") != "" {
		t.Errorf("unknown: %s", got)
	}
}
