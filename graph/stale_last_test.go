package graph_test

import (
	"testing"

	"mandate/directory"
	"mandate/ident"
)

// TestStaleIsSaidLast: where every rule is kept, the version that is over still refuses; of
// what TestStaleBringsThePresent does not get so far.
func TestStaleIsSaidLast(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.refusing = true
		c := o.cast()
		tom := o.hire("Tom Team", "team-manager")
		waiting, held := o.submit("WAITING", 900_000), o.submit("HELD", 900_000)
		o.steps("dealAssign", "deal { id }", []step{{by: as(tom), input: vars{"dealId": held.Text(ident.Deal), "userId": usr(c.uma)}}})
		o.steps("dealUnassign", "deal { held }", []step{{by: as(tom), input: vars{"dealId": held.Text(ident.Deal)}, check: map[string]any{"deal.held": true}}})
		name, issuer := "Generic", "https://idp.test"
		conn, err := o.people.CreateConnection(o.ctx, "OIDC", directory.ConnectionUpdate{Name: &name, Issuer: &issuer, ClientID: &name})
		o.must(err)
		role := o.role("temporary", []string{"deal.view"}, nil)
		stale := func(mutation, selection string, by who, input vars) {
			input["expectedVersion"] = 99
			o.steps(mutation, selection, []step{{name: "a version that is over", by: by, input: input, code: "STALE"}})
		}
		stale("roleDelete", "role { id }", as(c.ada), vars{"roleId": role})
		stale("dealPickUp", "deal { id }", as(c.uma), vars{"dealId": waiting.Text(ident.Deal)})
		stale("dealRelease", "deal { id }", as(tom), vars{"dealId": held.Text(ident.Deal)})
		stale("ssoConnectionEnforce", "connection { id }", as(c.ada), vars{"connectionId": conn.Text(ident.Connection), "enforced": false})
	})
}

// TestProgramsHaveNoFactors: a key that acts for nobody has no sign-in of its own to change.
func TestProgramsHaveNoFactors(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.refusing = true
		key := with(o.key("administrator"))
		for _, mutation := range []string{"totpEnroll", "totpRemove", "smsEnroll", "smsRemove", "passkeyRegisterBegin", "recoveryCodesCreate"} {
			a := o.ask(key, "mutation { m: "+mutation+" { userErrors { code } } }", nil)
			if len(a.Errors) == 0 || a.Errors[0].Extensions["code"] != "FORBIDDEN" {
				if got := a.names("m.userErrors", "code"); got != "FORBIDDEN" {
					t.Errorf("%s by a program: %s", mutation, a.Raw)
				}
			}
		}
	})
}
