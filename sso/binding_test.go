package sso

import (
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestBindingDerivesWithoutStoring(t *testing.T) {
	t.Parallel()
	secret, err := newSecret(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	b := binding(secret)
	if len(b.verifier("s")) != 43 {
		t.Errorf("code_verifier has %d characters (RFC 7636: 43 to 128)", len(b.verifier("s")))
	}
	seen := map[string]bool{}
	for _, v := range []string{b.nonce("s"), b.verifier("s"), b.nonce("t"), b.verifier("t"), binding("other").nonce("s")} {
		if seen[v] {
			t.Errorf("%s twice", v)
		}
		seen[v] = true
	}
	if b.nonce("s") != binding(secret).nonce("s") {
		t.Error("not the same twice")
	}
}

func TestBindingCookie(t *testing.T) {
	t.Parallel()
	secret, err := newSecret(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := binding(secret).cookie()
	if c.Name != "__Host-mandate_signin" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteNoneMode || c.Path != "/" || c.Domain != "" || c.MaxAge != 600 {
		t.Errorf("cookie = %+v", c)
	}
	for value, want := range map[string]binding{secret: binding(secret), "": "", "short": "", secret + "A": "", strings.Repeat("!", 43): ""} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.AddCookie(&http.Cookie{Name: bindingCookie, Value: value})
		if got := bindingOf(r); got != want {
			t.Errorf("bindingOf(%q) = %q", value, got)
		}
	}
}

func TestReturnAddressesAreLocalPaths(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"/": "/", "/users?search=a%20b#x": "/users?search=a%20b#x", "/deals/deal_1": "/deals/deal_1",
		"": "/", "users": "/", "//evil.test": "/", "///evil.test": "/", "/\\evil.test": "/", "\\\\evil.test": "/", "/a\\b": "/",
		"https://evil.test": "/", "https:evil.test": "/", "javascript:alert(1)": "/", "/%2f/evil.test": "/", "/%5cevil.test": "/",
		"/a\r\nSet-Cookie: x=1": "/", "/\t/evil.test": "/", "/a\x00": "/", "/" + strings.Repeat("a", 10_000): "/", " /users": "/", "/%zz": "/",
	} {
		if got := returnTo(text); got != want {
			t.Errorf("returnTo(%q) = %q, want %q", clip(text), clip(got), want)
		}
	}
}

func TestFailuresSlowTheNextAttempt(t *testing.T) {
	t.Parallel()
	c, ok := counter{}, true
	for n := 1; n <= 5; n++ {
		if c, ok = c.attempt(noon, limitPair); !ok {
			t.Fatalf("attempt %d was slowed", n)
		}
	}
	if want := noon.Add(2 * time.Second); !c.Until.Equal(want) {
		t.Fatalf("after five: until %s, want %s", c.Until, want)
	}
	if same, ok := c.attempt(noon.Add(time.Second), limitPair); ok || same != c {
		t.Fatalf("a slowed attempt passed or counted: %+v", same)
	}
	c, ok = c.attempt(noon.Add(2*time.Second), limitPair)
	if !ok || !c.Until.Equal(noon.Add(6*time.Second)) {
		t.Fatalf("sixth: %v %+v", ok, c)
	}
	if got := limitPair.pause(1000); got != 15*time.Minute {
		t.Errorf("longest pause = %s", got)
	}
	if got := limitAccount.pause(1000); got != time.Minute {
		t.Errorf("longest pause of an account = %s: a stranger must not shut anybody out", got)
	}
	if c, ok = c.attempt(c.LastAt.Add(time.Hour), limitPair); !ok || c.Failures != 1 || !c.Until.IsZero() {
		t.Errorf("after a quiet hour: %+v", c)
	}
	if got := (counter{Failures: 3, Until: noon}).succeeded(false); got.Failures != 2 || !got.Until.IsZero() {
		t.Errorf("one taken back: %+v", got)
	}
	if got := (counter{Failures: 3}).succeeded(true); got.Failures != -credit || !got.known() {
		t.Errorf("all taken back: %+v", got)
	}
	c = counter{Failures: -2, LastAt: noon}
	for n, known := range []bool{true, true, false} {
		if c.known() != known {
			t.Errorf("try %d: %+v", n+1, c)
		}
		c, _ = c.attempt(noon.Add(2*time.Hour), limitPair)
	}
}
