package graph_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/lendinglimits"
	"mandate/ident"
	"mandate/store"
)

// TestRefusalsComeInTheirOrder: section 20 event by event. Where two rules refuse, the one
// that is listed first speaks; each code comes over the API.
func TestRefusalsComeInTheirOrder(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.refusing = true
		c := o.cast()
		o.door.Now = fastClock()
		ina, abe, tom, pia := o.hire("Ina Inactive", "underwriter"), o.hire("Abe Absent", "team-manager"), o.hire("Tom Team", "team-manager"), o.hire("Pia Peer", "underwriter")
		pat, quin := o.hire("Pat Approver", "approver"), o.hire("Quin Approver", "approver", "auditor")
		o.must(o.people.Deactivate(o.ctx, ina, 0, ""))
		o.limit(c.uma, 9, 600_000)
		owned, closed := o.submit("OWNED", 500_000), o.submit("CLOSED", 400_000)
		waiting, away := o.submit("WAITING", 900_000), o.submit("AWAY", 950_000)
		for _, who := range []ident.ID{pat, quin} {
			o.limit(who, 0, 5_000_000)
		}
		o.away(abe, 0, 5, c.uma)
		deal := func(id ident.ID, more vars) vars { return joined(vars{"dealId": id.Text(ident.Deal)}, more) }
		nobody, nothing := o.store.NewID(), o.store.NewID()
		to := func(id ident.ID) vars { return vars{"userId": usr(id)} }
		asks := func(ids ...ident.ID) vars {
			list := []string{}
			for _, id := range ids {
				list = append(list, usr(id))
			}
			return vars{"approverIds": list}
		}
		says := func(w who, mutation string, in vars) (string, *answer) {
			a := o.ask(w, fmt.Sprintf("mutation($in: %s%sInput!) { it: %s(input: $in) { userErrors { code } } }", strings.ToUpper(mutation[:1]), inputs(mutation)[1:], mutation), vars{"in": in})
			for _, e := range a.Errors {
				return fmt.Sprint(e.Extensions["code"]), a
			}
			return a.names("it.userErrors", "code"), a
		}
		want := func(w who, mutation string, in vars, code string) {
			t.Helper()
			if got, a := says(w, mutation, in); got != code {
				t.Errorf("%s %v: %q, want %q: %.300s", mutation, in, got, code, a.Raw)
			}
		}
		conditional := vars{"status": "CONDITIONALLY_APPROVED"}

		want(as(tom), "dealAssign", deal(nothing, to(nobody)), "UNKNOWN_DEAL")
		want(as(pia), "dealAssign", deal(waiting, to(nobody)), "UNKNOWN_USER")
		want(as(c.uma), "dealStatusSet", deal(closed, vars{"status": "DECLINED"}), "")
		want(as(c.uma), "dealAssign", deal(closed, to(ina)), "FORBIDDEN")
		want(as(tom), "dealAssign", deal(closed, to(ina)), "DEAL_CLOSED")
		want(as(tom), "dealAssign", deal(owned, to(ina)), "USER_INACTIVE")
		want(as(tom), "dealAssign", deal(away, to(abe)), "")

		o.refusesFigures(want, deal(nothing, nil)["dealId"], deal(closed, nil)["dealId"])
		want(as(abe), "dealPickUp", deal(nothing, nil), "UNKNOWN_DEAL")
		want(as(abe), "dealPickUp", deal(closed, nil), "DEAL_CLOSED")
		want(as(abe), "dealPickUp", deal(owned, nil), "DEAL_ALREADY_ASSIGNED")
		want(as(abe), "dealPickUp", deal(waiting, nil), "USER_ABSENT")
		los := with(o.key("service-los")) // sees all deals, and is nobody who could have one
		want(los, "dealPickUp", deal(closed, nil), "DEAL_CLOSED")
		want(los, "dealPickUp", deal(owned, nil), "DEAL_ALREADY_ASSIGNED")
		want(los, "dealPickUp", deal(waiting, nil), "FORBIDDEN")

		want(as(pia), "dealUnassign", deal(waiting, nil), "FORBIDDEN")
		want(as(tom), "dealUnassign", deal(waiting, nil), "DEAL_NOT_ASSIGNED")
		want(as(c.uma), "dealRelease", deal(owned, nil), "FORBIDDEN")
		want(as(tom), "dealRelease", deal(owned, nil), "DEAL_NOT_HELD")
		want(as(quin), "dealUndelegate", deal(owned, nil), "NOT_DELEGATED")
		want(as(quin), "dealUndelegate", deal(away, nil), "FORBIDDEN")
		want(as(tom), "dealUndelegate", deal(away, nil), "DELEGATION_IN_FORCE")

		want(as(tom), "dealStatusSet", deal(nothing, conditional), "UNKNOWN_DEAL")
		want(as(tom), "dealStatusSet", deal(away, conditional), "NOT_ON_DEAL")
		want(as(abe), "dealStatusSet", deal(away, conditional), "USER_ABSENT")
		want(as(c.uma), "dealStatusSet", deal(away, conditional), "AUTHORITY_EXCEEDED")

		want(as(tom), "approvalRequest", deal(closed, asks(ina)), "NOT_ON_DEAL")
		want(as(abe), "approvalRequest", deal(away, asks(ina)), "USER_ABSENT")
		want(as(c.uma), "approvalRequest", deal(closed, asks(ina)), "DEAL_CLOSED")
		want(as(c.uma), "approvalRequest", deal(owned, asks(ina)), "APPROVAL_NOT_NEEDED")
		want(as(c.uma), "approvalRequest", deal(away, asks(ina)), "APPROVER_NOT_AVAILABLE")
		want(as(c.uma), "approvalRequest", deal(away, asks(pat)), "")
		want(as(c.uma), "approvalRequest", deal(away, asks(ina)), "REQUEST_PENDING")
		asked := o.ask(as(c.uma), `query($id: ID!) { deal(id: $id) { version requests { id version } } }`, vars{"id": away.Text(ident.Deal)}).ok()
		o.refusesReroutes(c, want, tom, abe, ina)
		decide := vars{"requestId": asked.at("deal.requests.0.id"), "verdict": "DECLINE", "expectedDealVersion": asked.at("deal.version")}
		want(as(quin), "approvalDecide", decide, "NOT_THE_APPROVER")
		before := o.behindTheRules(pat, 1)
		want(as(pat), "approvalDecide", joined(vars{"expectedDealVersion": 99}, vars{"requestId": decide["requestId"], "verdict": "APPROVE"}), "APPROVER_NOT_AVAILABLE")
		o.behindTheRules(pat, before)
		want(as(pat), "approvalDecide", decide, "")
		want(as(quin), "approvalDecide", decide, "REQUEST_NOT_PENDING")

		o.refusesAbsences(c, want, nobody, ina, abe, pia)
		o.refusesPeople(c, want, nobody, ina, pia)
	})
}

// refusesFigures are the events of the LOS. What cannot be read has no figures that could
// be others.
func (o *office) refusesFigures(want func(w who, mutation string, in vars, code string), nothing, closed any) {
	o.t.Helper()
	los := with(o.key("service-los"))
	want(los, "dealSubmit", figures("OWNED", "499999.99", vars{"currency": "USD"}), "DEAL_EXISTS")
	want(los, "dealSubmit", figures("OWNED", "500000.00", vars{"location": "QC"}), "")
	want(los, "dealSubmit", figures("OWNED", "500000.001", nil), "INVALID")
	want(los, "dealSubmit", figures("NEW", "-1.00", nil), "INVALID")
	want(los, "dealUpdate", vars{"dealId": nothing, "location": longText(201), "discretionBps": 10_001, "expectedVersion": 99}, "UNKNOWN_DEAL")
	want(los, "dealUpdate", vars{"dealId": closed, "discretionBps": 10_001, "expectedVersion": 99}, "INVALID")
	want(los, "dealUpdate", vars{"dealId": closed, "discretionBps": 100, "expectedVersion": 99}, "STALE")
}

// refusesReroutes is approval.reroute, while the request waits for whom it names, when
// nobody is left, and when it is over.
func (o *office) refusesReroutes(c cast, want func(w who, mutation string, in vars, code string), tom, abe, ina ident.ID) {
	o.t.Helper()
	deal, rex := o.submit("REROUTED", 950_000), o.hire("Rex Approver", "approver")
	o.limit(rex, 0, 5_000_000)
	id := deal.Text(ident.Deal)
	want(as(tom), "dealAssign", vars{"dealId": id, "userId": usr(abe)}, "")
	want(as(c.uma), "approvalRequest", vars{"dealId": id, "approverIds": []string{usr(rex)}}, "")
	request := o.ask(as(c.uma), `query($id: ID!) { deal(id: $id) { requests { id } } }`, vars{"id": id}).ok().at("deal.requests.0.id")
	reroute := func(to ident.ID) vars {
		return vars{"requestId": request, "approverIds": []string{usr(to)}, "expectedVersion": 99}
	}
	want(as(tom), "approvalReroute", joined(reroute(ina), vars{"requestId": o.store.NewID().Text(ident.Approval)}), "NOT_FOUND")
	want(as(tom), "approvalReroute", reroute(ina), "NOT_ON_DEAL")
	want(as(abe), "approvalReroute", reroute(ina), "USER_ABSENT")
	want(as(c.uma), "approvalReroute", reroute(ina), "REQUEST_PENDING")
	o.must(o.people.Deactivate(o.ctx, rex, 0, ""))
	want(as(tom), "approvalReroute", reroute(ina), "NOT_ON_DEAL")
	want(as(c.uma), "approvalReroute", reroute(ina), "APPROVER_NOT_AVAILABLE")
	want(as(c.uma), "approvalReroute", reroute(c.uma), "APPROVER_NOT_AVAILABLE")
	o.must(o.people.Activate(o.ctx, rex, 0, ""))
	want(as(c.uma), "approvalReroute", reroute(rex), "STALE")
	want(as(tom), "dealAssign", vars{"dealId": id, "userId": usr(c.uma)}, "")
	want(as(c.uma), "dealStatusSet", vars{"dealId": id, "status": "DECLINED"}, "")
	want(as(c.uma), "approvalReroute", reroute(ina), "DEAL_CLOSED")
	want(as(c.uma), "dealStatusSet", vars{"dealId": id, "status": "IN_REVIEW"}, "")
	want(as(c.uma), "approvalReroute", reroute(ina), "REQUEST_NOT_PENDING")
}

// behindTheRules lowers somebody's loan limit as no operation does: requests are not looked
// at, as they are after every event (AP-7). It gives the limit that was.
func (o *office) behindTheRules(person ident.ID, amount int64) (before int64) {
	o.t.Helper()
	o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeLendingLimits)
		row, err := tx.Client.LendingLimits.Query().Where(lendinglimits.UserID(person)).Only(ctx)
		if err != nil {
			return err
		}
		before = *row.LoanAmount
		return row.Update().SetLoanAmount(amount).Exec(ctx)
	}))
	return before
}

// refusesAbsences are the events about out of office.
func (o *office) refusesAbsences(c cast, want func(w who, mutation string, in vars, code string), nobody, ina, abe, pia ident.ID) {
	o.t.Helper()
	person := func(id ident.ID, more vars) vars { return joined(vars{"userId": usr(id)}, more) }
	days := func(from, to int, delegate ident.ID) vars {
		v := vars{"startDate": day(from), "endDate": day(to)}
		if !delegate.IsZero() {
			v["delegateId"] = usr(delegate)
		}
		return v
	}
	never := ident.ID{}
	want(as(c.ada), "outOfOfficeSet", person(nobody, days(9, 5, never)), "UNKNOWN_USER")
	want(as(c.ada), "outOfOfficeSet", person(pia, days(9, 5, never)), "DELEGATE_REQUIRED")
	want(as(c.ada), "outOfOfficeSet", person(pia, days(9, 5, pia)), "SELF_DELEGATION")
	want(as(c.ada), "outOfOfficeSet", person(pia, days(9, 5, ina)), "DELEGATE_INACTIVE")
	want(as(c.ada), "outOfOfficeSet", person(pia, days(-5, -9, c.uma)), "INVALID_RANGE")
	want(as(c.ada), "outOfOfficeSet", person(pia, days(-9, -5, c.uma)), "OOO_IN_PAST")
	want(as(c.ada), "outOfOfficeDelegateSet", person(nobody, vars{"delegateId": usr(ina)}), "UNKNOWN_USER")
	want(as(c.ada), "outOfOfficeDelegateSet", person(pia, vars{"delegateId": usr(pia)}), "OOO_NOT_SET")
	want(as(c.ada), "outOfOfficeDelegateSet", person(abe, vars{"delegateId": usr(abe)}), "SELF_DELEGATION")
	want(as(c.ada), "outOfOfficeEnd", person(nobody, nil), "UNKNOWN_USER")
	want(as(c.ada), "outOfOfficeEnd", person(pia, nil), "OOO_NOT_SET")
}

// refusesPeople are the events about people and the company.
func (o *office) refusesPeople(c cast, want func(w who, mutation string, in vars, code string), nobody, ina, pia ident.ID) {
	o.t.Helper()
	gone := o.leaves("Greta Gone")
	newcomer := func(email string) vars {
		return vars{"firstName": "Nora", "lastName": "New", "email": email, "roleIds": []string{o.roleID("auditor")}, "mfaRequired": false}
	}
	address := func(id ident.ID) string { return o.person(id).Email }
	want(as(c.ada), "userCreate", newcomer(strings.ToUpper(address(c.uma))), "EMAIL_TAKEN")
	want(as(c.ada), "userCreate", newcomer(strings.ToUpper(fmt.Sprintf("greta.%d@acme.test", o.hired))), "EMAIL_RESERVED")
	want(as(c.ada), "directManagerSet", vars{"userId": usr(nobody), "managerId": usr(nobody), "expectedVersion": 1}, "UNKNOWN_USER")
	want(as(c.ada), "directManagerSet", vars{"userId": usr(pia), "managerId": usr(pia), "expectedVersion": 99}, "SELF_MANAGER")
	want(as(c.ada), "lendingLimitsSet", vars{"userId": usr(c.ada), "maxCapacity": 5, "expectedVersion": 99}, "SELF_GRANT")
	want(as(c.ada), "userRolesSet", vars{"userId": usr(c.ada), "roleIds": []string{o.roleID("auditor")}, "expectedVersion": 99}, "SELF_GRANT")
	on := true
	_, petra := o.provisioned("Group")
	want(as(c.ada), "userUpdate", vars{"userId": usr(petra), "firstName": "Petronella", "expectedVersion": 1}, "MANAGED_BY_DIRECTORY")
	o.must(o.people.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{SSO: &on}))
	for _, mutation := range []string{"userDeactivate", "userActivate", "userDelete"} {
		want(as(c.ada), mutation, vars{"userId": usr(nobody)}, "UNKNOWN_USER")
		want(as(c.ada), mutation, vars{"userId": usr(gone)}, "UNKNOWN_USER")
		want(as(c.ada), mutation, vars{"userId": usr(petra), "expectedVersion": 99}, "SSO_MANAGED")
	}
	version := int(o.ask(as(c.ada), `{ companySettings { version } }`, nil).ok().at("companySettings.version").(float64))
	want(as(c.ada), "companySettingsUpdate", vars{"currency": "USD", "expectedVersion": version}, "CURRENCY_IN_USE")
	a := o.ask(as(c.ada), `mutation($in: DirectManagerSetInput!) { directManagerSet(input: $in) { warnings { code } userErrors { code } } }`,
		vars{"in": vars{"userId": usr(pia), "managerId": usr(ina), "expectedVersion": o.person(pia).Version}}).done("directManagerSet")
	a.want("directManagerSet.warnings.0.code", "MANAGER_INACTIVE")
}

// inputs is the type of what a mutation takes, without its end.
func inputs(mutation string) string {
	switch mutation {
	case "dealPickUp", "dealUnassign", "dealRelease", "dealUndelegate":
		return "DealMove"
	case "userDeactivate", "userActivate", "userDelete":
		return "UserStatus"
	}
	return mutation
}

func joined(v, more vars) vars {
	for k, x := range more {
		v[k] = x
	}
	return v
}
