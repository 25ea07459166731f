package main

import (
	"bytes"
	"strings"
	"testing"
)

// Whoever mistypes a command reads what was wrong and where its help is.
func TestWhatIsNotUnderstoodNamesItsHelp(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"":                           "`mandate --help` lists",
		"frob":                       "`mandate --help` lists",
		"serve --nope":               "`mandate serve --help` lists",
		"tenant create --slug acme":  "`mandate tenant create --help` lists",
		"tenant frob":                "`mandate tenant --help` lists",
		"connection create saml one": "`mandate connection create saml --help` lists",
	} {
		var out, errs bytes.Buffer
		if got := run(t.Context(), strings.Fields(line), &out, &errs); got != exitUsage {
			t.Errorf("%q: exit code %d, want %d", line, got, exitUsage)
		}
		if !strings.Contains(errs.String(), want) || out.Len() > 0 {
			t.Errorf("%q: %q\nwant %q", line, errs.String(), want)
		}
	}
}
