package sso

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// answers is a provider that gives each call, numbered from 1, an answer.
type answers struct {
	calls int
	by    func(n int) (*http.Response, error)
}

func (a *answers) RoundTrip(*http.Request) (*http.Response, error) {
	a.calls++
	return a.by(a.calls)
}

func numbered(n int) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(fmt.Sprint("keys ", n)))}, nil
}

// TestKeysAreAskedForInMeasure: five times at once, then every ten seconds; in between the
// last good answer counts.
func TestKeysAreAskedForInMeasure(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
	a := &answers{by: numbered}
	p := &paced{next: a, now: func() time.Time { return now }, left: keysAtOnce}
	ask := func() string {
		t.Helper()
		answer, err := p.RoundTrip(nil)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	for i := range 50 {
		if got, want := ask(), fmt.Sprint("keys ", min(i+1, keysAtOnce)); got != want {
			t.Fatalf("call %d: %q, not %q", i+1, got, want)
		}
	}
	for _, c := range []struct {
		later time.Duration
		want  string
	}{{9 * time.Second, "keys 5"}, {2 * time.Second, "keys 6"}, {0, "keys 6"}, {time.Hour, "keys 7"}} {
		now = now.Add(c.later)
		if got := ask(); got != c.want {
			t.Errorf("%s later: %q, not %q", c.later, got, c.want)
		}
	}
}

// TestAProviderWithoutKeysIsAskedAgain: a failure is never remembered as an answer.
func TestAProviderWithoutKeysIsAskedAgain(t *testing.T) {
	t.Parallel()
	a := &answers{by: func(n int) (*http.Response, error) {
		switch {
		case n%2 == 1:
			return nil, errors.New("connection reset")
		case n < 10:
			return &http.Response{StatusCode: http.StatusBadGateway, Body: http.NoBody}, nil
		}
		return numbered(n)
	}}
	p := &paced{next: a, now: time.Now, left: keysAtOnce}
	for range 9 {
		if answer, err := p.RoundTrip(nil); err == nil && answer.StatusCode == http.StatusOK {
			t.Fatal("a failure became an answer")
		}
	}
	for range 3 {
		answer, err := p.RoundTrip(nil)
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("%v", err)
		}
	}
	if a.calls != 10 {
		t.Errorf("asked %d times", a.calls)
	}
}
