package web

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func built() fstest.MapFS {
	file := func(body string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(body)} }
	return fstest.MapFS{
		"index.html":              file(`<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__">`),
		"start.js":                file("start()"),
		"assets/index-abc.js":     file("plain javascript"),
		"assets/index-abc.js.gz":  file("compressed javascript"),
		"assets/inter-abc.woff2":  file("font"),
		"assets/deep/notes-1.txt": file("notes"),
	}
}

func ask(t *testing.T, files fs.FS, method, target string, header ...string) *http.Response {
	t.Helper()
	c, err := New(files, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), method, target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	c.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := b.ReadFrom(r.Body); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestConsoleAnswers(t *testing.T) {
	t.Parallel()
	const page = "<!doctype html>"
	for name, c := range map[string]struct {
		method, target string
		status         int
		body, cache    string
	}{
		"root":                     {"GET", "/", 200, page, "no-store"},
		"address of the router":    {"GET", "/users/usr_06e4", 200, page, "no-store"},
		"index by name":            {"GET", "/index.html", 200, page, "no-store"},
		"hashed asset":             {"GET", "/assets/index-abc.js", 200, "plain javascript", "public, max-age=31536000, immutable"},
		"file without hash":        {"GET", "/start.js", 200, "start()", "no-cache"},
		"missing asset":            {"GET", "/assets/index-old.js", 404, "not found", ""},
		"compressed twin by name":  {"GET", "/assets/index-abc.js.gz", 404, "not found", ""},
		"folder that looks a file": {"GET", "/assets/deep.d/x.js", 404, "not found", ""},
		"climbing out":             {"GET", "/assets/../../embed.go", 404, "not found", ""},
		"well-known address":       {"GET", "/.well-known/openid-configuration", 404, "not found", ""},
		"another of those":         {"GET", "/.well-known/change-password/", 404, "not found", ""},
		"writing":                  {"POST", "/users", 405, "method not allowed", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := ask(t, built(), c.method, c.target)
			if got.StatusCode != c.status {
				t.Fatalf("status %d, want %d", got.StatusCode, c.status)
			}
			if b := body(t, got); !strings.HasPrefix(b, c.body) {
				t.Errorf("body %q, want it to start with %q", b, c.body)
			}
			if cache := got.Header.Get("Cache-Control"); c.cache != "" && cache != c.cache {
				t.Errorf("Cache-Control %q, want %q", cache, c.cache)
			}
			if got.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Error("nosniff is missing")
			}
		})
	}
}

func TestPageHasNonceOfItsOwn(t *testing.T) {
	t.Parallel()
	nonces := map[string]bool{}
	for range 3 {
		got := ask(t, built(), "GET", "/deals")
		found := regexp.MustCompile(`'nonce-([A-Za-z0-9_-]{22})'`).FindStringSubmatch(got.Header.Get("Content-Security-Policy"))
		if found == nil {
			t.Fatalf("no nonce in %q", got.Header.Get("Content-Security-Policy"))
		}
		if page := body(t, got); !strings.Contains(page, `content="`+found[1]+`"`) || strings.Contains(page, nonceMark) {
			t.Errorf("the page does not carry the nonce of its policy: %s", page)
		}
		nonces[found[1]] = true
	}
	if len(nonces) != 3 {
		t.Errorf("%d different nonces in 3 pages", len(nonces))
	}
}

func TestPolicyRefusesInlineScript(t *testing.T) {
	t.Parallel()
	csp := ask(t, built(), "GET", "/").Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self';", "frame-ancestors 'none'", "require-trusted-types-for 'script'"} {
		if !strings.Contains(csp, want) {
			t.Errorf("policy lacks %q: %s", want, csp)
		}
	}
	if strings.Contains(csp, "unsafe") {
		t.Errorf("policy allows something unsafe: %s", csp)
	}
}

func TestCompressedTwin(t *testing.T) {
	t.Parallel()
	for accept, want := range map[string]string{
		"gzip, deflate, br": "compressed javascript",
		"*":                 "compressed javascript",
		"gzip;q=0, *":       "plain javascript",
		"gzip;q=0.0":        "plain javascript",
		"br":                "plain javascript",
		"":                  "plain javascript",
	} {
		t.Run(accept, func(t *testing.T) {
			t.Parallel()
			got := ask(t, built(), "GET", "/assets/index-abc.js", "Accept-Encoding", accept)
			if b := body(t, got); b != want {
				t.Errorf("body %q, want %q", b, want)
			}
			if got.Header.Get("Vary") != "Accept-Encoding" {
				t.Error("Vary is missing")
			}
			if (got.Header.Get("Content-Encoding") == "gzip") != (want == "compressed javascript") {
				t.Errorf("Content-Encoding %q", got.Header.Get("Content-Encoding"))
			}
			if got.Header.Get("Content-Type") != "text/javascript; charset=utf-8" {
				t.Errorf("Content-Type %q", got.Header.Get("Content-Type"))
			}
		})
	}
}

func TestUnchangedFileIsNotSentAgain(t *testing.T) {
	t.Parallel()
	tag := ask(t, built(), "GET", "/start.js").Header.Get("ETag")
	if tag == "" {
		t.Fatal("no entity tag")
	}
	if got := ask(t, built(), "GET", "/start.js", "If-None-Match", tag); got.StatusCode != http.StatusNotModified {
		t.Errorf("status %d, want 304", got.StatusCode)
	}
}

func TestBinaryWithoutConsoleSaysHowToBuildIt(t *testing.T) {
	t.Parallel()
	placeholder, err := fs.ReadFile(dist, "dist/placeholder.html")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"placeholder.html": {Data: placeholder}}
	got := ask(t, files, "GET", "/users")
	if got.StatusCode != 200 || !strings.Contains(body(t, got), "make console") {
		t.Errorf("status %d and no word of make console", got.StatusCode)
	}
}

func TestEmbeddedConsoleOpens(t *testing.T) {
	t.Parallel()
	files, err := Dist()
	if err != nil {
		t.Fatal(err)
	}
	if got := ask(t, files, "GET", "/"); got.StatusCode != 200 {
		t.Errorf("status %d", got.StatusCode)
	}
}

func TestDocumentsAreKeyedByTheirOwnHash(t *testing.T) {
	t.Parallel()
	texts, err := Documents()
	if err != nil {
		t.Fatal(err)
	}
	if len(texts) == 0 {
		t.Fatal("no documents")
	}
	for hash, text := range texts {
		sum := sha256.Sum256([]byte(text))
		if hex.EncodeToString(sum[:]) != hash {
			t.Errorf("hash %s is not that of %.60q", hash, text)
		}
		if !strings.Contains(text, "__typename") {
			t.Errorf("no __typename in %.60q: the console's cache would not find what it stores", text)
		}
	}
}
