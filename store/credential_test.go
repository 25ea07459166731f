package store_test

import (
	"crypto/rand"
	"encoding/hex"
	"regexp"
	"strings"
	"testing"
	"time"

	"mandate/ident"
	"mandate/store"
)

var credentialKinds = []store.CredentialKind{store.SCIMToken, store.ServiceKey, store.SessionToken, store.StepToken, store.LinkToken}

func TestCredentialForm(t *testing.T) {
	t.Parallel()
	tenant := ident.New(time.Now(), rand.Reader)
	form := regexp.MustCompile(`^(mscim|mkey|mses|mstp|mlnk)_[0-9a-v]{26}[0-9a-v]{52}[0-9a-v]{7}$`)
	seen := map[string]bool{}
	if _, _, ok := store.ParseCredential(store.SCIMToken, store.NewCredential(store.SCIMToken, ident.ID{}).Text); ok {
		t.Error("a credential of no tenant is one")
	}
	for _, kind := range credentialKinds {
		c := store.NewCredential(kind, tenant)
		if !form.MatchString(c.Text) || !strings.HasPrefix(c.Text, string(kind)+"_") {
			t.Errorf("form of %s", c.Text)
		}
		if got, hash, ok := store.ParseCredential(kind, c.Text); !ok || got != tenant || hash != c.Hash || c.Hash != store.HashCredential(c.Text) {
			t.Errorf("%s: tenant %s, hash %s, %t", kind, got, hash, ok)
		}
		if raw, err := hex.DecodeString(c.Hash); err != nil || len(raw) != 32 {
			t.Errorf("hash %s", c.Hash)
		}
		secret := c.Text[len(kind)+1+26 : len(c.Text)-7]
		if hint := strings.TrimPrefix(c.Hint, string(kind)+"_…"); len(hint) != 6 || !strings.HasPrefix(secret, hint) {
			t.Errorf("hint %s", c.Hint)
		}
		if seen[secret] {
			t.Error("the same secret twice")
		}
		seen[secret] = true
		for _, other := range credentialKinds {
			if _, _, ok := store.ParseCredential(other, c.Text); ok != (other == kind) {
				t.Errorf("a %s passes as %s: %t", kind, other, ok)
			}
		}
	}
}

// TestMistypedCredential changes each character, leaves each out, doubles and swaps it.
func TestMistypedCredential(t *testing.T) {
	t.Parallel()
	c := store.NewCredential(store.ServiceKey, ident.New(time.Now(), rand.Reader)).Text
	refuse := func(what, text string) {
		t.Helper()
		if _, _, ok := store.ParseCredential(store.ServiceKey, text); ok && text != c {
			t.Errorf("%s: %s passes", what, text)
		}
	}
	for i := range c {
		for _, other := range "0v_ A\n" {
			refuse("changed", c[:i]+string(other)+c[i+1:])
		}
		refuse("left out", c[:i]+c[i+1:])
		refuse("doubled", c[:i]+c[i:i+1]+c[i:])
		if i > 0 {
			refuse("swapped", c[:i-1]+c[i:i+1]+c[i-1:i]+c[i+1:])
		}
	}
	for what, text := range map[string]string{
		"upper case": strings.ToUpper(c), "space before": " " + c, "space after": c + " ", "empty": "", "prefix only": "mkey_",
		"twice": c + c, "without prefix": strings.TrimPrefix(c, "mkey_"),
	} {
		refuse(what, text)
	}
}

func TestRandomTextIsNoCredential(t *testing.T) {
	t.Parallel()
	const letters = "0123456789abcdefghijklmnopqrstuv"
	text := make([]byte, 26+52+7)
	for range 10_000 {
		_, _ = rand.Read(text)
		for i, b := range text {
			text[i] = letters[b%32]
		}
		if _, _, ok := store.ParseCredential(store.SCIMToken, "mscim_"+string(text)); ok {
			t.Fatalf("%s passes", text)
		}
	}
}
