package graph_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/ident"
)

// TestAStaleSessionGivesNobodyAccess: what is dangerous is refused before anything is
// written, and goes through as soon as the session has proven itself.
func TestAStaleSessionGivesNobodyAccess(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		proven, inner := time.Now().Add(-time.Hour), o.door.Authenticate
		o.door.Authenticate = func(ctx context.Context, r *http.Request) (actor.Actor, error) {
			a, err := inner(ctx, r)
			a.SessionID, a.SteppedUp = ident.ID{1}, proven
			return a, err
		}
		create := `mutation($email: String!, $role: ID!) { userCreate(input: {firstName: "Eve", lastName: "Noll", email: $email, roleIds: [$role]}) { user { email } userErrors { code } } }`
		v := vars{"email": "eve@acme.test", "role": o.roleID("administrator")}
		o.ask(as(c.ada), create, v).refused(http.StatusForbidden, directory.CodeStepUpRequired)
		address := `mutation($id: ID!, $v: Int!, $email: String!) { userUpdate(input: {userId: $id, expectedVersion: $v, email: $email}) { user { email } userErrors { code } } }`
		theirs := vars{"id": usr(c.uma), "v": o.person(c.uma).Version, "email": "taken@acme.test"}
		o.ask(as(c.ada), address, theirs).refused(http.StatusForbidden, directory.CodeStepUpRequired)
		if row := o.person(c.uma); row.Email == "taken@acme.test" {
			t.Error("the address was changed")
		}
		name := `mutation($id: ID!, $v: Int!) { userUpdate(input: {userId: $id, expectedVersion: $v, firstName: "Una"}) { user { firstName } userErrors { code } } }`
		o.ask(as(c.ada), name, vars{"id": usr(c.uma), "v": theirs["v"]}).ok().want("userUpdate.user.firstName", "Una")
		proven = time.Now()
		o.ask(as(c.ada), create, v).ok().want("userCreate.user.email", "eve@acme.test")
	})
}
