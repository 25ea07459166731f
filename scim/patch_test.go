package scim

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"mandate/fault"
)

// failer is a test or a property.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

func object(t failer, text string) map[string]any {
	t.Helper()
	doc, err := decode(strings.NewReader(text), 1<<20)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return doc
}

func patched(t failer, m *model, doc, ops string) (map[string]any, error) {
	t.Helper()
	list, err := operations(object(t, `{"Operations": `+ops+`}`))
	if err != nil {
		return nil, err
	}
	return m.patch(object(t, doc), list)
}

const ada = `{"userName": "ada", "name": {"givenName": "Ada", "familyName": "Moreno"}, "active": true,
	"emails": [{"type": "work", "value": "ada@lender.test", "primary": true}, {"type": "home", "value": "ada@home.test"}],
	"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Lending", "manager": {"value": "usr_1"}}}`

// with gives Ada with some attributes replaced; null removes.
func with(t *testing.T, changes string) map[string]any {
	t.Helper()
	doc := object(t, ada)
	for name, value := range object(t, changes) {
		if value == nil {
			delete(doc, name)
			continue
		}
		doc[name] = value
	}
	return doc
}

func TestPatch(t *testing.T) {
	t.Parallel()
	const enterprise = `"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"`
	for _, c := range []struct{ name, ops, want string }{
		{"add what is there in another case", `[{"op": "add", "path": "emails", "value": [{"type": "WORK", "value": "ADA@lender.test"}, {"type": "Home", "value": "Ada@Home.test", "primary": true}]}]`,
			`{"emails": [{"type": "work", "value": "ada@lender.test", "primary": false}, {"type": "home", "value": "ada@home.test", "primary": true}]}`},
		{"add what differs by more than case", `[{"op": "replace", "path": "x509Certificates", "value": [{"value": "QUJD", "type": "a"}]}, {"op": "add", "path": "x509Certificates", "value": [{"value": "qujd", "type": "a"}, {"value": "QUJD", "type": "A"}, {"value": "QUJD"}]}]`,
			`{"x509Certificates": [{"value": "QUJD", "type": "a"}, {"value": "qujd", "type": "a"}, {"value": "QUJD"}]}`},
		{"add with an unknown part in another case", `[{"op": "replace", "path": "ims", "value": {"value": "a", "custom": "x"}}, {"op": "add", "path": "ims", "value": [{"value": "A", "custom": "x"}, {"value": "A", "custom": "X"}]}]`,
			`{"ims": [{"value": "a", "custom": "x"}, {"value": "A", "custom": "X"}]}`},
		{"replace", `[{"op": "replace", "path": "title", "value": "Closer"}]`, `{"title": "Closer"}`},
		{"addresses removed by what they say", `[{"op": "add", "path": "addresses", "value": [{"type": "work", "locality": "Bern"}, {"type": "home"}]},
			{"op": "remove", "path": "addresses", "value": [{"Type": "work", "locality": "Bern"}, {"type": "other"}, {}]}]`, `{"addresses": [{"type": "home"}]}`},
		{"an extension whose URN is no path", `[{"op": "add", "value": {"urn:acme:2.0": {"badge": "x", "desk": "y"}}}, {"op": "replace", "value": {"urn:acme:2.0": {"desk": null}}}]`,
			`{"urn:acme:2.0": {"badge": "x"}}`},
		{"texts for booleans in a filter", `[{"op": "replace", "path": "emails[primary eq \"True\"].value", "value": "a@lender.test"}]`,
			`{"emails": [{"type": "work", "value": "a@lender.test", "primary": true}, {"type": "home", "value": "ada@home.test"}]}`},
		{"names in any case", `[{"op": "Replace", "path": "NAME.FamilyName", "value": "Ruiz"}]`, `{"name": {"givenName": "Ada", "familyName": "Ruiz"}}`},
		{"core URN in the path", `[{"op": "add", "path": "urn:ietf:params:scim:schemas:core:2.0:User:title", "value": "x"}]`, `{"title": "x"}`},
		{"complex merges", `[{"op": "replace", "path": "name", "value": {"middleName": "B", "givenName": null}}]`, `{"name": {"familyName": "Moreno", "middleName": "B"}}`},
		{"null clears", `[{"op": "replace", "path": "name", "value": null}]`, `{"name": null}`},
		{"empty text clears", `[{"op": "replace", "path": "name.givenName", "value": ""}]`, `{"name": {"familyName": "Moreno"}}`},
		{"last part removed", `[{"op": "remove", "path": "name.givenName"}, {"op": "remove", "path": "name.familyName"}]`, `{"name": null}`},
		{"remove what is not there", `[{"op": "remove", "path": "title"}, {"op": "remove", "path": "addresses[type eq \"x\"]"}]`, `{}`},
		{"boolean as text", `[{"op": "Replace", "path": "active", "value": "False"}]`, `{"active": false}`},
		{"no path", `[{"op": "replace", "value": {"active": "False", "title": "x", "id": "usr_9", "schemas": [], "meta": {}}}]`, `{"active": false, "title": "x"}`},
		{"dotted keys", `[{"op": "Add", "value": {"name.givenName": "D", "displayName": "D K"}}]`, `{"name": {"givenName": "D", "familyName": "Moreno"}, "displayName": "D K"}`},
		{"value path as key", `[{"op": "Add", "value": {"emails[type eq \"home\"].value": "x"}}]`,
			`{"emails": [{"type": "work", "value": "ada@lender.test", "primary": true}, {"type": "home", "value": "x"}]}`},
		{"URN keys", `[{"op": "Add", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department": "Sales"}}]`,
			`{` + enterprise + `: {"department": "Sales", "manager": {"value": "usr_1"}}}`},
		{"extension object", `[{"op": "replace", "value": {` + enterprise + `: {"department": "Sales", "manager": "usr_2"}}}]`,
			`{` + enterprise + `: {"department": "Sales", "manager": {"value": "usr_2"}}}`},
		{"bare URN", `[{"op": "add", "path": ` + enterprise + `, "value": {"costCenter": "7", "manager.value": "usr_3"}}]`,
			`{` + enterprise + `: {"department": "Lending", "costCenter": "7", "manager": {"value": "usr_3"}}}`},
		{"extension removed", `[{"op": "remove", "path": ` + enterprise + `}]`, `{` + enterprise + `: null}`},
		{"manager as text", `[{"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": "usr_2"}]`,
			`{` + enterprise + `: {"department": "Lending", "manager": {"value": "usr_2"}}}`},
		{"manager cleared", `[{"op": "Replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": ""}]`,
			`{` + enterprise + `: {"department": "Lending"}}`},
		{"value path", `[{"op": "replace", "path": "emails[type eq \"WORK\"].value", "value": "x"}]`,
			`{"emails": [{"type": "work", "value": "x", "primary": true}, {"type": "home", "value": "ada@home.test"}]}`},
		{"created on a miss", `[{"op": "replace", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "1"}, {"op": "add", "path": "phoneNumbers[type eq \"mobile\"].display", "value": "one"}]`,
			`{"phoneNumbers": [{"type": "mobile", "value": "1", "display": "one"}]}`},
		{"chosen value replaced", `[{"op": "replace", "path": "emails[type eq \"home\"]", "value": {"value": "x"}}]`,
			`{"emails": [{"type": "work", "value": "ada@lender.test", "primary": true}, {"value": "x"}]}`},
		{"chosen value added to", `[{"op": "add", "path": "emails[value ew \"home.test\"]", "value": {"display": "x"}}]`,
			`{"emails": [{"type": "work", "value": "ada@lender.test", "primary": true}, {"type": "home", "value": "ada@home.test", "display": "x"}]}`},
		{"chosen value removed", `[{"op": "remove", "path": "emails[not (primary eq true)]"}]`,
			`{"emails": [{"type": "work", "value": "ada@lender.test", "primary": true}]}`},
		{"removed by value", `[{"op": "Remove", "path": "emails", "value": [{"$ref": null, "value": "ada@home.test"}]}]`,
			`{"emails": [{"type": "work", "value": "ada@lender.test", "primary": true}]}`},
		{"added once", `[{"op": "add", "path": "emails", "value": [{"type": "home", "value": "ada@home.test"}]}]`, `{}`},
		{"added once, said in other words", `[{"op": "add", "path": "emails", "value": [{"type": "home", "value": "ada@home.test", "primary": false}]}]`, `{}`},
		{"added once, without a word on primary", `[{"op": "add", "path": "emails", "value": [{"type": "work", "value": "ada@lender.test"}]}]`, `{}`},
		{"added once, as the primary one", `[{"op": "add", "value": {"emails": [{"type": "home", "value": "ada@home.test", "primary": "True"}]}}]`,
			`{"emails": [{"type": "work", "value": "ada@lender.test", "primary": false}, {"type": "home", "value": "ada@home.test", "primary": true}]}`},
		{"added once, as the primary one that it is", `[{"op": "add", "path": "emails", "value": [{"type": "work", "value": "ada@lender.test", "primary": true}]}]`, `{}`},
		{"added, with more than is there", `[{"op": "add", "path": "emails", "value": [{"type": "home", "value": "ada@home.test", "display": "x"}]}]`,
			`{"emails": [{"type": "work", "value": "ada@lender.test", "primary": true}, {"type": "home", "value": "ada@home.test"}, {"type": "home", "value": "ada@home.test", "display": "x"}]}`},
		{"new primary", `[{"op": "add", "path": "emails", "value": {"value": "n", "primary": true}}]`,
			`{"emails": [{"type": "work", "value": "ada@lender.test", "primary": false}, {"type": "home", "value": "ada@home.test"}, {"value": "n", "primary": true}]}`},
		{"primary moved", `[{"op": "replace", "path": "emails[type eq \"home\"].primary", "value": "True"}]`,
			`{"emails": [{"type": "work", "value": "ada@lender.test", "primary": false}, {"type": "home", "value": "ada@home.test", "primary": true}]}`},
		{"all values", `[{"op": "replace", "path": "emails.display", "value": "x"}]`,
			`{"emails": [{"type": "work", "value": "ada@lender.test", "primary": true, "display": "x"}, {"type": "home", "value": "ada@home.test", "display": "x"}]}`},
		{"list replaced", `[{"op": "replace", "path": "emails", "value": [{"value": "x"}]}]`, `{"emails": [{"value": "x"}]}`},
		{"list emptied", `[{"op": "replace", "path": "emails", "value": []}]`, `{"emails": null}`},
		{"unknown extension", `[{"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:Custom:2.0:User:tag", "value": "x"}]`,
			`{"urn:ietf:params:scim:schemas:extension:Custom:2.0:User": {"tag": "x"}}`},
		{"unknown extension removed", `[{"op": "add", "value": {"urn:a:B:2.0:User": {"tag": "x"}}}, {"op": "remove", "path": "urn:a:b:2.0:User"}]`, `{}`},
		{"unknown extension cleared", `[{"op": "add", "value": {"urn:a:B:2.0:User": {"tag": "x"}}}, {"op": "replace", "path": "urn:a:B:2.0:User", "value": null}]`, `{}`},
		{"unknown extension emptied", `[{"op": "Add", "path": "urn:a:B:2.0:User:tag", "value": "x"}, {"op": "remove", "path": "urn:a:B:2.0:User:tag"}]`, `{}`},
		{"unknown key", `[{"op": "add", "value": {"favourite": {"colour": "red"}}}]`, `{"favourite": {"colour": "red"}}`},
		{"one operation as an object", `{"op": "add", "path": "title", "value": "x"}`, `{"title": "x"}`},
	} {
		got, err := patched(t, userModel(), ada, c.ops)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if want := with(t, c.want); !reflect.DeepEqual(got, want) {
			g, _ := json.Marshal(got)
			w, _ := json.Marshal(want)
			t.Errorf("%s:\n got %s\nwant %s", c.name, g, w)
		}
	}
}

func TestPatchRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, ops string
		want      fault.Code
	}{
		{"no operations", `[]`, invalidSyntax},
		{"operation not an object", `["add"]`, invalidSyntax},
		{"unknown op", `[{"op": "move", "path": "title", "value": "x"}]`, invalidSyntax},
		{"op twice", `[{"op": "add", "OP": "remove", "path": "title", "value": "x"}]`, invalidSyntax},
		{"no value", `[{"op": "add", "path": "title"}]`, invalidValue},
		{"path not a text", `[{"op": "add", "path": 1, "value": "x"}]`, invalidPath},
		{"malformed path", `[{"op": "add", "path": "name..x", "value": "x"}]`, invalidPath},
		{"unknown attribute", `[{"op": "add", "path": "colour", "value": "x"}]`, invalidPath},
		{"unknown sub-attribute", `[{"op": "add", "path": "name.colour", "value": "x"}]`, invalidPath},
		{"unknown in enterprise", `[{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:colour", "value": "x"}]`, invalidPath},
		{"filter on a single value", `[{"op": "replace", "path": "name[givenName eq \"Ada\"].familyName", "value": "x"}]`, invalidPath},
		{"filter on an unknown part", `[{"op": "replace", "path": "emails[colour eq \"x\"].value", "value": "x"}]`, invalidFilter},
		{"filter of a wrong type", `[{"op": "replace", "path": "emails[primary eq \"x\"].value", "value": "x"}]`, invalidFilter},
		{"no such value", `[{"op": "replace", "path": "emails[value eq \"x\"].display", "value": "x"}]`, noTarget},
		{"no such whole value", `[{"op": "replace", "path": "emails[type eq \"other\"]", "value": {"value": "x"}}]`, noTarget},
		{"two terms create nothing", `[{"op": "add", "path": "emails[type eq \"other\" and primary eq true].value", "value": "x"}]`, noTarget},
		{"remove without path", `[{"op": "remove"}]`, noTarget},
		{"id", `[{"op": "replace", "path": "id", "value": "x"}]`, mutability},
		{"groups", `[{"op": "add", "path": "groups", "value": [{"value": "x"}]}]`, mutability},
		{"groups without path", `[{"op": "replace", "value": {"groups": []}}]`, mutability},
		{"Mandate's extension", `[{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:mandate:2.0:User:inactiveReasons", "value": ["x"]}]`, mutability},
		{"Mandate's whole extension", `[{"op": "add", "value": {"urn:ietf:params:scim:schemas:extension:mandate:2.0:User": {"roles": ["x"]}}}]`, mutability},
		{"unknown in Mandate's extension", `[{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:mandate:2.0:User:roles", "value": ["x"]}]`, mutability},
		{"meta", `[{"op": "replace", "path": "meta.created", "value": "x"}]`, mutability},
		{"userName removed", `[{"op": "remove", "path": "userName"}]`, mutability},
		{"userName emptied", `[{"op": "replace", "path": "userName", "value": ""}]`, invalidValue},
		{"wrong type", `[{"op": "replace", "path": "title", "value": 7}]`, invalidValue},
		{"not a boolean", `[{"op": "replace", "path": "active", "value": "maybe"}]`, invalidValue},
		{"value not an object", `[{"op": "replace", "value": "x"}]`, invalidValue},
		{"two primaries", `[{"op": "replace", "path": "emails", "value": [{"value": "a", "primary": true}, {"value": "b", "primary": true}]}]`, invalidValue},
		{"long text", `[{"op": "replace", "path": "title", "value": "` + strings.Repeat("x", 5000) + `"}]`, invalidValue},
		{"too many values", `[{"op": "replace", "path": "emails", "value": [` + strings.Repeat(`{"value": "x"},`, 200) + `{}, {"value": "y"}]}]`, invalidValue},
		{"1,001 operations", `[` + strings.Repeat(`{"op": "remove", "path": "title"},`, 1000) + `{"op": "remove", "path": "title"}]`, fault.CodeTooLarge},
		{"second operation", `[{"op": "replace", "path": "title", "value": "x"}, {"op": "replace", "path": "colour", "value": "x"}]`, invalidPath},
	} {
		if _, err := patched(t, userModel(), ada, c.ops); !fault.Is(err, c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

func TestPatchTellsWhichOperation(t *testing.T) {
	t.Parallel()
	_, err := patched(t, userModel(), ada, `[{"op": "remove", "path": "title"}, {"op": "remove", "path": "id"}]`)
	if got := fault.As(err).Message; got != "Operation 2: The attribute id is read only." {
		t.Errorf("got %q", got)
	}
}
