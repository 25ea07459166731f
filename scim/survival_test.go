package scim_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"mandate/scim"
	"mandate/store"
	"mandate/store/storetest"
)

// hostile are requests that would cost a careless server its stack, memory or time.
var hostile = map[string]struct {
	method, path string
	body         func() io.Reader
	status       int
}{
	"100,000 parentheses":        {"GET", "/Users?filter=" + strings.Repeat("(", 100_000), nil, 400},
	"100,000 brackets in a path": {"PATCH", "<user>", whole(`{"Operations": [{"op": "remove", "path": "` + strings.Repeat("a[", 50_000) + `"}]}`), 400},
	"100,000 terms":              {"GET", "/Users?filter=" + url.QueryEscape(strings.Repeat("a pr or ", 100_000)+"a pr"), nil, 400},
	"300 terms":                  {"GET", "/Users?filter=" + url.QueryEscape(strings.Repeat("a pr or ", 300)+"a pr"), nil, 400},
	"deep JSON":                  {"POST", "/Users", whole(`{"userName": "x", "x": ` + strings.Repeat("[", 400_000) + `}`), 400},
	"deep objects":               {"POST", "/Users", whole(`{"userName": "x", "x": ` + strings.Repeat(`{"a":`, 100_000) + `1}`), 400},
	"duplicate keys":             {"POST", "/Users", whole(`{"userName": "x", "userName": "y"}`), 400},
	"duplicate keys below":       {"POST", "/Users", whole(`{"userName": "x", "name": {"a": 1, "a": 2}}`), 400},
	"trailing data":              {"POST", "/Users", whole(`{"userName": "x"} {"userName": "y"}`), 400},
	"NUL":                        {"POST", "/Users", whole(`{"userName": "x\u0000y"}`), 400},
	"NUL in a key":               {"POST", "/Users", whole(`{"userName": "x", "a\u0000": 1}`), 400},
	"broken UTF-8":               {"POST", "/Users", whole("{\"userName\": \"x\xff\"}"), 400},
	"a number without end":       {"POST", "/Users", whole(`{"userName": "x", "n": 1` + strings.Repeat("0", 500_000) + `}`), 400},
	"a huge exponent":            {"POST", "/Users", whole(`{"userName": "x", "n": 1e999999}`), 400},
	"50 MB":                      {"POST", "/Users", endless(50 << 20), 413},
	"50 MB of members":           {"PUT", "<group>", endless(50 << 20), 413},
	"50 MB of operations":        {"POST", "/Bulk", endless(50 << 20), 413},
	"5,000 operations":           {"PATCH", "<user>", whole(operationsOf(5000)), 413},
	"1,001 bulk operations":      {"POST", "/Bulk", whole(`{"Operations": [` + strings.TrimSuffix(strings.Repeat(`{"method": "DELETE", "path": "/Users/x"},`, 1001), ",") + `]}`), 413},
	"100,000 values":             {"POST", "/Users", whole(`{"userName": "x", "emails": [` + strings.TrimSuffix(strings.Repeat(`{"value":"a"},`, 60_000), ",") + `]}`), 400},
	"100 kB of unknown data":     {"POST", "/Users", whole(`{"userName": "x", "blob": "` + strings.Repeat("x", 100_000) + `"}`), 400},
}

func whole(text string) func() io.Reader { return func() io.Reader { return strings.NewReader(text) } }

// endless is a body that says nothing of its length, and would be one long text.
func endless(size int64) func() io.Reader {
	return func() io.Reader {
		return io.MultiReader(strings.NewReader(`{"userName": "`), io.LimitReader(zeros{}, size))
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}

func operationsOf(n int) string {
	return `{"Operations": [` + strings.TrimSuffix(strings.Repeat(`{"op": "add", "path": "title", "value": "x"},`, n), ",") + `]}`
}

// Each is refused with the right status, fast, in little memory, and harms nobody.
func TestHostileRequests(t *testing.T) {
	for _, kind := range storetest.Kinds { // one after the other: memory is the whole process's
		t.Run(kind, func(t *testing.T) { hostileRequests(t, open(t, storetest.Open(t, kind))) })
	}
}

func hostileRequests(t *testing.T, d door) {
	t.Helper()
	user, group := "/Users/"+d.create(t, "ada"), "/Groups/"+d.createGroup(t, "Closers")
	for name, c := range hostile {
		path := strings.NewReplacer("<user>", user, "<group>", group).Replace(c.path)
		var body io.Reader
		if c.body != nil {
			body = c.body()
		}
		began, before := time.Now(), allocated()
		status := d.stream(t, c.method, path, body)
		took := time.Since(began)
		if status != c.status || took > 3*time.Second {
			t.Errorf("%s: %d after %s, want %d", name, status, took, c.status)
		}
		if grown := allocated() - before; grown > 100<<20 {
			t.Errorf("%s: %d MB of memory", name, grown>>20)
		}
	}
	if answer := d.must(t, "GET", "/Users", nil); find(answer, "totalResults") != any(1.0) {
		t.Errorf("somebody was made: %v", answer)
	}
	if answer := d.must(t, "GET", user, nil); find(answer, "meta/version") != any(`W/"1"`) {
		t.Errorf("somebody was changed: %v", answer)
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// stream sends a body as it is read, without its length, and gives the status.
func (d door) stream(t *testing.T, method, path string, body io.Reader) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, d.base+path, body)
	if err != nil {
		t.Fatal(err)
	}
	r.ContentLength = -1
	if body == nil {
		r.ContentLength = 0
	}
	r.Header.Set("Authorization", "Bearer "+d.token)
	r.Header.Set("Content-Type", "application/scim+json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode
}

// dial opens a connection and sends the head of a request of so many bytes.
func (d door) dial(t *testing.T, method, path string, length int) net.Conn {
	t.Helper()
	host, _, _ := strings.Cut(strings.TrimPrefix(d.base, "http://"), "/")
	c, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if _, err := fmt.Fprintf(c, "%s /scim/v2%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/scim+json\r\nContent-Length: %d\r\n\r\n",
		method, path, host, d.token, length); err != nil {
		t.Fatal(err)
	}
	return c
}

// A client that stops sending is told so when its time is over.
func TestSlowClient(t *testing.T) {
	t.Parallel()
	d := open(t, storetest.Open(t, "sqlite"))
	h := &scim.Handler{Store: d.directory.Store, Directory: d.directory, PublicURL: "https://mandate.test", Log: slog.New(slog.DiscardHandler)}
	server := httptest.NewUnstartedServer(h)
	server.Config.ReadTimeout = 300 * time.Millisecond
	server.Start()
	t.Cleanup(server.Close)
	d.base = server.URL + scim.Base
	c := d.dial(t, "POST", "/Users", 100)
	if _, err := io.WriteString(c, `{"userName"`); err != nil {
		t.Fatal(err)
	}
	answer, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if text, _ := io.ReadAll(answer.Body); answer.StatusCode != http.StatusRequestTimeout || !bytes.Contains(text, []byte(`"status":"408"`)) {
		t.Errorf("%d %s", answer.StatusCode, text)
	}
}

// Whoever hangs up in the middle of a write has changed all of it or nothing.
func TestConnectionLost(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		boss := d.create(t, "boss")
		var wg sync.WaitGroup
		const tries = 40
		for n := range tries {
			wg.Go(func() {
				body := fmt.Sprintf(`{"userName": "lost-%d", "emails": [{"value": "lost@lender.test"}], "%s": {"manager": "%s"}}`, n, enterprise, boss)
				c := d.dial(t, "POST", "/Users", len(body))
				cut := len(body)
				if n%4 == 0 {
					cut /= 2 // in the middle of the body
				}
				_, _ = io.WriteString(c, body[:cut])
				time.Sleep(time.Duration(n%8) * time.Millisecond)
				_ = c.Close()
			})
		}
		wg.Wait()
		for n := range tries {
			again := fmt.Sprintf(`{"userName": "lost-%d"}`, n)
			_, answer := d.send(t, "GET", fmt.Sprintf("/Users?filter=userName%%20eq%%20%%22lost-%d%%22", n), nil, nil)
			there := find(answer, "totalResults") == any(1.0)
			if there && (find(answer, "Resources/0/emails/0/value") != any("lost@lender.test") || find(answer, "Resources/0/"+enterprise+"/manager/value") != any(boss)) {
				t.Errorf("half of somebody: %v", answer)
			}
			if n%4 == 0 && there {
				t.Errorf("%d: made from half a body", n)
			}
			if status, _, text := d.raw(t, "POST", "/Users", nil, again); status != http.StatusCreated && status != http.StatusConflict {
				t.Errorf("%d %s", status, text)
			}
		}
	})
}

// Ten thousand ids, cursors and filters of another tenant answer as nobody's.
func TestForeignIdsByTheThousand(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		other := d.tenant(t, "other")
		var ids []string
		for n := range 20 {
			ids = append(ids, other.create(t, fmt.Sprintf("their-%d", n)))
		}
		if err := setRate(d, 1_000_000); err != nil {
			t.Fatal(err)
		}
		_, page := other.send(t, "GET", "/Users?cursor&count=1", nil, nil)
		cursor := find(page, "nextCursor").(string)
		tries := 10_000
		if testing.Short() {
			tries = 500
		}
		var wg sync.WaitGroup
		for worker := range 4 {
			wg.Go(func() {
				for n := worker; n < tries; n += 4 {
					d.probe(t, n, ids[n%len(ids)], cursor)
				}
			})
		}
		wg.Wait()
	})
}

// probe asks for something of another tenant, or for something like it.
func (d door) probe(t *testing.T, n int, id, cursor string) {
	t.Helper()
	switch n % 4 {
	case 0:
		if status, _, text := d.raw(t, "GET", "/Users/"+id, nil, nil); status != http.StatusNotFound {
			t.Errorf("%s: %d %s", id, status, text)
		}
	case 1:
		made := d.directory.Store.NewID().Text("usr")
		if status, _, text := d.raw(t, "DELETE", "/Users/"+made, nil, nil); status != http.StatusNotFound {
			t.Errorf("%s: %d %s", made, status, text)
		}
	case 2:
		_, answer := d.send(t, "GET", "/Users?filter="+url.QueryEscape(`id eq "`+id+`" or userName sw "their" or groups.value eq "`+id+`"`), nil, nil)
		if find(answer, "totalResults") != any(0.0) {
			t.Errorf("filter: %v", answer)
		}
	default:
		twisted := []byte(cursor)
		twisted[n%len(twisted)] ^= byte(n>>3)%7 + 1
		if status, _ := d.send(t, "GET", "/Users?count=1&cursor="+url.QueryEscape(string(twisted)), nil, nil); status != http.StatusBadRequest {
			t.Errorf("cursor %s: %d", twisted, status)
		}
	}
}

// An overload is 503, whatever was asked for and by whom.
func TestOverload(t *testing.T) {
	t.Parallel()
	d := open(t, storetest.Open(t, "sqlite"))
	server := httptest.NewServer(&scim.Handler{Store: d.directory.Store, Directory: d.directory, Log: slog.New(slog.DiscardHandler), AtOnce: 1})
	t.Cleanup(server.Close)
	d.base = server.URL + scim.Base
	held := d.dial(t, "POST", "/Users", 100) // waits for its body
	deadline := time.Now().Add(5 * time.Second)
	for time.Now().Before(deadline) {
		status, h, _ := d.raw(t, "GET", "/Users", http.Header{"Authorization": {"Bearer wrong"}}, nil)
		if status == http.StatusServiceUnavailable {
			if h.Get("Retry-After") != "1" {
				t.Errorf("Retry-After %q", h.Get("Retry-After"))
			}
			_ = held.Close()
			return
		}
	}
	t.Error("a second request was let in")
}
