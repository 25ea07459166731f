package graph_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ident"
)

// TestStreamsOnBehalf: a key follows for somebody only as long as it may act for them.
func TestStreamsOnBehalf(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, o *office, doors [2]*httptest.Server) {
		const history = `subscription { historyAppended(where: { actions: ["USER_CREATED"] }) { action } }`
		ada := o.hire("Ada Lovelace", "administrator")
		bridge := o.role("bridge", []string{"act.onBehalf", "deal.view"}, nil)
		o.sealed()
		f := o.followAt(t, doors[0], with(o.keyOf(ada, "bridge")).header("Mandate-On-Behalf-Of", usr(ada)), history, nil)
		time.Sleep(1100 * time.Millisecond) // long enough to be judged twice
		o.hire("Nora New")
		o.sealSoon()
		f.next("next").ok().want("historyAppended.action", "USER_CREATED")
		role, err := ident.Parse(ident.Role, bridge)
		o.must(err)
		o.must(o.people.UpdateRole(o.ctx, role, 0, directory.RoleUpdate{Permissions: &[]string{"deal.view"}}))
		f.next("error").refused(200, "RIGHTS_CHANGED")
		if e, open := <-f.lines; open {
			t.Errorf("told %v after the end", e)
		}
	})
}
