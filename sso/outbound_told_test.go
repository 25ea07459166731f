package sso

import (
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
)

// TestFailuresTellNothingOfTheNetwork: who chose an address learns neither what a name
// inside leads to, nor whether there is one, nor which server is asked for names.
func TestFailuresTellNothingOfTheNetwork(t *testing.T) {
	t.Parallel()
	told := func(client *http.Client, address string) string {
		_, err := fetch(t.Context(), client, address)
		if err == nil {
			t.Fatalf("%s was reached", address)
		}
		return err.Error()
	}
	inside := told(Outbound{}.Client(), "https://localhost:9/h")
	nobody := told(failingWith(&net.DNSError{Err: "no such host", Name: "db.internal", Server: "10.0.0.53:53", IsNotFound: true}), "https://db.internal:9/h")
	if want := strings.ReplaceAll(inside, "localhost", "db.internal"); nobody != want {
		t.Errorf("a name that nobody knows: %s, one inside: %s", nobody, want)
	}
	late := told(failingWith(&net.DNSError{Err: "read udp 10.0.0.7:4->10.0.0.53:53: i/o timeout", Name: "db.internal", Server: "10.0.0.53:53", IsTimeout: true}), "https://db.internal:9/h")
	for _, text := range []string{inside, nobody, late} {
		for _, secret := range []string{"127.0.0.1", "::1", "10.0.0"} {
			if strings.Contains(text, secret) {
				t.Errorf("told: %s", text)
			}
		}
	}
	if number := told(Outbound{}.Client(), "https://127.0.0.1:9/h"); !strings.Contains(number, "127.0.0.1 is not a public address") {
		t.Errorf("of a number: %s", number)
	}
	if _, err := fetch(t.Context(), Outbound{}.Client(), "https://localhost:9/h"); !errors.Is(err, errNotPublic) {
		t.Errorf("why is lost: %v", err)
	}
}

type failure struct{ err error }

// RoundTrip fails as a dialler does.
func (f failure) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: f.err}
}

func failingWith(err error) *http.Client { return &http.Client{Transport: bounded{next: failure{err}}} }
