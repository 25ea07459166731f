package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// event is one line of go test -json (see go doc test2json).
type event struct {
	Action  string
	Package string
	Test    string
	Output  string
	Elapsed float64
}

// goRun follows the packages that are under way.
type goRun struct {
	show   io.Writer
	report report
	open   map[string]*goPackage
}

type goPackage struct {
	pkg
	output []said
}

// said is one line that a test (or, without one, the package) printed.
type said struct{ test, line string }

// readGo reads the events of go test -json, shows a line for each package that
// ends, and all that a package said whose tests failed.
func readGo(in io.Reader, show io.Writer) (report, error) {
	run := goRun{show: show, open: map[string]*goPackage{}}
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			run.line(line)
		}
		if err == io.EOF {
			return run.report, nil
		}
		if err != nil {
			return report{}, fmt.Errorf("read the events of go test: %w", err)
		}
	}
}

func (run *goRun) line(line []byte) {
	var e event
	if json.Unmarshal(line, &e) != nil {
		fmt.Fprintf(run.show, "%s", line) // not an event: go itself speaks
		return
	}
	if e.Action == "build-output" {
		fmt.Fprint(run.show, e.Output)
	}
	if e.Package != "" {
		run.event(e)
	}
}

func (run *goRun) event(e event) {
	p := run.open[e.Package]
	if p == nil {
		p = &goPackage{pkg: pkg{name: e.Package}}
		run.open[e.Package] = p
	}
	switch e.Action {
	case "output":
		p.output = append(p.output, said{test: e.Test, line: e.Output})
	case "pass", "fail", "skip":
		if e.Test == "" {
			run.end(p, e)
			return
		}
		p.result(e)
	}
}

// result counts top-level tests; a subtest fails its parent by itself, but a
// skipped one does not and is counted as what it is.
func (p *goPackage) result(e event) {
	o := outcome(strings.ToUpper(e.Action))
	if strings.Contains(e.Test, "/") && o != skip {
		return
	}
	p.tests = append(p.tests, test{name: e.Test, outcome: o, seconds: e.Elapsed})
}

// end closes a package. A package without tests ends with "skip": no matter.
func (run *goRun) end(p *goPackage, e event) {
	delete(run.open, p.name)
	p.close(e.Action != "fail", e.Elapsed)
	if p.failed {
		p.explain(run.show)
	}
	if len(p.tests) > 0 {
		fmt.Fprintf(run.show, "%s  %d tests\n", p.summary(), len(p.tests))
	}
	run.report.packages = append(run.report.packages, &p.pkg)
}

// explain shows what belongs to no test and what those said that did not pass.
func (p *goPackage) explain(show io.Writer) {
	passed := map[string]bool{}
	for _, t := range p.tests {
		passed[t.name] = t.outcome == pass
	}
	for _, s := range p.output {
		top, _, _ := strings.Cut(s.test, "/")
		if !passed[top] && !strings.HasPrefix(s.line, "=== ") {
			fmt.Fprint(show, s.line)
		}
	}
}
