package graph_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// role makes a role of the company's own.
func (o *office) role(name string, permissions, grants []string) string {
	o.t.Helper()
	id, err := o.people.CreateRole(o.ctx, directory.RoleUpdate{Name: &name, Permissions: &permissions, Grants: &grants})
	o.must(err)
	return id.Text(ident.Role)
}

// keyOf makes a service key for which a person answers.
func (o *office) keyOf(responsible ident.ID, roles ...string) string {
	o.t.Helper()
	k := directory.NewAPIKey{Name: strings.Join(roles, "+"), Responsible: responsible}
	for _, r := range roles {
		k.Roles = append(k.Roles, roleOf(o, r))
	}
	made, err := o.people.CreateAPIKey(o.ctx, k)
	o.must(err)
	return made.Text
}

// TestRolesAndLimitsTakeTheirRight: who manages people gives nobody roles or limits, by
// whatever door.
func TestRolesAndLimitsTakeTheirRight(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		c := o.cast()
		o.role("desk", []string{"user.manage"}, []string{"*"})
		o.role("hiring", []string{"user.manage", "role.assign", "company.manage"}, []string{"underwriter", "hiring"})
		dana, hilda := o.hire("Dana Desk", "desk"), o.hire("Hilda Hiring", "hiring")

		const create = `mutation($in: UserCreateInput!) { userCreate(input: $in) { user { roles { role { name } } } userErrors { code field } } }`
		person := func(email string, roles ...string) vars {
			ids := []string{}
			for _, r := range roles {
				ids = append(ids, o.roleID(r))
			}
			return vars{"in": vars{"firstName": "New", "lastName": "Comer", "email": email, "roleIds": ids}}
		}
		o.ask(as(dana), create, person("a@acme.test", "underwriter")).userError("userCreate", "FORBIDDEN")
		o.ask(as(dana), create, person("a@acme.test")).done("userCreate")
		o.ask(as(hilda), create, person("b@acme.test", "underwriter")).done("userCreate")

		const bulk = `mutation($in: UsersBulkUpdateInput!) { usersBulkUpdate(input: $in) { userErrors { code } } }`
		uma := []string{usr(c.uma)}
		o.ask(as(dana), bulk, vars{"in": vars{"userIds": uma, "change": vars{"addRoleIds": []string{o.roleID("auditor")}}}}).userError("usersBulkUpdate", "FORBIDDEN")
		o.ask(as(hilda), bulk, vars{"in": vars{"userIds": uma, "change": vars{"maxCapacity": 9}}}).userError("usersBulkUpdate", "FORBIDDEN")

		o.limit(c.uma, 3, 500_000)
		file := "email,firstName,lastName,roles,maxCapacity,loanAmount\n" +
			"plain@acme.test,Pia,Plain,,,\n" +
			"roled@acme.test,Rolf,Roled,underwriter,,\n" +
			"limited@acme.test,Lina,Limited,,5,\n" +
			o.person(c.uma).Email + ",,,underwriter,3,500000.00\n" +
			o.person(c.uma).Email + ",,,auditor,,\n" +
			o.person(c.uma).Email + ",,,,,900000.00\n"
		o.check(dana, file, "CREATED  REFUSED FORBIDDEN REFUSED FORBIDDEN UNCHANGED  REFUSED FORBIDDEN REFUSED FORBIDDEN")
		o.check(hilda, file, "UNCHANGED  CREATED  REFUSED FORBIDDEN UNCHANGED  REFUSED FORBIDDEN REFUSED FORBIDDEN")
		if row := o.person(c.uma); *row.Edges.Limits.LoanAmount != 50_000_000 {
			t.Errorf("limits are %+v", row.Edges.Limits)
		}

		const makeRole = `mutation($in: RoleCreateInput!) { roleCreate(input: $in) { role { id } userErrors { code field } } }`
		o.ask(as(hilda), makeRole, vars{"in": vars{"name": "rich", "permissions": []string{"user.manage"}, "startingValues": vars{"maxCapacity": 90}}}).userError("roleCreate", "FORBIDDEN")
		poor := o.ask(as(hilda), makeRole, vars{"in": vars{"name": "poor", "permissions": []string{"user.manage"}, "startingValues": vars{"locations": []string{"ON"}}}}).done("roleCreate").at("roleCreate.role.id")
		const update = `mutation($in: RoleUpdateInput!) { roleUpdate(input: $in) { role { version } userErrors { code } } }`
		o.ask(as(hilda), update, vars{"in": vars{"roleId": poor, "expectedVersion": 1, "startingValues": vars{"maxCapacity": 90}}}).userError("roleUpdate", "FORBIDDEN")
		o.ask(as(c.ada), update, vars{"in": vars{"roleId": poor, "expectedVersion": 1, "startingValues": vars{"maxCapacity": 90}}}).done("roleUpdate")
	})
}

// check imports a file as somebody, and compares what became of its rows.
func (o *office) check(who ident.ID, file, want string) {
	o.t.Helper()
	const start = `mutation($in: UsersImportInput!) { usersImport(input: $in) { job { id } userErrors { code field } } }`
	id := o.ask(as(who), start, vars{"in": vars{"format": "CSV", "content": file}}).done("usersImport").at("usersImport.job.id")
	o.work()
	a := o.ask(as(who), `query($id: ID!) { node(id: $id) { ... on Job { state rows(first: 9) { nodes { outcome code } } } } }`, vars{"id": id}).ok().want("node.state", "DONE")
	var got []string
	for _, row := range a.list("node.rows.nodes") {
		code, _ := row.(map[string]any)["code"].(string)
		got = append(got, fmt.Sprint(row.(map[string]any)["outcome"]), code)
	}
	if text := strings.Join(got, " "); strings.TrimSpace(text) != want {
		o.t.Errorf("rows: %q, want %q", strings.TrimSpace(text), want)
	}
}

// TestJobsAskAgain: who has lost the right between asking and running changes nobody,
// and a personal key that is revoked takes its jobs with it.
func TestJobsAskAgain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		o.cast()
		const start = `mutation { usersExport(input: {}) { job { id } userErrors { code } } }`
		state := `query($id: ID!) { node(id: $id) { ... on Job { state error } } }`
		eve := o.hire("Eve Exporter", "administrator")
		lost := o.ask(as(eve), start, nil).done("usersExport").at("usersExport.job.id")
		o.must(o.people.SetRoles(o.ctx, eve, 0, []ident.ID{roleOf(o, "underwriter")}))
		o.work()
		o.ask(as(eve), state, vars{"id": lost}).ok().want("node.state", "FAILED")

		kim := o.hire("Kim Keyholder", "administrator")
		person := withActor(o.t.Context(), actor.Actor{Kind: actor.User, Tenant: o.tenant, ID: kim})
		key, err := o.people.CreateAPIKey(person, directory.NewAPIKey{Name: "script", Personal: true})
		o.must(err)
		first := o.ask(with(key.Text), start, nil).done("usersExport").at("usersExport.job.id")
		o.work()
		o.ask(as(kim), state, vars{"id": first}).ok().want("node.state", "DONE")
		second := o.ask(with(key.Text), start, nil).done("usersExport").at("usersExport.job.id")
		o.must(o.people.RevokeAPIKey(person, key.ID))
		o.work()
		o.ask(as(kim), state, vars{"id": second}).ok().want("node.state", "FAILED")
	})
}

// TestKeysDecideNothing: what a service key asks for is asked by whoever answers for it,
// and no key takes the place of the second person.
func TestKeysDecideNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.dual(true)
		confirm, reject := fmt.Sprintf(decideChange, "pendingChangeConfirm"), fmt.Sprintf(decideChange, "pendingChangeReject")
		limit := func(person ident.ID, capacity int) vars {
			version := int64(0)
			if row := o.person(person).Edges.Limits; row != nil {
				version = row.Version
			}
			return vars{"in": vars{"userId": usr(person), "expectedVersion": version, "maxCapacity": capacity}}
		}
		mine, behalf := with(o.keyOf(c.ada, "administrator")), with(o.keyOf(c.ada, "service-los"))
		asked := func(w who, person ident.ID, capacity int) vars {
			a := o.ask(w, setLimits, limit(person, capacity)).done("lendingLimitsSet").want("lendingLimitsSet.pendingChange.state", "PENDING")
			return vars{"in": vars{"changeId": a.at("lendingLimitsSet.pendingChange.id"), "expectedVersion": 1}}
		}
		o.ask(mine, setLimits, limit(c.ada, 9)).userError("lendingLimitsSet", "SELF_GRANT")

		by := asked(mine, c.uma, 4)
		o.ask(as(c.ada), confirm, by).userError("d", "SELF_CONFIRM")
		o.ask(mine, confirm, by).userError("d", "FORBIDDEN")
		o.ask(mine, reject, by).userError("d", "FORBIDDEN")
		o.ask(behalf.header("Mandate-On-Behalf-Of", usr(c.bob)), confirm, by).userError("d", "FORBIDDEN")
		o.ask(with(o.keyOf(c.bob, "administrator")), confirm, by).userError("d", "FORBIDDEN")
		o.ask(as(c.ada), `query($id: ID!) { node(id: $id) { ... on PendingChange { requestedBy { name } viewerCan { action allowed code } } } }`, vars{"id": by["in"].(vars)["changeId"]}).ok().
			want("node.requestedBy.name", "Ada Lovelace").want("node.viewerCan.0.code", "SELF_CONFIRM")
		o.ask(mine, `query($id: ID!) { node(id: $id) { ... on PendingChange { viewerCan { action allowed code } } } }`, vars{"id": by["in"].(vars)["changeId"]}).ok().want("node.viewerCan.0.code", "FORBIDDEN")
		o.ask(as(c.bob), confirm, by).done("d").want("d.pendingChange.state", "CONFIRMED")

		by = asked(behalf.header("Mandate-On-Behalf-Of", usr(c.bob)), c.uma, 5)
		o.ask(as(c.bob), confirm, by).userError("d", "SELF_CONFIRM")
		o.ask(as(c.ada), confirm, by).userError("d", "SELF_CONFIRM")
		o.ask(as(o.hire("Eve Second", "administrator")), confirm, by).done("d").want("d.pendingChange.state", "CONFIRMED")
		if row := o.person(c.uma); *row.Edges.Limits.MaxCapacity != 5 {
			t.Errorf("confirmed, and limits are %+v", row.Edges.Limits)
		}
	})
}

// TestKeyOnSomebodyElse: while dual control is on, nobody makes a key that asks for
// changes and lays it on somebody else.
func TestKeyOnSomebodyElse(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		const create = `mutation($in: ApiKeyCreateInput!) { apiKeyCreate(input: $in) { key apiKey { user { name } } userErrors { code field } } }`
		key := func(role string, responsible ident.ID) vars {
			in := vars{"name": "los", "kind": "SERVICE", "roleIds": []string{o.roleID(role)}}
			if !responsible.IsZero() {
				in["responsibleId"] = usr(responsible)
			}
			return vars{"in": in}
		}
		o.ask(as(c.ada), create, key("administrator", c.bob)).done("apiKeyCreate")
		o.dual(true)
		for _, role := range []string{"administrator", "service-los"} {
			o.ask(as(c.ada), create, key(role, c.bob)).userError("apiKeyCreate", "DUAL_CONTROL")
			o.ask(as(c.ada), create, key(role, c.ada)).done("apiKeyCreate")
		}
		o.ask(as(c.ada), create, key("auditor", c.bob)).done("apiKeyCreate")
		own := o.ask(as(c.ada), create, key("administrator", ident.ID{})).done("apiKeyCreate").at("apiKeyCreate.key").(string)
		o.ask(with(own), create, key("administrator", ident.ID{})).done("apiKeyCreate").want("apiKeyCreate.apiKey.user.name", "Ada Lovelace")
		o.ask(with(own), create, key("administrator", c.bob)).userError("apiKeyCreate", "DUAL_CONTROL")
	})
}

// TestSideDoorsOfDualControl: what would give many people alone what two decide for one.
func TestSideDoorsOfDualControl(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		group, _ := o.provisioned("Deals")
		role := o.role("branch", []string{"deal.view"}, nil)
		const mapGroup = `mutation($in: GroupRoleMapSetInput!) { groupRoleMapSet(input: $in) { group { roles { name } } userErrors { code } } }`
		const update = `mutation($in: RoleUpdateInput!) { roleUpdate(input: $in) { role { version name } userErrors { code } } }`
		const settings = `mutation($in: CompanySettingsUpdateInput!) { companySettingsUpdate(input: $in) { companySettings { limitsDualControl version } userErrors { code field } } }`
		mapped := vars{"in": vars{"groupId": group.Text(ident.Group), "expectedVersion": 1, "roleIds": []string{o.roleID("underwriter")}}}
		wider := func(version int, more vars) vars {
			in := vars{"roleId": role, "expectedVersion": version}
			for k, v := range more {
				in[k] = v
			}
			return vars{"in": in}
		}
		version := o.ask(as(c.ada), `{ companySettings { version } }`, nil).ok().at("companySettings.version")
		on := o.ask(as(c.ada), settings, vars{"in": vars{"expectedVersion": version, "limitsDualControl": true}}).done("companySettingsUpdate").want("companySettingsUpdate.companySettings.limitsDualControl", true)

		o.ask(as(c.ada), mapGroup, mapped).userError("groupRoleMapSet", "DUAL_CONTROL")
		const may = `{ groups(first: 5) { nodes { viewerCan { action code } } } directories(first: 5) { nodes { viewerCan { action code } } } }`
		o.ask(as(c.ada), may, nil).ok().want("groups.nodes.0.viewerCan.0.action", "roles").want("groups.nodes.0.viewerCan.0.code", "DUAL_CONTROL").
			want("directories.nodes.0.viewerCan.0.code", nil).want("directories.nodes.0.viewerCan.2.code", "INVALID")
		o.ask(as(c.ada), update, wider(1, vars{"permissions": []string{"deal.view", "limits.manage"}})).userError("roleUpdate", "DUAL_CONTROL")
		o.ask(as(c.ada), update, wider(1, vars{"grants": []string{"administrator"}})).userError("roleUpdate", "DUAL_CONTROL")
		o.ask(as(c.ada), update, wider(1, vars{"startingValues": vars{"maxCapacity": 50}})).userError("roleUpdate", "DUAL_CONTROL")
		o.ask(as(c.ada), update, wider(1, vars{"name": "branches"})).done("roleUpdate").want("roleUpdate.role.name", "branches")
		off := vars{"in": vars{"expectedVersion": on.at("companySettingsUpdate.companySettings.version"), "limitsDualControl": false}}
		o.ask(as(c.ada), settings, off).userError("companySettingsUpdate", "DUAL_CONTROL")
		o.ask(with(o.keyOf(c.bob, "administrator")), settings, off).userError("companySettingsUpdate", "DUAL_CONTROL")
		o.ask(as(c.uma), settings, off).refused(http.StatusForbidden, fault.CodeForbidden)

		o.dual(false) // the operator
		o.ask(as(c.ada), may, nil).ok().want("groups.nodes.0.viewerCan.0.code", nil)
		o.ask(as(c.ada), mapGroup, mapped).done("groupRoleMapSet").want("groupRoleMapSet.group.roles.0.name", "underwriter")
		o.ask(as(c.ada), update, wider(2, vars{"permissions": []string{"deal.view", "limits.manage"}})).done("roleUpdate")
	})
}
