package provider

import (
	"testing"

	"golang.org/x/text/language"

	"github.com/zitadel/oidc/v3/pkg/oidc"
)

// TestThePagesSpeakTheFirstLanguageThatTheyCan: one that they cannot does not hide the next.
func TestThePagesSpeakTheFirstLanguageThatTheyCan(t *testing.T) {
	t.Parallel()
	for want, asked := range map[string]oidc.Locales{
		"fr": {language.Spanish, language.French, language.German},
		"de": {language.MustParse("de-AT"), language.English},
		"en": {language.Und, language.BritishEnglish},
		"":   {language.Spanish, language.Italian},
	} {
		if got := spoken(asked); got != want {
			t.Errorf("%v: %q, want %q", asked, got, want)
		}
	}
}
