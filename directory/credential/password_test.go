package credential

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"mandate/fault"
)

func TestPasswordsMatchTheirHash(t *testing.T) {
	t.Parallel()
	p := Passwords{Slots: make(chan struct{}, 2)}
	hash, err := p.Hash(t.Context(), "correct horse battery staple", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash = %s", hash)
	}
	again, err := p.Hash(t.Context(), "correct horse battery staple", rand.Reader)
	if err != nil || again == hash {
		t.Errorf("the same salt twice: %v", err)
	}
	accented, err := p.Hash(t.Context(), "caf\u00e9 au lait s'il vous pla\u00eet", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		password, hash string
		want           bool
	}{
		{"correct horse battery staple", hash, true},
		{"correct horse battery stapl", hash, false},
		{"", hash, false},
		{"cafe\u0301 au lait s'il vous plai\u0302t", accented, true},
		{"anything", "", false},
		{"", "", false},
	} {
		got, err := p.Matches(t.Context(), c.password, c.hash)
		if err != nil || got != c.want {
			t.Errorf("Matches(%q) = %v, %v", c.password, got, err)
		}
	}
}

func TestUnreadableHashesAreErrors(t *testing.T) {
	t.Parallel()
	p := Passwords{Slots: make(chan struct{}, 1)}
	for _, hash := range []string{"x", "$2a$10$abcdefghijklmnopqrstuv", "$argon2id$v=16$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=4294967295,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=19456,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=19456,t=2,p=1$$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=19456,t=2,p=1$!$AAAAAAAAAAAAAAAAAAAAAA"} {
		if ok, err := p.Matches(t.Context(), "x", hash); err == nil || ok {
			t.Errorf("%q was taken", hash)
		}
	}
}

func TestHashersAreBounded(t *testing.T) {
	t.Parallel()
	p := Passwords{Slots: make(chan struct{}, 1)}
	p.Slots <- struct{}{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.Matches(ctx, "x", ""); !errors.Is(err, context.Canceled) {
		t.Fatalf("err = %v", err)
	}
}

// TestNewPasswords is PR-4: those known to be compromised, or easy to guess, are refused.
func TestNewPasswords(t *testing.T) {
	t.Parallel()
	for password, want := range map[string]fault.Code{
		"fourteen chars":                    "PASSWORD_SHORT",
		"fifteen charact":                   "",
		"correct horse battery staple":      "",
		"пятнадцать букв":                   "",
		"пятнадцать бук":                    "PASSWORD_SHORT",
		strings.Repeat("ab", 10):            "PASSWORD_WEAK",
		strings.Repeat("a long one ", 24):   "PASSWORD_LONG",
		"ada.moreno@alpha.test":             "PASSWORD_WEAK",
		"Ada.Moreno@alpha.test1":            "PASSWORD_WEAK",
		"moreno rides a blue bike":          "",
		"password1234567":                   "PASSWORD_WEAK",
		"123456789012345":                   "PASSWORD_WEAK",
		"qwertyuiopasdfghjkl":               "PASSWORD_WEAK",
		"abcdefghijklmnopqrstuvwxyz":        "PASSWORD_WEAK",
		"Welcome2026!!!!!":                  "PASSWORD_WEAK",
		"P@ssw0rdP@ssw0rd1":                 "PASSWORD_WEAK",
		"administrator password":            "PASSWORD_WEAK",
		"my password is a purple anvil":     "",
		"\xff\xfe\xfd not UTF-8 at all, no": "PASSWORD_SHORT",
	} {
		err := Check(password, false, "ada.moreno@alpha.test", "Ada", "Moreno", "Alpha Bank")
		got := fault.Code("")
		if err != nil {
			got = err.Code
		}
		if got != want {
			t.Errorf("%q: %q, want %q", password, got, want)
		}
	}
}
