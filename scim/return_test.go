package scim_test

import (
	"strings"
	"testing"

	"mandate/store"
	"mandate/store/storetest"
)

// A deleted person is gone everywhere; who comes with the same userName is new.
func TestDeletedAndCreatedAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		const body = `{"userName": "ada@lender.test", "externalId": "00u1", "emails": [{"value": "ada@lender.test", "primary": true}]}`
		first := find(d.must(t, "POST", "/Users", body), "id").(string)
		group := "/Groups/" + find(d.must(t, "POST", "/Groups", `{"displayName": "Closers", "members": [{"value": "`+first+`"}]}`), "id").(string)
		d.must(t, "PATCH", "/Users/"+first, patchOf("add", "title", `"Closer"`))
		d.must(t, "DELETE", "/Users/"+first, nil)
		for _, c := range [][2]string{{"GET", ""}, {"DELETE", ""}, {"PUT", body}, {"PATCH", patchOf("add", "active", "true")}} {
			if text := d.text(t, c[0], "/Users/"+first, c[1]); !strings.HasPrefix(text, "404 ") {
				t.Errorf("%s: %s", c[0], text)
			}
		}
		if answer := d.must(t, "GET", "/Users", nil); find(answer, "totalResults") != any(0.0) {
			t.Errorf("still listed: %v", answer)
		}
		if answer := d.must(t, "GET", group, nil); find(answer, "members") != any(absent{}) {
			t.Errorf("still a member: %v", answer)
		}
		again := d.must(t, "POST", "/Users", body)
		if find(again, "id") == any(first) || find(again, "title") != any(absent{}) || find(again, "groups") != any(absent{}) {
			t.Errorf("inherited: %v", again)
		}
	})
}

// Entra never sends memberships again after a reactivation.
func TestMembershipOutlivesDeactivation(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		user := d.create(t, "ada")
		d.must(t, "POST", "/Groups", `{"displayName": "Closers", "members": [{"value": "`+user+`"}]}`)
		for _, active := range []string{`"False"`, `"True"`} {
			answer := d.must(t, "PATCH", "/Users/"+user, patchOf("Replace", "active", active))
			if find(answer, "groups/0/display") != any("Closers") {
				t.Errorf("active %s: %v", active, answer)
			}
		}
	})
}
