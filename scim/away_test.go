package scim_test

import (
	"io"
	"net"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"mandate/directory"
	"mandate/store/storetest"
)

// relay passes connections on to a database until it is cut.
type relay struct {
	mu    sync.Mutex
	away  bool
	conns []net.Conn
}

// relayed starts a relay and gives the address of the database behind it.
func relayed(t *testing.T, address string) (*relay, string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r, behind := &relay{}, u.Host
	t.Cleanup(func() { _ = listener.Close(); r.cut(true) })
	go func() {
		for {
			in, err := listener.Accept()
			if err != nil {
				return
			}
			r.pass(in, behind)
		}
	}()
	u.Host = listener.Addr().String()
	return r, u.String()
}

func (r *relay) pass(in net.Conn, behind string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	out, err := net.Dial("tcp", behind)
	if err != nil || r.away {
		_ = in.Close()
		return
	}
	r.conns = append(r.conns, in, out)
	go func() { _, _ = io.Copy(out, in); _ = out.Close() }()
	go func() { _, _ = io.Copy(in, out); _ = in.Close() }()
}

// cut takes the database away, or brings it back.
func (r *relay) cut(away bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.away = away
	for _, c := range r.conns {
		_ = c.Close()
	}
	r.conns = nil
}

// A database that goes away is 503, never 401 or 404, and tells nothing of
// itself; when it is back, so is the door.
func TestDatabaseAway(t *testing.T) {
	t.Parallel()
	r, address := relayed(t, storetest.Address(t, "postgres"))
	d := open(t, storetest.OpenAt(t, address, time.Now))
	user := "/Users/" + d.create(t, "ada")
	r.cut(true)
	for _, c := range []struct{ method, path, body string }{
		{"GET", user, ""}, {"GET", "/Users?filter=userName%20eq%20%22ada%22", ""}, {"POST", "/Users", `{"userName": "bob"}`},
		{"PATCH", user, patchOf("add", "active", "false")}, {"DELETE", user, ""},
	} {
		text := d.text(t, c.method, c.path, c.body)
		if !strings.HasPrefix(text, "503 ") || strings.Contains(text, "127.0.0.1") || strings.Contains(text, "driver") {
			t.Errorf("%s %s: %s", c.method, c.path, text)
		}
	}
	if text := d.log.String(); strings.Contains(text, d.token) || !strings.Contains(text, "scim request not answered") {
		t.Errorf("log: %s", text)
	}
	r.cut(false)
	if answer := d.must(t, "GET", user, nil); find(answer, "active") != any(true) {
		t.Errorf("after it came back: %v", answer)
	}
}

// What happened just before the database went away is in the log once it is back, in
// order and once.
func TestLogWaitsForTheDatabase(t *testing.T) {
	t.Parallel()
	r, address := relayed(t, storetest.Address(t, "postgres"))
	d := open(t, storetest.OpenAt(t, address, time.Now))
	for _, name := range []string{"ada", "bob", "cyn"} {
		d.create(t, name)
	}
	r.cut(true)
	d.handler.Flush(t.Context())
	d.handler.Flush(t.Context())
	r.cut(false)
	var subjects []string
	for _, e := range d.events(t, directory.ProvisioningQuery{}) {
		subjects = append(subjects, e.Subject)
	}
	if want := []string{"ada", "bob", "cyn"}; !slices.Equal(subjects, want) {
		t.Errorf("log %q, want %q; told %s", subjects, want, d.log.String())
	}
}
