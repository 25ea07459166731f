package scim_test

import (
	"testing"

	"mandate/store"
	"mandate/store/storetest"
)

// TestRolesThatADirectorySendsGiveNothing: the core attribute roles is kept and read back as it
// was sent; roles of Mandate come by groups, where an administrator has mapped them (RO-1,
// section 18).
func TestRolesThatADirectorySendsGiveNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		made := d.must(t, "POST", "/Users", `{"userName": "ada@lender.test", "roles": [{"value": "administrator", "primary": true}]}`)
		id := find(made, "id").(string)
		if got := find(made, "roles/0/value"); got != any("administrator") {
			t.Errorf("sent administrator, read %v", got)
		}
		answer := d.must(t, "GET", "/Users/"+id+"?attributes="+mandate, nil)
		if got := find(find(answer, mandate), "roles"); got != any(absent{}) {
			t.Errorf("the directory made itself %v", got)
		}
		d.must(t, "PATCH", "/Users/"+id, patchOf("replace", "roles", `[{"value": "finance-director"}]`))
		answer = d.must(t, "GET", "/Users/"+id+"?attributes="+mandate, nil)
		if got := find(find(answer, mandate), "roles"); got != any(absent{}) {
			t.Errorf("the directory made itself %v", got)
		}
	})
}
