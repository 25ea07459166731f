package notify_test

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"mandate/notify"
)

// sender parses an address of the server, as the setting does.
func sender(t *testing.T, s *mailServer, scheme, user string) *notify.SMTP {
	t.Helper()
	out, err := notify.ParseSMTP(fmt.Sprintf("%s://%s127.0.0.1:%d", scheme, user, s.port()), "https://mandate.acme.test")
	if err != nil {
		t.Fatal(err)
	}
	out.Roots = s.roots
	return out
}

func message(to string) notify.Message {
	return notify.Message{ID: "mail_1", Address: to, Language: "de", Subject: "Grüße an Zoë", Text: "Guten Tag Zoë", HTML: "<p>Guten Tag Zoë</p>",
		At: time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)}
}

func TestSendsOverTLSWithSignIn(t *testing.T) {
	t.Parallel()
	s := newMailServer(t, true)
	s.password = "p:w/1"
	out := sender(t, s, "smtp", "mandate:p%3Aw%2F1@")
	out.Loopback = false
	if err := out.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(out.Send(t.Context(), []notify.Message{message("zoe@acme.test")})...); err != nil {
		t.Fatal(err)
	}
	got := s.mails()
	if len(got) != 1 || !got[0].tls || got[0].user != "mandate" || got[0].to != "zoe@acme.test" {
		t.Fatalf("arrived: %+v", got)
	}
	m, parts := read(t, got[0].data)
	for header, want := range map[string]string{"Message-Id": "<mail_1@mandate.acme.test>", "From": `"Mandate" <mandate@mandate.acme.test>`,
		"Auto-Submitted": "auto-generated", "Content-Language": "de", "To": "<zoe@acme.test>"} {
		if got := m.Header.Get(header); got != want {
			t.Errorf("%s is %q, not %q", header, got, want)
		}
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != "Grüße an Zoë" {
		t.Errorf("subject %q, %v", subject, err)
	}
	if parts["text/plain"] != "Guten Tag Zoë" || parts["text/html"] != "<p>Guten Tag Zoë</p>" {
		t.Errorf("parts %q", parts)
	}
}

func TestSendsNothingInTheOpen(t *testing.T) {
	t.Parallel()
	s := newMailServer(t, false)
	out := sender(t, s, "smtp", "")
	out.Loopback = false
	if err := errors.Join(out.Send(t.Context(), []notify.Message{message("zoe@acme.test")})...); err == nil {
		t.Error("a server without STARTTLS was given mail")
	}
	if got := s.mails(); len(got) != 0 {
		t.Errorf("arrived: %+v", got)
	}
	out.Loopback = true
	if err := errors.Join(out.Send(t.Context(), []notify.Message{message("zoe@acme.test")})...); err != nil {
		t.Errorf("on loopback: %v", err)
	}
}

func TestSendRefusesAnUnknownCertificate(t *testing.T) {
	t.Parallel()
	s := newMailServer(t, true)
	out := sender(t, s, "smtp", "")
	out.Loopback, out.Roots = false, nil
	if err := out.Check(t.Context()); err == nil {
		t.Error("a certificate of nobody was trusted")
	}
}

func TestSendTellsRefusalsApart(t *testing.T) {
	t.Parallel()
	s := newMailServer(t, false)
	s.answer("gone@acme.test", "550 5.1.1 no such mailbox")
	s.answer("full@acme.test", "452 4.2.2 mailbox full")
	got := sender(t, s, "smtp", "").Send(t.Context(), []notify.Message{message("gone@acme.test"), message("full@acme.test"), message("zoe@acme.test"),
		message("zoe@acme.test\r\nBcc: eve@evil.test"), message("no address")})
	for i, want := range []struct{ failed, forGood bool }{{true, true}, {true, false}, {false, false}, {true, true}, {true, true}} {
		if failed, forGood := got[i] != nil, errors.As(got[i], &notify.Refusal{}); failed != want.failed || forGood != want.forGood {
			t.Errorf("%d: %v", i, got[i])
		}
	}
	if n := len(s.mails()); n != 1 {
		t.Errorf("%d arrived", n)
	}
}

func TestHeadersCantBeInjected(t *testing.T) {
	t.Parallel()
	s := newMailServer(t, false)
	m := message("zoe@acme.test")
	m.Subject = "Deal A\r\nBcc: eve@evil.test\r\n\r\nbody"
	if err := errors.Join(sender(t, s, "smtp", "").Send(t.Context(), []notify.Message{m})...); err != nil {
		t.Fatal(err)
	}
	got, _ := read(t, s.mails()[0].data)
	if got.Header.Get("Bcc") != "" || !strings.Contains(got.Header.Get("Subject"), "Bcc: eve@evil.test body") {
		t.Errorf("headers %v", got.Header)
	}
}

func TestParseSMTP(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]struct {
		from     string
		implicit bool
		bad      bool
	}{
		"smtp://mail.acme.test":                              {from: "mandate@mandate.acme.test"},
		"smtps://mail.acme.test:465?from=loans@acme.test":    {from: "loans@acme.test", implicit: true},
		"http://mail.acme.test":                              {bad: true},
		"smtp://":                                            {bad: true},
		"smtp://mail.acme.test:99999":                        {bad: true},
		"smtp://mail.acme.test/inbox":                        {bad: true},
		"smtp://u:p%zz@mail.acme.test":                       {bad: true},
		"smtp://mail.acme.test?from=no%0d%0aBcc:x@evil.test": {bad: true},
	} {
		s, err := notify.ParseSMTP(address, "https://mandate.acme.test")
		if (err != nil) != want.bad {
			t.Errorf("%s: %v", address, err)
		}
		if err != nil && strings.Contains(err.Error(), "p%zz") {
			t.Errorf("the password is told: %v", err)
		}
		if err == nil && (s.From != want.from || s.Implicit != want.implicit) {
			t.Errorf("%s: %+v", address, s)
		}
	}
}

// read takes a message apart.
func read(t *testing.T, data string) (*netmail.Message, map[string]string) {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	r := multipart.NewReader(m.Body, params["boundary"])
	for {
		p, err := r.NextRawPart()
		if errors.Is(err, io.EOF) {
			return m, parts
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		kind, _, _ := mime.ParseMediaType(p.Header.Get("Content-Type"))
		parts[kind] = strings.TrimSpace(string(text))
	}
}
