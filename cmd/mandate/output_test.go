package main

import (
	"strings"
	"testing"
)

// TestWordsOfOthersStayWords: what a directory or a LOS called something moves no cursor,
// begins no line and turns no text round at the operator's terminal.
func TestWordsOfOthersStayWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Zoë Müller-Łuk 李":         "Zoë Müller-Łuk 李",
		"x\x1b[2J\nprov_1":         `x\x1b[2J\nprov_1`,
		"\u202egnp.exe\u202c":      `\u202egnp.exe\u202c`,
		"\u009b2J\t\x7f":           `\u009b2J\t\x7f`,
		"broken \xff":              `broken \ufffd`,
		`it's "quoted" \ and 'so'`: `it's "quoted" \ and 'so'`,
	} {
		var out strings.Builder
		if err := (terminal{out: &out}).show(false, nil, "name: %s", text); err != nil || out.String() != "name: "+want+"\n" {
			t.Errorf("%q: %q, %v", text, out.String(), err)
		}
	}
}
