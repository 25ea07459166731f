package sso

import (
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

func TestPublicAddresses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"93.184.216.34": true, "2606:2800:220:1::1": true, "8.8.8.8": true,
		"127.0.0.1": false, "127.9.9.9": false, "::1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false,
		"169.254.169.254": false, "fe80::1": false, "fd00::1": false, "0.0.0.0": false, "0.1.2.3": false, "::": false, "100.64.0.1": false,
		"224.0.0.1": false, "255.255.255.255": false, "240.0.0.1": false, "198.18.0.1": false, "192.0.0.1": false,
		"64:ff9b::7f00:1": false, "64:ff9b:1::a00:1": false, "2002:7f00:1::": false, "fec0::1": false,
		"::7f00:1": false, "::a9fe:a9fe": false, "::ffff:0:127.0.0.1": false, "100::1": false, "5f00::1": false, "fe80::5efe:7f00:1": false, "2001::1": false,
		"2001:db8::1": false, "3fff::1": false, "192.0.2.1": false, "203.0.113.9": false, "192.88.99.1": false, "1.1.1.1": true, "2a00:1450:4001:80b::200e": true,
	} {
		if got := public(netip.MustParseAddr(text)); got != want {
			t.Errorf("public(%s) = %v", text, got)
		}
	}
	if err := (Outbound{}).checkPeer("[::ffff:127.0.0.1]:443"); err == nil {
		t.Error("a loopback address in IPv6 clothes was dialled")
	}
}

func TestPrivatePeersAreRefusedWhenDialled(t *testing.T) {
	t.Parallel()
	reached := false
	server := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	t.Cleanup(server.Close)
	_, err := fetch(t.Context(), Outbound{}.Client(), server.URL)
	if err == nil || !strings.Contains(err.Error(), "not a public address") || reached {
		t.Fatalf("err = %v, reached = %v", err, reached)
	}
	for _, name := range []string{"localhost", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::1]", "[::7f00:1]", "[::]", "0.0.0.0", "127.1.2.3"} {
		address := strings.Replace(server.URL, "127.0.0.1", name, 1)
		if _, err := fetch(t.Context(), Outbound{}.Client(), address); err == nil || !strings.Contains(err.Error(), "not a public address") || reached {
			t.Errorf("%s: %v, reached = %v", name, err, reached)
		}
	}
	// What some resolvers take for an address: refused when dialled, or no name at all.
	for _, name := range []string{"2130706433", "0x7f000001", "0177.0.0.1", "127.1", "127.0.1", "0"} {
		if _, err := fetch(t.Context(), Outbound{}.Client(), strings.Replace(server.URL, "127.0.0.1", name, 1)); err == nil || reached {
			t.Errorf("%s: %v, reached = %v", name, err, reached)
		}
	}
}

// TestPackedAnswersAreBounded: what counts is what an answer unpacks to.
func TestPackedAnswersAreBounded(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = io.CopyN(z, zeros{}, 64<<20)
		_ = z.Close()
	}))
	t.Cleanup(server.Close)
	_, before := spent(t)
	_, err := fetch(t.Context(), Outbound{Private: true}.Client(), server.URL)
	if !errors.Is(err, errTooLarge) {
		t.Errorf("err = %v", err)
	}
	if _, after := spent(t); after-before > 64<<20 {
		t.Errorf("it took %d MB", (after-before)>>20)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

func TestPlainHTTPIsRefused(t *testing.T) {
	t.Parallel()
	_, err := fetch(t.Context(), Outbound{}.Client(), "http://idp.alpha.test/metadata")
	if err == nil || !strings.Contains(err.Error(), "is not https") {
		t.Fatalf("err = %v", err)
	}
}

func TestAnswersAreBounded(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.HandleFunc("/exact", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, strings.Repeat("a", outboundBody))
	})
	mux.HandleFunc("/more", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, strings.Repeat("a", outboundBody+1))
	})
	mux.HandleFunc("/away", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/exact", http.StatusFound) })
	mux.HandleFunc("/gone", http.NotFound)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	client := Outbound{Private: true}.Client()
	body, err := fetch(t.Context(), client, server.URL+"/exact")
	if err != nil || len(body) != outboundBody {
		t.Errorf("exact: %d bytes, %v", len(body), err)
	}
	for path, want := range map[string]string{"/more": "larger than 1 MiB", "/away": "redirects are not followed", "/gone": "404"} {
		if _, err := fetch(t.Context(), client, server.URL+path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}
