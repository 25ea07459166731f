package scim_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The recorded sequences of testdata: what identity providers send, in order, and
// what they need to see. A new quirk is a new file, not new code.

type sequence struct {
	Name    string            `json:"name"`
	Vars    map[string]string `json:"vars"`
	Headers map[string]string `json:"headers"`
	Steps   []step            `json:"steps"`
}

type step struct {
	Name    string            `json:"name"`
	Method  string            `json:"method"`
	Path    string            `json:"path"`
	Headers map[string]string `json:"headers"`
	Body    any               `json:"body"`
	Status  any               `json:"expect_status"` // one, or a list of which any will do
	Expect  []map[string]any  `json:"expect"`
	Save    map[string]string `json:"save"`
}

func sequences(t *testing.T) map[string]sequence {
	t.Helper()
	files, err := filepath.Glob("testdata/*/*.json")
	if err != nil || len(files) < 22 {
		t.Fatalf("%d recorded sequences: %v", len(files), err)
	}
	all := map[string]sequence{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var s sequence
		if err := json.Unmarshal(text, &s); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all[strings.TrimPrefix(file, "testdata/")] = s
	}
	return all
}

// play sends the steps of a sequence to a client and judges each answer.
func play(t *testing.T, c client, run string, s sequence) {
	t.Helper()
	vars := map[string]string{"run": run, "uuid": "nobody-" + run, "now": "2026-03-01T00:00:00Z"}
	for name, value := range s.Vars {
		vars[name] = fill(value, vars).(string)
	}
	for _, step := range s.Steps {
		header := http.Header{}
		for _, from := range []map[string]string{s.Headers, step.Headers} {
			for name, value := range from {
				header.Set(name, fill(value, vars).(string))
			}
		}
		status, answer := c.send(t, step.Method, fillPath(step.Path, vars), header, fill(step.Body, vars))
		if want := statuses(step.Status); !slices.Contains(want, status) {
			t.Fatalf("%s: status %d, want %v: %v", step.Name, status, want, answer)
		}
		for _, rule := range step.Expect {
			if problem := judge(fill(rule, vars).(map[string]any), answer); problem != "" {
				t.Errorf("%s: %s", step.Name, problem)
			}
		}
		for name, where := range step.Save {
			got, ok := find(answer, where).(string)
			if !ok {
				t.Fatalf("%s: nothing to save at %s", step.Name, where)
			}
			vars[name] = got
		}
	}
}

func statuses(want any) (out []int) {
	list, ok := want.([]any)
	if !ok {
		list = []any{want}
	}
	for _, one := range list {
		out = append(out, int(one.(float64)))
	}
	return out
}

var variable = regexp.MustCompile(`\{\{(\w+)(\|url)?\}\}`)

// fill puts variables into texts, wherever they are; {{name|url}} is percent-encoded.
func fill(value any, vars map[string]string) any {
	switch v := value.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, one := range v {
			out[fill(key, vars).(string)] = fill(one, vars)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, one := range v {
			out[i] = fill(one, vars)
		}
		return out
	case string:
		return variable.ReplaceAllStringFunc(v, func(match string) string {
			part := variable.FindStringSubmatch(match)
			if part[2] != "" {
				return url.QueryEscape(vars[part[1]])
			}
			return vars[part[1]]
		})
	}
	return value
}

// fillPath percent-encodes every variable of a query.
func fillPath(path string, vars map[string]string) string {
	head, query, found := strings.Cut(path, "?")
	if found {
		head += "?" + variable.ReplaceAllString(query, "{{$1|url}}")
	}
	return fill(head, vars).(string)
}

type absent struct{}

// find follows a path of keys, indexes and key=value through an answer.
func find(doc any, path string) any {
	for step := range strings.SplitSeq(path, "/") {
		switch v := doc.(type) {
		case map[string]any:
			value, ok := v[step]
			if !ok {
				return absent{}
			}
			doc = value
		case []any:
			doc = pick(v, step)
		default:
			return absent{}
		}
	}
	return doc
}

func pick(list []any, step string) any {
	if i, err := strconv.Atoi(step); err == nil && i < len(list) {
		return list[i]
	}
	key, value, _ := strings.Cut(step, "=")
	for _, one := range list {
		if object, ok := one.(map[string]any); ok && fmt.Sprint(object[key]) == value {
			return one
		}
	}
	return absent{}
}

func judge(rule map[string]any, answer any) string {
	path := rule["path"].(string)
	got := find(answer, path)
	present := got != nil && got != any(absent{})
	if want, ok := rule["equals"]; ok && !reflect.DeepEqual(got, want) {
		return fmt.Sprintf("%s should be %v, is %v", path, want, got)
	}
	if want, ok := rule["exists"]; ok && present != want {
		return fmt.Sprintf("%s should exist: %v, is %v", path, want, got)
	}
	if want, ok := rule["count"]; ok && count(got, present) != int(want.(float64)) {
		return fmt.Sprintf("%s should have %v, has %d", path, want, count(got, present))
	}
	return ""
}

func count(value any, present bool) int {
	list, ok := value.([]any)
	switch {
	case ok:
		return len(list)
	case present:
		return 1
	}
	return 0
}

// client speaks SCIM over HTTP as a directory does.
type client struct {
	base, token string
}

// send gives the status and the decoded answer.
func (c client) send(t testing.TB, method, path string, header http.Header, body any) (int, any) {
	t.Helper()
	status, _, text := c.raw(t, method, path, header, body)
	var answer any = map[string]any{}
	if len(text) > 0 {
		if err := json.Unmarshal(text, &answer); err != nil {
			t.Fatalf("%s %s: %v in %s", method, path, err, text)
		}
	}
	return status, answer
}

// raw sends a body as JSON, or as it is when it is a text.
func (c client) raw(t testing.TB, method, path string, header http.Header, body any) (int, http.Header, []byte) {
	t.Helper()
	text, isText := body.(string)
	if body != nil && !isText {
		encoded, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		text = string(encoded)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, c.base+path, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	if body != nil {
		r.Header.Set("Content-Type", "application/scim+json")
	}
	for name, values := range header {
		r.Header[name] = values
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var out bytes.Buffer
	if _, err := out.ReadFrom(answer.Body); err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, answer.Header, out.Bytes()
}
