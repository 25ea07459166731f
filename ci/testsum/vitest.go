package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
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
