package main

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
)

// TestBashCompletes has bash itself complete lines, the last word of which is under way.
func TestBashCompletes(t *testing.T) {
	t.Parallel()
	var script, errs bytes.Buffer
	if code := run(t.Context(), []string{"completion", "bash"}, &script, &errs); code != 0 {
		t.Fatalf("exit %d: %s", code, &errs)
	}
	for line, want := range map[string]string{
		"mandate hist":                            "history",
		"mandate history ":                        "key tail verify",
		"mandate connection create s":             "saml",
		"mandate tenant dual-control ":            "off on",
		"mandate tenant dual-control --tenant a ": "off on",
		"mandate tenant dual-control o":           "off on",
		"mandate tenant create --sl":              "--slug",
		"mandate deals import --no-":              "--no-quiet",
		"mandate --database-":                     "--database-read-url --database-url",
		"mandate history tail --database-u":       "--database-url",
		"mandate --mode demo s":                   "scenario schema serve",
		"mandate --mode = demo s":                 "scenario schema serve",
		"mandate --mode demo serve --de":          "",
		"mandate --mode d":                        "",
		"mandate --mode = d":                      "",
		"mandate history tail -n 5 --js":          "--json",
		"mandate version --json = true --js":      "--json",
		"mandate deals import ":                   "", // a file
		"mandate nonsense":                        "",
	} {
		words := "'" + strings.Join(strings.Split(line, " "), "' '") + "'"
		bash := exec.CommandContext(t.Context(), "bash", "-uc",
			script.String()+"COMP_WORDS=("+words+"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _mandate; printf '%s\n' \"${COMPREPLY[@]:-}\" | sort | xargs")
		out, err := bash.Output()
		if got := strings.TrimSpace(string(out)); err != nil || got != want {
			t.Errorf("%q: %q, %v; want %q", line, got, err, want)
		}
	}
	if code := run(t.Context(), []string{"completion", "tcsh"}, &script, &errs); code != exitUsage {
		t.Errorf("tcsh: exit %d", code)
	}
}
