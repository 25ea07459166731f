package house_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	readSetting = regexp.MustCompile(`env:"(MANDATE_[A-Z_]+)"`)
	toldSetting = regexp.MustCompile("`(MANDATE_[A-Z_]+)`")
	usedSetting = regexp.MustCompile(`\bMANDATE_[A-Z_]+\b`)
)

// TestSettingsAreTold keeps docs/operate.md's table equal to what the command
// reads, and deploy/ within both.
func TestSettingsAreTold(t *testing.T) {
	t.Parallel()
	read := settings(readSetting, contents(t, "cmd/mandate/*.go"))
	if len(read) == 0 {
		t.Fatal("the command reads no setting")
	}
	table, _, _ := strings.Cut(contents(t, "docs/operate.md"), "## Set up")
	if told := settings(toldSetting, table); !slices.Equal(told, read) {
		t.Errorf("docs/operate.md tells\n%q\nand the command reads\n%q", told, read)
	}
	ours := []string{"MANDATE_OWNER_PASSWORD", "MANDATE_SERVER_PASSWORD"} // of deploy/postgres-init.sh
	for _, name := range settings(usedSetting, contents(t, "deploy/*")) {
		if !slices.Contains(read, name) && !slices.Contains(ours, name) {
			t.Errorf("deploy sets %s, which nobody reads", name)
		}
	}
}

// settings are the names that the pattern finds, sorted, each once.
func settings(pattern *regexp.Regexp, text string) []string {
	var names []string
	for _, found := range pattern.FindAllStringSubmatch(text, -1) {
		names = append(names, found[len(found)-1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// contents joins the files that a pattern names, from the root.
func contents(t *testing.T, pattern string) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(root, pattern))
	if err != nil || len(names) == 0 {
		t.Fatalf("no file is named %s (%v)", pattern, err)
	}
	var all strings.Builder
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}
