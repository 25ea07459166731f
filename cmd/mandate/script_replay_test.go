package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// recording is what an identity provider sends, in order, and what it needs to see:
// a file of scim/testdata.
type recording struct {
	Vars    map[string]string `json:"vars"`
	Headers map[string]string `json:"headers"`
	Steps   []recordedStep    `json:"steps"`
}

type recordedStep struct {
	Name    string            `json:"name"`
	Method  string            `json:"method"`
	Path    string            `json:"path"`
	Headers map[string]string `json:"headers"`
	Body    json.RawMessage   `json:"body"`
	Status  json.RawMessage   `json:"expect_status"` // one, or a list of which any will do
	Expect  []recordedRule    `json:"expect"`
	Save    map[string]string `json:"save"`
}

type recordedRule struct {
	Path   string          `json:"path"`
	Equals json.RawMessage `json:"equals"`
	Exists *bool           `json:"exists"`
	Count  *int            `json:"count"`
}

// replayInStory is `replay TOKEN FILE…`: plays recordings of identity providers
// against the SCIM door and judges every answer.
func replayInStory(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: replay TOKEN FILE…")
	}
	for i, file := range args[1:] {
		var r recording
		ts.Check(json.Unmarshal([]byte(ts.ReadFile(filepath.Join(ts.Getenv("RECORDED"), file))), &r))
		p := player{ts: ts, token: args[0], vars: map[string]string{"run": fmt.Sprintf("s%d", i), "uuid": "nobody", "now": "2026-03-01T00:00:00Z"}}
		for name, value := range r.Vars {
			p.vars[name] = p.fill(value)
		}
		for _, step := range r.Steps {
			if problem := p.play(r, step); problem != "" {
				ts.Fatalf("%s: %s: %s", file, step.Name, problem)
			}
		}
		_, _ = fmt.Fprintf(ts.Stdout(), "%s: %d requests answered as it needs\n", file, len(r.Steps))
	}
}

type player struct {
	ts    *testscript.TestScript
	token string
	vars  map[string]string
}

var recordedVariable = regexp.MustCompile(`\{\{(\w+)(\|url)?\}\}`)

// fill puts variables into a text; {{name|url}} is percent-encoded.
func (p player) fill(text string) string {
	return recordedVariable.ReplaceAllStringFunc(text, func(match string) string {
		part := recordedVariable.FindStringSubmatch(match)
		if part[2] != "" {
			return url.QueryEscape(p.vars[part[1]])
		}
		return p.vars[part[1]]
	})
}

func (p player) play(r recording, step recordedStep) string {
	path, query, found := strings.Cut(step.Path, "?")
	if found {
		path += "?" + recordedVariable.ReplaceAllString(query, "{{$1|url}}")
	}
	body := string(step.Body)
	if body == "null" {
		body = ""
	}
	request := newRequest(p.ts, map[string]string{"token": p.token}, step.Method, "/scim/v2"+p.fill(path), p.fill(body))
	for _, headers := range []map[string]string{r.Headers, step.Headers} {
		for name, value := range headers {
			request.Header.Set(name, p.fill(value))
		}
	}
	answer := send(p.ts, http.DefaultClient, request)
	if !slices.Contains(strings.FieldsFunc(string(step.Status), func(r rune) bool { return r < '0' || r > '9' }), fmt.Sprint(answer.status)) {
		return fmt.Sprintf("status %d, want %s: %s", answer.status, step.Status, answer.body)
	}
	return p.judge(step, answer)
}

func (p player) judge(step recordedStep, answer answered) string {
	value, err := decode([]byte(answer.body))
	if err != nil {
		return fmt.Sprintf("%v in %s", err, answer.body)
	}
	for _, rule := range step.Expect {
		if problem := p.broken(rule, value); problem != "" {
			return problem + ": " + answer.body
		}
	}
	for _, name := range slices.Sorted(maps.Keys(step.Save)) {
		got, ok := lookUp(value, step.Save[name])
		if !ok {
			return "nothing to save at " + step.Save[name]
		}
		p.vars[name] = shown(got)
	}
	return ""
}

func (p player) broken(rule recordedRule, answer any) string {
	got, there := lookUp(answer, p.fill(rule.Path))
	if rule.Exists != nil && *rule.Exists != there {
		return fmt.Sprintf("%s should exist: %t", rule.Path, *rule.Exists)
	}
	if rule.Equals != nil {
		want, err := decode([]byte(p.fill(string(rule.Equals))))
		if err != nil || shown(got) != shown(want) {
			return fmt.Sprintf("%s is %s, want %s", rule.Path, shown(got), shown(want))
		}
	}
	if rule.Count != nil {
		list, _ := got.([]any)
		if n := max(len(list), map[bool]int{true: 1}[there && list == nil]); n != *rule.Count {
			return fmt.Sprintf("%s has %d, want %d", rule.Path, n, *rule.Count)
		}
	}
	return ""
}
