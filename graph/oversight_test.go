package graph_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"mandate/fault"
)

func TestHistorySearch(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.must(o.people.Deactivate(o.ctx, c.uma, 0, "left for the Competition"))
		find := func(where string, want int) {
			t.Helper()
			o.ask(as(c.ada), `query($u: ID!) { history(first: 50, where: { `+where+` }) { totalCount } }`, vars{"u": usr(c.uma)}).ok().want("history.totalCount", want)
		}
		find(`personId: $u, text: "competition left"`, 1)
		find(`personId: $u, text: "returned"`, 0)
		find(`personId: $u, actions: ["USER_DEACTIVATED"]`, 1)
		find(`targetId: $u, targetKind: "deal"`, 0)
		o.ask(as(c.ada), `query($u: ID!) { history(first: 5, where: { personId: "x" }) { totalCount } users(first: 1, where: { managerId: $u }) { totalCount } }`, vars{"u": usr(c.uma)}).
			refused(http.StatusOK, fault.CodeUnknownUser)
	})
}

func TestAccessReview(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		c := o.cast()
		const review = `query($p: String, $at: Time) { accessReview(first: 9, permission: $p, asOf: $at) { totalCount nodes { user { name } active permissions since grants { role source grantedBy { name } since } lendingLimits { maxCapacity } } } }`
		a := o.ask(as(c.ada), review, nil).ok().want("accessReview.totalCount", 3).want("accessReview.nodes.0.user.name", "Ada Lovelace").want("accessReview.nodes.0.grants.0.role", "administrator")
		if a.at("accessReview.nodes.0.since") == nil {
			t.Error("since when is not said")
		}
		o.ask(as(c.ada), review, vars{"p": "company.manage"}).ok().want("accessReview.totalCount", 2).want("accessReview.nodes.1.user.name", "Bob Barker")
		o.ask(as(c.ada), review, vars{"p": "approval.decide"}).ok().want("accessReview.totalCount", 0)
		o.ask(as(c.ada), review, vars{"p": "deal.fly"}).refused(http.StatusOK, fault.CodeInvalid)
		o.ask(as(c.uma), review, nil).refused(http.StatusOK, fault.CodeForbidden)
		before := o.store.Now()
		o.must(o.people.SetRoles(o.ctx, c.uma, 0, nil))
		o.ask(as(c.ada), review, vars{"at": before}).ok().want("accessReview.nodes.2.permissions", "[deal.create deal.edit deal.figures deal.view pipeline.unassigned report.production]")
		id := o.twice(as(c.ada), `mutation { accessReviewExport(input: {}) { job { id } userErrors { code } } }`, nil).done("accessReviewExport").at("accessReviewExport.job.id").(string)
		o.work()
		if body := o.get(as(c.ada), "/graphql/files/"+id).Body.String(); !strings.Contains(body, ",Ada Lovelace,true,administrator,ADMIN,") || !strings.Contains(body, ",Uma Underwood,true,,,,,,") {
			t.Errorf("the file says\n%s", body)
		}
	})
}

func TestProductionReport(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 5, 900_000)
		o.submit("A", 500_000)
		o.submit("B", 250_000)
		const report = `query($r: DateRangeInput!, $by: ProductionBy!) { productionReport(range: $r, by: $by) { rows { id label deals amount { amount } fundedDeals } total { deals amount { amount currency } } otherCurrency csv } }`
		days := vars{"from": day(-40), "to": day(1)}
		for by, label := range map[string]string{"PERSON": "Uma Underwood", "STATUS": "NEW", "PERIOD": day(0)[:7], "TEAM": "", "PRODUCT": ""} {
			a := o.ask(as(c.ada), report, vars{"r": days, "by": by}).ok().want("productionReport.total.deals", 2).want("productionReport.total.amount.amount", "750000.00").want("productionReport.rows.0.label", label)
			if csv := fmt.Sprint(a.at("productionReport.csv")); !strings.Contains(csv, "TOTAL,2,750000.00,CAD,0,0.00,0") {
				t.Errorf("%s as CSV: %s", by, csv)
			}
		}
		peer := o.hire("Pia Peer", "underwriter")
		o.ask(as(peer), report, vars{"r": days, "by": "PERSON"}).ok().want("productionReport.total.deals", 0)
		o.ask(as(c.uma), report, vars{"r": days, "by": "PERSON"}).ok().want("productionReport.total.deals", 2)
		o.ask(as(c.ada), report, vars{"r": vars{"from": day(1), "to": day(0)}, "by": "PERSON"}).refused(http.StatusOK, "INVALID_RANGE")
		o.ask(as(o.hire("Ben Bystander")), report, vars{"r": days, "by": "PERSON"}).refused(http.StatusOK, fault.CodeForbidden)
	})
}
