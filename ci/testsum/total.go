package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// errNotAll says that a run counts only when all of its tests ran and passed. The
// last line says it already, so nobody prints it.
var errNotAll = errors.New("not all tests ran and passed")

// total prints the reports and, alone on the last line, the totals.
func total(w io.Writer, files []string) error {
	counts := map[outcome]int{}
	for _, name := range files {
		if err := copyReport(w, name, counts); err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "%d passed, %d failed", counts[pass], counts[fail])
	if counts[skip] > 0 {
		fmt.Fprintf(w, ", %d skipped", counts[skip])
	}
	fmt.Fprintln(w)
	if counts[fail] > 0 || counts[skip] > 0 || counts[pass] == 0 {
		return errNotAll
	}
	return nil
}

func copyReport(w io.Writer, name string, counts map[outcome]int) error {
	file, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("read the report: %w", err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		fmt.Fprintln(w, lines.Text())
		if rest, found := strings.CutPrefix(lines.Text(), "--- "); found {
			word, _, _ := strings.Cut(rest, ":")
			counts[outcome(word)]++
		}
	}
	return lines.Err()
}
