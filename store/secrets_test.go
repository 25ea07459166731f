package store_test

import (
	"bytes"
	"testing"

	"mandate/store"
)

func secretsOf(t *testing.T, fill string) *store.Secrets {
	t.Helper()
	s, err := store.NewSecrets(bytes.Repeat([]byte(fill), 32))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSealedValuesOpenOnlyForTheirRow(t *testing.T) {
	t.Parallel()
	s := secretsOf(t, "k")
	const name = "connection:1:client_secret"
	for _, value := range []string{"", "s3cret", string(bytes.Repeat([]byte{0}, 10_000))} {
		sealed, err := s.Seal(name, []byte(value))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := s.Open(name, sealed); err != nil || string(got) != value {
			t.Errorf("opened %q, %v", got, err)
		}
		if len(value) > 0 && bytes.Contains(sealed, []byte(value)) {
			t.Error("the value is in what was sealed")
		}
		again, err := s.Seal(name, []byte(value))
		if err != nil || bytes.Equal(again, sealed) {
			t.Errorf("sealed twice it is the same, %v", err)
		}
		cut, flipped := sealed[:len(sealed)-1], bytes.Clone(sealed)
		flipped[len(flipped)-1] ^= 1
		for what, open := range map[string]func() ([]byte, error){
			"another row": func() ([]byte, error) { return s.Open("connection:2:client_secret", sealed) },
			"no row":      func() ([]byte, error) { return s.Open("", sealed) },
			"another key": func() ([]byte, error) { return secretsOf(t, "x").Open(name, sealed) },
			"cut":         func() ([]byte, error) { return s.Open(name, cut) },
			"changed":     func() ([]byte, error) { return s.Open(name, flipped) },
			"nothing":     func() ([]byte, error) { return s.Open(name, nil) },
		} {
			if got, err := open(); err == nil {
				t.Errorf("%s opens %q", what, got)
			}
		}
	}
}

func TestKeysOfPeopleAreOfAnotherKind(t *testing.T) {
	t.Parallel()
	s := secretsOf(t, "k")
	one, err := s.NewPersonKey()
	if err != nil {
		t.Fatal(err)
	}
	two, err := s.NewPersonKey()
	if err != nil || bytes.Equal(one, two) {
		t.Errorf("two people have the same key, %v", err)
	}
	if got, err := s.Open("", one); err == nil {
		t.Errorf("a person's key opens as a sealed value: %x", got)
	}
}

func TestSecretKeyHas32Bytes(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 16, 31, 33, 64} {
		if _, err := store.NewSecrets(make([]byte, n)); err == nil {
			t.Errorf("%d bytes are taken", n)
		}
	}
}

// TestFingerprintsTellNothing: one text in one place has one fingerprint; without the secret
// key nobody makes it, and it is not that of the same text elsewhere.
func TestFingerprintsTellNothing(t *testing.T) {
	t.Parallel()
	s := secretsOf(t, "k")
	first := s.Fingerprint("one", []byte("password"))
	if first != secretsOf(t, "k").Fingerprint("one", []byte("password")) || len(first) != 64 {
		t.Errorf("fingerprint %q", first)
	}
	seen := map[string]bool{first: true}
	for what, other := range map[string]string{
		"another text": s.Fingerprint("one", []byte("Password")), "another place": s.Fingerprint("two", []byte("password")),
		"another key": secretsOf(t, "x").Fingerprint("one", []byte("password")), "moved over": s.Fingerprint("on", []byte("epassword")),
	} {
		if seen[other] {
			t.Errorf("%s has the same fingerprint", what)
		}
		seen[other] = true
	}
}
