package cluster_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"mandate/store/storetest/cluster"
)

// TestRecommendedIsWhatIsMeasured: the benchmarks' server has what docs/operate.md tells an
// operator to set, and nothing else.
func TestRecommendedIsWhatIsMeasured(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../docs/operate.md")
	if err != nil {
		t.Fatal(err)
	}
	told := settingsTold(string(text))
	if want := cluster.Recommended(); !slices.Equal(told, want) {
		t.Errorf("docs/operate.md tells %q, benchmarks have %q", told, want)
	}
	c, err := cluster.Start(t.Context(), cluster.Settings{Durable: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, setting := range told {
		name, want, _ := strings.Cut(setting, "=")
		if got := show(t, c.URL, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
}

// settingsTold are all lines of the section that are indented or have a sign of equality, with
// whatever stands behind the value: none is passed over for how it is written.
func settingsTold(page string) (told []string) {
	_, section, _ := strings.Cut(page, "### Settings of PostgreSQL\n")
	section, _, _ = strings.Cut(section, "\n## ")
	section, _, _ = strings.Cut(section, "\n### ")
	for line := range strings.Lines(section) {
		setting := strings.TrimSpace(line)
		if setting != "" && (strings.ContainsAny(line[:1], " \t") || strings.Contains(line, "=")) {
			told = append(told, strings.Replace(setting, " = ", "=", 1))
		}
	}
	return told
}

// TestEverySettingToldIsSeen: whatever way a setting is written in, it is held against those measured.
func TestEverySettingToldIsSeen(t *testing.T) {
	t.Parallel()
	const before, after = "## Run\n\n    a = b\n\n### Settings of PostgreSQL\n\nIn a file:\n\n    wal_compression = lz4\n", "\nBehind it.\n\n## Migrate\n\n    c = d\n"
	if got := settingsTold(before + after); !slices.Equal(got, []string{"wal_compression=lz4"}) {
		t.Errorf("one setting is read as %q", got)
	}
	for _, line := range []string{
		"    checkpoint_completion_target = 0.5", "    synchronous_commit = off   # faster", "    search_path = 'a, b'",
		"    fsync=off", "\tfsync = off", "  fsync off", "    # in a session:", "fsync = off", "    shared_preload_libraries = ''",
	} {
		if got := settingsTold(before + line + "\n" + after); len(got) != 2 {
			t.Errorf("%q is not seen: %q", line, got)
		}
	}
}
