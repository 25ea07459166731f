package scim_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"mandate/store"
	"mandate/store/storetest"
)

// Who is put into a group by several requests at once is in it, and none of them fails.
func TestOneMemberByManyAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		user, group := d.create(t, "ada"), d.createGroup(t, "Closers")
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if status, answer := d.send(t, "PATCH", "/Groups/"+group, nil, patchOf("add", "members", `[{"value": "`+user+`"}]`)); status >= 300 {
					t.Errorf("%d %v", status, answer)
				}
			})
		}
		all.Wait()
		if members, _ := find(d.must(t, "GET", "/Groups/"+group, nil), "members").([]any); len(members) != 1 {
			t.Errorf("members are %v", members)
		}
	})
}

// Members who are put into a group at once are all in it, and each request is told of a
// version of its own: whoever goes on from one with If-Match overwrites nobody's change.
func TestManyMembersAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		group := "/Groups/" + d.createGroup(t, "Closers")
		const n = 16
		tags := make([]string, n)
		var all sync.WaitGroup
		for i := range n {
			user := d.create(t, fmt.Sprintf("ada-%d", i))
			all.Go(func() {
				status, header, text := d.raw(t, "PATCH", group, nil, patchOf("add", "members", `[{"value": "`+user+`"}]`))
				if tags[i] = header.Get("ETag"); status >= 300 {
					t.Errorf("%d %s", status, text)
				}
			})
		}
		all.Wait()
		slices.Sort(tags)
		if told := len(slices.Compact(slices.Clone(tags))); told != n {
			t.Errorf("%d versions are told of %d changes: %v", told, n, tags)
		}
		if members, _ := find(d.must(t, "GET", group, nil), "members").([]any); len(members) != n {
			t.Errorf("%d members, want %d", len(members), n)
		}
	})
}
