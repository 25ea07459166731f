package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"mandate/store/storetest"
)

// installation is a database with a company acme, and what programs need that use it.
type installation struct {
	*testing.T
	story *story
	env   []string
	url   string // where a server of it listens
	dir   string
}

func newInstallation(t *testing.T, kind string) *installation {
	t.Helper()
	addr, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	i := &installation{T: t, story: &story{tb: t, kind: kind}, url: "http://" + addr, dir: t.TempDir()}
	for name, value := range settingsFor(kind, storetest.Address(t, kind), addr) {
		i.env = append(i.env, name+"="+value)
	}
	i.mandate("tenant", "create", "--slug", "acme", "--name", "Acme", "--json")
	return i
}

// command is a program that runs mandate.
func (i *installation) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(i.Context(), "mandate", args...)
	cmd.Env, cmd.Dir = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + i.dir}, i.env...), i.dir
	return cmd
}

// mandate runs a command to its end and gives what it prints.
func (i *installation) mandate(args ...string) map[string]any {
	i.Helper()
	var out, log bytes.Buffer
	cmd := i.command(args...)
	cmd.Stdout, cmd.Stderr = &out, &log
	if err := cmd.Run(); err != nil {
		i.Fatalf("mandate %s: %v\n%s", strings.Join(args, " "), err, &log)
	}
	var answer map[string]any
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
		i.Fatalf("mandate %s: %v\n%s", strings.Join(args, " "), err, &out)
	}
	return answer
}

// number is what a statement counts, asked past the product.
func (i *installation) number(statement string) int {
	i.Helper()
	n := 0
	for _, setting := range i.env {
		address, found := strings.CutPrefix(setting, "MANDATE_DATABASE_URL=")
		if !found {
			continue
		}
		err := runSQL(i.story, address, statement, func(line string) { n, _ = strconv.Atoi(line) })
		if err != nil {
			i.Fatalf("%s: %v", statement, err)
		}
	}
	return n
}

// until waits for a statement to count so many, however slow the machine is.
func (i *installation) until(statement string, atLeast int) {
	i.Helper()
	for i.number(statement) < atLeast {
		if deadline, ok := i.Deadline(); ok && time.Until(deadline) < 10*time.Second {
			i.Fatalf("%s has not come to %d", statement, atLeast)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// holds sees that there are exactly so many deals, each arrived once.
func (i *installation) holds(deals int) {
	i.Helper()
	for _, statement := range []string{`SELECT count(*) FROM deals`, `SELECT count(DISTINCT reference) FROM deals`,
		`SELECT count(*) FROM history_entries WHERE action = 'DEAL_CREATED'`,
		`SELECT count(DISTINCT target_id) FROM history_entries WHERE action = 'DEAL_CREATED'`} {
		if n := i.number(statement); n != deals {
			i.Errorf("%s: %d, want %d", statement, n, deals)
		}
	}
}

// TestKilledImport kills an import in the middle, without a chance to end well. The same
// command again takes in what is missing and nothing twice.
func TestKilledImport(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, kind string) {
		i := newInstallation(t, kind)
		const rows = 2*importBatch + 500
		var file strings.Builder
		file.WriteString("reference,facilities\n")
		for n := range rows {
			fmt.Fprintf(&file, "R-%d,MORTGAGE 1000.00\n", n)
		}
		name := filepath.Join(i.dir, "deals.csv")
		if err := os.WriteFile(name, []byte(file.String()), 0o600); err != nil {
			t.Fatal(err)
		}

		// Its input never ends, so that it can't either.
		killed := i.command("deals", "import", "--tenant", "acme", "-")
		input, err := killed.StdinPipe()
		if err == nil {
			err = killed.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		go func() { _, _ = io.WriteString(input, file.String()) }() // until the pipe breaks
		i.until(`SELECT count(*) FROM deals`, importBatch)
		if err := killed.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := killed.Wait(); err == nil {
			t.Fatal("it ended by itself")
		}

		there := i.number(`SELECT count(*) FROM deals`)
		if there >= rows || there%importBatch != 0 {
			t.Fatalf("%d of %d rows were taken in: not in the middle, or half of a batch", there, rows)
		}
		again := i.mandate("deals", "import", "--tenant", "acme", "--json", name)
		if fmt.Sprint(again["present"], again["created"], again["refused"]) != fmt.Sprint(there, rows-there, 0) {
			t.Errorf("gone on: %v, with %d there", again, there)
		}
		i.holds(rows)
	})
}
