package graph_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ident"
	"mandate/store"
)

const grantsThen = `query($at: Time, $s: String) { accessReview(first: 9, asOf: $at, search: $s) { nodes { grants { role permissions source group grantedBy { name } since } } } }`

// grantsAt are a person's roles at an instant: each with its origin, group and giver.
func (o *office) grantsAt(by ident.ID, at any, search string) []string {
	o.t.Helper()
	got := []string{}
	for _, node := range o.ask(as(by), grantsThen, vars{"at": at, "s": search}).ok().list("accessReview.nodes.0.grants") {
		g := node.(map[string]any)
		giver, _ := g["grantedBy"].(map[string]any)
		got = append(got, fmt.Sprint(g["role"], " ", g["source"], " ", g["group"], " ", giver["name"], " ", g["since"] != nil))
	}
	return got
}

func (o *office) wantGrants(by ident.ID, at any, search string, want ...string) {
	o.t.Helper()
	if got := o.grantsAt(by, at, search); !slices.Equal(got, want) {
		o.t.Errorf("%s at %v: %q, want %q", search, at, got, want)
	}
}

// gives sets a person's roles through the API, so that somebody has given them.
func (o *office) gives(by, who ident.ID, roles ...string) {
	o.t.Helper()
	ids := []string{}
	for _, r := range roles {
		ids = append(ids, o.roleID(r))
	}
	version := o.ask(as(by), `query($id: ID!) { user(id: $id) { version } }`, vars{"id": usr(who)}).ok().at("user.version")
	o.ask(as(by), `mutation($in: UserRolesSetInput!) { userRolesSet(input: $in) { userErrors { code message } } }`,
		vars{"in": vars{"userId": usr(who), "expectedVersion": version, "roleIds": ids}}).done("userRolesSet")
}

// lastOf is when the last entry about somebody was written.
func (o *office) lastOf(who ident.ID) time.Time {
	o.t.Helper()
	var at time.Time
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
		row, err := c.HistoryEntry.Query().Where(historyentry.TargetID(who)).Order(db.Desc(historyentry.FieldID)).First(ctx)
		if err == nil {
			at = row.At.UTC()
		}
		return err
	}))
	return at
}

// TestGrantsOfThen: a role that was given, taken and given again is told of each instant
// with who gave it then, from the very instant of the change, also once its holder is gone.
func TestGrantsOfThen(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		ada, bob, pat := o.hire("Ada Lovelace", "administrator"), o.hire("Bob Barker", "administrator"), o.hire("Pat Person")
		none := instantBetween()
		o.gives(bob, pat, "approver", "underwriter")
		given := o.lastOf(pat)
		then := instantBetween()
		o.gives(ada, pat, "underwriter")
		taken := o.lastOf(pat)
		o.gives(ada, pat, "approver", "underwriter")
		again := instantBetween()
		o.must(o.people.Delete(o.ctx, pat, 0, ""))
		gone := instantBetween()

		first := []string{"approver ADMIN <nil> Bob Barker true", "underwriter ADMIN <nil> Bob Barker true"}
		o.wantGrants(ada, none, "pat")
		o.wantGrants(ada, given.Add(-time.Microsecond), "pat")
		o.wantGrants(ada, given, "pat", first...)
		o.wantGrants(ada, then, "pat", first...)
		o.wantGrants(ada, taken.Add(-time.Microsecond), "pat", first...)
		o.wantGrants(ada, taken, "pat", "underwriter ADMIN <nil> Bob Barker true")
		o.wantGrants(ada, again, "pat", "approver ADMIN <nil> Ada Lovelace true", "underwriter ADMIN <nil> Bob Barker true")
		if n := len(o.ask(as(ada), grantsThen, vars{"at": gone, "s": "pat"}).ok().list("accessReview.nodes")); n != 0 {
			t.Errorf("who is deleted is listed afterwards")
		}
		since := o.ask(as(ada), grantsThen, vars{"at": then, "s": "pat"}).ok().at("accessReview.nodes.0.grants.0.since").(string)
		if at, err := time.Parse(time.RFC3339Nano, since); err != nil || !at.Equal(given) {
			t.Errorf("since %s, given at %s (%v)", since, given, err)
		}
		id := o.ask(as(ada), `mutation($at: Time) { accessReviewExport(input: { asOf: $at }) { job { id } userErrors { code } } }`, vars{"at": then}).done("accessReviewExport").at("accessReviewExport.job.id").(string)
		o.work()
		if body := o.get(as(ada), "/graphql/files/"+id).Body.String(); !strings.Contains(body, ",Pat Person,true,approver,ADMIN,,Bob Barker,"+given.Format(time.RFC3339)+",") {
			t.Errorf("the file says\n%s", body)
		}
	})
}

// TestGrantsOfRolesThen: a role that was renamed, changed or deleted since is told as it
// was: by its name and with its permissions of then.
func TestGrantsOfRolesThen(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada, bob, pat := o.hire("Ada Lovelace", "administrator"), o.hire("Bob Barker", "administrator"), o.hire("Pat Person")
		risk, err := ident.Parse(ident.Role, o.role("risk", []string{"deal.view", "report.view"}, nil))
		o.must(err)
		o.gives(bob, pat, "risk")
		then := instantBetween()
		name, permissions := "hazard", []string{"deal.view"}
		o.must(o.people.UpdateRole(o.ctx, risk, 0, directory.RoleUpdate{Permissions: &permissions}))
		o.must(o.people.UpdateRole(o.ctx, risk, 0, directory.RoleUpdate{Name: &name})) // alone it ends no version
		changed := instantBetween()
		o.gives(bob, pat)
		o.must(o.people.DeleteRole(o.ctx, risk, 0))
		o.role("risk", []string{"deal.edit"}, nil) // another one of that name

		for at, want := range map[string]string{then: "[deal.view report.view]", changed: "[deal.view]"} {
			o.ask(as(ada), grantsThen, vars{"at": at, "s": "pat"}).ok().want("accessReview.nodes.0.grants.0.permissions", want)
		}
		o.wantGrants(ada, then, "pat", "risk ADMIN <nil> Bob Barker true")
		o.wantGrants(ada, changed, "pat", "hazard ADMIN <nil> Bob Barker true")
		o.wantGrants(ada, instantBetween(), "pat")
	})
}

// TestGrantsOfGroupsThen: a role that came through a group is told so of an instant at which
// the person was in it and it was mapped, beside one that an administrator had given; with
// the group's name of then, and also when all of it is gone.
func TestGrantsOfGroupsThen(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.bridge()
		ada, carl := b.ada, o.hire("Carl Carrier", "administrator")
		petra, err := o.people.CreatePerson(b.ctx, directory.Profile{UserName: "petra@acme.test", Active: true, GivenName: "Petra", FamilyName: "Provisioned"})
		o.must(err)
		g, err := o.people.CreateGroup(b.ctx, directory.GroupProfile{DisplayName: "Deciders"}, []ident.ID{petra.ID})
		o.must(err)
		before := instantBetween()
		o.ask(as(carl), `mutation($in: GroupRoleMapSetInput!) { groupRoleMapSet(input: $in) { userErrors { code message } } }`,
			vars{"in": vars{"groupId": g.ID.Text(ident.Group), "expectedVersion": 1, "roleIds": []string{o.roleID("approver")}}}).done("groupRoleMapSet")
		mapped := instantBetween()
		o.gives(ada, petra.ID, "approver")
		both := instantBetween()
		o.groupTo(b, g.ID, "Renamed", directory.Members{Remove: []ident.ID{petra.ID}})
		left := instantBetween()
		o.groupTo(b, g.ID, "Renamed", directory.Members{Add: []ident.ID{petra.ID}})
		o.gives(ada, petra.ID)
		back := instantBetween()
		o.must(o.people.DeleteGroup(b.ctx, g.ID, 0))
		dropped := instantBetween()

		own := "approver ADMIN <nil> Ada Lovelace true"
		for range 2 { // the second time the person is gone as well
			o.wantGrants(ada, before, "petra")
			o.wantGrants(ada, mapped, "petra", "approver DIRECTORY Deciders Carl Carrier true")
			o.wantGrants(ada, both, "petra", own, "approver DIRECTORY Deciders Carl Carrier true")
			o.wantGrants(ada, left, "petra", own)
			o.wantGrants(ada, back, "petra", "approver DIRECTORY Renamed Carl Carrier true")
			o.wantGrants(ada, dropped, "petra")
			if t.Failed() {
				return
			}
			_ = o.people.DeletePerson(b.ctx, petra.ID, 0)
		}
	})
}

func (o *office) groupTo(b bridge, id ident.ID, name string, m directory.Members) {
	o.t.Helper()
	_, err := o.people.UpdateGroup(b.ctx, id, 0, func(p directory.GroupProfile) (directory.GroupProfile, directory.Members, error) {
		p.DisplayName = name
		return p, m, nil
	})
	o.must(err)
}

// TestGrantsNotKept: a role of which nothing tells where it came from is listed without an
// origin, and an instant whose roles were not kept is refused, not told as empty.
func TestGrantsNotKept(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		ada, pat := o.hire("Ada Lovelace", "administrator"), o.hire("Pat Person")
		o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
			state, err := json.Marshal(directory.Authority{Active: true, Roles: []directory.RoleHeld{{ID: roleOf(o, "auditor"), Name: "auditor"}}})
			tx.KeepAuthority(pat, state, false)
			return err
		}))
		unexplained := instantBetween()
		o.wantGrants(ada, unexplained, "pat", "auditor <nil> <nil> <nil> false")
		id := o.ask(as(ada), `mutation($at: Time) { accessReviewExport(input: { asOf: $at }) { job { id } userErrors { code } } }`, vars{"at": unexplained}).done("accessReviewExport").at("accessReviewExport.job.id").(string)
		o.work()
		if body := o.get(as(ada), "/graphql/files/"+id).Body.String(); !strings.Contains(body, ",Pat Person,true,auditor,,,,,") {
			t.Errorf("the file says\n%s", body)
		}
		o.forgetRoles(pat)
		forgotten := instantBetween()
		o.gives(ada, pat, "underwriter")
		o.ask(as(ada), grantsThen, vars{"at": forgotten, "s": "pat"}).refused(200, "ROLES_NOT_KEPT")
	})
}
