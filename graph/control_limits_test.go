package graph_test

import (
	"testing"

	"mandate/assign"
	"mandate/directory"
)

// TestNobodyMovesAnAccountWithLimits: before the first sign-in whoever reads an address
// has the account, and so the limits that others have set for it. It takes the right to
// set them, and where two people set limits and roles, one alone moves none.
func TestNobodyMovesAnAccountWithLimits(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		fin, ann := o.hire("Fin Director", "finance-director"), o.hire("Ann Accountant", "accounting")
		seven := assign.MaximumOf(7)
		o.must(o.people.SetLimits(o.ctx, ann, 0, directory.LimitsUpdate{MaxCapacity: &seven}))
		move := func(email string) vars {
			return vars{"in": vars{"userId": usr(ann), "expectedVersion": o.person(ann).Version, "email": email}}
		}
		o.ask(as(fin), moveAccount, move("mine@evil.test")).userError("userUpdate", "FORBIDDEN")
		o.ask(as(c.ada), moveAccount, move("ann@acme.test")).done("userUpdate")
		o.dual(true)
		o.ask(as(c.ada), moveAccount, move("mine@evil.test")).userError("userUpdate", "DUAL_CONTROL")
		o.must(o.people.SetLimits(o.ctx, ann, 0, directory.LimitsUpdate{MaxCapacity: &assign.Maximum{}}))
		o.ask(as(c.ada), moveAccount, move("mine@evil.test")).userError("userUpdate", "DUAL_CONTROL") // there is a role still
		o.must(o.people.SetRoles(o.ctx, ann, 0, nil))
		o.ask(as(c.ada), moveAccount, move("ann.a@acme.test")).done("userUpdate")
	})
}
