package house_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDepguardSaysTheSame keeps the rules in .golangci.yml, for those who have that
// linter in their editor, equal to mayImport. It prints what belongs there.
func TestDepguardSaysTheSame(t *testing.T) {
	t.Parallel()
	config, err := os.ReadFile(filepath.Join(root, ".golangci.yml"))
	if err != nil {
		t.Fatal(err)
	}
	if want := depguard(); !strings.Contains(string(config), want) {
		t.Errorf(".golangci.yml does not hold:\n%s", want)
	}
}

// depguard writes the rules in the linter's own form.
func depguard() string {
	var b strings.Builder
	b.WriteString("    depguard:\n      rules:\n")
	for _, room := range slices.Sorted(maps.Keys(mayImport)) {
		b.WriteString(depguardRule(room))
	}
	return b.String()
}

func depguardRule(room string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "        %s:\n", room)
	fmt.Fprintf(&b, "          files: [%s]\n", strings.Join(quoted(depguardFiles(room)), ", "))
	list := append([]string{room}, mayImport[room]...)
	mode, allow, deny := "lax", paths(list), []string{strings.TrimSuffix(module, "/")}
	if slices.Contains(alone, room) {
		mode, allow, deny = "strict", append([]string{"$gostd"}, allow...), nil
	}
	deny = append(deny, paths(unlisted(list))...)
	fmt.Fprintf(&b, "          list-mode: %s\n          allow: [%s]\n", mode, strings.Join(allow, ", "))
	if len(deny) > 0 {
		b.WriteString("          deny:\n")
	}
	for _, name := range deny {
		fmt.Fprintf(&b, "            - {pkg: %s, desc: see ci/house}\n", name)
	}
	return b.String()
}

// unlisted are the rooms inside listed ones that are not listed themselves: the
// linter compares by the beginnings of names.
func unlisted(list []string) []string {
	var out []string
	for _, room := range slices.Sorted(maps.Keys(mayImport)) {
		within := func(listed string) bool { return inside(room, listed) }
		if !slices.Contains(list, room) && slices.ContainsFunc(list, within) {
			out = append(out, room)
		}
	}
	return out
}

// depguardFiles are the room's files without tests and without the rooms inside.
func depguardFiles(room string) []string {
	files := []string{"**/" + room + "/**", "!$test"}
	for _, other := range slices.Sorted(maps.Keys(mayImport)) {
		if other != room && inside(other, room) {
			files = append(files, "!**/"+other+"/**")
		}
	}
	return files
}

func quoted(list []string) []string {
	var out []string
	for _, s := range list {
		out = append(out, `"`+s+`"`)
	}
	return out
}

func paths(list []string) []string {
	var out []string
	for _, room := range list {
		out = append(out, module+room)
	}
	return out
}
