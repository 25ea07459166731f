package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMailServerOfTheSettings(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte("s3cret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		c        Config
		password string
		wrong    string
	}{
		"none":               {Config{}, "", ""},
		"in the address":     {Config{SMTPURL: "smtp://u:p@mail.acme.test"}, "p", ""},
		"in the environment": {Config{SMTPURL: "smtp://u@mail.acme.test", SMTPPassword: "q"}, "q", ""},
		"in a file":          {Config{SMTPURL: "smtps://u@mail.acme.test", SMTPPasswordFile: file}, "s3cret", ""},
		"no such file":       {Config{SMTPURL: "smtp://u@mail.acme.test", SMTPPasswordFile: file + "x"}, "", "MANDATE_SMTP_PASSWORD_FILE"},
		"no password":        {Config{SMTPURL: "smtp://u@mail.acme.test"}, "", "go together"},
		"no mail server":     {Config{SMTPURL: "https://mail.acme.test"}, "", "MANDATE_SMTP_URL"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.c.Addr = "127.0.0.1:8080"
			err := tc.c.check()
			if (err != nil) != (tc.wrong != "") || err != nil && !strings.Contains(err.Error(), tc.wrong) {
				t.Fatalf("settings: %v", err)
			}
			server, _ := tc.c.smtp()
			if server != nil && server.Password != tc.password {
				t.Errorf("password %q", server.Password)
			}
		})
	}
}

func TestDoctorLooksAtMail(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{"": "warning", "smtp://127.0.0.1:1": "problem", "ftp://x": "problem"} {
		c := Config{SMTPURL: address, Addr: "127.0.0.1:8080"}
		if got := c.mailFinding(t.Context()); got.State != want {
			t.Errorf("%q: %+v", address, got)
		}
	}
}
