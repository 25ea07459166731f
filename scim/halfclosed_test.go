package scim_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"

	"mandate/store"
	"mandate/store/storetest"
)

// A client that has closed its sending side still reads. Go takes it for gone and
// breaks the request off; what it is told then is never an empty 200.
func TestHalfClosedConnection(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		for range 5 {
			status, body := d.halfClosed(t, "/scim/v2/Users/"+nobody)
			if !slices.Contains([]int{http.StatusNotFound, http.StatusServiceUnavailable}, status) || find(body, "status") != any(fmt.Sprint(status)) {
				t.Errorf("%d %v", status, body)
			}
		}
		if text := d.log.String(); text != "" {
			t.Errorf("it was logged as our fault: %s", text)
		}
	})
}

// halfClosed sends a GET and closes the sending side at once.
func (d door) halfClosed(t *testing.T, path string) (status int, body any) {
	t.Helper()
	host, _, _ := strings.Cut(strings.TrimPrefix(d.base, "http://"), "/")
	c, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n", path, host, d.token); err != nil {
		t.Fatal(err)
	}
	if err := c.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		t.Errorf("status %d without a body: %v", r.StatusCode, err)
	}
	return r.StatusCode, body
}
