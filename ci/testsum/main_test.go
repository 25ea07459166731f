package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const goEvents = `{"Action":"start","Package":"mandate/ident"}
{"Action":"run","Package":"mandate/ident","Test":"TestText"}
{"Action":"output","Package":"mandate/ident","Test":"TestText","Output":"=== RUN   TestText\n"}
{"Action":"run","Package":"mandate/ident","Test":"TestText/zero"}
{"Action":"output","Package":"mandate/ident","Test":"TestText/zero","Output":"    ids_test.go:9: got 1, want 2\n"}
{"Action":"OUTCOME_SUB","Package":"mandate/ident","Test":"TestText/zero","Elapsed":0.01}
{"Action":"OUTCOME","Package":"mandate/ident","Test":"TestText","Elapsed":0.02}
{"Action":"output","Package":"mandate/ident","Test":"TestOther","Output":"    a passing test's words\n"}
{"Action":"pass","Package":"mandate/ident","Test":"TestOther","Elapsed":0.5}
{"Action":"OUTCOME","Package":"mandate/ident","Elapsed":0.6}
{"Action":"start","Package":"mandate/deploy"}
{"Action":"output","Package":"mandate/deploy","Output":"?   \tmandate/deploy\t[no test files]\n"}
{"Action":"skip","Package":"mandate/deploy","Elapsed":0}
`

func goRunOf(outcome, sub string) string {
	return strings.NewReplacer("OUTCOME_SUB", sub, "OUTCOME", outcome).Replace(goEvents)
}

const buildFailure = `{"ImportPath":"mandate/sso","Action":"build-output","Output":"sso/x.go:3:1: syntax error\n"}
{"ImportPath":"mandate/sso","Action":"build-fail"}
{"Action":"start","Package":"mandate/sso"}
{"Action":"output","Package":"mandate/sso","Output":"FAIL\tmandate/sso [build failed]\n"}
{"Action":"fail","Package":"mandate/sso","Elapsed":0,"FailedBuild":"mandate/sso"}
`

const vitestFile = `{"numTotalTests":1,"testResults":[{"name":"/x/src/users.test.tsx","status":"STATUS","message":"no such module","startTime":1000,"endTime":1500,
"assertionResults":[{"fullName":"users sorts by name","status":"ASSERTED","duration":250}]}]}`

func vitestOf(status, asserted string) string {
	return strings.NewReplacer("STATUS", status, "ASSERTED", asserted).Replace(vitestFile)
}

func TestRead(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		runner  []string
		input   string
		report  string
		shown   []string // what the run must show
		hidden  string   // and what not
		verdict string
	}{
		"go passes": {
			runner: []string{"go"}, input: goRunOf("pass", "pass"),
			report: "--- PASS: TestText (0.02s)\n--- PASS: TestOther (0.50s)\nok  \tmandate/ident\t0.600s\n",
			shown:  []string{"ok  \tmandate/ident\t0.600s  2 tests\n"}, hidden: "got 1",
		},
		"go fails": {
			runner: []string{"go"}, input: goRunOf("fail", "fail"),
			report: "--- FAIL: TestText (0.02s)\n--- PASS: TestOther (0.50s)\nFAIL\tmandate/ident\t0.600s\n",
			shown:  []string{"    ids_test.go:9: got 1, want 2\n", "FAIL\tmandate/ident"}, hidden: "a passing test's words",
			verdict: "1 of 2 tests failed",
		},
		"go skips a subtest": {
			runner: []string{"go"}, input: goRunOf("pass", "skip"),
			report:  "--- SKIP: TestText/zero (0.01s)\n--- PASS: TestText (0.02s)\n--- PASS: TestOther (0.50s)\nok  \tmandate/ident\t0.600s\n",
			verdict: "1 tests were skipped: a test runs, or it goes",
		},
		"go does not build": {
			runner: []string{"go"}, input: buildFailure,
			report:  "--- FAIL: mandate/sso (0.00s)\nFAIL\tmandate/sso\t0.000s\n",
			shown:   []string{"sso/x.go:3:1: syntax error\n"},
			verdict: "1 of 1 tests failed",
		},
		"go runs nothing": {runner: []string{"go"}, input: "", verdict: "no test ran"},
		"go says no JSON": {
			runner: []string{"go"}, input: "go: updates to go.mod needed\n",
			shown: []string{"go: updates to go.mod needed\n"}, verdict: "no test ran",
		},
		"vitest passes": {
			runner: []string{"vitest", "web"}, input: vitestOf("passed", "passed"),
			report: "--- PASS: users sorts by name (0.25s)\nok  \tweb/users.test.tsx\t0.500s\n",
		},
		"vitest fails": {
			runner: []string{"vitest", "web"}, input: vitestOf("failed", "failed"),
			report:  "--- FAIL: users sorts by name (0.25s)\nFAIL\tweb/users.test.tsx\t0.500s\n",
			verdict: "1 of 1 tests failed",
		},
		"vitest cannot load a file": {
			runner: []string{"vitest", "web"}, input: vitestOf("failed", "passed"),
			report:  "--- PASS: users sorts by name (0.25s)\n--- FAIL: web/users.test.tsx (0.50s)\nFAIL\tweb/users.test.tsx\t0.500s\n",
			shown:   []string{"no such module"},
			verdict: "1 of 2 tests failed",
		},
		"vitest leaves one to do": {
			runner: []string{"vitest", "web"}, input: vitestOf("passed", "todo"),
			report:  "--- SKIP: users sorts by name (0.25s)\nok  \tweb/users.test.tsx\t0.500s\n",
			verdict: "1 tests were skipped: a test runs, or it goes",
		},
		"lines": {
			runner: []string{"lines", "journey"}, input: "starting\n--- PASS: sign in (1.50s)\n  --- FAIL: inside (1.00s)\n--- FAIL: deals (0.5s)\n",
			report:  "--- PASS: sign in (1.50s)\n--- FAIL: deals (0.50s)\nFAIL\tjourney\t2.000s\n",
			shown:   []string{"starting\n"},
			verdict: "1 of 2 tests failed",
		},
		"lines of TAP": {
			runner: []string{"lines", "journey"}, input: "ok 1 users\nnot ok 2 - a deal\nokay, 3 more\n",
			report:  "--- PASS: users (0.00s)\n--- FAIL: a deal (0.00s)\nFAIL\tjourney\t0.000s\n",
			verdict: "1 of 2 tests failed",
		},
		"lines of nothing": {runner: []string{"lines", "journey"}, input: "starting\n", verdict: "no test ran"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var shown, written strings.Builder
			r, err := read(strings.NewReader(tc.input), &shown, tc.runner)
			if err != nil {
				t.Fatal(err)
			}
			if err := r.write(&written); err != nil {
				t.Fatal(err)
			}
			if written.String() != tc.report {
				t.Errorf("report:\n%s\nwant:\n%s", written.String(), tc.report)
			}
			for _, want := range tc.shown {
				if !strings.Contains(shown.String(), want) {
					t.Errorf("shown:\n%s\nwithout %q", shown.String(), want)
				}
			}
			if tc.hidden != "" && strings.Contains(shown.String(), tc.hidden) {
				t.Errorf("shown:\n%s\nwith %q", shown.String(), tc.hidden)
			}
			if got := text(r.verdict()); got != tc.verdict {
				t.Errorf("verdict %q, want %q", got, tc.verdict)
			}
		})
	}
}

func TestBrokenReportCountsAsFailure(t *testing.T) {
	t.Parallel()
	if _, err := read(strings.NewReader(""), io.Discard, []string{"vitest", "web"}); err == nil {
		t.Error("an empty report of vitest was read")
	}
	if got := broken([]string{"vitest", "web"}).count(fail); got != 1 {
		t.Errorf("counts %d failures, want 1", got)
	}
}

func TestTotal(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		files []string
		last  string
		ok    bool
	}{
		"two runners": {[]string{"--- PASS: A (0.00s)\nok  \ta\t0.1s\n", "--- PASS: B (0.00s)\n"}, "2 passed, 0 failed", true},
		"a failure":   {[]string{"--- PASS: A (0.00s)\n", "--- FAIL: B (0.00s)\n"}, "1 passed, 1 failed", false},
		"a skip":      {[]string{"--- PASS: A (0.00s)\n--- SKIP: B (0.00s)\n"}, "1 passed, 0 failed, 1 skipped", false},
		"nothing":     {[]string{""}, "0 passed, 0 failed", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var names []string
			for i, content := range tc.files {
				names = append(names, filepath.Join(t.TempDir(), string(rune('a'+i))))
				if err := os.WriteFile(names[i], []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			var out strings.Builder
			err := total(&out, names)
			if want := strings.Join(tc.files, "") + tc.last + "\n"; out.String() != want {
				t.Errorf("printed:\n%s\nwant:\n%s", out.String(), want)
			}
			if (err == nil) != tc.ok {
				t.Errorf("error %v, want one: %t", err, !tc.ok)
			}
		})
	}
	if err := total(io.Discard, []string{filepath.Join(t.TempDir(), "absent")}); err == nil {
		t.Error("an absent report was counted")
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
