package graph_test

import (
	"slices"
	"testing"
	"time"

	"mandate/fault"
	"mandate/ident"
)

// TestRolesOfThen: a past instant is told with the roles of then, from both sources, those
// too that were taken away, renamed or deleted since.
func TestRolesOfThen(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada, pat := o.hire("Ada Lovelace", "administrator"), o.hire("Pat Person", "underwriter")
		risk, err := ident.Parse(ident.Role, o.role("risk", []string{"deal.view"}, nil))
		o.must(err)
		group, gus := o.provisioned("Approvers")
		o.must(o.people.MapGroup(o.ctx, group, 0, []ident.ID{roleOf(o, "approver")}))
		o.must(o.people.SetRoles(o.ctx, pat, 0, []ident.ID{risk, roleOf(o, "underwriter")}))
		then := instantBetween()
		o.must(o.people.SetRoles(o.ctx, pat, 0, []ident.ID{roleOf(o, "auditor")}))
		o.must(o.people.MapGroup(o.ctx, group, 0, nil))
		o.must(o.people.DeleteRole(o.ctx, risk, 0))
		deleted := instantBetween()
		o.must(o.people.Delete(o.ctx, gus, 0, ""))

		roles := func(asOf, search string, want ...string) {
			t.Helper()
			a := o.ask(as(ada), `query($at: Time, $s: String) { users(first: 9, asOf: $at, search: $s) { nodes { roles { source role { name } group { id } } } } }`,
				vars{"at": asOf, "s": search}).ok()
			var got []string
			for _, held := range a.list("users.nodes.0.roles") {
				got = append(got, held.(map[string]any)["role"].(map[string]any)["name"].(string))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s at %q: %v, want %v", search, asOf, got, want)
			}
		}
		roles(then, "pat", "risk", "underwriter")
		roles(then, "petra", "approver")
		roles(deleted, "pat", "auditor")
		roles(deleted, "petra")
		o.ask(as(ada), `query($at: Time, $r: ID) { users(first: 9, asOf: $at, where: { roleId: $r }) { totalCount } }`,
			vars{"at": then, "r": o.roleID("auditor")}).refused(200, fault.CodeInvalid)
	})
}

// instantBetween is one that lies between what was done before and what comes.
func instantBetween() string {
	time.Sleep(5 * time.Millisecond)
	defer time.Sleep(5 * time.Millisecond)
	return time.Now().UTC().Format(time.RFC3339Nano)
}
