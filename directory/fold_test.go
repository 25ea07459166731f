package directory_test

import (
	"testing"

	"mandate/directory"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Ann@Lender.TEST": "ann@lender.test", "STRASSE": "strasse", "Straße": "strasse", "ＡＮＮ": "ann", "Ångström": "ångström",
		"I\u0307": "i\u0307", "ﬁ": "fi", "": "",
	} {
		if got := directory.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
		if again := directory.Fold(directory.Fold(in)); again != directory.Fold(in) {
			t.Errorf("Fold(%q) is not stable: %q", in, again)
		}
	}
}

func TestProfilesCompareByMeaning(t *testing.T) {
	t.Parallel()
	p := directory.Profile{UserName: "a", Attributes: raw(`{"a":1,"b":[1.0]}`)}
	for name, c := range map[string]struct {
		change func(*directory.Profile)
		same   bool
	}{
		"order of keys":  {func(q *directory.Profile) { q.Attributes = raw(`{ "b":[1.0],"a":1}`) }, true},
		"another number": {func(q *directory.Profile) { q.Attributes = raw(`{"a":1,"b":[1.5]}`) }, false},
		"none":           {func(q *directory.Profile) { q.Attributes = nil }, false},
		"emails":         {func(q *directory.Profile) { q.Emails = []directory.Email{{Value: "x"}} }, false},
		"empty emails":   {func(q *directory.Profile) { q.Emails = []directory.Email{} }, true},
		"active":         {func(q *directory.Profile) { q.Active = true }, false},
	} {
		q := p
		c.change(&q)
		if p.Equal(q) != c.same {
			t.Errorf("%s: equal is %v", name, p.Equal(q))
		}
	}
}
