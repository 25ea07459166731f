package sso

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// Bounds of every call that this door makes to another system.
const (
	outboundTimeout = 10 * time.Second
	outboundBody    = 1 << 20
)

// Outbound makes the client for calls to IdPs, whose addresses a tenant's
// administrator chose: 10 s in all, 1 MiB, no redirects, no proxy, and no private,
// loopback or link-local peer. The peer is judged when the connection is dialled, by
// the address that was resolved, so that a name cannot point elsewhere afterwards.
type Outbound struct {
	Private bool // let private and loopback peers and plain http pass (on-premises IdPs, tests)
}

// Client is an http.Client with these bounds.
func (o Outbound) Client() *http.Client {
	dialer := &net.Dialer{Timeout: outboundTimeout, Control: func(_, address string, _ syscall.RawConn) error {
		return o.checkPeer(address)
	}}
	return &http.Client{
		Timeout:       outboundTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return errors.New("redirects are not followed") },
		Transport: bounded{private: o.Private, next: &http.Transport{
			DialContext:            dialer.DialContext,
			TLSHandshakeTimeout:    outboundTimeout,
			ResponseHeaderTimeout:  outboundTimeout,
			MaxResponseHeaderBytes: 64 << 10,
			MaxIdleConns:           32,
			IdleConnTimeout:        time.Minute,
			ForceAttemptHTTP2:      true,
		}},
	}
}

func (o Outbound) checkPeer(address string) error {
	if o.Private {
		return nil
	}
	peer, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("peer %q: %w", address, err)
	}
	if !public(peer.Addr().Unmap()) {
		return fmt.Errorf("peer %s is %w", peer.Addr(), errNotPublic)
	}
	return nil
}

// unicast is all of IPv6 that has been given out to be reached (RFC 4291 2.4, IANA): the
// rest maps IPv4 peers, translates them or means nothing outside a site.
var unicast = netip.MustParsePrefix("2000::/3")

// reserved are ranges that netip does not call private but that no public IdP has:
// shared address space (RFC 6598), IETF protocol assignments, documentation, relays,
// benchmarking, class E, and the tunnels through which a private IPv4 peer could be
// reached.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("192.88.99.0/24"), netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("3fff::/20"),
}

func public(a netip.Addr) bool {
	if a.Is6() && !unicast.Contains(a) {
		return false
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	return a.IsGlobalUnicast() && !a.IsPrivate()
}

// bounded refuses plain http and cuts answers that are too large.
type bounded struct {
	private bool
	next    http.RoundTripper
}

// RoundTrip sends one request.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme != "https" && !b.private {
		return nil, fmt.Errorf("%s is not https", r.URL.Redacted())
	}
	answer, err := b.next.RoundTrip(r)
	if err != nil && !b.private {
		err = discreet(r.URL.Hostname(), err)
	}
	if err != nil {
		return nil, err
	}
	answer.Body = &cut{ReadCloser: answer.Body, left: outboundBody}
	return answer, nil
}

var errTooLarge = errors.New("answer is larger than 1 MiB")

type cut struct {
	io.ReadCloser
	left int64
}

// Read gives at most what is left of the bound, then fails.
func (c *cut) Read(p []byte) (int, error) {
	if c.left <= 0 {
		var one [1]byte
		if n, err := c.ReadCloser.Read(one[:]); n == 0 {
			return 0, err
		}
		return 0, errTooLarge
	}
	if int64(len(p)) > c.left {
		p = p[:c.left]
	}
	n, err := c.ReadCloser.Read(p)
	c.left -= int64(n)
	return n, err
}

// fetch reads a small document, such as the metadata of an IdP.
func fetch(ctx context.Context, client *http.Client, address string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	answer, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s", request.URL.Redacted(), answer.Status)
	}
	return io.ReadAll(answer.Body)
}
