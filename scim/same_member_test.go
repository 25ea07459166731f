package scim_test

import (
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
