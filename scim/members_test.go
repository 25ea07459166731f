package scim

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"mandate/fault"
	"mandate/ident"
)

// person gives the id that tests call by a number.
func person(n int) ident.ID { return ident.ID{0: 1, 15: byte(n)} }

func membersOf(t failer, ops string) (*memberChange, []operation, error) {
	t.Helper()
	for n := range 10 {
		ops = strings.ReplaceAll(ops, fmt.Sprintf("<%d>", n), person(n).Text(ident.User))
	}
	list, err := operations(object(t, `{"Operations": `+ops+`}`))
	if err != nil {
		t.Fatalf("%s: %v", ops, err)
	}
	return splitMembers(list)
}

func numbers(list []ident.ID) (out []int) {
	for _, id := range list {
		out = append(out, int(id[15]))
	}
	return out
}

func TestSplitMembers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, ops   string
		exact       bool
		add, remove []int
		rest        int
	}{
		{name: "add", ops: `[{"op": "Add", "path": "members", "value": [{"$ref": null, "value": "<1>"}, {"value": "<2>", "display": "x"}]}]`, add: []int{1, 2}},
		{name: "add one object", ops: `[{"op": "add", "path": "members", "value": {"value": "<1>", "type": "User"}}]`, add: []int{1}},
		{name: "add plain ids", ops: `[{"op": "add", "path": "members", "value": ["<1>"]}]`, add: []int{1}},
		{name: "add twice", ops: `[{"op": "add", "path": "members", "value": ["<1>", "<1>"]}]`, add: []int{1}},
		{name: "remove by filter", ops: `[{"op": "remove", "path": "members[value eq \"<1>\"]"}]`, remove: []int{1}},
		{name: "remove by two", ops: `[{"op": "remove", "path": "members[value eq \"<2>\" or value eq \"<1>\"]"}]`, remove: []int{1, 2}},
		{name: "remove by value", ops: `[{"op": "Remove", "path": "members", "value": [{"$ref": null, "value": "<1>"}]}]`, remove: []int{1}},
		{name: "remove an empty list", ops: `[{"op": "Remove", "path": "members", "value": []}]`},
		{name: "remove nobody", ops: `[{"op": "remove", "path": "members[value eq \"nobody\"]"}, {"op": "remove", "path": "members", "value": ["x"]}]`},
		{name: "remove all", ops: `[{"op": "remove", "path": "members"}]`, exact: true},
		{name: "replace", ops: `[{"op": "replace", "path": "members", "value": [{"value": "<3>"}]}]`, exact: true, add: []int{3}},
		{name: "replace by nobody", ops: `[{"op": "replace", "path": "members", "value": null}]`, exact: true},
		{name: "in and out again", ops: `[{"op": "add", "path": "members", "value": ["<1>"]}, {"op": "remove", "path": "members", "value": ["<1>"]}]`, remove: []int{1}},
		{name: "out and in again", ops: `[{"op": "remove", "path": "members", "value": ["<1>"]}, {"op": "add", "path": "members", "value": ["<1>"]}]`, add: []int{1}},
		{name: "replace, one out, one in", ops: `[{"op": "replace", "path": "members", "value": ["<1>", "<2>"]}, {"op": "remove", "path": "members[value eq \"<1>\"]"}, {"op": "add", "path": "members", "value": ["<3>"]}]`,
			exact: true, add: []int{2, 3}},
		{name: "no path", ops: `[{"op": "replace", "value": {"Members": [{"value": "<1>"}], "displayName": "x"}}]`, exact: true, add: []int{1}, rest: 1},
		{name: "full path", ops: `[{"op": "add", "path": "urn:ietf:params:scim:schemas:core:2.0:Group:members", "value": ["<1>"]}, {"op": "replace", "path": "displayName", "value": "x"}]`, add: []int{1}, rest: 1},
		{name: "full path without path", ops: `[{"op": "add", "value": {"urn:ietf:params:scim:schemas:core:2.0:Group:members": [{"value": "<1>", "type": "user"}]}}]`, add: []int{1}, rest: 1},
		{name: "the group's URN for a path", ops: `[{"op": "replace", "path": "urn:ietf:params:scim:schemas:core:2.0:group", "value": {"members": ["<1>"]}}]`, exact: true, add: []int{1}, rest: 1},
	} {
		change, rest, err := membersOf(t, c.ops)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		add, remove := numbers(change.added()), numbers(change.removed())
		if change.exact != c.exact || !slices.Equal(add, c.add) || !slices.Equal(remove, c.remove) || len(rest) != c.rest {
			t.Errorf("%s: exact %t, add %v, remove %v, %d left", c.name, change.exact, add, remove, len(rest))
		}
	}
}

func TestSplitMembersRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		ops  string
		want fault.Code
	}{
		"no such id":      {`[{"op": "add", "path": "members", "value": [{"value": "00u1"}]}]`, invalidValue},
		"no value":        {`[{"op": "add", "path": "members", "value": [{"display": "x"}]}]`, invalidValue},
		"a number":        {`[{"op": "add", "path": "members", "value": [1]}]`, invalidValue},
		"a group":         {`[{"op": "add", "path": "members", "value": [{"value": "<1>", "type": "Group"}]}]`, invalidValue},
		"value twice":     {`[{"op": "add", "path": "members", "value": [{"value": "<1>", "VALUE": "<2>"}]}]`, invalidValue},
		"changed member":  {`[{"op": "replace", "path": "members[value eq \"<1>\"]", "value": {"value": "<2>"}}]`, mutability},
		"changed part":    {`[{"op": "replace", "path": "members.display", "value": "x"}]`, mutability},
		"other filter":    {`[{"op": "remove", "path": "members[display eq \"x\"]"}]`, invalidFilter},
		"other operator":  {`[{"op": "remove", "path": "members[value ne \"<1>\"]"}]`, invalidFilter},
		"key twice":       {`[{"op": "add", "value": {"members": [], "Members": []}}]`, invalidSyntax},
		"key in two ways": {`[{"op": "add", "value": {"members": [], "urn:ietf:params:scim:schemas:core:2.0:Group:members": []}}]`, invalidSyntax},
		"part as a key":   {`[{"op": "add", "value": {"members.value": "<1>"}}]`, mutability},
		"second of three": {`[{"op": "add", "path": "members", "value": ["<1>"]}, {"op": "add", "path": "members", "value": ["x"]}, {"op": "remove", "path": "members"}]`, invalidValue},
	} {
		if _, _, err := membersOf(t, c.ops); !fault.Is(err, c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
}

// Working out the change first and applying it at once must end where applying
// each operation in turn ends, whoever was in the group before.
func TestMemberChangeEqualsOperationsInTurn(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.SliceOfN(rapid.IntRange(0, 5), 0, 4)
		inTurn, change := map[int]bool{}, newMemberChange()
		for _, n := range some.Draw(t, "before") {
			inTurn[n] = true
		}
		before := map[int]bool{}
		for n := range inTurn {
			before[n] = true
		}
		for range rapid.IntRange(0, 6).Draw(t, "operations") {
			list := some.Draw(t, "members")
			ids := make([]ident.ID, len(list))
			for i, n := range list {
				ids[i] = person(n)
			}
			switch rapid.SampledFrom([]string{"add", "remove", "replace"}).Draw(t, "op") {
			case "replace":
				change.clear()
				clear(inTurn)
				fallthrough
			case "add":
				change.put(ids)
				for _, n := range list {
					inTurn[n] = true
				}
			case "remove":
				change.take(ids)
				for _, n := range list {
					delete(inTurn, n)
				}
			}
		}
		if change.exact {
			clear(before)
		}
		for _, n := range numbers(change.removed()) {
			delete(before, n)
		}
		for _, n := range numbers(change.added()) {
			before[n] = true
		}
		if fmt.Sprint(before) != fmt.Sprint(inTurn) {
			t.Fatalf("at once %v, in turn %v", before, inTurn)
		}
	})
}
