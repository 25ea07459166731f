package graph_test

import (
	"context"
	"errors"
	"testing"

	"mandate/directory"
	"mandate/directory/job"
	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
)

const (
	renameRole  = `mutation($in: RoleUpdateInput!) { roleUpdate(input: $in) { role { version name } userErrors { code field } } }`
	moveAccount = `mutation($in: UserUpdateInput!) { userUpdate(input: $in) { user { email } userErrors { code field } } }`
	askForRoles = `mutation($in: UserRolesSetInput!) { userRolesSet(input: $in) { pendingChange { id state } userErrors { code field } } }`
)

// TestANameBringsNoRoleIntoReach: grants go by the name, so nobody calls a role that is
// beyond them by the name of one that they may grant.
func TestANameBringsNoRoleIntoReach(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		helper, boss := o.role("helper", []string{"deal.view"}, nil), o.role("boss", []string{"approval.decide"}, nil)
		o.role("desk", []string{"company.manage", "role.assign"}, []string{"helper"})
		hal := o.hire("Hal Helper", "desk")
		called := func(role, name string) vars {
			return vars{"in": vars{"roleId": role, "expectedVersion": 1, "name": name}}
		}
		o.ask(as(hal), renameRole, called(helper, "former-helper")).done("roleUpdate")
		o.ask(as(hal), renameRole, called(boss, "helper")).userError("roleUpdate", "FORBIDDEN")
		o.ask(as(c.ada), renameRole, called(boss, "chief")).done("roleUpdate")
	})
}

// TestNobodyConfirmsAnotherRoleByItsName: a change that waits names roles, and ends when
// one of them is called otherwise or gone.
func TestNobodyConfirmsAnotherRoleByItsName(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.dual(true)
		small, big := o.role("small", []string{"deal.view"}, nil), o.role("big", []string{"limits.manage", "role.assign"}, []string{"*"})
		asked := func(person ident.ID, role string) vars {
			a := o.ask(as(c.ada), askForRoles, vars{"in": vars{"userId": usr(person), "expectedVersion": o.person(person).Version, "roleIds": []string{role}}}).
				done("userRolesSet").want("userRolesSet.pendingChange.state", "PENDING")
			return vars{"in": vars{"changeId": a.at("userRolesSet.pendingChange.id"), "expectedVersion": 2}}
		}
		confirm := `mutation($in: PendingChangeDecideInput!) { pendingChangeConfirm(input: $in) { pendingChange { state } userErrors { code } } }`
		called := func(role, name string) vars {
			return vars{"in": vars{"roleId": role, "expectedVersion": 1, "name": name}}
		}
		waits := asked(c.uma, small)
		o.ask(as(c.ada), renameRole, called(small, "smaller")).done("roleUpdate")
		o.ask(as(c.ada), renameRole, called(big, "small")).done("roleUpdate")
		o.ask(as(c.bob), confirm, waits).userError("pendingChangeConfirm", "CHANGE_NOT_PENDING")

		gone := o.role("gone", []string{"deal.view"}, nil)
		waits = asked(c.uma, gone)
		id, err := ident.Parse(ident.Role, gone)
		o.must(err)
		o.must(o.people.DeleteRole(o.ctx, id, 0))
		o.role("gone", []string{"limits.manage"}, nil)
		o.ask(as(c.bob), confirm, waits).userError("pendingChangeConfirm", "CHANGE_NOT_PENDING")
	})
}

// TestAKeyMadeForSomebodyElse: a program that acts for somebody lays no key on them that
// asks for changes, and nobody lays one on others that makes such keys.
func TestAKeyMadeForSomebodyElse(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		const create = `mutation($in: ApiKeyCreateInput!) { apiKeyCreate(input: $in) { key apiKey { user { name } } userErrors { code field } } }`
		o.role("locksmith", []string{"apikey.manage"}, []string{"*"})
		los := with(o.keyOf(c.ada, "service-los"))
		key := func(role string) vars {
			return vars{"in": vars{"name": "k", "kind": "SERVICE", "roleIds": []string{o.roleID(role)}}}
		}
		named := func(role string, person ident.ID) vars {
			v := key(role)
			v["in"].(vars)["responsibleId"] = usr(person)
			return v
		}
		o.dual(true)
		behalf := los.header("Mandate-On-Behalf-Of", usr(c.bob))
		o.ask(behalf, create, key("administrator")).userError("apiKeyCreate", "DUAL_CONTROL")
		o.ask(behalf, create, named("administrator", c.bob)).userError("apiKeyCreate", "DUAL_CONTROL")
		o.ask(behalf, create, key("auditor")).done("apiKeyCreate")
		o.ask(behalf, create, named("administrator", c.ada)).done("apiKeyCreate").want("apiKeyCreate.apiKey.user.name", "Ada Lovelace")
		o.ask(as(c.ada), create, named("locksmith", c.bob)).userError("apiKeyCreate", "DUAL_CONTROL")
		o.ask(as(c.ada), create, key("locksmith")).done("apiKeyCreate")
	})
}

// TestNobodyMovesAnAccountBeyondThem: who manages people corrects addresses until the
// first sign-in, but not of somebody whose roles they could not give.
func TestNobodyMovesAnAccountBeyondThem(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		fin, ann := o.hire("Fin Director", "finance-director"), o.hire("Ann Accountant", "accounting")
		adam := o.hire("Adam Administrator", "administrator")
		move := func(person ident.ID, email string) vars {
			return vars{"in": vars{"userId": usr(person), "expectedVersion": o.person(person).Version, "email": email}}
		}
		o.ask(as(fin), moveAccount, move(adam, "mine@evil.test")).userError("userUpdate", "FORBIDDEN")
		o.ask(as(fin), moveAccount, move(ann, "ann@acme.test")).done("userUpdate").want("userUpdate.user.email", "ann@acme.test")
		o.ask(as(c.ada), moveAccount, move(adam, "adam@acme.test")).done("userUpdate")

		o.dual(true)
		nora := o.hire("Nora New")
		a := o.ask(as(c.ada), askForRoles, vars{"in": vars{"userId": usr(nora), "expectedVersion": o.person(nora).Version, "roleIds": []string{o.roleID("administrator")}}}).done("userRolesSet")
		o.ask(as(fin), moveAccount, move(nora, "also.mine@evil.test")).done("userUpdate")
		o.ask(as(c.bob), `mutation($in: PendingChangeDecideInput!) { pendingChangeConfirm(input: $in) { userErrors { code } } }`,
			vars{"in": vars{"changeId": a.at("userRolesSet.pendingChange.id"), "expectedVersion": 2}}).userError("pendingChangeConfirm", "CHANGE_NOT_PENDING")
		o.ask(as(c.ada), moveAccount, move(adam, "mine@evil.test")).userError("userUpdate", "DUAL_CONTROL")
	})
}

// TestJobsOfAKeyThatActsForNobody: a job acts for somebody only as long as its key may.
func TestJobsOfAKeyThatActsForNobody(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		c := o.cast()
		bridge := o.role("bridge", []string{"act.onBehalf", "deal.view"}, nil)
		key := with(o.keyOf(c.ada, "bridge")).header("Mandate-On-Behalf-Of", usr(c.bob))
		id := o.ask(key, `mutation { usersExport(input: {}) { job { id } userErrors { code } } }`, nil).done("usersExport").at("usersExport.job.id")
		role, err := ident.Parse(ident.Role, bridge)
		o.must(err)
		o.must(o.people.UpdateRole(o.ctx, role, 0, directory.RoleUpdate{Permissions: &[]string{"deal.view"}}))
		o.work()
		o.ask(as(c.bob), `query($id: ID!) { node(id: $id) { ... on Job { state } } }`, vars{"id": id}).ok().want("node.state", "FAILED")
	})
}

// TestALongJobEndsWithItsStarter: who is shut out, or loses a role, while their job runs
// does nothing more by it.
func TestALongJobEndsWithItsStarter(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		c := o.cast()
		eve, kim := o.hire("Eve Exporter", "administrator"), o.hire("Kim Keeper", "administrator")
		for person, lose := range map[ident.ID]func() error{
			eve: func() error { return o.people.Deactivate(o.ctx, eve, 0, "") },
			kim: func() error { return o.people.SetRoles(o.ctx, kim, 0, []ident.ID{roleOf(o, "auditor")}) },
		} {
			id := o.ask(as(person), `mutation { usersExport(input: {}) { job { id } userErrors { code } } }`, nil).done("usersExport").at("usersExport.job.id")
			went := false
			o.jobs.Works[job.UsersExport] = func(ctx context.Context, run *job.Run) error {
				if err := errors.Join(run.Save(ctx, "1"), lose()); err != nil {
					return err
				}
				err := run.Save(ctx, "2")
				went = err == nil
				return err
			}
			o.work()
			if o.ask(as(c.ada), `query($id: ID!) { node(id: $id) { ... on Job { state } } }`, vars{"id": id}).ok().want("node.state", "FAILED"); went {
				t.Error("the job went on")
			}
		}
	})
}

// TestErasureReachesDeals: deals sort by their owner's name, which goes with the person.
func TestErasureReachesDeals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		id := o.submit("D-1", 1000)
		o.must(o.people.Delete(o.ctx, c.uma, 0, ""))
		o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeDeal) // as a deal that she had closed before she went
			return tx.Client.Deal.UpdateOneID(id).SetOwnerID(c.uma).SetOwnerKey("uma underwood").Exec(ctx)
		}))
		o.must(o.people.ErasePerson(o.ctx, c.uma, ""))
		o.must(o.store.Read(o.ctx, func(ctx context.Context, d *db.Client) error {
			row, err := d.Deal.Get(ctx, id)
			if err == nil && row.OwnerKey == "uma underwood" {
				t.Errorf("the deal says %q", row.OwnerKey)
			}
			return err
		}))
	})
}
