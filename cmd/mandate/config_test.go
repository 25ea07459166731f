package main

import (
	"bytes"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestSecretKeyIsMadeBesideTheSQLiteFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "mandate.db")
	c := Config{DatabaseURL: "sqlite:" + file}
	made, err := c.secret()
	if err != nil || len(made) != 32 {
		t.Fatalf("%d bytes, %v", len(made), err)
	}
	if again, err := c.secret(); err != nil || !bytes.Equal(again, made) {
		t.Errorf("another key at the second start: %v", err)
	}
	info, err := os.Stat(file + ".key")
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode().Perm(), err)
	}
}

func TestSecretKey(t *testing.T) {
	t.Parallel()
	text := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte(text+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const postgres = "postgres://mandate@127.0.0.1/mandate"
	for name, tc := range map[string]struct {
		config Config
		wrong  string // part of the error; empty: the key
	}{
		"given":                {Config{DatabaseURL: postgres, SecretKey: text}, ""},
		"in a file":            {Config{DatabaseURL: postgres, SecretKeyFile: file}, ""},
		"given wins over file": {Config{DatabaseURL: postgres, SecretKey: text, SecretKeyFile: "nowhere"}, ""},
		"needed on PostgreSQL": {Config{DatabaseURL: postgres}, "MANDATE_SECRET_KEY or MANDATE_SECRET_KEY_FILE is needed"},
		"file that is missing": {Config{DatabaseURL: postgres, SecretKeyFile: file + "x"}, "read the secret key"},
		"too short":            {Config{SecretKey: "c2hvcnQ="}, "MANDATE_SECRET_KEY does not hold 32 bytes"},
		"no base64":            {Config{SecretKey: "%"}, "MANDATE_SECRET_KEY does not hold 32 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			key, err := tc.config.secret()
			if tc.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), tc.wrong) {
					t.Errorf("error %v, want %q", err, tc.wrong)
				}
				return
			}
			if err != nil || !bytes.Equal(key, bytes.Repeat([]byte{7}, 32)) {
				t.Errorf("%x, %v", key, err)
			}
		})
	}
}

func TestFlagsWinOverVariables(t *testing.T) {
	t.Setenv("MANDATE_ADDR", "127.0.0.1:1111")
	t.Setenv("MANDATE_PUBLIC_URL", "https://variable.test/")
	t.Setenv("MANDATE_TRUSTED_PROXIES", "10.0.0.0/8,192.0.2.1")
	for name, tc := range map[string]struct {
		args         []string
		addr, public string
	}{
		"variables alone": {[]string{"serve"}, "127.0.0.1:1111", "https://variable.test"},
		"flags":           {[]string{"serve", "--addr", "127.0.0.1:2222", "--public-url", "https://flag.test"}, "127.0.0.1:2222", "https://flag.test"},
	} {
		c := parse(t, tc.args...)
		if c.Addr != tc.addr || c.public() != tc.public {
			t.Errorf("%s: %s at %s", name, c.public(), c.Addr)
		}
		if !slices.Equal(c.TrustedProxies, []string{"10.0.0.0/8", "192.0.2.1"}) {
			t.Errorf("%s: proxies %q", name, c.TrustedProxies)
		}
	}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	c := parse(t, "serve")
	if c.DatabaseURL != "sqlite:data/mandate.db" || c.Addr != "127.0.0.1:8080" || c.Mode != "production" || c.OutboundPrivate != "deny" ||
		c.public() != "http://127.0.0.1:8080" || c.MetricsAddr != "" {
		t.Errorf("%+v", c)
	}
}

func parse(t *testing.T, args ...string) *Config {
	t.Helper()
	var c commands
	parser, err := c.parser(t.Context(), io.Discard, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(args); err != nil {
		t.Fatal(err)
	}
	return &c.Config
}

func TestCheckRefuses(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		config Config
		wrong  string
	}{
		"public address of another scheme": {Config{PublicURL: "ftp://mandate.test"}, "MANDATE_PUBLIC_URL"},
		"public address without host":      {Config{PublicURL: "https://"}, "MANDATE_PUBLIC_URL"},
		"certificate without key":          {Config{Addr: "127.0.0.1:1", TLSCert: "a.pem"}, "go together"},
		"key without certificate":          {Config{Addr: "127.0.0.1:1", TLSKey: "a.pem"}, "go together"},
		"proxies that are no networks":     {Config{Addr: "127.0.0.1:1", TrustedProxies: []string{"proxy.test"}}, "MANDATE_TRUSTED_PROXIES"},
	} {
		if err := tc.config.check(); err == nil || !strings.Contains(err.Error(), tc.wrong) {
			t.Errorf("%s: %v, want %q", name, err, tc.wrong)
		}
	}
	good := Config{Addr: "127.0.0.1:1", TLSCert: "a.pem", TLSKey: "b.pem", TrustedProxies: []string{"10.0.0.0/8", "::1"}}
	if err := good.check(); err != nil || good.public() != "https://127.0.0.1:1" {
		t.Errorf("%s, %v", good.public(), err)
	}
}

func TestClientAddress(t *testing.T) {
	t.Parallel()
	c := Config{TrustedProxies: []string{"10.0.0.0/8", "192.0.2.1", "::1"}}
	trusted, err := c.proxies()
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		from      string
		forwarded []string
		want      string
	}{
		"a client itself":                    {"203.0.113.9:5000", nil, "203.0.113.9"},
		"a client that claims to be another": {"203.0.113.9:5000", []string{"198.51.100.1"}, "203.0.113.9"},
		"behind a proxy":                     {"10.1.2.3:5000", []string{"198.51.100.1"}, "198.51.100.1"},
		"behind two proxies":                 {"10.1.2.3:5000", []string{"198.51.100.1, 192.0.2.1"}, "198.51.100.1"},
		"in two headers":                     {"10.1.2.3:5000", []string{"198.51.100.1", "192.0.2.1"}, "198.51.100.1"},
		"a lie before a proxy's word":        {"10.1.2.3:5000", []string{"1.2.3.4, 198.51.100.1"}, "198.51.100.1"},
		"a proxy that says nothing":          {"10.1.2.3:5000", nil, "10.1.2.3"},
		"nonsense from a proxy":              {"10.1.2.3:5000", []string{"<script>"}, "10.1.2.3"},
		"IPv6":                               {"[::1]:5000", []string{"2001:db8::1"}, "2001:db8::1"},
		"IPv4 in IPv6":                       {"[::ffff:10.1.2.3]:5000", []string{"198.51.100.1"}, "198.51.100.1"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = tc.from
		for _, f := range tc.forwarded {
			r.Header.Add("X-Forwarded-For", f)
		}
		if got := clientAddress(trusted)(r); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

func TestDoorsHaveFewNames(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{"/scim/v2/Users/usr_1": "scim", "/graphql": "graphql", "/sso/saml/conn_1/acs": "sso", "/login/acme": "login",
		"/logout": "logout", "/session": "session", "/livez": "livez", "/readyz": "readyz", "/": "console", "/deals/deal_1": "console", "//": "console"} {
		if got := doorOf(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}
