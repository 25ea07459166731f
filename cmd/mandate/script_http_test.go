package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// httpInStory is `http [-status N] [-token T] [-as BROWSER] [-type MEDIA]
// [-header 'NAME: VALUE'] [-filter FILE] METHOD ADDRESS [FILE]`: sends one request and
// expects the status, 200 unless said otherwise. The body is stdout then, the head
// stderr.
func httpInStory(ts *testscript.TestScript, neg bool, args []string) {
	flags, args := stringFlags(ts, args, "status", "token", "as", "type", "header", "filter")
	if neg || len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: http [flags] METHOD ADDRESS [FILE]")
	}
	body := ""
	if len(args) == 3 {
		body = filled(ts, args[2])
	}
	r := newRequest(ts, flags, args[0], args[1], body)
	answer := send(ts, clientFor(ts, flags["as"]), r)
	answer.print(ts)
	if want := statusWanted(ts, flags); answer.status != want {
		ts.Fatalf("status %d, want %d", answer.status, want)
	}
}

func statusWanted(ts *testscript.TestScript, flags map[string]string) int {
	if flags["status"] == "" {
		return http.StatusOK
	}
	status, err := strconv.Atoi(flags["status"])
	ts.Check(err)
	return status
}

func newRequest(ts *testscript.TestScript, flags map[string]string, method, address, body string) *http.Request {
	if strings.HasPrefix(address, "/") {
		address = ts.Getenv("URL") + address
	}
	if flags["filter"] != "" {
		address += "?filter=" + url.QueryEscape(strings.TrimSpace(ts.ReadFile(flags["filter"])))
	}
	r, err := http.NewRequest(method, address, strings.NewReader(body))
	ts.Check(err)
	if body != "" {
		media := "application/json"
		if strings.Contains(address, "/scim/") {
			media = "application/scim+json"
		}
		r.Header.Set("Content-Type", media)
	}
	if flags["type"] != "" {
		r.Header.Set("Content-Type", flags["type"])
	}
	if flags["token"] != "" {
		r.Header.Set("Authorization", "Bearer "+flags["token"])
	}
	if name, value, found := strings.Cut(flags["header"], ": "); found {
		r.Header.Set(name, value)
	}
	return r
}

// answered is an answer, read to its end.
type answered struct {
	status  int
	header  http.Header
	body    string
	address string
}

func send(ts *testscript.TestScript, client *http.Client, r *http.Request) answered {
	answer, err := client.Do(r)
	ts.Check(err)
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	ts.Check(err)
	return answered{answer.StatusCode, answer.Header, string(body), answer.Request.URL.String()}
}

// print gives the answer to the commands that judge it.
func (a answered) print(ts *testscript.TestScript) {
	_, _ = fmt.Fprintln(ts.Stdout(), a.body)
	_, _ = fmt.Fprintf(ts.Stderr(), "%d %s\n", a.status, a.address)
	_ = a.header.Write(ts.Stderr())
	seen := &storyOf(ts).seen
	seen.WriteString(a.body)
	for name, values := range a.header {
		if name != "Set-Cookie" { // that is where it is shown once
			seen.WriteString(strings.Join(values, "\n"))
		}
	}
}

// graphqlInStory is `graphql [-token T] [-as BROWSER] FILE [NAME=VALUE…]`: runs the
// document with these variables. It expects no errors and no userErrors; with `!`
// it expects one.
func graphqlInStory(ts *testscript.TestScript, neg bool, args []string) {
	flags, args := stringFlags(ts, args, "token", "as")
	if len(args) < 1 {
		ts.Fatalf("usage: graphql [flags] FILE [NAME=VALUE…]")
	}
	body, err := json.Marshal(map[string]any{"query": filled(ts, args[0]), "variables": variables(ts, args[1:])})
	ts.Check(err)
	r := newRequest(ts, flags, http.MethodPost, "/graphql", string(body))
	if flags["as"] != "" {
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	answer := send(ts, clientFor(ts, flags["as"]), r)
	answer.print(ts)
	value, err := decode([]byte(answer.body))
	if err != nil {
		ts.Fatalf("%d, and no JSON: %s", answer.status, answer.body)
	}
	if refused := refusedBy(value); refused != neg {
		ts.Fatalf("refused: %t, want %t: %d %s", refused, neg, answer.status, answer.body)
	}
}

// variables are NAME=VALUE; a VALUE that is JSON is taken as that, others as text.
func variables(ts *testscript.TestScript, args []string) map[string]any {
	out := map[string]any{}
	for _, arg := range args {
		name, text, found := strings.Cut(arg, "=")
		if !found {
			ts.Fatalf("a variable is NAME=VALUE: %s", arg)
		}
		value, err := decode([]byte(text))
		if err != nil || text == "" {
			value = text
		}
		out[name] = value
	}
	return out
}

// refusedBy reports whether there are errors or userErrors anywhere in an answer.
func refusedBy(value any) bool {
	switch v := value.(type) {
	case map[string]any:
		for name, one := range v {
			list, _ := one.([]any)
			if (name == "errors" || name == "userErrors") && len(list) > 0 || refusedBy(one) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(v, refusedBy)
	}
	return false
}
