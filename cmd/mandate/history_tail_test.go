package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

// TestTailFollows: a tail that follows tells each entry once, in order, also where the
// database was away meanwhile; Ctrl-C is its end.
func TestTailFollows(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, kind string) {
		i := newInstallation(t, kind)
		tail := i.command("history", "tail", "--tenant", "acme", "-n", "1", "-f", "--json")
		out, err := tail.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := tail.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		next := func(want string) (seq int) {
			t.Helper()
			var e struct {
				Seq    int
				Action string
			}
			if !lines.Scan() || json.Unmarshal(lines.Bytes(), &e) != nil || e.Action != want {
				t.Fatalf("%s, want %s", lines.Bytes(), want)
			}
			return e.Seq
		}
		last := next("COMPANY_CREATED")
		for n, state := range []string{"on", "off", "on"} {
			if n == 1 {
				i.goneFor(3 * tailEvery)
			}
			if out, err := i.command("tenant", "dual-control", "--tenant", "acme", state).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if seq := next("COMPANY_UPDATED"); seq != last+1 {
				t.Errorf("number %d follows %d", seq, last)
			}
			last++
		}
		if err := tail.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		if lines.Scan() {
			t.Errorf("once more: %s", lines.Bytes())
		}
		if err := tail.Wait(); err != nil {
			t.Error(err)
		}
	})
}

// goneFor takes the database away and brings it back; a file stays where it is.
func (i *installation) goneFor(while time.Duration) {
	i.Helper()
	if i.story.kind == "sqlite" {
		return
	}
	for _, setting := range i.env {
		if address, found := strings.CutPrefix(setting, "MANDATE_DATABASE_URL="); found {
			err := reachable(i.story, address, false)
			time.Sleep(while)
			if err = errors.Join(err, reachable(i.story, address, true)); err != nil {
				i.Fatal(err)
			}
		}
	}
}
