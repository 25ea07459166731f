package scim

import (
	"reflect"
	"testing"
)

func TestProjection(t *testing.T) {
	t.Parallel()
	const doc = `{"schemas": ["x"], "id": "1", "userName": "ada", "name": {"givenName": "Ada", "familyName": "M"},
		"emails": [{"value": "a", "type": "work"}, {"display": "b"}], "extra": {"k": 1},
		"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "L", "manager": {"value": "2", "displayName": "B"}}}`
	for _, c := range []struct{ only, except, want string }{
		{"", "", doc},
		{"userName", "", `{"schemas": ["x"], "id": "1", "userName": "ada"}`},
		{"USERNAME, name.familyName", "", `{"schemas": ["x"], "id": "1", "userName": "ada", "name": {"familyName": "M"}}`},
		{"urn:ietf:params:scim:schemas:core:2.0:User:userName", "", `{"schemas": ["x"], "id": "1", "userName": "ada"}`},
		{"emails.value", "", `{"schemas": ["x"], "id": "1", "emails": [{"value": "a"}]}`},
		{"emails", "", `{"schemas": ["x"], "id": "1", "emails": [{"value": "a", "type": "work"}, {"display": "b"}]}`},
		{"nothing", "", `{"schemas": ["x"], "id": "1"}`},
		{"extra", "", `{"schemas": ["x"], "id": "1", "extra": {"k": 1}}`},
		{enterpriseURN, "", `{"schemas": ["x"], "id": "1", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "L", "manager": {"value": "2", "displayName": "B"}}}`},
		{enterpriseURN + ":manager.value", "", `{"schemas": ["x"], "id": "1", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "2"}}}`},
		{"", "id,schemas,userName,name,emails,extra,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", `{"schemas": ["x"], "id": "1"}`},
		{"", "name.givenName,emails.value,extra," + enterpriseURN + ":manager,userName",
			`{"schemas": ["x"], "id": "1", "name": {"familyName": "M"}, "emails": [{"type": "work"}, {"display": "b"}], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "L"}}`},
		{"name", "name.givenName", `{"schemas": ["x"], "id": "1", "name": {"familyName": "M"}}`},
	} {
		m := userModel()
		got := readProjection(c.only, c.except, m).apply(m, object(t, doc))
		if want := object(t, c.want); !reflect.DeepEqual(got, want) {
			t.Errorf("attributes %q, excludedAttributes %q:\n got %v\nwant %v", c.only, c.except, got, want)
		}
	}
}

func TestProjectionWants(t *testing.T) {
	t.Parallel()
	m := groupModel()
	for _, c := range []struct {
		only, except string
		want         bool
	}{
		{"", "", true}, {"", "members", false}, {"displayName", "", false}, {"members", "", true}, {"members.value", "", true},
		{"", "members.display", true}, {"members", "Members", false},
	} {
		if got := readProjection(c.only, c.except, m).wants("members"); got != c.want {
			t.Errorf("attributes %q, excludedAttributes %q: %t", c.only, c.except, got)
		}
	}
}
