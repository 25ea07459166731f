package scim

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"mandate/fault"
)

func TestDecode(t *testing.T) {
	t.Parallel()
	got, err := decode(strings.NewReader(` {"a": [1, 2.50, "x", true, null, {}], "b": {"c": "\u00e9"}} `), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"a": []any{json.Number("1"), json.Number("2.50"), "x", true, nil, map[string]any{}},
		"b": map[string]any{"c": "é"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %#v", got)
	}
}

func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body string
		code fault.Code
	}{
		"empty":          {``, invalidSyntax},
		"array":          {`[]`, invalidSyntax},
		"text":           {`"a"`, invalidSyntax},
		"open":           {`{"a": 1`, invalidSyntax},
		"trailing comma": {`{"a": 1,}`, invalidSyntax},
		"missing colon":  {`{"a" 1}`, invalidSyntax},
		"number key":     {`{1: 1}`, invalidSyntax},
		"trailing data":  {`{} {}`, invalidSyntax},
		"trailing brace": {`{}}`, invalidSyntax},
		"same key":       {`{"a": 1, "a": 2}`, invalidSyntax},
		"same key below": {`{"x": [{"a": 1, "a": 1}]}`, invalidSyntax},
		"NUL":            {`{"a": "x\u0000"}`, invalidSyntax},
		"NUL in key":     {`{"a\u0000": 1}`, invalidSyntax},
		"not UTF-8":      {"{\"a\": \"\xff\"}", invalidSyntax},
		"huge number":    {`{"a": 1e999999}`, invalidSyntax},
		"long number":    {`{"a": ` + strings.Repeat("1", 65) + `}`, invalidSyntax},
		"65 levels":      {strings.Repeat(`{"a":`, 65) + "1" + strings.Repeat("}", 65), invalidSyntax},
		"a million open": {strings.Repeat(`[`, 1<<20), invalidSyntax},
		"too large":      {`{"a": "` + strings.Repeat("x", 1<<20) + `"}`, fault.CodeTooLarge},
		"deep array":     {`{"a":` + strings.Repeat(`[`, 1000), invalidSyntax},
	} {
		if _, err := decode(strings.NewReader(c.body), 1<<20); !fault.Is(err, c.code) {
			t.Errorf("%s: got %v, want %s", name, err, c.code)
		}
	}
}

func TestDecodeDepth(t *testing.T) {
	t.Parallel()
	body := strings.Repeat(`{"a":`, 64) + "1" + strings.Repeat("}", 64)
	if _, err := decode(strings.NewReader(body), 1<<20); err != nil {
		t.Errorf("64 levels: %v", err)
	}
}
