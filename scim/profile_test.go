package scim

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// A canonical User survives the way to a profile and back unchanged.
func TestProfileThereAndBack(t *testing.T) {
	t.Parallel()
	m := userModel()
	rapid.Check(t, func(t *rapid.T) {
		doc := map[string]any{"userName": someText.Draw(t, "userName"), "active": rapid.Bool().Draw(t, "active")}
		for _, name := range []string{"externalId", "displayName", "title", "nickName", "locale", "favourite"} {
			if rapid.Bool().Draw(t, "has "+name) {
				doc[name] = someText.Draw(t, name)
			}
		}
		if name := rapid.MapOf(rapid.SampledFrom([]string{"givenName", "familyName", "middleName"}), someText.AsAny()).Draw(t, "name"); len(name) > 0 {
			doc["name"] = name
		}
		for _, name := range []string{"emails", "phoneNumbers"} {
			value := rapid.MapOfN(rapid.SampledFrom([]string{"value", "type", "display"}), someText.AsAny(), 1, 3)
			if list := rapid.SliceOfN(rapid.Map(value, func(m map[string]any) any { return m }), 0, 3).Draw(t, name); len(list) > 0 {
				doc[name] = list
			}
		}
		if rapid.Bool().Draw(t, "enterprise") {
			doc[enterpriseURN] = map[string]any{"department": "x", "manager": map[string]any{"value": person(rapid.IntRange(1, 9).Draw(t, "manager")).Text(ident.User)}}
		}
		canonical, err := m.canonical(doc)
		if err != nil || !reflect.DeepEqual(canonical, doc) {
			t.Fatalf("not canonical (%v): %v", err, canonical)
		}
		p, err := toProfile(canonical, directory.Profile{})
		if err != nil {
			t.Fatal(err)
		}
		back, err := fromProfile(p)
		if err != nil || !reflect.DeepEqual(back, doc) {
			t.Fatalf("(%v)\n got %v\nwant %v", err, back, doc)
		}
	})
}

func TestToProfileChoosesThePhone(t *testing.T) {
	t.Parallel()
	for numbers, want := range map[string]string{
		`[]`:                               "",
		`[{"type": "mobile"}]`:             "",
		`[{"value": "1"}, {"value": "2"}]`: "1",
		`[{"value": "1", "type": "mobile"}, {"value": "2", "type": "Work"}]`:                                                  "2",
		`[{"value": "1", "type": "work"}, {"value": "2", "type": "mobile", "primary": true}, {"type": "work", "value": "3"}]`: "2",
	} {
		p, err := toProfile(object(t, `{"userName": "x", "phoneNumbers": `+numbers+`}`), directory.Profile{})
		if err != nil || p.Phone != want {
			t.Errorf("%s: %q, %v", numbers, p.Phone, err)
		}
	}
}

func TestToProfileBoundsWhatNothingMaps(t *testing.T) {
	t.Parallel()
	list := make([]any, 17)
	for i := range list {
		list[i] = strings.Repeat("x", 4000)
	}
	_, err := toProfile(map[string]any{"userName": "x", "favourite": list}, directory.Profile{})
	if !fault.Is(err, invalidValue) {
		t.Errorf("68,000 bytes: %v", err)
	}
	p, err := toProfile(map[string]any{"userName": "x", "favourite": list[:16]}, directory.Profile{})
	if err != nil || !json.Valid(p.Attributes) {
		t.Errorf("64,000 bytes: %v", err)
	}
}

// What the schema names in other letters, empty, or as text arrives canonical.
func TestCanonical(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{
		`{"USERNAME": "x", "Active": "True", "title": "", "nickName": null, "emails": []}`:                                                         `{"userName": "x", "active": true}`,
		`{"userName": "x", "id": "1", "meta": {}, "groups": [{"value": "g"}], "schemas": ["a"]}`:                                                   `{"userName": "x"}`,
		`{"userName": "x", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group", "URN:ietf:params:scim:schemas:core:2.0:User"]}`:              `{"userName": "x"}`,
		`{"userName": "x", "schemas": ["urn:scim:schemas:core:1.0", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]}`:                `{"userName": "x"}`,
		`{"userName": "x", "schemas": "urn:ietf:params:scim:schemas:core:2.0:User"}`:                                                               `{"userName": "x"}`,
		`{"userName": "x", "schemas": "urn:ietf:params:scim:schemas:core:2.0:User urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"}`:    `{"userName": "x"}`,
		`{"userName": "x", "schemas": [["urn:ietf:params:scim:schemas:core:2.0:Group"], {"value": "urn:ietf:params:scim:schemas:core:2.0:User"}]}`: `{"userName": "x"}`,
		`{"userName": "x", "schemas": {"a": ["urn:acme:1", 7, null, true]}}`:                                                                       `{"userName": "x"}`,
		`{"userName": "x", "schemas": 7}`: `{"userName": "x"}`,
		`{"userName": "x", "schemas": "urn:ietf:params:scim:schemas:extension:acme:2.0:Group"}`:                                            `{"userName": "x"}`,
		`{"userName": "x", "emails": "a@b.test"}`:                                                                                          `{"userName": "x", "emails": [{"value": "a@b.test"}]}`,
		`{"userName": "x", "emails": {"VALUE": "a", "primary": "true", "display": null}}`:                                                  `{"userName": "x", "emails": [{"value": "a", "primary": true}]}`,
		`{"userName": "x", "name.givenName": "A", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager": "m"}`:              `{"userName": "x", "name": {"givenName": "A"}, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "m"}}}`,
		`{"userName": "x", "URN:ietf:params:scim:schemas:extension:Enterprise:2.0:User": {"Manager": {"value": "m", "displayName": "M"}}}`: `{"userName": "x", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "m"}}}`,
		`{"userName": "x", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": ""}}`:                                 `{"userName": "x"}`,
	} {
		got, err := userModel().canonical(object(t, sent))
		if err != nil || !reflect.DeepEqual(got, object(t, want)) {
			t.Errorf("%s:\n got %v (%v)\nwant %s", sent, got, err, want)
		}
	}
}
