package graph_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestPagesWithoutTLSAreNotOurs: a page that came without TLS under our own name is not the
// console's where browsers come by TLS, and its visitor's cookie counts for nothing; least of
// all where no preflight asks first. Some browsers say no more than the origin.
func TestPagesWithoutTLSAreNotOurs(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada, key := as(o.hire("Ada Lovelace", "administrator")), with(o.key("administrator"))
		send := func(w who, path, contentType, body, origin string) int {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, strings.NewReader(body))
			r.Host = "mandate.example"
			r.Header.Set("Content-Type", contentType)
			r.Header.Set("Origin", origin)
			w(o, r)
			rec := httptest.NewRecorder()
			o.door.ServeHTTP(rec, r)
			return rec.Code
		}
		for _, c := range []struct {
			public, origin string
			by             who
			file, query    int
		}{
			{"https://mandate.example", "https://mandate.example", ada, 201, 200},
			{"https://mandate.example", "http://mandate.example", ada, 403, 403},
			{"https://mandate.example", "http://mandate.example:443", ada, 403, 403},
			{"https://mandate.example", "https://evil.test", ada, 403, 403},
			{"https://mandate.example", "http://mandate.example", key, 201, 200}, // no browser adds a key by itself
			{"http://mandate.example", "http://mandate.example", ada, 201, 200},
		} {
			o.door.PublicURL = c.public
			if got := send(c.by, "/graphql/files", "text/plain", "a,b", c.origin); got != c.file {
				t.Errorf("a file from %s to %s: %d, want %d", c.origin, c.public, got, c.file)
			}
			if got := send(c.by, "/graphql", "application/json", `{"query":"{ viewer { kind } }"}`, c.origin); got != c.query {
				t.Errorf("a query from %s to %s: %d, want %d", c.origin, c.public, got, c.query)
			}
		}
	})
}
