package graph_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
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

// TestRolesOfThenNotKept: of a version from before roles were kept they are those of now as
// long as it holds, and told to be unknown when it has ended; never none.
func TestRolesOfThenNotKept(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada, pat := o.hire("Ada Lovelace", "administrator"), o.hire("Pat Person", "underwriter")
		none := o.hire("Nora None")
		for _, who := range []ident.ID{pat, none} {
			o.forgetRoles(who)
		}
		then := instantBetween()
		_, err := o.people.SetManager(o.ctx, none, 0, ada) // ends a version, and changes no role
		o.must(err)
		later := instantBetween()
		const users = `query($at: Time, $s: String) { users(first: 9, asOf: $at, search: $s) { nodes { roles { role { name permissions } } } } }`
		const review = `query($at: Time, $s: String) { accessReview(first: 9, asOf: $at, search: $s) { nodes { user { roles { role { name } } } } } }`
		o.ask(as(ada), users, vars{"at": then, "s": "pat"}).ok().want("users.nodes.0.roles.0.role.name", "underwriter")
		o.ask(as(ada), review, vars{"s": "pat"}).ok().want("accessReview.nodes.0.user.roles.0.role.name", "underwriter")
		if n := len(o.ask(as(ada), users, vars{"at": later, "s": "nora"}).ok().list("users.nodes.0.roles")); n != 0 {
			t.Errorf("who has no role is told with %d", n)
		}
		o.must(o.people.SetRoles(o.ctx, pat, 0, []ident.ID{roleOf(o, "auditor")}))
		for _, ended := range []string{"pat", "nora"} {
			o.ask(as(ada), users, vars{"at": then, "s": ended}).refused(200, "ROLES_NOT_KEPT")
			o.ask(as(ada), review, vars{"at": then, "s": ended}).refused(200, "ROLES_NOT_KEPT")
		}
		o.ask(as(ada), users, vars{"at": instantBetween(), "s": "pat"}).ok().want("users.nodes.0.roles.0.role.name", "auditor")
	})
}

// forgetRoles keeps a person's present version as it was before roles were kept.
func (o *office) forgetRoles(who ident.ID) {
	o.t.Helper()
	o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
		now, err := directory.Authorities(ctx, tx.Client, []ident.ID{who})
		if err != nil {
			return err
		}
		var state map[string]any
		text, err := json.Marshal(now[who])
		if err := errors.Join(err, json.Unmarshal(text, &state)); err != nil {
			return err
		}
		delete(state, "roles")
		if text, err = json.Marshal(state); err == nil {
			tx.KeepAuthority(who, text, false)
		}
		return err
	}))
}
