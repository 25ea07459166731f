package graph_test

import (
	"testing"

	"mandate/ident"
)

const userFacts = `id version userName email firstName lastName name title phone locale active inactiveReasons breakGlass
	lastLoginAt lastAssignedAt kind source createdAt updatedAt load
	manager { id name } roles { source role { id name grantable } group { id } }
	preferences { id version autoAssign locations propertyTypes languages financingDate products { id name } brokers { id name verified } }
	lendingLimits { id version maxCapacity maxDiscretionBps loanAmount { amount currency unlimited } totalConnection { amount unlimited } }
	viewerCan { action allowed code reason }`

const userDetails = userFacts + ` directReports { id name }
	history(first: 5) { totalCount nodes { action actorName targetName changes { field before after } } pageInfo { hasNextPage endCursor } }`

func TestUserReadsWhole(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := o.hire("Ada Lovelace", "administrator")
		bob := o.hire("Bob Barker", "underwriter")
		_, err := o.people.SetManager(o.ctx, bob, 0, ada)
		o.must(err)
		a := o.ask(as(ada), `query($id: ID!) { user(id: $id) { `+userDetails+` } }`, vars{"id": bob.Text(ident.User)}).ok()
		a.want("user.name", "Bob Barker").want("user.manager.name", "Ada Lovelace").want("user.roles.0.role.name", "underwriter").
			want("user.roles.0.source", "ADMIN").want("user.roles.0.role.grantable", true).want("user.preferences.autoAssign", true).
			want("user.preferences.version", 0).want("user.lendingLimits.version", 0).want("user.lendingLimits.maxCapacity", nil).
			want("user.load", 0).want("user.history.totalCount", 2).want("user.history.nodes.1.action", "USER_CREATED").
			want("user.history.nodes.1.targetName", "Bob Barker").want("user.history.nodes.1.actorName", "System")
		o.ask(as(ada), `query($id: ID!) { user(id: $id) { directReports { name } } }`, vars{"id": ada.Text(ident.User)}).ok().
			want("user.directReports.0.name", "Bob Barker")
	})
}
