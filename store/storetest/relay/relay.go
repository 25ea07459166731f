// Package relay stands between a program and its PostgreSQL: it counts what the program
// sends, and can go silent as a server does that lost its power.
package relay

import (
	"io"
	"net"
	"net/url"
	"sync/atomic"
	"testing"
)

// Relay is one way to a server.
type Relay struct {
	Address string       // what the program connects to
	Sent    atomic.Int64 // packets of the program; a round trip each
	Silent  atomic.Bool  // nothing of the program reaches the server

	server string
}

// New opens a way to the server of an address, which ends with the test.
func New(t testing.TB, address string) *Relay {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	r := &Relay{server: u.Host}
	u.Host = listener.Addr().String()
	r.Address = u.String()
	go r.accept(listener)
	return r
}

func (r *Relay) accept(listener net.Listener) {
	for {
		program, err := listener.Accept()
		if err != nil {
			return
		}
		go r.serve(program)
	}
}

func (r *Relay) serve(program net.Conn) {
	defer program.Close()
	behind, err := net.Dial("tcp", r.server)
	if err != nil {
		return
	}
	defer behind.Close()
	go func() { _, _ = io.Copy(program, behind); _ = program.Close() }()
	buffer := make([]byte, 64<<10)
	for {
		n, err := program.Read(buffer)
		if err != nil {
			return
		}
		if r.Silent.Load() {
			continue
		}
		r.Sent.Add(1)
		if _, err := behind.Write(buffer[:n]); err != nil {
			return
		}
	}
}
