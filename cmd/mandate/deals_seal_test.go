package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestImportSealsHistory: history is sealed while a file is taken in, and not only at its
// end, which may be minutes away. The file here has no end until it is.
func TestImportSealsHistory(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, kind string) {
		i := newInstallation(t, kind)
		cmd := i.command("deals", "import", "--tenant", "acme", "--json", "-")
		var log strings.Builder
		cmd.Stderr = &log
		file, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(file, "reference,facilities,location")
		for n := range 2 * importBatch {
			fmt.Fprintf(file, "R-%d,MORTGAGE 1000.00,ON\n", n)
		}
		i.until(`SELECT count(*) FROM history_seals`, importBatch)
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Fatalf("%v\n%s", err, &log)
		}
		i.holds(2 * importBatch)
		if n := i.number(`SELECT count(*) FROM history_entries WHERE NOT EXISTS (SELECT 1 FROM history_seals WHERE entry_id = history_entries.id)`); n > 0 {
			t.Errorf("%d entries are not sealed", n)
		}
	})
}
