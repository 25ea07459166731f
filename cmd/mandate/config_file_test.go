package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestParseSettings(t *testing.T) {
	t.Parallel()
	known := map[string]bool{"A": true, "B": true}
	for text, want := range map[string]string{
		"": "map[]",
		"\ufeffA=1\r\n\r\n# no\n ; no\n  B = two = 2 ": "map[A:1 B:two = 2]",
		"export A=\"x y\"\nB='q\"'":                    "map[A:x y B:q\"]",
		"A=\"open\nB=":                                 "map[A:\"open B:]",
		"A=#1":                                         "map[A:#1]",
		"A=1\nA=2":                                     "line 2: A is there twice",
		"\nC=secret":                                   "line 2: there is no setting C",
		"A":                                            "line 1: a setting is NAME=value",
		"a=1":                                          "line 1: there is no setting a",
	} {
		got, err := parseSettings(text, known)
		told := fmt.Sprint(got)
		if err != nil {
			told = err.Error()
		}
		if told != want {
			t.Errorf("%q: %s, want %s", text, told, want)
		}
	}
}

func leave(t *testing.T, name, text string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestWhereSettingsComeFrom: a flag wins over the variable, that over the file; a secret
// comes from the file that its own NAME_FILE names, wherever that is said.
func TestWhereSettingsComeFrom(t *testing.T) {
	one, two := leave(t, "one", "postgres://one\n"), leave(t, "two", "postgres://two\r\n")
	const database, key, keyFile = "MANDATE_DATABASE_URL", "MANDATE_SECRET_KEY", "MANDATE_SECRET_KEY_FILE"
	address := func(c *Config) string { return c.DatabaseURL }
	keys := func(c *Config) string { return c.SecretKey + "|" + c.SecretKeyFile }
	type variables map[string]string
	for name, tc := range map[string]struct {
		file      string
		variables variables
		args      string
		of        func(*Config) string
		want      string
	}{
		"default":                     {"", nil, "", address, "sqlite:data/mandate.db"},
		"file":                        {database + "=postgres://file", nil, "", address, "postgres://file"},
		"variable over file":          {database + "=postgres://file", variables{database: "postgres://variable"}, "", address, "postgres://variable"},
		"flag over all":               {database + "=postgres://file", variables{database: "x", database + "_FILE": one}, "--database-url=postgres://flag", address, "postgres://flag"},
		"variable names a file":       {database + "=postgres://file", variables{database + "_FILE": one}, "", address, "postgres://one"},
		"file names a file":           {database + "_FILE=" + two, nil, "", address, "postgres://two"},
		"value over file in the file": {database + "_FILE=" + two + "\n" + database + "=postgres://file", nil, "", address, "postgres://file"},
		"key":                         {key + "=file", nil, "", keys, "file|"},
		"file of the key":             {keyFile + "=there", nil, "", keys, "|there"},
		"variable of the key's file":  {key + "=file", variables{keyFile: "there"}, "", keys, "|there"},
		"flag of the key's file":      {key + "=file", nil, "--secret-key-file=there", keys, "|there"},
		"list":                        {"MANDATE_TRUSTED_PROXIES=10.0.0.0/8,::1", nil, "", func(c *Config) string { return fmt.Sprint(c.TrustedProxies) }, "[10.0.0.0/8 ::1]"},
		"what is no secret":           {"", variables{"MANDATE_ADDR_FILE": one}, "", func(c *Config) string { return c.Addr }, "127.0.0.1:8080"},
		"token of the gateway":        {"", variables{"MANDATE_SMS_TOKEN_FILE": one}, "", func(c *Config) string { return c.SMSToken }, "postgres://one"},
	} {
		t.Run(name, func(t *testing.T) {
			for name, value := range tc.variables {
				t.Setenv(name, value)
			}
			file := leave(t, "settings", tc.file)
			for _, args := range [][]string{{"--config", file}, nil} {
				if args == nil {
					t.Setenv("MANDATE_CONFIG", file)
				}
				if got := tc.of(parse(t, append(append(args, strings.Fields(tc.args)...), "serve")...)); got != tc.want {
					t.Errorf("%q: got %q, want %q", args, got, tc.want)
				}
			}
		})
	}
}

// TestSettingsThatAreRefused: the program says which file and which line, and never what a
// secret is.
func TestSettingsThatAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"MANDATE_ADR=hidden":             "settings, line 1: there is no setting MANDATE_ADR",
		"MANDATE_CONFIG=hidden":          "settings, line 1: there is no setting MANDATE_CONFIG",
		"MANDATE_ADDR_FILE=hidden":       "settings, line 1: there is no setting MANDATE_ADDR_FILE",
		"MANDATE_MODE=trial":             "--mode must be one of",
		"MANDATE_SMS_TOKEN_FILE=/nobody": "read MANDATE_SMS_TOKEN_FILE: open /nobody",
	} {
		var out, errs bytes.Buffer
		code := run(t.Context(), []string{"--config", leave(t, "settings", text), "version"}, &out, &errs)
		if code != exitUsage || !strings.Contains(errs.String(), want) || strings.Contains(errs.String(), "hidden") {
			t.Errorf("%s: exit %d, said %q, want %q", text, code, errs.String(), want)
		}
	}
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"--config", "nowhere", "version"}, &out, &errs); code != exitUsage || !strings.Contains(errs.String(), "read settings: open nowhere") {
		t.Errorf("exit %d, said %q", code, errs.String())
	}
}
