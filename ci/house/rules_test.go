package house_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// rulesOf are the numbered rules of lending, by prefix: how many there are.
func rulesOf() map[string]int {
	return map[string]int{"TM": 5, "VI": 7, "PF": 3, "CA": 5, "AS": 14, "TX": 1, "LL": 10, "AP": 9, "OO": 8, "DC": 8, "NO": 3, "HI": 4}
}

var (
	oneRule   = regexp.MustCompile(`\b[A-Z]{2}-\d+\b`)
	manyRules = regexp.MustCompile(`\b([A-Z]{2})-(\d+) to ([A-Z]{2})-(\d+)`)
)

// TestEveryRuleIsCited: each rule stands by its number where it is implemented, and in a
// test or a timeline.
func TestEveryRuleIsCited(t *testing.T) {
	t.Parallel()
	list := exec.CommandContext(t.Context(), "git", "ls-files", "*.go", "*.graphqls", "assign/desk/scenario/testdata/*.json")
	list.Dir = root
	names, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	code, tests := map[string]bool{}, map[string]bool{}
	for name := range strings.Lines(string(names)) {
		name = strings.TrimSpace(name)
		if strings.HasPrefix(name, "ent/db/") || strings.HasPrefix(name, "graph/gql/") || strings.HasPrefix(name, "ci/") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		into := code
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, ".json") {
			into = tests
		}
		cite(string(text), into)
	}
	for prefix, last := range rulesOf() {
		for n := 1; n <= last; n++ {
			if rule := fmt.Sprintf("%s-%d", prefix, n); !code[rule] || !tests[rule] {
				t.Errorf("%s: cited in code %t, in tests %t", rule, code[rule], tests[rule])
			}
		}
	}
}

// cite notes the rules that a text names, those between two of a range too.
func cite(text string, into map[string]bool) {
	for _, rule := range oneRule.FindAllString(text, -1) {
		into[rule] = true
	}
	for _, m := range manyRules.FindAllStringSubmatch(text, -1) {
		var from, to int
		if _, err := fmt.Sscan(m[2], &from); err != nil || m[1] != m[3] {
			continue
		}
		if _, err := fmt.Sscan(m[4], &to); err != nil {
			continue
		}
		for n := from; n <= to; n++ {
			into[fmt.Sprintf("%s-%d", m[1], n)] = true
		}
	}
}
