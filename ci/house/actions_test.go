package house_test

import (
	"encoding/json"
	"go/ast"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestActionsAreThoseWritten: what can be subscribed to is what the product writes, each
// action and no other.
func TestActionsAreThoseWritten(t *testing.T) {
	files := slices.DeleteFunc(project(t), func(s source) bool {
		return !s.isGo() || s.isTest() || s.isTool() || s.generated() || s.within("assign/desk/scenario") || s.path == "store/actions.go"
	})
	written, unread := actionsWritten(files)
	listed := actionsListed(t)
	for _, place := range unread {
		t.Errorf("%s: which action is written can't be read here; write it as a text, or hand one through", place)
	}
	differ(t, "written, not in store/actions.go", written, listed)
	differ(t, "in store/actions.go, never written", listed, written)
}

// TestActionsHaveNames: the console names each action in each language, and has it to choose.
func TestActionsHaveNames(t *testing.T) {
	told := append(actionsListed(t), "HISTORY_HEAD") // webhooks are told of it (directory/webhook), history is it
	for _, language := range []string{"en", "de", "fr"} {
		var texts struct{ Action map[string]string }
		if err := json.Unmarshal(read(t, "web/src/texts", language, "history.json"), &texts); err != nil {
			t.Fatal(err)
		}
		delete(texts.Action, "TEST") // what a webhook is tried with, which history doesn't tell
		named := slices.Collect(maps.Keys(texts.Action))
		differ(t, "without a name in "+language, told, named)
		differ(t, "named in "+language+", never told", named, told)
	}
	var offered []string
	for _, found := range regexp.MustCompile(`'([A-Z_]+)'`).FindAllSubmatch(read(t, "web/src/services/actions.ts"), -1) {
		offered = append(offered, string(found[1]))
	}
	differ(t, "not in actions.ts", told, offered)
	differ(t, "in actions.ts, never told", offered, told)
}

// actionsListed are the actions of the list, which is in the order that it is searched by.
func actionsListed(t *testing.T) (list []string) {
	s := goSource(t, "store/actions.go", string(read(t, "store/actions.go")))
	ast.Inspect(s.tree, func(n ast.Node) bool {
		if text, ok := n.(*ast.BasicLit); ok && text.Kind == token.STRING {
			list = append(list, strings.Trim(text.Value, `"`))
		}
		return true
	})
	if len(list) == 0 || !slices.IsSorted(list) {
		t.Fatalf("%s holds no list in order: %q", s.path, list)
	}
	return list
}

// differ tells what the first list has and the second lacks.
func differ(t *testing.T, what string, has, lacks []string) {
	t.Helper()
	for _, one := range has {
		if !slices.Contains(lacks, one) {
			t.Errorf("%s: %s", what, one)
		}
	}
}

func read(t *testing.T, path ...string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(append([]string{root}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestActionsAreReadFromCode: through variables, parameters and lists; what can't be read is said.
func TestActionsAreReadFromCode(t *testing.T) {
	code := `package x
		var byState = map[string]string{"a": "IN_MAP"}
		func direct() { tx.Record(store.Event{Action: "DIRECT"}) }
		func later() { var e store.Event; e.Action = "LATER" }
		func local() { kind := "OTHER"; action := "ONE"; if kind { kind, action = "", "TWO" }; tx.Record(store.Event{Action: action}) }
		func given(n int, action string) { tx.Record(store.Event{Action: action}) }
		func giver(action string) { given(1, action); given(2, "GIVEN") }
		func first() { giver("HANDED_ON") }
		func listed() { tx.Record(store.Event{Action: byState[state]}) }
		func built() { tx.Record(store.Event{Action: "NOT_" + kind}) }
		func another() { tx.Notify(store.Notice{Type: "NO_ACTION"}) }`
	written, unread := actionsWritten([]source{goSource(t, "x/x.go", code)})
	if want := []string{"DIRECT", "GIVEN", "HANDED_ON", "IN_MAP", "LATER", "ONE", "TWO"}; !slices.Equal(written, want) {
		t.Errorf("read %q, want %q", written, want)
	}
	if len(unread) != 1 {
		t.Errorf("unread: %q", unread)
	}
}
