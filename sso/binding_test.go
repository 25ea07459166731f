package sso

import (
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
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
