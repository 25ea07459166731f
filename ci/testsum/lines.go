package main

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

// Results that a runner prints by the line, as go test -v or as TAP.
var (
	goLine  = regexp.MustCompile(`^--- (PASS|FAIL|SKIP): (.*) \(([0-9.]+)s\)$`)
	tapLine = regexp.MustCompile(`^(not )?ok [0-9]+ (?:- )?(.*)$`)
)

// readLines passes a runner's words on and counts those lines that are results.
func readLines(in io.Reader, show io.Writer, name string) (report, error) {
	p := &pkg{name: name}
	var seconds float64
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		fmt.Fprintln(show, lines.Text())
		if t, ok := result(lines.Text()); ok {
			seconds += t.seconds
			p.tests = append(p.tests, t)
		}
	}
	p.close(true, seconds)
	return report{packages: []*pkg{p}}, lines.Err()
}

func result(line string) (test, bool) {
	if found := goLine.FindStringSubmatch(line); found != nil {
		seconds, err := strconv.ParseFloat(found[3], 64)
		return test{name: found[2], outcome: outcome(found[1]), seconds: seconds}, err == nil
	}
	if found := tapLine.FindStringSubmatch(line); found != nil {
		if found[1] == "" {
			return test{name: found[2], outcome: pass}, true
		}
		return test{name: found[2], outcome: fail}, true
	}
	return test{}, false
}
