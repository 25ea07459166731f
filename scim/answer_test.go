package scim_test

import (
	"reflect"
	"testing"

	"mandate/store"
	"mandate/store/storetest"
)

// TestAnswersAreWhatIsRead: what a directory is answered after a change is what it reads
// afterwards, to the version, the instant and the groups, whether anything changed or not.
func TestAnswersAreWhatIsRead(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		boss, user := d.create(t, "boss@lender.test"), "/Users/"+d.create(t, "ada@lender.test")
		for _, name := range []string{"Closers", "Under <writers> & \"more\""} {
			group := find(d.must(t, "POST", "/Groups", map[string]any{"displayName": name}), "id").(string)
			d.must(t, "PATCH", "/Groups/"+group, patchOf("add", "members", members([]string{user[len("/Users/"):]})))
		}
		const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:"
		for _, change := range []string{
			patchOf("replace", "title", `"Closer"`), patchOf("replace", "title", `"Closer"`), patchOf("replace", "active", "false"),
			patchOf("replace", "active", "false"), patchOf("replace", "active", "true"),
			patchOf("add", "emails", `[{"value": "ada@home.test", "type": "home", "display": "ä <b>"}]`), patchOf("remove", "emails", ""),
			patchOf("add", "phoneNumbers", `[{"value": "+1 416 555 0142", "type": "work"}]`), patchOf("replace", "locale", `"de-CH"`),
			patchOf("replace", "name", `{"givenName": "Ada", "familyName": "Moreno", "honorificPrefix": "Dr."}`), patchOf("replace", "externalId", `"x-1"`),
			patchOf("add", enterprise+"manager", `{"value": "`+boss+`"}`), patchOf("add", enterprise+"employeeNumber", `"0042"`),
			patchOf("add", "urn:acme:custom:2.0:User:tag", `{"b": 2.50, "a": [1, null]}`), patchOf("remove", enterprise+"manager", ""),
		} {
			answer := d.must(t, "PATCH", user, change)
			if read := d.must(t, "GET", user, nil); !reflect.DeepEqual(answer, read) {
				t.Errorf("%s\nanswered %v\nread     %v", change, answer, read)
			}
			if find(answer, "groups/1/display") == any(absent{}) {
				t.Errorf("%s: groups are missing: %v", change, answer)
			}
		}
		answer := d.must(t, "PUT", user, `{"userName": "ada@lender.test", "displayName": "A", "active": true}`)
		if read := d.must(t, "GET", user, nil); !reflect.DeepEqual(answer, read) {
			t.Errorf("PUT answered %v\nread %v", answer, read)
		}
	})
}
