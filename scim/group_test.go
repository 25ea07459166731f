package scim_test

import (
	"fmt"
	"net/http"
	"testing"

	"mandate/store"
	"mandate/store/storetest"
)

// A PATCH answers without the members, unless it asks for something.
func TestPatchOfAGroupIsShort(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		user, group := d.create(t, "ada"), "/Groups/"+d.createGroup(t, "Closers")
		status, header, text := d.raw(t, "PATCH", group, nil, patchOf("add", "members", `[{"value": "`+user+`"}]`))
		if status != http.StatusNoContent || header.Get("ETag") != `W/"2"` || len(text) > 0 {
			t.Errorf("without a wish: %d %v %s", status, header, text)
		}
		status, answer := d.send(t, "PATCH", group+"?attributes=members", nil, patchOf("replace", "displayName", `"Funders"`))
		if status != http.StatusOK || find(answer, "members/0/value") != any(user) {
			t.Errorf("with one: %d %v", status, answer)
		}
	})
}

// A group's version rises when its name or its members change, and only then.
func TestGroupVersions(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		ada, bob := d.create(t, "ada"), d.create(t, "bob")
		path := "/Groups/" + d.createGroup(t, "Closers")
		member := func(id string) string { return fmt.Sprintf(`[{"value": %q}]`, id) }
		d.must(t, "PATCH", path, patchOf("add", "members", member(ada)))
		version := func() string {
			_, h, _ := d.raw(t, "GET", path+"?excludedAttributes=members", nil, nil)
			return h.Get("ETag")
		}
		for _, c := range []struct {
			method, body string
			members      float64
			rises        bool
		}{
			{"PATCH", patchOf("add", "members", member(ada)), 1, false},
			{"PATCH", patchOf("Remove", "members", member(bob)), 1, false},
			{"PATCH", patchOf("replace", "members", member(ada)), 1, false},
			{"PATCH", patchOf("replace", "displayName", `"Closers"`), 1, false},
			{"PUT", `{"displayName": "Closers", "members": ` + member(ada) + `}`, 1, false},
			{"PATCH", patchOf("replace", "members", member(bob)), 1, true},
			{"PATCH", patchOf("replace", "displayName", `"Underwriters"`), 1, true},
			{"PATCH", patchOf("add", "members", `[{"value": "`+ada+`"}, {"value": "`+bob+`"}]`), 2, true},
			{"PATCH", patchOf("add", "externalId", `"g1"`), 2, true},
			{"PUT", `{"displayName": "Underwriters", "externalId": "g1"}`, 0, true},
			{"PATCH", patchOf("remove", "members", ""), 0, false},
		} {
			before := version()
			status, h, text := d.raw(t, c.method, path, http.Header{"If-Match": {before}}, c.body)
			want := map[string]int{"PATCH": http.StatusNoContent, "PUT": http.StatusOK}[c.method]
			if after := h.Get("ETag"); status != want || (after != before) != c.rises || after != version() {
				t.Errorf("%s %s: %d %s -> %s: %s", c.method, c.body, status, before, after, text)
			}
			if members, _ := find(d.must(t, "GET", path, nil), "members").([]any); len(members) != int(c.members) {
				t.Errorf("%s %s: %d members", c.method, c.body, len(members))
			}
		}
	})
}

// A refused PATCH changes neither the name nor the members.
func TestGroupPatchIsAtomic(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		ada := d.create(t, "ada")
		path := "/Groups/" + d.createGroup(t, "Closers")
		for _, last := range []string{`{"op": "replace", "path": "id", "value": "x"}`, `{"op": "add", "path": "members", "value": [{"value": "` + nobody + `"}]}`} {
			status, _, _ := d.raw(t, "PATCH", path, nil, `{"Operations": [{"op": "replace", "path": "displayName", "value": "x"},
				{"op": "add", "path": "members", "value": [{"value": "`+ada+`"}]}, `+last+`]}`)
			answer := d.must(t, "GET", path, nil)
			if status != http.StatusBadRequest || find(answer, "displayName") != any("Closers") || find(answer, "members") != any(absent{}) {
				t.Errorf("%s: %d %v", last, status, answer)
			}
		}
	})
}

// A member is shown with name and address, and the group on the person.
func TestMembersAreShown(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		answer := d.must(t, "POST", "/Users", `{"userName": "ada", "displayName": "Ada Moreno"}`)
		ada := find(answer, "id").(string)
		answer = d.must(t, "POST", "/Groups", `{"displayName": "Closers", "members": [{"value": "`+ada+`", "display": "sent"}]}`)
		group := find(answer, "id").(string)
		for where, want := range map[string]string{
			"members/0/value": ada, "members/0/display": "Ada Moreno", "members/0/type": "User", "members/0/$ref": "https://mandate.test/scim/v2/Users/" + ada,
			"meta/location": "https://mandate.test/scim/v2/Groups/" + group, "meta/resourceType": "Group",
		} {
			if got := find(answer, where); got != any(want) {
				t.Errorf("%s: %v, want %s", where, got, want)
			}
		}
		for _, answer := range []any{d.must(t, "GET", "/Users/"+ada, nil), d.must(t, "PATCH", "/Users/"+ada, patchOf("add", "title", `"x"`))} {
			if find(answer, "groups/0/$ref") != any("https://mandate.test/scim/v2/Groups/"+group) || find(answer, "groups/0/type") != any("direct") {
				t.Errorf("groups: %v", find(answer, "groups"))
			}
		}
	})
}
