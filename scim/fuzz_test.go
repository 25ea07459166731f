package scim

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/fault"
)

// refusedOrFine fails where an input is our fault.
func refusedOrFine(t *testing.T, text string, err error) bool {
	t.Helper()
	if err != nil && fault.As(err).Kind == fault.Internal {
		t.Fatalf("%q: %v", text, err)
	}
	return err == nil
}

// FuzzCreate takes any body of POST /Users through to a profile; what is taken is
// canonical and stays as it is.
func FuzzCreate(f *testing.F) {
	for _, seed := range []string{
		ada, `{"userName": "x", "emails": "a@b.test", "active": "True"}`, `{"USERNAME": "x", "name.givenName": "A"}`, `{"userName": "x", "a": [[[{}]]]}`,
		`{"userName": "x", "` + enterpriseURN + `:manager": "m"}`, `{"userName": "\ud800"}`, `{"userName": "x", "emails": [{"primary": true}, {"primary": "true"}]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := decode(strings.NewReader(text), 1<<16)
		if !refusedOrFine(t, text, err) {
			return
		}
		canonical, err := userModel().canonical(doc)
		if !refusedOrFine(t, text, err) {
			return
		}
		again, err := userModel().canonical(canonical)
		if err != nil || !reflect.DeepEqual(canonical, again) {
			t.Fatalf("%q is not canonical at once (%v):\n%v\n%v", text, err, canonical, again)
		}
		_, err = toProfile(canonical, directory.Profile{})
		refusedOrFine(t, text, err)
	})
}

// FuzzPatch takes any PatchOp body; a person stays one that can be rendered.
func FuzzPatch(f *testing.F) {
	for _, seed := range []string{
		`{"Operations": [{"op": "add", "path": "emails[type eq \"work\"].value", "value": "x"}]}`,
		`{"operations": {"OP": "Replace", "value": {"name.givenName": "x", "` + enterpriseURN + `": {"manager": ""}}}}`,
		`{"Operations": [{"op": "remove", "path": "emails", "value": [{"value": "x"}]}, {"op": "add", "path": "urn:a:b:c", "value": {"x": null}}]}`,
		`{"Operations": [{"op": "replace", "path": "` + enterpriseURN + `", "value": {"a.b": 1, "manager": {"value": "usr_1"}}}]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		body, err := decode(strings.NewReader(text), 1<<16)
		if !refusedOrFine(t, text, err) {
			return
		}
		ops, err := operations(body)
		if !refusedOrFine(t, text, err) {
			return
		}
		_, _, err = splitMembers(ops)
		refusedOrFine(t, text, err)
		before := object(t, ada)
		after, err := userModel().patch(before, ops)
		if !reflect.DeepEqual(before, object(t, ada)) {
			t.Fatalf("%q changed what it was given", text)
		}
		if !refusedOrFine(t, text, err) {
			return
		}
		if _, err := json.Marshal(after); err != nil || after["userName"] == nil {
			t.Fatalf("%q: %v %v", text, err, after)
		}
		_, err = toProfile(after, directory.Profile{})
		refusedOrFine(t, text, err)
	})
}
