package graph

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mandate/directory/job/roster"
	"mandate/fault"
	"mandate/graph/gql"
)

func TestTextsAreComplete(t *testing.T) {
	t.Parallel()
	all, err := loadTexts()
	if err != nil {
		t.Fatal(err)
	}
	need := []fault.Code{fault.CodeUnauthenticated, fault.CodeThrottled, fault.CodeUnavailable, fault.CodeInternal, codeCostExceeded,
		codeDocumentUnknown, codeDocumentRefused, codeRolesNotKept, fault.WarnManagerInactive, fault.WarnNoDirectManager,
		fault.WarnDelegationCycle, warnSecretShown, codeRightsChanged, textBlocked, textOrigin, fault.WarnCompanyPhone, fault.WarnResponsibleGone, fault.WarnRolesPending, textSMS,
		fault.TextNoEvent, fault.TextContactRole, fault.TextContactHolds, fault.TextSignedIn, fault.TextOfAnother}
	for _, c := range approverTexts {
		if !gql.UserErrorCode(c).IsValid() {
			need = append(need, c)
		}
	}
	for _, c := range othersTexts {
		need = append(need, c)
	}
	for _, c := range gql.AllUserErrorCode {
		need = append(need, fault.Code(c))
	}
	for _, lang := range languages {
		for _, code := range need {
			if all[lang][string(code)] == "" {
				t.Errorf("%s has no text for %s", lang, code)
			}
		}
		if len(all[lang]) != len(need) {
			t.Errorf("%s has %d texts, %d are used", lang, len(all[lang]), len(need))
		}
	}
}

// informal finds the words of informal address.
var informal = map[string]*regexp.Regexp{
	"de": regexp.MustCompile(`(?i)(?:^|\PL)(du|dein\pL*|dir|dich|euch|euer)(?:\PL|$)`),
	"fr": regexp.MustCompile(`(?i)(?:^|\PL)(tu|toi|ton|tes)(?:\PL|$)`),
}

func TestTextsAddressFormally(t *testing.T) {
	t.Parallel()
	all, err := loadTexts()
	if err != nil {
		t.Fatal(err)
	}
	for lang, words := range informal {
		for code, text := range all[lang] {
			if found := words.FindString(text); found != "" {
				t.Errorf("%s %s says %q", lang, code, found)
			}
		}
	}
}

// TestTextOfAHeadingNamesEveryColumn: what a file may name is known to the room that reads it.
func TestTextOfAHeadingNamesEveryColumn(t *testing.T) {
	t.Parallel()
	all, err := loadTexts()
	if err != nil {
		t.Fatal(err)
	}
	list := roster.Columns()
	if len(list) == 0 {
		t.Fatal("there is no column")
	}
	for _, lang := range languages {
		text := all.of(lang, fault.CodeFileHeading, nil)
		for _, column := range list {
			if !regexp.MustCompile(`\b` + column + `[,.]`).MatchString(text) {
				t.Errorf("%s has no column %s: %s", lang, column, text)
			}
		}
		if strings.ContainsAny(text, "{}") {
			t.Errorf("%s: %s", lang, text)
		}
	}
}

// colonInFrench finds one without the space that stands before it.
var colonInFrench = regexp.MustCompile(`[^\x{00a0}\x{202f}]:`)

func TestTextsSetAFrenchColonApart(t *testing.T) {
	t.Parallel()
	all, err := loadTexts()
	if err != nil {
		t.Fatal(err)
	}
	for code, text := range all["fr"] {
		if found := colonInFrench.FindString(text); found != "" {
			t.Errorf("%s says %q", code, found)
		}
	}
}

func TestSay(t *testing.T) {
	t.Parallel()
	all, err := loadTexts()
	if err != nil {
		t.Fatal(err)
	}
	taken := fault.New(fault.Conflict, fault.CodeEmailTaken, "Somebody has this very address.")
	unknown := fault.New(fault.Conflict, "NEVER_HEARD_OF", "Said in English alone.")
	internal := fault.As(http.ErrBodyNotAllowed).With("reference", "abc")
	for _, c := range []struct {
		lang, want string
		f          *fault.Fault
	}{
		{"en", "Somebody has this very address.", taken},
		{"de", "Diese Adresse hat bereits jemand.", taken},
		{"fr", "Quelqu’un utilise déjà cette adresse.", taken},
		{"de", "Said in English alone.", unknown},
		{"en", "Something went wrong on our side. When you report it, give this reference: abc.", internal},
	} {
		if got := all.say(c.lang, c.f); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.lang, c.f.Code, got, c.want)
		}
	}
}

func TestLanguageOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ header, actors, want string }{
		{"", "", "en"}, {"", "fr", "fr"}, {"", "it", "en"}, {"de", "fr", "de"}, {"fr-CA,fr;q=0.9", "", "fr"},
		{"it, de;q=0.5", "", "de"}, {"it", "de", "de"}, {"\x00;;;", "de", "de"},
	} {
		r := &http.Request{Header: http.Header{"Accept-Language": {c.header}}}
		if got := languageOf(r, c.actors); got != c.want {
			t.Errorf("%q and %q: %s, want %s", c.header, c.actors, got, c.want)
		}
	}
	if !slices.Contains(languages, "en") {
		t.Error("English is missing")
	}
}
