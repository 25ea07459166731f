package house_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the first word of every import path of ours.
const module = "mandate/"

// behind is what stands behind the doors.
var behind = append([]string{"directory", "assign", "assign/desk", "store", "ent/db", "actor", "fault", "ident"}, nouns...)

// nouns are rooms inside directory: each builds on it, and neither it nor another noun on them.
var nouns = []string{"directory/customer", "directory/job", "directory/mail", "directory/view", "directory/webhook"}

// ofNoun is what a room inside directory may import.
var ofNoun = []string{"directory", "assign", "store", "ent/db", "actor", "fault", "ident"}

// mayImport says which rooms a room may import, beside itself and what is inside
// it. The longest name that holds a package counts, so assign/desk is not assign.
// A room that is not here is nobody's: name it before it is built.
var mayImport = map[string][]string{
	"actor":       {"ident"},
	"fault":       {},
	"ident":       {},
	"assign":      {"fault", "ident"},
	"assign/desk": {"directory", "assign", "store", "ent/db", "actor", "fault", "ident"},
	scenarioRoom:  {},
	playRoom:      append([]string{scenarioRoom}, behind...),
	modelRoom:     append([]string{scenarioRoom, playRoom}, behind...),
	"directory":   {"assign", "store", "ent/db", "actor", "fault", "ident"},
	"notify":      {"directory", "directory/mail", "directory/webhook", "store", "ent/db", "actor", "fault", "ident"},

	"directory/customer": ofNoun,
	"directory/job":      ofNoun,
	"directory/mail":     ofNoun,
	"directory/view":     ofNoun,
	"directory/webhook":  ofNoun,

	"store":  {"ent/db", "actor", "fault", "ident"},
	"graph":  behind,
	"scim":   behind,
	"sso":    behind,
	"ent":    {"ent/db", "assign", "ident"},
	"ent/db": {"ent", "assign", "ident"},
	"web":    {},
	"cmd":    append([]string{"graph", "scim", "sso", "notify", "web", scenarioRoom, playRoom}, behind...),
	"ci":     {testRoom},
	testRoom: behind,
}

// alone are the rooms that no library may enter: rules and leaves.
var alone = []string{"assign", "actor", "fault", "ident"}

// scenarioRoom is the format of timelines, and playRoom plays them on the operations that
// doors call. modelRoom is the second reading of the rules that they are tested against;
// nobody imports it.
const (
	scenarioRoom = "assign/desk/scenario"
	playRoom     = "assign/desk/scenario/play"
	modelRoom    = "assign/desk/scenario/model"
)

// testRoom is what tests and tools of all rooms may use besides; the product never.
const testRoom = "store/storetest"

// idpRoom starts the identity providers that tests sign in with; the product never imports it.
const idpRoom = "sso/idptest"

// forgeRoom signs what it is told to, for tests; the product never imports it.
const forgeRoom = "sso/forge"

func imports(s source) []string {
	if !s.isGo() {
		return nil
	}
	room, known := roomOf(s.room())
	if !known {
		return []string{"no rule says what this room may import"}
	}
	var wrong []string
	for _, spec := range s.tree.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return []string{err.Error()}
		}
		if !allowed(s, room, name) {
			wrong = append(wrong, fmt.Sprintf("line %d: %s may not import %s", s.line(spec.Pos()), room, name))
		}
	}
	return wrong
}

// roomOf is the longest room with a rule that holds the folder.
func roomOf(dir string) (string, bool) {
	best := ""
	for room := range mayImport {
		if inside(dir, room) && len(room) > len(best) {
			best = room
		}
	}
	return best, best != ""
}

func allowed(s source, room, name string) bool {
	target, ours := strings.CutPrefix(name, module)
	if !ours {
		library := strings.Contains(strings.Split(name, "/")[0], ".")
		return !library || s.isTest() || !slices.Contains(alone, room)
	}
	owner, _ := roomOf(target)
	return owner == room || slices.Contains(mayImport[room], owner) ||
		owner == testRoom && (s.isTest() || s.isTool())
}

func TestImports(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		path, imported string
		faults         int
	}{
		{"scim/user.go", "mandate/directory", 0},
		{"scim/user.go", "mandate/ent/db/user", 0},
		{"scim/user.go", "mandate/graph", 1},
		{"scim/user_test.go", "mandate/store/storetest", 0},
		{"scim/user.go", "mandate/store/storetest", 1},
		{"graph/gql/generated.go", "mandate/ent/db", 0},
		{"graph/gql/generated.go", "mandate/sso", 1},
		{"cmd/mandate/scenario.go", "mandate/assign/desk/scenario/play", 0},
		{"graph/deal.go", "mandate/assign/desk/scenario/play", 1},
		{"assign/desk/submit.go", "mandate/assign/desk/scenario", 1},
		{"assign/desk/scenario/decode.go", "mandate/ident", 1},
		{"assign/desk/scenario/play/act.go", "mandate/assign/desk", 0},
		{"assign/desk/scenario/play/act.go", "mandate/assign/desk/scenario/model", 1},
		{"directory/person.go", "mandate/assign", 0},
		{"directory/person.go", "mandate/assign/desk", 1},
		{"assign/desk/submit.go", "mandate/directory", 0},
		{"assign/decide.go", "mandate/store", 1},
		{"assign/decide.go", "mandate/ent/db", 1},
		{"assign/decide.go", "github.com/google/uuid", 1},
		{"assign/decide_test.go", "pgregory.net/rapid", 0},
		{"assign/decide.go", "crypto/rand", 0},
		{"store/write.go", "mandate/directory", 1},
		{"store/storetest/cluster/roles.go", "mandate/ident", 0},
		{"ent/schema/user.go", "mandate/ent/db", 0},
		{"ent/schema/user.go", "mandate/store", 1},
		{"fault/fault.go", "mandate/ident", 1},
		{"cmd/mandate/serve.go", "mandate/graph", 0},
		{"cmd/mandate/serve.go", "mandate/store/storetest", 1},
		{"utils/strings.go", "strings", 1},
	} {
		refuse(t, imports, goSource(t, tc.path, "package p\n\nimport _ \""+tc.imported+"\"\n"), tc.faults)
	}
	tool := "package main\n\nimport _ \"mandate/store/storetest/cluster\"\n"
	refuse(t, imports, goSource(t, "ent/migrate.go", tool), 0)
	refuse(t, imports, goSource(t, "cmd/mandate/main.go", tool), 1)
	keep(t, project(t), imports)
}
