package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"crypto/rand"

	"mandate/fault"
	"mandate/store"
)

// Config is every setting of the product. A flag wins over its variable, which wins over the
// file of settings. A secret can be in a file of its own, which NAME_FILE names.
type Config struct {
	File             settingsFile `name:"config" help:"File of settings: NAME=value, by the names of the variables." env:"MANDATE_CONFIG"`
	Mode             string       `help:"production or demo." enum:"production,demo" default:"production" env:"MANDATE_MODE"`
	DatabaseURL      string       `help:"sqlite:PATH or postgres://…" default:"sqlite:data/mandate.db" env:"MANDATE_DATABASE_URL" secret:""`
	DatabaseReadURL  string       `help:"Replica for commands that only read." env:"MANDATE_DATABASE_READ_URL" secret:""`
	MigrateURL       string       `help:"Role that owns the tables, where serving has another." env:"MANDATE_MIGRATE_URL" secret:""`
	Addr             string       `help:"Address to listen on." default:"127.0.0.1:8080" env:"MANDATE_ADDR"`
	PublicURL        string       `name:"public-url" help:"Address that people and IdPs use; http://ADDR when left out." env:"MANDATE_PUBLIC_URL"`
	MetricsAddr      string       `help:"Address of /metrics; none when left out." env:"MANDATE_METRICS_ADDR"`
	SecretKey        string       `help:"32 bytes in base64." env:"MANDATE_SECRET_KEY"`
	SecretKeyFile    string       `help:"File that holds the secret key." env:"MANDATE_SECRET_KEY_FILE"`
	OutboundPrivate  string       `help:"allow: IdPs, webhooks and other receivers on private, loopback and http addresses." enum:"allow,deny" default:"deny" env:"MANDATE_OUTBOUND_PRIVATE"`
	DNSServer        string       `name:"dns-server" help:"Resolver for domain proofs." env:"MANDATE_DNS_SERVER"`
	TrustedProxies   []string     `help:"Networks whose X-Forwarded-For counts." env:"MANDATE_TRUSTED_PROXIES"`
	TLSCert          string       `name:"tls-cert" help:"Certificate chain, PEM." env:"MANDATE_TLS_CERT"`
	TLSKey           string       `name:"tls-key" help:"Key of the certificate, PEM." env:"MANDATE_TLS_KEY"`
	SMTPURL          string       `name:"smtp-url" help:"Mail server, smtp:// or smtps://; mail goes to the log and the outbox when left out." env:"MANDATE_SMTP_URL" secret:""`
	SMTPPassword     string       `name:"smtp-password" help:"Password at the mail server, where the address has none." env:"MANDATE_SMTP_PASSWORD"`
	SMTPPasswordFile string       `name:"smtp-password-file" help:"File that holds the password at the mail server." env:"MANDATE_SMTP_PASSWORD_FILE"`
	SMSURL           string       `name:"sms-url" help:"HTTP gateway that sends SMS; log: to the log; none when left out." env:"MANDATE_SMS_URL" secret:""`
	SMSToken         string       `name:"sms-token" help:"Bearer token of the SMS gateway." env:"MANDATE_SMS_TOKEN" secret:""`
	SMSFrom          string       `name:"sms-from" help:"Sender that the SMS gateway shows." env:"MANDATE_SMS_FROM"`

	clock func() time.Time // nil: the machine's
}

// public is the address that people and IdPs use, without a slash at the end.
func (c *Config) public() string {
	if c.PublicURL != "" {
		return strings.TrimRight(c.PublicURL, "/")
	}
	scheme := "http://"
	if c.TLSCert != "" {
		scheme = "https://"
	}
	return scheme + c.Addr
}

func (c *Config) check() error {
	u, err := url.Parse(c.public())
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return fmt.Errorf("MANDATE_PUBLIC_URL is not an http or https address: %q", c.public())
	}
	if (c.TLSCert == "") != (c.TLSKey == "") {
		return errors.New("MANDATE_TLS_CERT and MANDATE_TLS_KEY go together")
	}
	if _, err = c.smtp(); err != nil {
		return err
	}
	_, err = c.proxies()
	return err
}

func (c *Config) proxies() ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, text := range c.TrustedProxies {
		if !strings.Contains(text, "/") {
			text += map[bool]string{true: "/128", false: "/32"}[strings.Contains(text, ":")]
		}
		p, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("MANDATE_TRUSTED_PROXIES: %w", err)
		}
		out = append(out, p)
	}
	return out, nil
}

func (c *Config) sqliteFile() (string, bool) {
	path, ok := strings.CutPrefix(c.DatabaseURL, "sqlite:")
	return path, ok
}

// secret finds the installation's secret key: given, in a file, or for SQLite made
// beside the database at the first start.
func (c *Config) secret() ([]byte, error) {
	if c.SecretKey != "" {
		return decodeSecret(c.SecretKey, "MANDATE_SECRET_KEY")
	}
	if c.SecretKeyFile != "" {
		return readSecret(c.SecretKeyFile)
	}
	path, ok := c.sqliteFile()
	if !ok {
		return nil, errors.New("MANDATE_SECRET_KEY or MANDATE_SECRET_KEY_FILE is needed with PostgreSQL: 32 random bytes in base64 (openssl rand -base64 32)")
	}
	file := path + ".key"
	key, err := readSecret(file)
	if errors.Is(err, fs.ErrNotExist) {
		return makeSecret(file)
	}
	return key, err
}

func decodeSecret(text, from string) ([]byte, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || len(key) != 32 {
		return nil, fmt.Errorf("%s does not hold 32 bytes in base64", from)
	}
	return key, nil
}

func readSecret(file string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the secret key: %w", err)
	}
	return decodeSecret(string(text), file)
}

func makeSecret(file string) ([]byte, error) {
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return nil, fmt.Errorf("make a secret key: %w", err)
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return readSecret(file)
	}
	if err != nil {
		return nil, fmt.Errorf("make a secret key: %w", err)
	}
	_, err = f.WriteString(base64.StdEncoding.EncodeToString(key) + "\n")
	return key, errors.Join(err, f.Close())
}

// openStore opens the floor. The embedded database is migrated here, without being
// asked; PostgreSQL by `mandate migrate up` alone.
func (c *Config) openStore(ctx context.Context) (*store.Store, error) {
	if path, ok := c.sqliteFile(); ok {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, fmt.Errorf("make the database's folder: %w", err)
		}
		if err := store.MigrateUp(ctx, c.DatabaseURL, ""); err != nil {
			return nil, err
		}
	}
	key, err := c.secret()
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, store.Options{Address: c.DatabaseURL, Secret: key, Now: c.clock})
	return s, unreached(err)
}

// unreached makes of a database server that does not answer a part that is missing.
func unreached(err error) error {
	if network := (*net.OpError)(nil); errors.As(err, &network) {
		return fault.New(fault.Unavailable, fault.CodeUnavailable, "The database can't be reached.").Because(err)
	}
	return err
}

// openReady opens the floor and refuses a database that is not at this program's
// schema, or whose role could pass by row-level security.
func (c *Config) openReady(ctx context.Context) (*store.Store, error) {
	s, err := c.openStore(ctx)
	if err != nil {
		return nil, err
	}
	if err := ready(ctx, s); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// openReading is openReady for commands that only read: from the replica, where there
// is one. What they say is as old as the replica is behind.
func (c *Config) openReading(ctx context.Context) (*store.Store, error) {
	if c.DatabaseReadURL == "" {
		return c.openReady(ctx)
	}
	key, err := c.secret()
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, store.Options{Address: c.DatabaseReadURL, Secret: key})
	if err != nil {
		return nil, unreached(err)
	}
	if err := ready(ctx, s); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

func ready(ctx context.Context, s *store.Store) error {
	schema, err := s.SchemaStatus(ctx)
	if err != nil {
		return err
	}
	if len(schema.Pending) > 0 {
		return fault.New(fault.Unavailable, fault.CodeUnavailable, "The database lacks %d migrations: run `mandate migrate up`.", len(schema.Pending))
	}
	return s.CheckRole(ctx)
}
