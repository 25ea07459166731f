package main

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"
)

// A database server that does not answer is a missing part, exit code 3; settings
// that name none are refused, exit code 1.
func TestExitCodeOfAMissingDatabase(t *testing.T) {
	t.Parallel()
	key := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))
	const away = "postgres://mandate@127.0.0.1:1/mandate?sslmode=disable"
	for _, tc := range []struct {
		address string
		command []string
		code    int
		says    string
	}{
		{away, []string{"serve"}, exitMissing, "mandate: The database can't be reached. (reach PostgreSQL: dial tcp 127.0.0.1:1"},
		{away, []string{"tenant", "list"}, exitMissing, "mandate: The database can't be reached."},
		{away, []string{"migrate", "up"}, exitMissing, "mandate: The database can't be reached."},
		{away, []string{"migrate", "status"}, exitMissing, "mandate: The database can't be reached."},
		{"mysql://127.0.0.1/mandate", []string{"tenant", "list"}, exitRefused, "mandate: A database address starts with"},
	} {
		t.Run(strings.Join(tc.command, " ")+" "+tc.address, func(t *testing.T) {
			t.Parallel()
			var out, errs bytes.Buffer
			got := run(t.Context(), append(tc.command, "--database-url="+tc.address, "--secret-key="+key), &out, &errs)
			if got != tc.code || !strings.HasPrefix(errs.String(), tc.says) || out.Len() > 0 {
				t.Errorf("exit %d, want %d; said %q, want %q; printed %q", got, tc.code, errs.String(), tc.says, out.String())
			}
		})
	}
}
