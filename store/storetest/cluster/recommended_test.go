package cluster_test

import (
	"os"
	"regexp"
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
	_, section, _ := strings.Cut(string(text), "### Settings of PostgreSQL")
	section, _, _ = strings.Cut(section, "\n#")
	var told []string
	for _, line := range regexp.MustCompile(`(?m)^    (\w+) = (\w+)$`).FindAllStringSubmatch(section, -1) {
		told = append(told, line[1]+"="+line[2])
	}
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
