package notify_test

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// mailServer speaks SMTP on loopback: enough of RFC 5321, STARTTLS and AUTH PLAIN for
// what a server says to a sender.
type mailServer struct {
	tb       testing.TB
	listener net.Listener
	tls      *tls.Config // nil: no STARTTLS
	roots    *x509.CertPool
	password string // not empty: AUTH is required

	mu      sync.Mutex
	answers map[string]string // to RCPT, by address
	got     []received
}

type received struct {
	from, to, data string
	tls            bool
	user           string
}

func newMailServer(tb testing.TB, withTLS bool) *mailServer {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	s := &mailServer{tb: tb, listener: l, answers: map[string]string{}}
	if withTLS {
		s.tls, s.roots = certificate(tb)
	}
	tb.Cleanup(func() { _ = l.Close() })
	go s.run()
	return s
}

func certificate(tb testing.TB) (*tls.Config, *x509.CertPool) {
	tb.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		tb.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	raw, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		tb.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(raw)
	if err != nil {
		tb.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}}, roots
}

func (s *mailServer) run() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		go s.talk(conn)
	}
}

func (s *mailServer) port() int { return s.listener.Addr().(*net.TCPAddr).Port }

func (s *mailServer) answer(address, reply string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[address] = reply
}

func (s *mailServer) mails() []received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]received(nil), s.got...)
}

func (s *mailServer) talk(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	in, one := bufio.NewReader(conn), received{}
	say := func(text string) { fmt.Fprintf(conn, "%s\r\n", text) }
	say("220 mail.test ESMTP")
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		verb, rest, _ := strings.Cut(line, " ")
		switch strings.ToUpper(verb) {
		case "EHLO":
			say("250-mail.test")
			if s.tls != nil && !one.tls {
				say("250-STARTTLS")
			}
			if s.password != "" {
				say("250-AUTH PLAIN")
			}
			say("250 8BITMIME")
		case "STARTTLS":
			say("220 go ahead")
			secured := tls.Server(conn, s.tls)
			if secured.Handshake() != nil {
				return
			}
			conn, in, one.tls = secured, bufio.NewReader(secured), true
		case "AUTH":
			raw, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(rest, "PLAIN "))
			parts := strings.Split(string(raw), "\x00")
			if len(parts) != 3 || parts[2] != s.password {
				say("535 5.7.8 no")
				continue
			}
			one.user = parts[1]
			say("235 welcome")
		case "MAIL":
			if s.password != "" && one.user == "" {
				say("530 5.7.0 sign in first")
				continue
			}
			one.from = rest
			say("250 ok")
		case "RCPT":
			one.to = strings.Trim(strings.TrimPrefix(rest, "TO:"), "<>")
			s.mu.Lock()
			reply, set := s.answers[one.to]
			s.mu.Unlock()
			if !set {
				reply = "250 ok"
			}
			say(reply)
		case "DATA":
			say("354 go on")
			var data strings.Builder
			for {
				line, err := in.ReadString('\n')
				if err != nil {
					return
				}
				if line == ".\r\n" {
					break
				}
				data.WriteString(strings.TrimPrefix(line, "."))
			}
			one.data = data.String()
			s.mu.Lock()
			s.got = append(s.got, one)
			s.mu.Unlock()
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		case "RSET", "NOOP":
			say("250 ok")
		default:
			say("500 what?")
		}
	}
}
