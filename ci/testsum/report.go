package main

import (
	"fmt"
	"io"
)

// report is what one runner did, in the order in which its packages ended.
type report struct {
	packages []*pkg
}

// pkg is a Go package, a file of front-end tests, or the browser journey.
type pkg struct {
	name    string
	seconds float64
	failed  bool // also where it did not build or ended before its time
	tests   []test
}

type test struct {
	name    string
	outcome outcome
	seconds float64
}

// outcome is the word that go test prints.
type outcome string

const (
	pass outcome = "PASS"
	fail outcome = "FAIL"
	skip outcome = "SKIP"
)

// close judges a package whose runner says it passed (ok) or not. A failure that
// no test accounts for (it did not build, it crashed) counts as one failed test.
func (p *pkg) close(ok bool, seconds float64) {
	p.seconds = seconds
	p.failed = !ok
	blamed := false
	for _, t := range p.tests {
		blamed = blamed || t.outcome == fail
	}
	if blamed {
		p.failed = true
	} else if p.failed {
		p.tests = append(p.tests, test{name: p.name, outcome: fail, seconds: seconds})
	}
}

func (r report) count(o outcome) int {
	n := 0
	for _, p := range r.packages {
		for _, t := range p.tests {
			if t.outcome == o {
				n++
			}
		}
	}
	return n
}

// verdict is nil for a run that proves something.
func (r report) verdict() error {
	passed, failed, skipped := r.count(pass), r.count(fail), r.count(skip)
	switch {
	case failed > 0:
		return fmt.Errorf("%d of %d tests failed", failed, passed+failed+skipped)
	case skipped > 0:
		return fmt.Errorf("%d tests were skipped: a test runs, or it goes", skipped)
	case passed == 0:
		return fmt.Errorf("no test ran")
	}
	return nil
}

// write prints the report as go test -v would.
func (r report) write(w io.Writer) error {
	for _, p := range r.packages {
		if len(p.tests) == 0 {
			continue
		}
		for _, t := range p.tests {
			if _, err := fmt.Fprintf(w, "--- %s: %s (%.2fs)\n", t.outcome, t.name, t.seconds); err != nil {
				return err
			}
		}
		if _, err := fmt.Fprintln(w, p.summary()); err != nil {
			return err
		}
	}
	return nil
}

// summary is the line of go test for a package.
func (p *pkg) summary() string {
	word := "ok  "
	if p.failed {
		word = "FAIL"
	}
	return fmt.Sprintf("%s\t%s\t%.3fs", word, p.name, p.seconds)
}
