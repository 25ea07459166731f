package directory_test

import (
	"fmt"
	"testing"
	"unicode"

	"mandate/directory"
	"mandate/fault"
)

// TestWhatCanStandInALine: marks that nobody sees do not, by the classes of Unicode; those
// that some scripts write with do, within a word.
func TestWhatCanStandInALine(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"": true, " ": true, "O’Neill-Żółć": true, "नि\u200dत्या": true, "می\u200cخواهم": true, "👩\u200d💻": true, "❤\ufe0f": true, "ﷺ": true, "Anna-Marie": true,
		"\u200d": false, "\u200c\u200d": false, "Anna\u200d": false, "\u200cAnna": false, "Anna\u200d Able": false, "Anna \u200c": false,
		"Anna\u00ad": false, "An\u2064na": false, "\u3164": false, "\uffa0": false, "\u115f": false, "\u2800": false, "a\u2800b": false, "An\u034fna": false,
		"a\u200bb": false, "\ufeff": false, "\u2060": false, "a\u180eb": false, "a\u202eb": false, "a\u061cb": false, "a\U000e0041b": false, "\U000e0fff": false,
		"a\nb": false, "a\u0085b": false, "a\u2028b": false, "\ufffd": false, "\xff": false,
	} {
		if got := directory.Showable(text); got != want {
			t.Errorf("%+q: %t, want %t", text, got, want)
		}
	}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if r != '\u200c' && r != '\u200d' && unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point) && directory.Showable(fmt.Sprintf("a%cb", r)) {
			t.Errorf("%U stands in a name", r)
		}
	}
}

// TestANameOfWhatNobodySeesIsNone: it is missing, and not wrong.
func TestANameOfWhatNobodySeesIsNone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		id := h.person("ann@lender.test")
		for _, name := range []string{"\u3164", "\u2800\u00a0", "\u200d", "\ufe0f", "\u00ad \u2064"} {
			_, err := h.d.CreateDirectory(h.system(), name)
			h.refused(err, fault.Invalid, fault.CodeRequired)
			_, err = h.d.Update(h.system(), id, 0, directory.PersonUpdate{LastName: &name})
			h.refused(err, fault.Invalid, fault.CodeRequired)
		}
	})
}

// TestADirectoryMaySendWhatNobodySees: it is kept as sent (PR-1).
func TestADirectoryMaySendWhatNobodySees(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		sent := profile("ann@lender.test")
		sent.GivenName, sent.FamilyName = "\u3164", "Ro\u00ady"
		p, err := h.d.CreatePerson(h.okta(), sent)
		h.no(err)
		if u := h.row(p.ID); u.FirstName != sent.GivenName || u.LastName != sent.FamilyName {
			t.Errorf("%+q %+q", u.FirstName, u.LastName)
		}
	})
}
