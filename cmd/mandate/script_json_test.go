package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// keepInStory is `keep NAME PATH`: puts a value of the last answer into $NAME.
func keepInStory(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: keep NAME PATH")
	}
	value, ok := lookUp(lastAnswer(ts), args[1])
	if !ok {
		ts.Fatalf("there is nothing at %s in %s", args[1], ts.ReadFile("stdout"))
	}
	ts.Setenv(args[0], shown(value))
}

// wantInStory is `want PATH [VALUE]`: the last answer has this value there, or any;
// with `!` it has none.
func wantInStory(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 1 || len(args) > 2 {
		ts.Fatalf("usage: want PATH [VALUE]")
	}
	value, ok := lookUp(lastAnswer(ts), args[0])
	switch {
	case len(args) == 1 && neg && ok:
		ts.Fatalf("%s is %s, and should not be there", args[0], shown(value))
	case len(args) == 1:
		if !ok && !neg {
			ts.Fatalf("there is nothing at %s in %s", args[0], ts.ReadFile("stdout"))
		}
	case (shown(value) == args[1]) == neg:
		ts.Fatalf("%s is %q, want %q\n%s", args[0], shown(value), args[1], ts.ReadFile("stdout"))
	}
}

func lastAnswer(ts *testscript.TestScript) any {
	answer, err := decode([]byte(ts.ReadFile("stdout")))
	if err != nil {
		ts.Fatalf("the last answer is no JSON: %v: %s", err, ts.ReadFile("stdout"))
	}
	return answer
}

// decode reads JSON, several lines of it as a list.
func decode(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var all []any
	for d.More() {
		var one any
		if err := d.Decode(&one); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	if len(all) == 1 {
		return all[0], nil
	}
	return all, nil
}

// lookUp follows a path of keys, indexes (-1 is the last), key=value and * (all)
// through JSON. What is null is not there.
func lookUp(doc any, path string) (any, bool) {
	step, rest, more := strings.Cut(path, "/")
	var next any
	switch v := doc.(type) {
	case map[string]any:
		next = v[step]
	case []any:
		if step == "*" {
			return all(v, rest, more)
		}
		next = oneOf(v, step)
	}
	if !more {
		return next, next != nil
	}
	return lookUp(next, rest)
}

func all(list []any, rest string, more bool) (any, bool) {
	out := []any{}
	for _, one := range list {
		if more {
			one, _ = lookUp(one, rest)
		}
		out = append(out, one)
	}
	return out, true
}

func oneOf(list []any, step string) any {
	if i, err := strconv.Atoi(step); err == nil {
		if i < 0 {
			i += len(list)
		}
		if i < 0 || i >= len(list) {
			return nil
		}
		return list[i]
	}
	key, value, _ := strings.Cut(step, "=")
	for _, one := range list {
		if object, ok := one.(map[string]any); ok && shown(object[key]) == value {
			return one
		}
	}
	return nil
}

// shown is a value as a story writes it: texts bare, lists with commas.
func shown(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case []any:
		parts := make([]string, len(v))
		for i, one := range v {
			parts[i] = shown(one)
		}
		return strings.Join(parts, ",")
	case map[string]any:
		text, _ := json.Marshal(v)
		return string(text)
	}
	return fmt.Sprint(value)
}

var placeholder = regexp.MustCompile(`\{\{(\w+)\}\}`)

// filled is a file of a story with {{NAME}} replaced by the value of $NAME.
func filled(ts *testscript.TestScript, file string) string {
	return placeholder.ReplaceAllStringFunc(ts.ReadFile(file), func(match string) string {
		return ts.Getenv(strings.Trim(match, "{}"))
	})
}
