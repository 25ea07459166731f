package scim

import (
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"mandate/fault"
)

var someText = rapid.StringMatching(`[a-zA-Z@.]{1,8}`)

// somePath draws a target that a text can be written to.
func somePath(t *rapid.T) string {
	return rapid.SampledFrom([]string{
		"title", "displayName", "name.givenName", "name.formatted", "TITLE", "nickName",
		enterpriseURN + ":department", enterpriseURN + ":manager.value",
		`emails[type eq "work"].value`, `emails[type eq "home"].display`, `addresses[type eq "x"].locality`,
		"urn:example:Custom:2.0:User:tag",
	}).Draw(t, "path")
}

// read gives what a path names, as an IdP that reads back would look for it.
func read(m *model, doc map[string]any, text string) any {
	path, _ := parsePatchPath(text)
	t, known := m.resolve(path.attrPath)
	if !known {
		free, _ := doc[path.urn].(map[string]any)
		return free[path.name]
	}
	attrs := doc
	if t.urn != "" {
		attrs, _ = doc[t.urn].(map[string]any)
	}
	value := attrs[t.attr.name]
	if path.filter != nil {
		list, _ := value.([]any)
		for _, i := range selected(t.attr, path.filter, list) {
			value = list[i]
		}
	}
	if t.sub != nil {
		object, _ := value.(map[string]any)
		value = object[t.sub.name]
	}
	return value
}

func TestPatchReadsBackWhatItWrote(t *testing.T) {
	t.Parallel()
	m := userModel()
	rapid.Check(t, func(t *rapid.T) {
		doc, path, text := object(t, ada), somePath(t), someText.Draw(t, "value")
		parsed, err := parsePatchPath(path)
		if err != nil {
			t.Fatal(err)
		}
		op := operation{op: rapid.SampledFrom([]string{"add", "replace"}).Draw(t, "op"), path: &parsed, value: text}
		once, err := m.patch(doc, []operation{op})
		if err != nil {
			t.Fatal(err)
		}
		if got := read(m, once, path); got != text {
			t.Fatalf("%s: got %v, want %q", path, got, text)
		}
		twice, err := m.patch(once, []operation{op})
		if err != nil || !reflect.DeepEqual(once, twice) {
			t.Fatalf("%s: applied twice it differs (%v): %v", path, err, twice)
		}
		gone, err := m.patch(once, []operation{{op: "remove", path: &parsed}})
		if err != nil || read(m, gone, path) != nil {
			t.Fatalf("%s: still there after remove: %v", path, err)
		}
	})
}

func TestPatchIsAtomic(t *testing.T) {
	t.Parallel()
	m := userModel()
	rapid.Check(t, func(t *rapid.T) {
		doc, before := object(t, ada), object(t, ada)
		var ops []operation
		for range rapid.IntRange(0, 5).Draw(t, "operations") {
			parsed, _ := parsePatchPath(somePath(t))
			ops = append(ops, operation{op: "replace", path: &parsed, value: someText.Draw(t, "value")})
		}
		readOnly, _ := parsePatchPath("id")
		ops = append(ops, operation{op: "replace", path: &readOnly, value: "x"})
		if _, err := m.patch(doc, ops); !fault.Is(err, mutability) {
			t.Fatalf("got %v", err)
		}
		if !reflect.DeepEqual(doc, before) {
			t.Fatalf("a refused patch changed the resource: %v", doc)
		}
	})
}

// Whatever JSON an operation holds, the answer is a resource or a refusal, and
// the operation itself stays as it was.
func TestPatchTakesAnyValue(t *testing.T) {
	t.Parallel()
	m := userModel()
	rapid.Check(t, func(t *rapid.T) {
		parsed, _ := parsePatchPath(rapid.SampledFrom([]string{"name", "emails", "emails.value", "active", enterpriseURN, `emails[type eq "work"]`, "title"}).Draw(t, "path"))
		op := operation{op: rapid.SampledFrom([]string{"add", "replace", "remove"}).Draw(t, "op"), path: &parsed, value: someJSON(3).Draw(t, "value")}
		if rapid.Bool().Draw(t, "without path") {
			op.path = nil
		}
		before := clone(op.value)
		out, err := m.patch(object(t, ada), []operation{op})
		if err != nil && fault.As(err).Kind == fault.Internal {
			t.Fatalf("%v", err)
		}
		if _, unprintable := json.Marshal(out); unprintable != nil || !reflect.DeepEqual(before, op.value) {
			t.Fatalf("the operation changed: %v", unprintable)
		}
	})
}

func someJSON(depth int) *rapid.Generator[any] {
	scalars := []*rapid.Generator[any]{
		rapid.Just[any](nil), rapid.Bool().AsAny(), someText.AsAny(), rapid.Just[any](json.Number("1.5")), rapid.Just[any](""),
	}
	if depth == 0 {
		return rapid.OneOf(scalars...)
	}
	keys := rapid.SampledFrom([]string{"value", "type", "primary", "givenName", "active", "department", "manager", "manager.value", "x"})
	return rapid.OneOf(append(scalars,
		rapid.MapOfN(keys, someJSON(depth-1), 0, 3).AsAny(),
		rapid.SliceOfN(someJSON(depth-1), 0, 3).AsAny())...)
}
