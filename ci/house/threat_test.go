package house_test

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

var (
	toldProof = regexp.MustCompile("`((?:Test|Fuzz|Benchmark)[A-Za-z0-9]+|[a-z]+Cases)`")
	proof     = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)[A-Za-z0-9]+|[a-z]+Cases)\(`)
)

// TestThreatModelNamesItsProofs keeps docs/threat-model.md from naming a test that is
// not there.
func TestThreatModelNamesItsProofs(t *testing.T) {
	t.Parallel()
	list, err := exec.CommandContext(t.Context(), "git", "-C", "../..", "ls-files", "-co", "--exclude-standard", "*_test.go").Output()
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, file := range strings.Fields(string(list)) {
		for _, m := range proof.FindAllStringSubmatch(contents(t, file), -1) {
			there[m[1]] = true
		}
	}
	told := toldProof.FindAllStringSubmatch(contents(t, "docs/threat-model.md"), -1)
	if len(told) < 20 {
		t.Fatalf("the threat model names %d proofs", len(told))
	}
	for _, m := range told {
		if !there[m[1]] {
			t.Errorf("docs/threat-model.md names %s, which is no test", m[1])
		}
	}
}
