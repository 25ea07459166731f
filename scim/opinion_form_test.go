package scim_test

import (
	"fmt"
	"testing"

	"mandate/store"
	"mandate/store/storetest"
)

// bodies are judged by both servers: what the schema of RFC 7643 allows, and what not.
var bodies = map[string]string{
	"least":                         `{"schemas": [%q], "userName": "a"}`,
	"no userName":                   `{"schemas": [%q], "displayName": "a"}`,
	"userName is a number":          `{"schemas": [%q], "userName": 7}`,
	"userName is a list":            `{"schemas": [%q], "userName": ["b"]}`,
	"name is a string":              `{"schemas": [%q], "userName": "c", "name": "Ada"}`,
	"name has a number":             `{"schemas": [%q], "userName": "d", "name": {"givenName": 1}}`,
	"active is a number":            `{"schemas": [%q], "userName": "e", "active": 1}`,
	"emails is a string":            `{"schemas": [%q], "userName": "f", "emails": "f@x.test"}`,
	"emails is an object":           `{"schemas": [%q], "userName": "g", "emails": {"value": "g@x.test"}}`,
	"an email's value is a number":  `{"schemas": [%q], "userName": "h", "emails": [{"value": 1}]}`,
	"an email's primary is text":    `{"schemas": [%q], "userName": "i", "emails": [{"value": "i@x.test", "primary": "yes"}]}`,
	"names in any case":             `{"SCHEMAS": [%q], "USERNAME": "j", "Name": {"GIVENNAME": "Ada"}}`,
	"list instead of a user":        `[{"schemas": [%q], "userName": "k"}]`,
	"no JSON":                       `{"schemas": [%q], "userName": "l"`,
	"read-only id is passed over":   `{"schemas": [%q], "userName": "m", "id": "usr_1"}`,
	"extension":                     `{"schemas": [%q, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "userName": "n", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "x"}}`,
	"extension is a string":         `{"schemas": [%q, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "userName": "o", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": "x"}`,
	"extension's part has a number": `{"schemas": [%q, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "userName": "p", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": 3}}`,
}

// operations are judged by both servers, each alone in a PATCH.
var operations = map[string]string{
	"replace":                   `{"op": "replace", "path": "displayName", "value": "Ada"}`,
	"add without a path":        `{"op": "add", "value": {"title": "Closer"}}`,
	"remove":                    `{"op": "remove", "path": "title"}`,
	"remove without a path":     `{"op": "remove"}`,
	"move":                      `{"op": "move", "path": "title", "value": "x"}`,
	"no op":                     `{"path": "title", "value": "x"}`,
	"unknown attribute":         `{"op": "replace", "path": "colour", "value": "red"}`,
	"unknown part":              `{"op": "replace", "path": "name.colour", "value": "red"}`,
	"broken path":               `{"op": "replace", "path": "emails[type eq", "value": "x"}`,
	"path of another extension": `{"op": "replace", "path": "urn:a:b:c:colour", "value": "x"}`,
	"a number for a string":     `{"op": "replace", "path": "title", "value": 7}`,
	"text for an object":        `{"op": "replace", "path": "name", "value": "Ada"}`,
	"read-only":                 `{"op": "replace", "path": "groups", "value": [{"value": "x"}]}`,
	"an email by its type":      `{"op": "replace", "path": "emails[type eq \"work\"].value", "value": "a@x.test"}`,
	"a list of emails":          `{"op": "add", "path": "emails", "value": [{"value": "b@x.test", "type": "home"}]}`,
	"part of the extension":     `{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "North"}`,
}

// disagreements are where the library is not followed, and why.
var disagreements = map[string]string{
	"extension is a string":     "invalidValue is of the wrong type, invalidSyntax of a broken message (RFC 7644 table 9)",
	"emails is a string":        "taken: some clients send one address so, and the log tells that it was bent",
	"move":                      "an op that there is none of is a broken message (RFC 7644 section 3.5.2)",
	"no op":                     "an op is REQUIRED: its lack is a broken message (RFC 7644 section 3.5.2)",
	"read-only":                 "mutability (RFC 7644 section 3.5.2)",
	"broken path":               "invalidFilter is also said of a path's filter (RFC 7644 table 9)",
	"path of another extension": "what nobody maps is kept and given back",
	"remove without a path":     "noTarget (RFC 7644 section 3.5.2.2)",
}

// Both servers take and refuse the same bodies and operations, by the same status and
// scimType, but for the disagreements.
func TestFormsSecondOpinion(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ours, theirs := open(t, s), opinion(t)
		for name, body := range bodies {
			text := fmt.Sprintf(body, coreSchema)
			compare(t, name, verdict(t, ours.client, "POST", "/Users", text), verdict(t, theirs, "POST", "/Users", text))
		}
		person := `{"schemas": ["` + coreSchema + `"], "userName": "ada", "title": "x", "emails": [{"value": "ada@x.test", "type": "work"}]}`
		a := "/Users/" + find(ours.must(t, "POST", "/Users", person), "id").(string)
		b := "/Users/" + find(theirs.must(t, "POST", "/Users", person), "id").(string)
		for name, operation := range operations {
			text := `{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [` + operation + `]}`
			compare(t, name, verdict(t, ours.client, "PATCH", a, text), verdict(t, theirs, "PATCH", b, text))
		}
	})
}

func compare(t *testing.T, name, ours, theirs string) {
	t.Helper()
	if _, differs := disagreements[name]; (ours != theirs) != differs {
		t.Errorf("%s: ours %s, theirs %s", name, ours, theirs)
	}
}

const coreSchema = "urn:ietf:params:scim:schemas:core:2.0:User"

// verdict is the status of an answer, and a refusal's scimType.
func verdict(t *testing.T, c client, method, path, body string) string {
	t.Helper()
	status, answer := c.send(t, method, path, nil, body)
	if status < 300 {
		return "taken"
	}
	return fmt.Sprint(status, " ", find(answer, "scimType"))
}
