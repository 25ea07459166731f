package graph_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"mandate/directory"
	"mandate/directory/job"
	"mandate/directory/job/record"
	"mandate/directory/job/roster"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/graph"
	"mandate/ident"
	"mandate/store"
)

// works gives the office's queue what it does in the product.
func (o *office) works() {
	many := roster.Roster{Directory: o.people}
	writes := roster.Exporter{Directory: o.people, Filter: graph.PeopleFilter}
	history := record.Exporter{Store: o.store, Filter: graph.HistoryFilter}
	o.jobs.Works = map[string]job.Work{job.UsersImport: many.Import, job.UsersBulkUpdate: many.Bulk, job.UsersExport: writes.Export,
		job.HistoryExport: history.Export, job.AccessReviewExport: o.door.ExportReview, job.DealsSubmit: o.door.SubmitDeals}
}

// work does all jobs that wait.
func (o *office) work() {
	o.t.Helper()
	o.must(o.jobs.Drain(o.t.Context()))
}

// get asks for a file of a job.
func (o *office) get(w who, path string) *httptest.ResponseRecorder {
	o.t.Helper()
	r := httptest.NewRequestWithContext(o.t.Context(), http.MethodGet, path, nil)
	w(o, r)
	rec := httptest.NewRecorder()
	o.door.ServeHTTP(rec, r)
	return rec
}

func (o *office) dual(on bool) {
	o.t.Helper()
	o.must(o.people.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{LimitsDualControl: &on}))
}

func TestRolesOfTheCompany(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		const create = `mutation($in: RoleCreateInput!) { roleCreate(input: $in) { role { id name version permissions grants preset memberCount startingValues { maxCapacity loanAmount { amount } locations } viewerCan { action allowed code } } userErrors { code field } } }`
		made := o.twice(as(c.ada), create, vars{"in": vars{"name": "branch", "copyOfId": o.roleID("underwriter"), "startingValues": vars{"maxCapacity": 7, "loanAmount": vars{"amount": "250000.00"}, "locations": []string{"ON"}}}}).done("roleCreate")
		made.want("roleCreate.role.name", "branch").want("roleCreate.role.preset", false).want("roleCreate.role.memberCount", 0).
			want("roleCreate.role.startingValues.maxCapacity", 7).want("roleCreate.role.startingValues.loanAmount.amount", "250000.00")
		if n := len(made.list("roleCreate.role.permissions")); n != 6 {
			t.Errorf("%d permissions were copied", n)
		}
		id := made.at("roleCreate.role.id").(string)
		for field, in := range map[string]vars{
			"TAKEN":     {"name": "branch", "permissions": []string{}},
			"INVALID":   {"name": "Not A Name"},
			"NOT_FOUND": {"name": "other", "copyOfId": c.uma.Text(ident.Role)},
		} {
			o.ask(as(c.ada), create, vars{"in": in}).userError("roleCreate", field)
		}
		o.ask(as(c.ada), create, vars{"in": vars{"name": "odd", "permissions": []string{"deal.fly"}}}).userError("roleCreate", "INVALID")
		o.ask(as(c.uma), create, vars{"in": vars{"name": "mine"}}).refused(http.StatusForbidden, fault.CodeForbidden)

		who := o.hire("Bea Branch", "branch")
		row := o.person(who)
		if row.Edges.Limits == nil || *row.Edges.Limits.MaxCapacity != 7 || *row.Edges.Limits.LoanAmount != 25_000_000 || row.Edges.Preferences == nil || row.Edges.Preferences.Locations[0] != "ON" {
			t.Errorf("a new holder starts with %+v, %+v", row.Edges.Limits, row.Edges.Preferences)
		}
		const update = `mutation($in: RoleUpdateInput!) { roleUpdate(input: $in) { role { version permissions memberCount } userErrors { code field } } }`
		o.ask(as(c.ada), update, vars{"in": vars{"roleId": id, "expectedVersion": 9, "name": "branches"}}).userError("roleUpdate", "STALE")
		o.ask(as(c.ada), update, vars{"in": vars{"roleId": o.roleID("auditor"), "expectedVersion": 1, "permissions": []string{}}}).userError("roleUpdate", "ROLE_PRESET")
		o.ask(asIn(c.otherTenant, c.other), update, vars{"in": vars{"roleId": id, "expectedVersion": 1, "permissions": []string{}}}).userError("roleUpdate", "NOT_FOUND")
		o.twice(as(c.ada), update, vars{"in": vars{"roleId": id, "expectedVersion": 1, "permissions": []string{"deal.view", "user.manage"}}}).done("roleUpdate").want("roleUpdate.role.version", 2).want("roleUpdate.role.memberCount", 1)
		o.ask(as(who), `{ viewer { permissions } }`, nil).ok().want("viewer.permissions", "[deal.view user.manage]")

		const remove = `mutation($in: RoleDeleteInput!) { roleDelete(input: $in) { role { id } userErrors { code } } }`
		o.ask(as(c.ada), remove, vars{"in": vars{"roleId": id, "expectedVersion": 2}}).userError("roleDelete", "ROLE_IN_USE")
		o.must(o.people.SetRoles(o.ctx, who, 0, nil))
		o.twice(as(c.ada), remove, vars{"in": vars{"roleId": id, "expectedVersion": 2}}).done("roleDelete").want("roleDelete.role", nil)
		o.ask(as(c.ada), remove, vars{"in": vars{"roleId": id, "expectedVersion": 2}}).userError("roleDelete", "NOT_FOUND")
	})
}

// TestRoleCeiling: who may not grant everything makes no role beyond what they could give.
func TestRoleCeiling(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		permissions, grants := []string{"company.manage", "role.assign", "deal.view"}, []string{"underwriter"}
		name := "lead"
		_, err := o.people.CreateRole(o.ctx, directory.RoleUpdate{Name: &name, Permissions: &permissions, Grants: &grants})
		o.must(err)
		lead := o.hire("Lea Lead", "lead")
		const create = `mutation($in: RoleCreateInput!) { roleCreate(input: $in) { role { id } userErrors { code field } } }`
		o.ask(as(lead), create, vars{"in": vars{"name": "fine", "permissions": []string{"deal.view", "deal.edit"}, "grants": []string{"underwriter"}}}).done("roleCreate")
		o.ask(as(lead), create, vars{"in": vars{"name": "more", "permissions": []string{"limits.manage"}}}).userError("roleCreate", "FORBIDDEN")
		o.ask(as(lead), create, vars{"in": vars{"name": "more", "grants": []string{"administrator"}}}).userError("roleCreate", "FORBIDDEN")
		o.ask(as(lead), create, vars{"in": vars{"name": "more", "grants": []string{"*"}}}).userError("roleCreate", "FORBIDDEN")
		const update = `mutation($in: RoleUpdateInput!) { roleUpdate(input: $in) { role { id } userErrors { code } } }`
		o.ask(as(lead), update, vars{"in": vars{"roleId": o.roleID("lead"), "expectedVersion": 1, "permissions": []string{"company.manage"}}}).userError("roleUpdate", "SELF_GRANT")
		for _, x := range []struct {
			who        who
			permission string
			giveable   bool
		}{
			{as(c.ada), "approval.decide", true},
			{as(lead), "role.assign", true},
			{as(lead), "deal.edit", true},
			{as(lead), "limits.manage", false},
		} {
			if got := giveable(o.ask(x.who, `{ permissions { entries { name giveable } } }`, nil).ok(), x.permission); got != x.giveable {
				t.Errorf("giveable %s = %v, want %v", x.permission, got, x.giveable)
			}
		}
	})
}

// giveable is what the catalogue says of a permission; nil where it doesn't name it.
func giveable(catalogue *answer, permission string) any {
	for _, group := range catalogue.list("permissions") {
		for _, one := range group.(map[string]any)["entries"].([]any) {
			if entry := one.(map[string]any); entry["name"] == permission {
				return entry["giveable"]
			}
		}
	}
	return nil
}

const setLimits = `mutation($in: LendingLimitsSetInput!) { lendingLimitsSet(input: $in) { user { lendingLimits { maxCapacity version } } pendingChange { id version state kind changes { field before after } viewerCan { action allowed code } } userErrors { code } } }`

const decideChange = `mutation($in: PendingChangeDecideInput!) { d: %s(input: $in) { pendingChange { state decidedBy { name } } userErrors { code } } }`

func TestDualControl(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.dual(true)
		eve := o.hire("Eve Second", "administrator")
		limit := vars{"in": vars{"userId": usr(c.uma), "expectedVersion": 0, "maxCapacity": 4}}
		asked := o.ask(as(c.ada), setLimits, limit).done("lendingLimitsSet")
		asked.want("lendingLimitsSet.user.lendingLimits.maxCapacity", nil).want("lendingLimitsSet.pendingChange.state", "PENDING").
			want("lendingLimitsSet.pendingChange.changes.0.field", "maxCapacity").want("lendingLimitsSet.pendingChange.changes.0.after", "4").
			want("lendingLimitsSet.pendingChange.viewerCan.0.code", "SELF_CONFIRM")
		id := asked.at("lendingLimitsSet.pendingChange.id").(string)
		in := vars{"in": vars{"changeId": id, "expectedVersion": 1}}
		confirm, reject := fmt.Sprintf(decideChange, "pendingChangeConfirm"), fmt.Sprintf(decideChange, "pendingChangeReject")
		o.ask(as(c.ada), confirm, in).userError("d", "SELF_CONFIRM")
		o.ask(as(c.uma), confirm, in).userError("d", "FORBIDDEN")
		o.ask(as(o.hire("Ben Bystander")), confirm, in).userError("d", "NOT_FOUND")
		o.ask(asIn(c.otherTenant, c.other), confirm, in).userError("d", "NOT_FOUND")
		o.ask(as(eve), confirm, vars{"in": vars{"changeId": id, "expectedVersion": 3}}).userError("d", "STALE")
		o.ask(as(eve), `{ pendingChanges(first: 5) { totalCount nodes { user { name } requestedBy { name } } } users(first: 9, search: "uma") { nodes { pendingChanges { id } } } }`, nil).ok().
			want("pendingChanges.totalCount", 1).want("pendingChanges.nodes.0.requestedBy.name", "Ada Lovelace").want("users.nodes.0.pendingChanges.0.id", id)
		o.twice(as(eve), confirm, in).want("d.pendingChange.state", "CONFIRMED").want("d.pendingChange.decidedBy.name", "Eve Second")
		if row := o.person(c.uma); row.Edges.Limits == nil || *row.Edges.Limits.MaxCapacity != 4 {
			t.Errorf("confirmed, and limits are %+v", row.Edges.Limits)
		}
		o.ask(as(eve), confirm, in).userError("d", "CHANGE_NOT_PENDING")

		roles := vars{"in": vars{"userId": usr(c.uma), "expectedVersion": o.person(c.uma).Version, "roleIds": []string{o.roleID("auditor")}}}
		const setRoles = `mutation($in: UserRolesSetInput!) { userRolesSet(input: $in) { user { roles { role { name } } } pendingChange { id } userErrors { code } } }`
		waits := o.ask(as(c.ada), setRoles, roles).done("userRolesSet").want("userRolesSet.user.roles.0.role.name", "underwriter").at("userRolesSet.pendingChange.id").(string)
		o.twice(as(c.ada), reject, vars{"in": vars{"changeId": waits, "expectedVersion": 1, "comment": "a mistake"}}).done("d").want("d.pendingChange.state", "REJECTED")

		waits = o.ask(as(c.ada), setRoles, roles).done("userRolesSet").at("userRolesSet.pendingChange.id").(string)
		team, err := o.people.RoleID(o.ctx, "team-manager")
		o.must(err)
		o.must(o.people.SetRoles(o.ctx, c.uma, 0, []ident.ID{team})) // the operator, meanwhile
		o.ask(as(eve), confirm, vars{"in": vars{"changeId": waits, "expectedVersion": 1}}).userError("d", "CHANGE_NOT_PENDING")
		o.ask(as(eve), `query($id: ID!) { node(id: $id) { ... on PendingChange { state } } }`, vars{"id": waits}).ok().want("node.state", "VOID")

		const create = `mutation($in: UserCreateInput!) { userCreate(input: $in) { user { roles { role { name } } pendingChanges { kind } } warnings { code } userErrors { code } } }`
		o.ask(as(c.ada), create, vars{"in": vars{"firstName": "New", "lastName": "Comer", "email": "new@acme.test", "roleIds": []string{o.roleID("underwriter")}}}).done("userCreate").
			want("userCreate.user.roles", "[]").want("userCreate.warnings.0.code", "ROLES_PENDING").want("userCreate.user.pendingChanges.0.kind", "ROLES")
	})
}

func TestKeysOfPeopleAndOfTheCompany(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		const create = `mutation($in: ApiKeyCreateInput!) { apiKeyCreate(input: $in) { key apiKey { id kind hint active user { name } roles { name } expiresAt } warnings { code } userErrors { code field } } }`
		mine := o.ask(as(c.uma), create, vars{"in": vars{"name": "script", "idempotencyKey": "k"}}).done("apiKeyCreate").want("apiKeyCreate.apiKey.kind", "PERSONAL").want("apiKeyCreate.apiKey.user.name", "Uma Underwood")
		key := mine.at("apiKeyCreate.key").(string)
		o.ask(as(c.uma), create, vars{"in": vars{"name": "script", "idempotencyKey": "k"}}).done("apiKeyCreate").want("apiKeyCreate.key", nil).want("apiKeyCreate.warnings.0.code", "SECRET_SHOWN_ONCE")
		o.ask(with(key), `{ viewer { kind user { name } } }`, nil).ok().want("viewer.kind", "USER").want("viewer.user.name", "Uma Underwood")
		o.ask(as(c.uma), create, vars{"in": vars{"name": "los", "kind": "SERVICE", "roleIds": []string{o.roleID("service-los")}}}).userError("apiKeyCreate", "FORBIDDEN")
		o.ask(as(c.ada), create, vars{"in": vars{"name": "los", "kind": "SERVICE"}}).userError("apiKeyCreate", "REQUIRED")
		o.ask(as(c.ada), create, vars{"in": vars{"name": "los", "expiresAt": "2001-01-01T00:00:00Z"}}).userError("apiKeyCreate", "INVALID")
		two := o.ask(as(c.ada), create, vars{"in": vars{"name": "los", "kind": "SERVICE", "roleIds": []string{o.roleID("auditor"), o.roleID("service-los")}, "responsibleId": usr(c.bob)}}).done("apiKeyCreate")
		two.want("apiKeyCreate.apiKey.user.name", "Bob Barker")
		o.ask(with(two.at("apiKeyCreate.key").(string)), `{ viewer { kind permissions } }`, nil).ok().want("viewer.kind", "SERVICE")
		if p := fmt.Sprint(o.ask(with(two.at("apiKeyCreate.key").(string)), `{ viewer { permissions } }`, nil).ok().at("viewer.permissions")); !strings.Contains(p, "history.view") || !strings.Contains(p, "schema.read") {
			t.Errorf("a key with two roles may %s", p)
		}
		o.ask(as(c.uma), `{ apiKeys(first: 9) { totalCount nodes { name } } }`, nil).ok().want("apiKeys.totalCount", 1)
		o.ask(as(c.ada), `{ apiKeys(first: 9) { totalCount } }`, nil).ok().want("apiKeys.totalCount", 2)
		o.must(o.people.Deactivate(o.ctx, c.bob, 0, ""))
		o.ask(as(c.ada), `{ apiKeys(first: 9, where: { kind: SERVICE, active: true }) { nodes { warnings { code } } } }`, nil).ok().want("apiKeys.nodes.0.warnings.0.code", "RESPONSIBLE_GONE")

		const revoke = `mutation($in: ApiKeyRevokeInput!) { apiKeyRevoke(input: $in) { apiKey { active } userErrors { code } } }`
		service := two.at("apiKeyCreate.apiKey.id")
		o.ask(as(c.uma), revoke, vars{"in": vars{"apiKeyId": service}}).userError("apiKeyRevoke", "NOT_FOUND")
		o.ask(asIn(c.otherTenant, c.other), revoke, vars{"in": vars{"apiKeyId": service}}).userError("apiKeyRevoke", "NOT_FOUND")
		o.twice(as(c.ada), revoke, vars{"in": vars{"apiKeyId": service}}).done("apiKeyRevoke").want("apiKeyRevoke.apiKey.active", false)
		o.must(o.people.Deactivate(o.ctx, c.uma, 0, ""))
		o.ask(with(key), `{ viewer { kind } }`, nil).refused(http.StatusUnauthorized, fault.CodeUnauthenticated)
	})
}

func TestSavedViews(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		const save = `mutation($in: SavedViewSaveInput!) { savedViewSave(input: $in) { savedView { id name state shared mine version } userErrors { code field } } }`
		a := o.twice(as(c.uma), save, vars{"in": vars{"page": "users", "name": "Away", "state": "outOfOffice=true", "shared": true}}).done("savedViewSave").want("savedViewSave.savedView.mine", true)
		id := a.at("savedViewSave.savedView.id")
		o.ask(as(c.uma), save, vars{"in": vars{"page": "users", "name": "away", "state": "x=1", "shared": true}}).done("savedViewSave").want("savedViewSave.savedView.id", id).want("savedViewSave.savedView.state", "x=1")
		o.ask(as(c.uma), save, vars{"in": vars{"page": "users", "name": "", "state": ""}}).userError("savedViewSave", "REQUIRED")
		o.ask(as(c.uma), save, vars{"in": vars{"page": "users", "name": "long", "state": strings.Repeat("x", 5000)}}).userError("savedViewSave", "TOO_LARGE")
		o.ask(as(c.bob), `{ savedViews(page: "users") { name mine } }`, nil).ok().want("savedViews.0.mine", false)
		o.ask(asIn(c.otherTenant, c.other), `{ savedViews { name } }`, nil).ok().want("savedViews", "[]")
		const remove = `mutation($in: SavedViewDeleteInput!) { savedViewDelete(input: $in) { savedViewId userErrors { code } } }`
		peer := o.hire("Pia Peer", "underwriter")
		o.ask(as(peer), remove, vars{"in": vars{"savedViewId": id}}).userError("savedViewDelete", "NOT_FOUND")
		o.twice(as(c.uma), remove, vars{"in": vars{"savedViewId": id}}).done("savedViewDelete").want("savedViewDelete.savedViewId", id)
		o.ask(as(c.uma), remove, vars{"in": vars{"savedViewId": id}}).userError("savedViewDelete", "NOT_FOUND")
	})
}

func TestBulkUpdate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		c := o.cast()
		const bulk = `mutation($in: UsersBulkUpdateInput!) { usersBulkUpdate(input: $in) { count results { outcome user { name active } userErrors { code } } job { id state } userErrors { code field } } }`
		all := []string{usr(c.uma), usr(c.bob), usr(c.ada)}
		o.ask(as(c.ada), bulk, vars{"in": vars{"userIds": all, "change": vars{"mfaRequired": true, "addRoleIds": []string{o.roleID("auditor")}}, "dryRun": true}}).done("usersBulkUpdate").
			want("usersBulkUpdate.count", 3).want("usersBulkUpdate.results.0.outcome", "CHANGED").want("usersBulkUpdate.results.2.outcome", "REFUSED").want("usersBulkUpdate.results.2.userErrors.0.code", "SELF_GRANT")
		if o.person(c.uma).MfaRequired {
			t.Error("a dry run wrote")
		}
		o.twice(as(c.ada), bulk, vars{"in": vars{"userIds": all, "change": vars{"mfaRequired": true}}}).done("usersBulkUpdate").want("usersBulkUpdate.results.2.outcome", "CHANGED")
		o.ask(as(c.ada), bulk, vars{"in": vars{"userIds": all, "change": vars{"mfaRequired": true}}}).done("usersBulkUpdate").want("usersBulkUpdate.results.0.outcome", "UNCHANGED")
		o.ask(as(c.ada), bulk, vars{"in": vars{"userIds": []string{usr(c.other), usr(c.uma)}, "errorPolicy": "STOP", "change": vars{"mfaRequired": false}}}).done("usersBulkUpdate").
			want("usersBulkUpdate.results.0.userErrors.0.code", "UNKNOWN_USER").want("usersBulkUpdate.results.1.outcome", "NOT_TRIED")
		o.ask(as(c.ada), bulk, vars{"in": vars{"userIds": all, "change": vars{}}}).userError("usersBulkUpdate", "REQUIRED")
		o.ask(as(c.ada), bulk, vars{"in": vars{"change": vars{"active": false}}}).userError("usersBulkUpdate", "REQUIRED")
		o.ask(as(c.uma), bulk, vars{"in": vars{"userIds": all, "change": vars{"active": false}}}).refused(http.StatusForbidden, fault.CodeForbidden)
		many := make([]string, 201)
		for i := range many {
			many[i] = usr(o.hire(fmt.Sprintf("Many %d", i)))
		}
		id := o.ask(as(c.ada), bulk, vars{"in": vars{"userIds": many, "change": vars{"active": false}, "comment": "season's end"}}).done("usersBulkUpdate").want("usersBulkUpdate.job.state", "QUEUED").at("usersBulkUpdate.job.id")
		o.work()
		o.ask(as(c.ada), `query($id: ID!) { node(id: $id) { ... on Job { state total progress refused rows(first: 2) { totalCount nodes { row outcome targetId } } } } }`, vars{"id": id}).ok().
			want("node.state", "DONE").want("node.progress", 201).want("node.rows.totalCount", 201).want("node.rows.nodes.0.outcome", "CHANGED")
		o.must(o.store.Read(o.ctx, func(ctx context.Context, q *db.Client) error {
			if n := q.User.Query().Where(user.InactiveAdmin(true)).CountX(ctx); n != 201 {
				t.Errorf("%d are inactive", n)
			}
			return nil
		}))
	})
}

func TestImportAndExport(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		c := o.cast()
		const start = `mutation($in: UsersImportInput!) { usersImport(input: $in) { job { id state dryRun } userErrors { code field } } }`
		const report = `query($id: ID!) { node(id: $id) { ... on Job { state progress refused total error rows(first: 9) { nodes { row outcome code field targetId } } } } }`
		file := "email,firstName,lastName,roles,maxCapacity,loanAmount,locations,manager\n" +
			"nina@acme.test,Nina,New,underwriter;auditor,5,250000.00,ON;QC,ada.1@acme.test\n" +
			"oops,No,Address,,,,,\n" +
			"olaf@acme.test,Olaf,Old,no-such-role,,,,\n"
		dry := o.ask(as(c.ada), start, vars{"in": vars{"format": "CSV", "content": file, "dryRun": true}}).done("usersImport").at("usersImport.job.id")
		o.work()
		o.ask(as(c.ada), report, vars{"id": dry}).ok().want("node.state", "DONE").want("node.total", 3).want("node.refused", 2).
			want("node.rows.nodes.0.outcome", "CREATED").want("node.rows.nodes.1.field", "email").want("node.rows.nodes.2.code", "NOT_FOUND")
		for round, want := range []string{"CREATED", "UNCHANGED"} {
			id := o.twice(as(c.ada), start, vars{"in": vars{"format": "CSV", "content": file, "quiet": true}}).done("usersImport").at("usersImport.job.id")
			o.work()
			o.ask(as(c.ada), report, vars{"id": id}).ok().want("node.rows.nodes.0.outcome", want).want("node.rows.nodes.2.outcome", "REFUSED")
			if rec := o.get(as(c.ada), "/graphql/files/"+id.(string)+"/report"); rec.Code != http.StatusOK || !strings.HasPrefix(rec.Body.String(), "row,outcome,code,field,message,id\n1,"+want) {
				t.Errorf("round %d: report %d %q", round, rec.Code, rec.Body)
			}
		}
		o.ask(as(c.ada), start, vars{"in": vars{"format": "CSV"}}).userError("usersImport", "REQUIRED")
		o.ask(as(c.ada), start, vars{"in": vars{"format": "CSV", "fileId": c.ada.Text(ident.Job)}}).userError("usersImport", "NOT_FOUND")
		o.ask(as(c.uma), start, vars{"in": vars{"format": "CSV", "content": file}}).refused(http.StatusForbidden, fault.CodeForbidden)
		bad := o.ask(as(c.ada), start, vars{"in": vars{"format": "CSV", "content": "mail,name\nx,y\n"}}).done("usersImport").at("usersImport.job.id")
		o.work()
		if told := o.ask(as(c.ada), report, vars{"id": bad}).ok().want("node.state", "FAILED").at("node.error"); !strings.Contains(told.(string), "columns are among these: userName, email, firstName") {
			t.Errorf("of a heading that is none it says %q", told)
		}

		const export = `mutation($in: UsersExportInput!) { usersExport(input: $in) { job { id } userErrors { code } } }`
		evil := o.hire("=HYPERLINK Evil", "underwriter")
		id := o.twice(as(c.ada), export, vars{"in": vars{"where": vars{"active": true}}}).done("usersExport").at("usersExport.job.id").(string)
		o.work()
		url := o.ask(as(c.ada), `query($id: ID!) { node(id: $id) { ... on Job { fileUrl reportUrl } } }`, vars{"id": id}).ok().want("node.reportUrl", nil).at("node.fileUrl").(string)
		rec := o.get(as(c.ada), url)
		if body := rec.Body.String(); rec.Code != http.StatusOK || !strings.Contains(body, ",nina@acme.test,nina@acme.test,Nina,New,") || !strings.Contains(body, "'=HYPERLINK") ||
			!strings.Contains(body, "250000.00") || !strings.Contains(body, "auditor;underwriter") {
			t.Errorf("export %d:\n%s", rec.Code, body)
		}
		for name, w := range map[string]who{"a peer": as(c.uma), "another company": asIn(c.otherTenant, c.other)} {
			if rec := o.get(w, url); rec.Code != http.StatusNotFound {
				t.Errorf("%s gets the file: %d", name, rec.Code)
			}
		}
		if rec := o.get(nobody, url); rec.Code != http.StatusUnauthorized {
			t.Errorf("nobody gets the file: %d", rec.Code)
		}
		again := o.ask(as(c.ada), start, vars{"in": vars{"format": "CSV", "content": rec.Body.String()}}).done("usersImport").at("usersImport.job.id")
		o.work()
		o.ask(as(c.ada), report, vars{"id": again}).ok().want("node.state", "DONE").want("node.refused", 0).want("node.rows.nodes.0.outcome", "UNCHANGED")
		_ = evil
	})
}

func TestUploadedFileIsUsedOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		c := o.cast()
		upload := func(w who, body string) *answer {
			r := httptest.NewRequestWithContext(o.t.Context(), http.MethodPost, "/graphql/files", strings.NewReader(body))
			w(o, r)
			return o.do(r)
		}
		line := `{"email":"jo@acme.test","firstName":"Jo","lastName":"Line","roles":["underwriter"],"mfaRequired":true}` + "\n"
		rec := upload(as(c.ada), line)
		if rec.Status != http.StatusCreated {
			t.Fatalf("upload: %d %s", rec.Status, rec.Raw)
		}
		id := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(rec.Raw), `{"id":"`), `"}`)
		const start = `mutation($in: UsersImportInput!) { usersImport(input: $in) { job { id state } userErrors { code field } } }`
		in := vars{"in": vars{"format": "JSONL", "fileId": id}}
		o.ask(asIn(c.otherTenant, c.other), start, in).userError("usersImport", "NOT_FOUND")
		o.ask(as(c.ada), start, in).done("usersImport").want("usersImport.job.id", id)
		o.ask(as(c.ada), start, in).userError("usersImport", "TAKEN")
		o.work()
		o.ask(as(c.ada), `{ users(first: 2, search: "jo@acme") { nodes { name mfaRequired } } jobs(first: 5, where: { mine: true, states: [DONE] }) { totalCount } }`, nil).ok().
			want("users.nodes.0.name", "Jo Line").want("users.nodes.0.mfaRequired", true).want("jobs.totalCount", 1)
		if got := upload(as(c.uma), line); got.Status != http.StatusForbidden {
			t.Logf("underwriters may create deals, and so upload: %d", got.Status)
		}
		if got := upload(as(o.hire("Ben Bystander")), line); got.Status != http.StatusForbidden {
			t.Errorf("anybody uploads: %d", got.Status)
		}
		if got := upload(as(c.ada), ""); got.Status != http.StatusBadRequest {
			t.Errorf("an empty file: %d", got.Status)
		}
		cancel := `mutation($in: JobCancelInput!) { jobCancel(input: $in) { job { state } userErrors { code } } }`
		o.ask(as(c.ada), cancel, vars{"in": vars{"jobId": id}}).userError("jobCancel", "JOB_ENDED")
		o.ask(as(c.uma), cancel, vars{"in": vars{"jobId": id}}).userError("jobCancel", "NOT_FOUND")
		waits := o.ask(as(c.ada), `mutation { usersExport(input: {}) { job { id } userErrors { code } } }`, nil).done("usersExport").at("usersExport.job.id")
		o.twice(as(c.ada), cancel, vars{"in": vars{"jobId": waits}}).done("jobCancel").want("jobCancel.job.state", "CANCELLED")
	})
}

// sealed seals the tenant's history to its end and verifies it. On PostgreSQL the sealer
// waits for older transactions of its neighbours.
func (o *office) sealed() store.Proof {
	o.t.Helper()
	for range 200 {
		o.must(o.store.Seal(o.t.Context(), o.tenant))
		proof, err := o.store.VerifyHistory(o.t.Context(), o.tenant)
		o.must(err)
		if proof.Unsealed == 0 {
			return proof
		}
		time.Sleep(50 * time.Millisecond)
	}
	o.t.Fatal("history stays unsealed")
	return store.Proof{}
}

func TestErasure(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		const erase = `mutation($in: UserEraseInput!) { userErase(input: $in) { erased userErrors { code field } } }`
		in := vars{"in": vars{"userId": usr(c.uma), "comment": "request of 3 March"}}
		o.ask(as(c.ada), erase, in).userError("userErase", "INVALID")
		o.must(o.people.Delete(o.ctx, c.uma, 0, ""))
		o.ask(as(c.bob), erase, in).ok()
		o.ask(asIn(c.otherTenant, c.other), erase, in).userError("userErase", "UNKNOWN_USER")
		o.twice(as(c.ada), erase, in).done("userErase").want("userErase.erased", true)
		o.ask(as(c.ada), erase, in).done("userErase").want("userErase.erased", true)
		row := o.person(c.uma)
		if row.FirstName+row.LastName+row.Email+row.SearchKey != "" || len(row.PersonKey) != 0 {
			t.Errorf("left: %+v", row)
		}
		proof := o.sealed()
		if len(proof.Faults) != 0 || proof.Sealed == 0 {
			t.Errorf("the chain: %+v", proof)
		}
		raw := o.ask(as(c.ada), `query($id: ID!) { history(first: 50, where: { targetId: $id }) { nodes { action comment erased changes { field after } } } }`, vars{"id": usr(c.uma)}).ok().Raw
		if !strings.Contains(raw, `"action":"USER_CREATED","comment":"","erased":true`) || !strings.Contains(raw, `"erased":false`) {
			t.Errorf("what was erased is not told: %s", raw)
		}
		if strings.Contains(raw, "Underwood") || !strings.Contains(raw, "USER_ERASED") || !strings.Contains(raw, "request of 3 March") {
			t.Errorf("history says %s", raw)
		}
	})
}

func TestEmailReleaseUnlockAndMFA(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.signIn(c.uma, "Firefox")
		o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeUser)
			return tx.Client.User.UpdateOneID(c.uma).SetLastLoginAt(tx.Now).Exec(ctx)
		}))
		email := o.person(c.uma).Email
		o.must(o.people.Delete(o.ctx, c.uma, 0, ""))
		const create = `mutation($in: UserCreateInput!) { userCreate(input: $in) { user { id } userErrors { code } } }`
		again := vars{"in": vars{"firstName": "Una", "lastName": "Again", "email": email, "roleIds": []string{}}}
		o.ask(as(c.ada), create, again).userError("userCreate", "EMAIL_RESERVED")
		const release = `mutation($in: EmailReleaseInput!) { emailRelease(input: $in) { released userErrors { code field } } }`
		o.ask(as(c.ada), release, vars{"in": vars{"email": "nobody@acme.test"}}).userError("emailRelease", "NOT_FOUND")
		o.ask(as(c.ada), release, vars{"in": vars{"email": "nonsense"}}).userError("emailRelease", "INVALID")
		o.ask(asIn(c.otherTenant, c.other), release, vars{"in": vars{"email": email}}).userError("emailRelease", "NOT_FOUND")
		o.twice(as(c.ada), release, vars{"in": vars{"email": email, "comment": "is back"}}).done("emailRelease").want("emailRelease.released", true)
		o.ask(as(c.ada), create, again).done("userCreate")

		const mfa = `mutation($in: UserMfaSetInput!) { userMfaSet(input: $in) { user { mfaRequired mfaMethod } userErrors { code } } }`
		o.twice(as(c.ada), mfa, vars{"in": vars{"userId": usr(c.bob), "expectedVersion": o.person(c.bob).Version, "required": true}}).done("userMfaSet").want("userMfaSet.user.mfaRequired", true)
		o.ask(as(c.ada), mfa, vars{"in": vars{"userId": usr(c.bob), "expectedVersion": 99, "required": true}}).userError("userMfaSet", "STALE")
		const unlock = `mutation($in: UserStatusInput!) { userUnlock(input: $in) { user { active } userErrors { code } } }`
		o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeUser)
			return tx.Client.User.UpdateOneID(c.bob).SetInactiveInactivity(true).SetActive(false).Exec(ctx)
		}))
		o.ask(asIn(c.otherTenant, c.other), unlock, vars{"in": vars{"userId": usr(c.bob)}}).userError("userUnlock", "UNKNOWN_USER")
		o.twice(as(c.ada), unlock, vars{"in": vars{"userId": usr(c.bob)}}).done("userUnlock").want("userUnlock.user.active", true)
		o.must(o.people.Deactivate(o.ctx, c.bob, 0, ""))
		o.ask(as(c.ada), unlock, vars{"in": vars{"userId": usr(c.bob)}}).done("userUnlock").want("userUnlock.user.active", false)
	})
}
