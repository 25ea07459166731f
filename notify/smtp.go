package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	smtp "github.com/wneessen/go-mail"
)

const smtpTime = 30 * time.Second // of a dial, and of each word of the server

// SMTP sends by a mail server (RFC 5321), over TLS: from the first byte (smtps), or by
// STARTTLS, without which nothing is sent, loopback addresses aside.
type SMTP struct {
	Host           string
	Port           int  // 0: the usual one
	Implicit       bool // smtps://
	User, Password string
	From           string         // envelope and header
	Domain         string         // right of the @ in Message-IDs
	Roots          *x509.CertPool // nil: the machine's
	Loopback       bool           // the server is on this machine: it may do without TLS
}

// ParseSMTP reads smtp://user:password@host:port?from=address, or smtps://. public is
// the address of the installation: without from, mail comes from mandate@ its host.
func ParseSMTP(address, public string) (*SMTP, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, errors.New("the address of the mail server can't be read") // the parser's word would hold the password
	}
	if u.Scheme != "smtp" && u.Scheme != "smtps" || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" {
		return nil, errors.New("the address of the mail server is smtp://HOST:PORT or smtps://HOST:PORT")
	}
	s := &SMTP{Host: u.Hostname(), Implicit: u.Scheme == "smtps", User: u.User.Username(), From: u.Query().Get("from")}
	s.Password, _ = u.User.Password()
	if port := u.Port(); port != "" {
		if s.Port, err = strconv.Atoi(port); err != nil || s.Port < 1 || s.Port > 65535 {
			return nil, fmt.Errorf("%s is no port of a mail server", port)
		}
	}
	s.Domain = "mandate.localhost"
	if p, err := url.Parse(public); err == nil && p.Hostname() != "" && net.ParseIP(p.Hostname()) == nil && strings.Contains(p.Hostname(), ".") {
		s.Domain = p.Hostname()
	}
	if s.From == "" {
		s.From = "mandate@" + s.Domain
	}
	s.Loopback = loopback(s.Host)
	if err := smtp.NewMsg().From(s.From); err != nil {
		return nil, fmt.Errorf("from: %w", err)
	}
	return s, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (s *SMTP) client() (*smtp.Client, error) {
	options := []smtp.Option{smtp.WithTimeout(smtpTime), smtp.WithHELO(s.Domain)}
	switch {
	case s.Implicit:
		options = append(options, smtp.WithSSLPort(false))
	case !s.Loopback:
		options = append(options, smtp.WithTLSPortPolicy(smtp.TLSMandatory))
	default:
		options = append(options, smtp.WithTLSPortPolicy(smtp.TLSOpportunistic))
	}
	if s.Port != 0 {
		options = append(options, smtp.WithPort(s.Port))
	}
	if s.Roots != nil {
		options = append(options, smtp.WithTLSConfig(&tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}))
	}
	if s.User != "" {
		options = append(options, smtp.WithSMTPAuth(smtp.SMTPAuthAutoDiscover), smtp.WithUsername(s.User), smtp.WithPassword(s.Password))
	}
	return smtp.NewClient(s.Host, options...)
}

// Check reaches the server, with TLS and sign-in as for mail, and sends none.
func (s *SMTP) Check(ctx context.Context) error {
	c, err := s.client()
	if err != nil {
		return fmt.Errorf("set up mail: %w", err)
	}
	conn, err := c.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return fmt.Errorf("reach the mail server: %w", err)
	}
	return c.CloseWithSMTPClient(conn)
}

// Send offers messages over one connection.
func (s *SMTP) Send(ctx context.Context, messages []Message) []error {
	outcome := make([]error, len(messages))
	c, err := s.client()
	if err != nil {
		return all(outcome, fmt.Errorf("set up mail: %w", err))
	}
	ctx, cancel := context.WithTimeout(ctx, smtpTime+time.Duration(len(messages))*smtpTime/10)
	defer cancel()
	var ready []*smtp.Msg
	var at []int
	for i, m := range messages {
		one, err := s.envelope(m)
		if err != nil {
			outcome[i] = Refusal{oneLine(err.Error())}
			continue
		}
		ready, at = append(ready, one), append(at, i)
	}
	if len(ready) == 0 {
		return outcome
	}
	conn, err := c.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return some(outcome, at, fmt.Errorf("reach the mail server: %w", err))
	}
	defer func() { _ = c.CloseWithSMTPClient(conn) }()
	for i, one := range ready {
		outcome[at[i]] = verdict(c.SendWithSMTPClient(conn, one))
	}
	return outcome
}

// verdict tells a refusal for good (5yz, RFC 5321 section 4.2.1) from what may pass.
func verdict(err error) error {
	var refused *smtp.SendError
	if errors.As(err, &refused) && !refused.IsTemp() && refused.ErrorCode() >= 500 {
		return Refusal{oneLine(err.Error())}
	}
	return err
}

// envelope builds the message; headers are encoded by the library, and values come in
// on one line.
func (s *SMTP) envelope(m Message) (*smtp.Msg, error) {
	msg := smtp.NewMsg(smtp.WithCharset(smtp.CharsetUTF8), smtp.WithEncoding(smtp.EncodingQP))
	if err := msg.FromFormat("Mandate", s.From); err != nil {
		return nil, fmt.Errorf("from: %w", err)
	}
	if strings.ContainsAny(m.Address, "\r\n\x00") {
		return nil, errors.New("the address holds a line break")
	}
	if err := msg.To(m.Address); err != nil {
		return nil, errors.New("the address is none that mail can go to")
	}
	msg.Subject(oneLine(m.Subject))
	msg.SetMessageIDWithValue(m.ID + "@" + s.Domain)
	msg.SetDateWithValue(m.At)
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no out-of-office answers
	msg.SetGenHeader("Content-Language", m.Language)
	msg.SetBodyString(smtp.TypeTextPlain, m.Text)
	msg.AddAlternativeString(smtp.TypeTextHTML, m.HTML)
	return msg, nil
}

func all(outcome []error, err error) []error {
	for i := range outcome {
		outcome[i] = err
	}
	return outcome
}

func some(outcome []error, at []int, err error) []error {
	for _, i := range at {
		outcome[i] = err
	}
	return outcome
}
