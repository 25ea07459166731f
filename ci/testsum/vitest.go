package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// vitestReport is what vitest --reporter=json writes; times are milliseconds.
type vitestReport struct {
	TestResults []struct {
		Name             string
		Status           string
		Message          string
		StartTime        float64
		EndTime          float64
		AssertionResults []struct {
			FullName string
			Status   string
			Duration float64
		}
	}
}

// readVitest turns each file of tests into a package of NAME. What failed has
// been shown by vitest itself; only a file that did not load is told here.
func readVitest(in io.Reader, show io.Writer, name string) (report, error) {
	var from vitestReport
	if err := json.NewDecoder(in).Decode(&from); err != nil {
		return report{}, fmt.Errorf("read the report of vitest: %w", err)
	}
	var r report
	for _, file := range from.TestResults {
		p := &pkg{name: name + "/" + filepath.Base(file.Name)}
		for _, a := range file.AssertionResults {
			p.tests = append(p.tests, test{name: a.FullName, outcome: vitestOutcome(a.Status), seconds: a.Duration / 1000})
		}
		p.close(file.Status == "passed", (file.EndTime-file.StartTime)/1000)
		if p.failed {
			fmt.Fprintf(show, "%s: %s\n", p.name, file.Message)
		}
		r.packages = append(r.packages, p)
	}
	return r, nil
}

// vitestOutcome: pending, todo, skipped and disabled are all tests that did not run.
func vitestOutcome(status string) outcome {
	switch status {
	case "passed":
		return pass
	case "failed":
		return fail
	}
	return skip
}

var resultLine = regexp.MustCompile(`^--- (PASS|FAIL|SKIP): (.*) \(([0-9.]+)s\)$`)

// readLines passes a runner's words on and counts those lines that are results.
func readLines(in io.Reader, show io.Writer, name string) (report, error) {
	p := &pkg{name: name}
	var seconds float64
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		fmt.Fprintln(show, lines.Text())
		found := resultLine.FindStringSubmatch(strings.TrimRight(lines.Text(), "\r"))
		if found == nil {
			continue
		}
		took, err := strconv.ParseFloat(found[3], 64)
		if err != nil {
			return report{}, fmt.Errorf("read the time of %q: %w", found[2], err)
		}
		seconds += took
		p.tests = append(p.tests, test{name: found[2], outcome: outcome(found[1]), seconds: took})
	}
	p.close(true, seconds)
	return report{packages: []*pkg{p}}, lines.Err()
}
