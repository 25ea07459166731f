package notify

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mandate/directory/mail"
)

// sent finds the types of notices in the rooms' sources: what Notify is given, and what
// their own small helpers pass on to it.
var sent = regexp.MustCompile(`(?:Notice\{Type: |tellAdministrators\(ctx, tx, |\.notify\(|inactivityWarning += )"([A-Z_]+)"`)

func sentTypes(t *testing.T) []string {
	t.Helper()
	found := map[string]bool{}
	for _, room := range []string{"../directory", "../assign/desk"} {
		err := filepath.WalkDir(room, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			for _, m := range sent.FindAllStringSubmatch(string(text), -1) {
				found[m[1]] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func TestEveryTypeThatIsSentHasAText(t *testing.T) {
	t.Parallel()
	types := sentTypes(t)
	if len(types) < 20 {
		t.Errorf("only %v are found in the sources", types)
	}
	for _, name := range append(types, mail.Optional()...) {
		if _, there := kinds[name]; !there {
			t.Errorf("%s has no kind, hence no text", name)
		}
	}
}

// TestTheConsoleNamesEveryType holds the inbox of the console to the same types.
func TestTheConsoleNamesEveryType(t *testing.T) {
	t.Parallel()
	want := slices.Sorted(maps.Keys(kinds))
	for _, language := range languages {
		text, err := os.ReadFile("../web/src/texts/" + language + "/notices.json")
		if err != nil {
			t.Fatal(err)
		}
		var texts struct {
			NoticeType map[string]string `json:"noticeType"`
		}
		if err := json.Unmarshal(text, &texts); err != nil {
			t.Fatal(err)
		}
		if got := slices.Sorted(maps.Keys(texts.NoticeType)); !slices.Equal(got, want) {
			t.Errorf("%s names %q, want %q", language, got, want)
		}
	}
}
