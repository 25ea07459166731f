package graph_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"mandate/fault"
)

// answer is what came back.
type answer struct {
	tb     testing.TB
	logged *lines
	Status int
	Header http.Header
	Raw    string
	Data   any `json:"data"`
	Errors []struct {
		Message    string
		Path       []any
		Extensions map[string]any
	} `json:"errors"`
	Extensions map[string]any `json:"extensions"`
}

// ok asserts that there are no errors at the top.
func (a *answer) ok() *answer {
	a.tb.Helper()
	if a.Status != http.StatusOK || len(a.Errors) > 0 {
		a.tb.Fatalf("status %d: %s\n%s", a.Status, a.Raw, a.logged)
	}
	return a
}

// refused asserts one error at the top with this code. What did not run has no data, not even null.
func (a *answer) refused(status int, code fault.Code) *answer {
	a.tb.Helper()
	if a.Status != status || len(a.Errors) != 1 || a.Errors[0].Extensions["code"] != string(code) {
		a.tb.Fatalf("want %d %s, got %d: %.600s", status, code, a.Status, a.Raw)
	}
	if status != http.StatusOK && strings.Contains(a.Raw, `"data"`) {
		a.tb.Errorf("data of what did not run: %.600s", a.Raw)
	}
	return a
}

// at walks into the data by names and indexes separated by dots.
func (a *answer) at(path string) any {
	a.tb.Helper()
	v := a.Data
	for _, step := range strings.Split(path, ".") {
		switch in := v.(type) {
		case map[string]any:
			v = in[step]
		case []any:
			var i int
			if _, err := fmt.Sscan(step, &i); err != nil || i >= len(in) {
				a.tb.Fatalf("no %q in %s", path, a.Raw)
			}
			v = in[i]
		default:
			return nil
		}
	}
	return v
}

func (a *answer) want(path string, want any) *answer {
	a.tb.Helper()
	if got := fmt.Sprint(a.at(path)); got != fmt.Sprint(want) {
		a.tb.Errorf("%s = %s, want %v\n%.900s", path, got, want, a.Raw)
	}
	return a
}

func (a *answer) list(path string) []any {
	a.tb.Helper()
	list, ok := a.at(path).([]any)
	if !ok {
		a.tb.Fatalf("%s is no list: %s", path, a.Raw)
	}
	return list
}

// names gives one field of each of a list.
func (a *answer) names(path, field string) string {
	a.tb.Helper()
	var names []string
	for _, v := range a.list(path) {
		names = append(names, fmt.Sprint(v.(map[string]any)[field]))
	}
	return strings.Join(names, " ")
}

// userError asserts one refusal in a payload, and gives it.
func (a *answer) userError(field, code string) map[string]any {
	a.tb.Helper()
	a.ok()
	list := a.list(field + ".userErrors")
	if len(list) != 1 || list[0].(map[string]any)["code"] != code {
		a.tb.Fatalf("%s: want one %s, got %s", field, code, a.Raw)
	}
	return list[0].(map[string]any)
}

// done asserts a payload without refusals.
func (a *answer) done(field string) *answer {
	a.tb.Helper()
	a.ok()
	if n := len(a.list(field + ".userErrors")); n != 0 {
		a.tb.Fatalf("%s refused: %s", field, a.Raw)
	}
	return a
}
