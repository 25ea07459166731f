package graph_test

import (
	"strings"
	"testing"
	"time"

	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

func TestDirectoriesAndTokens(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.steps("directoryCreate", "directory { id name version enabled scimBaseUrl userCount tokens { id hint expiresAt revokedAt } } token", []step{
			{name: "success", by: as(c.ada), input: vars{"name": "Okta"},
				check: map[string]any{"directory.name": "Okta", "directory.scimBaseUrl": "https://mandate.example/scim/v2", "directory.userCount": 0, "directory.tokens.0.revokedAt": nil}},
			{name: "taken", by: as(c.ada), input: vars{"name": "Okta"}, code: "TAKEN", field: "name", check: map[string]any{"directory": nil, "token": nil}},
			{name: "empty", by: as(c.ada), input: vars{"name": ""}, code: "REQUIRED", field: "name"},
			{name: "denied", by: as(c.uma), input: vars{"name": "X"}, top: fault.CodeForbidden},
		})
		a := o.ask(as(c.ada), `{ directories(first: 5) { totalCount nodes { id tokens { id } } } }`, nil).ok()
		dir, first := a.at("directories.nodes.0.id"), a.at("directories.nodes.0.tokens.0.id")
		foreign, err := o.people.CreateDirectory(systemOf(t, c.otherTenant), "Theirs")
		o.must(err)
		o.steps("scimTokenCreate", "directoryToken { id expiresAt hint } token", []step{
			{name: "success", by: as(c.ada), input: vars{"directoryId": dir, "expiresAt": "2999-01-01T00:00:00+01:00"}, check: map[string]any{"directoryToken.expiresAt": "2998-12-31T23:00:00Z"}},
			{name: "past", by: as(c.ada), input: vars{"directoryId": dir, "expiresAt": "2001-01-01T00:00:00Z"}, code: "INVALID", field: "expiresAt"},
			{name: "other company", by: as(c.ada), input: vars{"directoryId": foreign.Directory.Text(ident.Directory)}, code: "NOT_FOUND", field: "directoryId"},
			{name: "a token for a directory", by: as(c.ada), input: vars{"directoryId": first}, code: "NOT_FOUND", field: "directoryId"},
			{name: "denied", by: as(c.uma), input: vars{"directoryId": dir}, top: fault.CodeForbidden},
		})
		o.steps("scimTokenRevoke", "directoryToken { id }", []step{
			{name: "success", by: as(c.ada), input: vars{"tokenId": first}, check: map[string]any{"directoryToken.id": first}},
			{name: "other company", by: as(c.ada), input: vars{"tokenId": foreign.ID.Text(ident.Token)}, code: "NOT_FOUND", field: "tokenId", check: map[string]any{"directoryToken": nil}},
			{name: "denied", by: as(c.uma), input: vars{"tokenId": first}, top: fault.CodeForbidden},
		})
		a = o.ask(as(c.ada), `query($id: ID!) { node(id: $id) { ... on DirectoryToken { id revokedAt } } }`, vars{"id": first}).ok()
		if at, _ := a.at("node.revokedAt").(string); !strings.HasSuffix(at, "Z") {
			t.Errorf("revokedAt is %q", at)
		}
	})
}

func TestGroupRoleMapSet(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		group, member := o.provisioned("Underwriters")
		set := func(v int64, roles ...string) vars {
			ids := []string{}
			for _, r := range roles {
				ids = append(ids, o.roleID(r))
			}
			return vars{"groupId": group.Text(ident.Group), "expectedVersion": v, "roleIds": ids}
		}
		o.steps("groupRoleMapSet", "group { id version displayName memberCount roles { name } }", []step{
			{name: "success", by: as(c.ada), input: set(1, "underwriter"), check: map[string]any{"group.roles.0.name": "underwriter", "group.memberCount": 1, "group.version": 2}},
			{name: "stale", by: as(c.ada), input: set(1), code: "STALE", check: map[string]any{"group.version": 2}},
			{name: "no group", by: as(c.ada), input: vars{"groupId": usr(c.uma), "expectedVersion": 1, "roleIds": []string{}}, code: "NOT_FOUND", field: "groupId", check: map[string]any{"group": nil}},
			{name: "denied", by: as(c.uma), input: set(2), top: fault.CodeForbidden},
		})
		shown := `query($id: ID!) { user(id: $id) { source roles { source role { name } group { displayName } } } groups(first: 5, search: "under") { nodes { displayName } } }`
		o.ask(as(c.ada), shown, vars{"id": usr(member)}).ok().want("user.roles.0.source", "DIRECTORY").want("user.roles.0.role.name", "underwriter").
			want("user.roles.0.group.displayName", "Underwriters").want("groups.nodes.0.displayName", "Underwriters").want("user.source", "DIRECTORY")
		o.ask(as(c.uma), `query($id: ID!) { user(id: $id) { roles { role { name } group { displayName } } } }`, vars{"id": usr(member)}).ok().
			want("user.roles.0.role.name", "underwriter").want("user.roles.0.group", nil)
		role := o.roleID("underwriter")
		got := o.ask(as(c.ada), `query($r: ID!) { users(first: 9, where: { roleId: $r }) { nodes { id } } }`, vars{"r": role}).ok().names("users.nodes", "id")
		if !strings.Contains(got, usr(c.uma)) || !strings.Contains(got, usr(member)) || len(strings.Fields(got)) != 2 {
			t.Errorf("holders of underwriter: %s", got)
		}
	})
}

// provisioned makes a group with one member over a directory.
func (o *office) provisioned(name string) (group, member ident.ID) {
	o.t.Helper()
	return o.provisionedBy("Okta", name, "petra")
}

func (o *office) provisionedBy(idp, name, userName string) (group, member ident.ID) {
	o.t.Helper()
	made, err := o.people.CreateDirectory(o.ctx, idp)
	o.must(err)
	token, err := o.people.AuthenticateToken(o.t.Context(), made.Text)
	o.must(err)
	ctx := withActor(o.t.Context(), token.Actor)
	p, err := o.people.CreatePerson(ctx, directory.Profile{UserName: userName + "@acme.test", Active: true, GivenName: "Petra", FamilyName: "Provisioned"})
	o.must(err)
	g, err := o.people.CreateGroup(ctx, directory.GroupProfile{DisplayName: name}, []ident.ID{p.ID})
	o.must(err)
	return g.ID, p.ID
}

func TestSessions(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.signIn(c.uma, "Firefox")
		o.signIn(c.uma, "Safari")
		mine := `query($id: ID!) { sessions(userId: $id, first: 5) { totalCount nodes { id userAgent current methods expiresAt } } }`
		a := o.ask(as(c.uma), mine, vars{"id": usr(c.uma)}).ok().want("sessions.totalCount", 2).want("sessions.nodes.0.userAgent", "Safari").want("sessions.nodes.0.current", false)
		id := a.at("sessions.nodes.0.id")
		o.ask(as(c.ada), mine, vars{"id": usr(c.uma)}).ok().want("sessions.totalCount", 2)
		other := o.hire("Sam Stranger", "underwriter")
		o.ask(as(other), mine, vars{"id": usr(c.uma)}).refused(200, fault.CodeForbidden)
		o.ask(as(other), `query($id: ID!) { node(id: $id) { id } }`, vars{"id": id}).ok().want("node", nil)
		o.steps("sessionsRevokeAll", "user { name }", []step{
			{name: "somebody else's", by: as(other), input: vars{"userId": usr(c.uma)}, code: "FORBIDDEN"},
			{name: "other company", by: as(c.ada), input: vars{"userId": usr(c.other)}, code: "UNKNOWN_USER", field: "userId"},
			{name: "one's own", by: as(c.uma), input: vars{"userId": usr(c.uma)}, check: map[string]any{"user.name": "Uma Underwood"}},
			{name: "an administrator", by: as(c.ada), input: vars{"userId": usr(c.uma)}},
		})
		o.ask(as(c.uma), mine, vars{"id": usr(c.uma)}).ok().want("sessions.totalCount", 0)
	})
}

func (o *office) signIn(person ident.ID, browser string) {
	o.t.Helper()
	token := store.NewCredential(store.SessionToken, o.tenant)
	_, err := o.people.SignIn(o.ctx, directory.SignInInput{Person: person, Methods: []string{"pwd"}, TokenHash: token.Hash, UserAgent: browser,
		IdleUntil: time.Now().Add(time.Hour), Expires: time.Now().Add(time.Hour)})
	o.must(err)
}

func TestHistoryAndNotices(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 2, 600_000)
		deal := o.submit("R-1", 500_000)
		changed := o.ask(as(c.ada), `mutation($input: UserUpdateInput!) { userUpdate(input: $input) { userErrors { code } } }`,
			vars{"input": vars{"userId": usr(c.uma), "expectedVersion": o.person(c.uma).Version, "lastName": "Changed"}}).done("userUpdate")
		list := `query($w: HistoryWhere) { history(first: 20, where: $w) { totalCount nodes { id action actorKind actorName actorId targetId targetName user { name } onBehalfOf { name } changes { field before after } requestId } } }`
		a := o.ask(as(c.ada), list, vars{"w": vars{"targetId": usr(c.uma), "actions": []string{"USER_UPDATED"}}}).ok()
		a.want("history.totalCount", 1).want("history.nodes.0.actorName", "Ada Lovelace").want("history.nodes.0.actorId", usr(c.ada)).want("history.nodes.0.targetName", "Uma Changed").
			want("history.nodes.0.changes.0.field", "lastName").want("history.nodes.0.changes.0.before", `"Underwood"`).want("history.nodes.0.changes.0.after", `"Changed"`).want("history.nodes.0.requestId", changed.Header.Get("X-Request-Id"))
		o.ask(as(c.ada), list, vars{"w": vars{"targetId": deal.Text(ident.Deal), "actions": []string{"DEAL_ASSIGNED"}}}).ok().
			want("history.nodes.0.targetName", "R-1").want("history.nodes.0.user.name", "Uma Changed").want("history.nodes.0.actorKind", "SYSTEM")
		o.ask(as(c.ada), list, vars{"w": vars{"actorId": usr(c.ada), "from": "2999-01-01T00:00:00Z"}}).ok().want("history.totalCount", 0)
		o.ask(as(c.ada), list, vars{"w": vars{"targetId": "nonsense"}}).refused(200, fault.CodeNotFound)
		o.ask(as(c.uma), list, nil).refused(200, fault.CodeForbidden)
		notices := `{ notifications(first: 5) { totalCount nodes { id type subjectId subjectName readAt } } }`
		n := o.ask(as(c.uma), notices, nil).ok().want("notifications.nodes.0.type", "DEAL_ASSIGNED").want("notifications.nodes.0.subjectName", "R-1").
			want("notifications.nodes.0.subjectId", deal.Text(ident.Deal))
		o.ask(as(c.ada), `query($id: ID!) { node(id: $id) { id } }`, vars{"id": n.at("notifications.nodes.0.id")}).ok().want("node", nil)

		o.must(o.people.Delete(systemOf(t, o.tenant), c.ada, 0, ""))
		o.ask(as(c.bob), list, vars{"w": vars{"targetId": usr(c.uma), "actions": []string{"USER_UPDATED"}}}).ok().
			want("history.nodes.0.actorName", "System").want("history.nodes.0.actorId", usr(c.ada))
	})
}

func TestQueueLoad(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		busy := o.hire("Bea Busy", "underwriter")
		o.limit(busy, 1, 600_000)
		o.limit(c.uma, 4, 400_000)
		o.submit("R-1", 500_000)
		o.ask(as(c.ada), `{ queueLoad { user { name load } load maxCapacity } }`, nil).ok().want("queueLoad.0.user.name", "Bea Busy").want("queueLoad.0.load", 1).
			want("queueLoad.0.user.load", 1).want("queueLoad.0.maxCapacity", 1).want("queueLoad.1.load", 0)
		o.ask(as(c.uma), `{ queueLoad { load } }`, nil).refused(200, fault.CodeForbidden)
	})
}
