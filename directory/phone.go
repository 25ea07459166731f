package directory

import (
	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/language"

	"mandate/fault"
)

// normalPhone gives the E.164 form of a number written with its country code;
// empty for everything else, placeholders included (PR-1, PR-3).
func normalPhone(text string) string {
	n, err := phonenumbers.Parse(text, phonenumbers.UNKNOWN_REGION)
	if err != nil || !phonenumbers.IsValidNumber(n) {
		return ""
	}
	return phonenumbers.Format(n, phonenumbers.E164)
}

// parsePhone is for people: what is not a number is refused, not dropped.
func parsePhone(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	if n := normalPhone(text); n != "" {
		return n, nil
	}
	return "", fault.New(fault.Invalid, fault.CodeInvalid, "A phone number has its country code, such as +1 416 555 0123, and exists.")
}

// shownLanguage is the language of the console for a locale (RFC 5646): en, de or
// fr; empty is the company's.
func shownLanguage(locale string) string {
	tag, err := language.Parse(locale)
	if err != nil {
		return ""
	}
	base, _ := tag.Base()
	switch base.String() {
	case "en", "de", "fr":
		return base.String()
	}
	return ""
}

// parseLanguage is for people: en, de, fr or empty, in any region.
func parseLanguage(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	if l := shownLanguage(text); l != "" {
		return l, nil
	}
	return "", fault.New(fault.Invalid, fault.CodeInvalid, "The languages are en, de and fr.")
}
