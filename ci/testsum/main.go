// Command testsum makes one report of the test runners' own ones.
//
//	go test -json ./… | testsum -o FILE go     shows a Go run while it goes on
//	testsum -o FILE vitest NAME < report.json  shows what vitest reported
//	command | testsum -o FILE lines NAME       passes on; counts "--- PASS: …" or TAP
//	testsum total FILE…                        prints the files and the totals
//
// A FILE holds lines as go test -v prints them: "--- PASS: name (0.01s)" for each
// test, below them "ok" or "FAIL" with the package. The exit code is 1 where a
// test failed or was skipped, or where nothing ran: what can't fail proves nothing.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	file := flag.String("o", "", "the `file` that gets the report")
	flag.Parse()
	err := run(*file, flag.Args())
	if err == nil {
		return
	}
	if !errors.Is(err, errNotAll) {
		fmt.Fprintln(os.Stderr, "testsum:", err)
	}
	os.Exit(1)
}

var errUsage = errors.New("usage: testsum [-o file] go | vitest NAME | lines NAME | total FILE…")

func run(file string, arguments []string) error {
	if len(arguments) == 0 {
		return errUsage
	}
	if arguments[0] == "total" {
		return total(os.Stdout, arguments[1:])
	}
	r, unread := read(os.Stdin, os.Stdout, arguments)
	if errors.Is(unread, errUsage) {
		return unread
	}
	if unread != nil { // the totals must not look as if this runner had been well
		r = broken(arguments)
	}
	out, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	if err := errors.Join(r.write(out), out.Close()); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return errors.Join(unread, r.verdict())
}

// broken is the report of a runner whose own report can't be read.
func broken(arguments []string) report {
	p := &pkg{name: arguments[len(arguments)-1]}
	p.close(false, 0)
	return report{packages: []*pkg{p}}
}

// read chooses by the runner's name.
func read(in io.Reader, show io.Writer, arguments []string) (report, error) {
	switch {
	case arguments[0] == "go" && len(arguments) == 1:
		return readGo(in, show)
	case arguments[0] == "vitest" && len(arguments) == 2:
		return readVitest(in, show, arguments[1])
	case arguments[0] == "lines" && len(arguments) == 2:
		return readLines(in, show, arguments[1])
	}
	return report{}, errUsage
}
