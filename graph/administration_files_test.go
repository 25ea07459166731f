package graph_test

import (
	"net/http"
	"strings"
	"testing"

	"mandate/actor"
	"mandate/assign"
	"mandate/directory"
	"mandate/directory/job"
	"mandate/directory/view"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

func TestHistoryExportIsCheckedOffline(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		c := o.cast()
		o.store.SealWritten(t.Context())
		o.sealed()
		const export = `mutation($in: HistoryExportInput!) { historyExport(input: $in) { job { id } userErrors { code } } }`
		o.ask(as(c.uma), export, vars{"in": vars{}}).refused(http.StatusForbidden, fault.CodeForbidden)
		id := o.twice(as(c.ada), export, vars{"in": vars{"opened": true, "where": vars{"actions": []string{"USER_CREATED"}}}}).done("historyExport").at("historyExport.job.id").(string)
		o.work()
		file := o.get(as(c.ada), "/graphql/files/"+id).Body.String()
		if !strings.Contains(file, `"Uma"`) {
			t.Error("what is personal was not opened")
		}
		check := func(what, text, want string) {
			t.Helper()
			proof, err := store.VerifyExport(strings.NewReader(text), o.store.Secrets.ExportKey())
			o.must(err)
			got := ""
			if len(proof.Faults) > 0 {
				got = proof.Faults[0].Kind
			}
			if got != want {
				t.Errorf("%s: %q, want %q (%+v)", what, got, want, proof)
			}
		}
		lines := strings.SplitAfter(strings.TrimSpace(file), "\n")
		check("as written", file, "")
		check("an entry changed", strings.Replace(file, "USER_CREATED", "USER_DELETED", 1), "")
		entry := strings.Replace(lines[2], `"action":"USER_CREATED"`, `"action":"USER_UPDATED"`, 1)
		if entry != lines[2] {
			check("an entry changed", strings.Join(append(append(append([]string{}, lines[:2]...), entry), lines[3:]...), ""), "CHANGED")
		}
		check("an entry removed", strings.Join(append(append([]string{}, lines[:2]...), lines[3:]...), ""), "REMOVED")
		check("cut", strings.Join(lines[:len(lines)-1], ""), "CUT")
		if _, err := store.VerifyExport(strings.NewReader("{}\n"), ""); !fault.Is(err, fault.CodeInvalid) {
			t.Errorf("no export: %v", err)
		}
		proof, err := store.VerifyExport(strings.NewReader(file), strings.Repeat("0", 64))
		o.must(err)
		if len(proof.Faults) != 1 || proof.Faults[0].Kind != "FORGED_HEAD" {
			t.Errorf("another key: %+v", proof.Faults)
		}
	})
}

// administrative makes one of each type of administration, as Uma's.
func (o *office) administrative(c cast, ids map[string]string) {
	o.t.Helper()
	o.works()
	uma := withActor(o.t.Context(), actor.Actor{Kind: actor.User, Tenant: o.tenant, ID: c.uma})
	id, err := o.jobs.Start(uma, job.New{Kind: job.UsersExport})
	o.must(err)
	ids["job"] = id.Text(ident.Job)
	o.dual(true)
	most := assign.MaximumOf(9)
	id, err = o.people.AskLimits(withActor(o.t.Context(), actor.Actor{Kind: actor.User, Tenant: o.tenant, ID: c.ada, Permissions: actor.Of(actor.LimitsManage)}), c.uma, 0, directory.LimitsUpdate{MaxCapacity: &most})
	o.must(err)
	ids["pendingChange"] = id.Text(ident.PendingChange)
	o.dual(false)
	id, err = view.Views{Store: o.store}.Save(uma, view.View{Page: "users", Name: "Mine"})
	o.must(err)
	ids["view"] = id.Text(ident.View)
	key, err := o.people.CreateAPIKey(uma, directory.NewAPIKey{Name: "script", Personal: true})
	o.must(err)
	ids["apiKey"] = key.ID.Text(ident.APIKey)
}

func TestUserOrdersAndFilters(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.must(o.people.Deactivate(o.ctx, c.bob, 0, ""))
		for _, by := range []string{"TITLE", "PHONE", "STATUS", "SOURCE", "LAST_LOGIN_AT", "LAST_ASSIGNED_AT"} {
			for _, direction := range []string{"ASC", "DESC"} {
				var names []string
				var after any
				for range 4 {
					a := o.ask(as(c.ada), `query($after: String) { users(first: 1, after: $after, orderBy: { field: `+by+`, direction: `+direction+` }) { nodes { firstName } pageInfo { endCursor hasNextPage } } }`, vars{"after": after}).ok()
					if s := a.names("users.nodes", "firstName"); s != "" {
						names = append(names, s)
					}
					after = a.at("users.pageInfo.endCursor")
					if a.at("users.pageInfo.hasNextPage") == false {
						break
					}
				}
				if len(names) != 3 {
					t.Errorf("%s %s pages through %v", by, direction, names)
				}
				if by == "STATUS" && direction == "ASC" && names[0] != "Bob" {
					t.Errorf("inactive people first: %v", names)
				}
			}
		}
		find := func(where, want string) {
			t.Helper()
			if got := o.ask(as(c.ada), "{ users(first: 9, where: { "+where+" }) { nodes { firstName } } }", nil).ok().names("users.nodes", "firstName"); got != want {
				t.Errorf("%s: %q, want %q", where, got, want)
			}
		}
		find("inactiveReasons: [ADMIN]", "Bob")
		find("inactiveReasons: [DIRECTORY, INACTIVITY]", "")
		find("signedIn: true", "")
		find("signInBlocked: false", "Ada Bob Uma")
		find("mfaRequired: true", "")
		find("breakGlass: false", "Ada Bob Uma")
		o.ask(as(c.ada), `{ users(first: 1, search: "uma") { nodes { warnings { code } viewerCan { action allowed code } } } companySettings { warnings { code } limitsDualControl } }`, nil).ok().
			want("users.nodes.0.warnings.0.code", "NO_DIRECT_MANAGER").want("companySettings.warnings.0.code", "COMPANY_PHONE_MISSING")
	})
}
