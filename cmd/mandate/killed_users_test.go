package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestKilledUsersImport kills a command in the middle of a job that takes in people. A server
// goes on where the last batch of 200 was saved: nobody is lost, nobody is there twice.
func TestKilledUsersImport(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, kind string) {
		i := newInstallation(t, kind)
		const people, made = 600, `SELECT count(*) FROM users WHERE email LIKE 'new%'`
		var file strings.Builder
		file.WriteString("email,firstName,lastName,roles\n")
		for n := range people {
			fmt.Fprintf(&file, "new%d@acme.test,New,Comer,underwriter\n", n)
		}
		name := filepath.Join(i.dir, "people.csv")
		if err := os.WriteFile(name, []byte(file.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		killed := i.command("user", "import", "--tenant", "acme", "--quiet", name)
		if err := killed.Start(); err != nil {
			t.Fatal(err)
		}
		i.until(`SELECT progress FROM jobs`, 1)
		i.until(made, 1)
		if err := killed.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := killed.Wait(); err == nil {
			t.Fatal("it ended by itself")
		}
		if saved := i.number(`SELECT progress FROM jobs WHERE state = 'RUNNING'`); saved < 1 || saved >= people {
			t.Fatalf("%d of %d rows were saved: not in the middle", saved, people)
		}

		// Its replica has been silent for long: as if the time had passed.
		i.number(`UPDATE jobs SET seen_at = '2020-01-01 00:00:00+00:00'`)
		server, err := startServer(i.env, i.dir, i.url, "serve")
		if err != nil {
			t.Fatal(err)
		}
		defer server.kill()
		i.until(`SELECT count(*) FROM jobs WHERE state = 'DONE' AND refused = 0 AND progress = total`, 1)
		for _, statement := range []string{made, `SELECT count(DISTINCT email) FROM users WHERE email LIKE 'new%'`, `SELECT count(DISTINCT "row") FROM job_rows`,
			`SELECT count(*) FROM history_entries WHERE action = 'USER_CREATED'`, `SELECT count(DISTINCT target_id) FROM history_entries WHERE action = 'USER_CREATED'`} {
			if n := i.number(statement); n != people {
				t.Errorf("%s: %d, want %d", statement, n, people)
			}
		}
	})
}
