package graph_test

import (
	"strings"
	"testing"
	"time"

	"mandate/fault"
	"mandate/ident"
)

func TestCan(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.board()
		pia := o.hire("Pia Peer", "underwriter")
		can := func(w who, person ident.ID, permission string, deal any) *answer {
			t.Helper()
			return o.ask(w, `query($u: ID!, $p: String!, $d: ID) { can(userId: $u, permission: $p, dealId: $d) { allowed reasons { code message } } }`, vars{"u": usr(person), "p": permission, "d": deal})
		}
		los := with(o.key("service-los"))
		can(los, b.uma, "deal.edit", b.deal).ok().want("can.allowed", true).want("can.reasons", "[]")
		can(los, pia, "deal.edit", b.deal).ok().want("can.allowed", false).want("can.reasons.0.code", "UNKNOWN_DEAL")
		can(los, b.uma, "approval.decide", nil).ok().want("can.allowed", false).want("can.reasons.0.code", "FORBIDDEN").
			want("can.reasons.0.message", "This person's roles do not allow this. An administrator can change that.")
		can(as(b.uma), b.uma, "approval.decide", nil).ok().want("can.reasons.0.message", "Your roles do not allow this. An administrator can change that.")
		can(los.header("Mandate-On-Behalf-Of", usr(b.uma)), b.uma, "approval.decide", nil).ok().want("can.reasons.0.message", "Your roles do not allow this. An administrator can change that.")
		can(as(b.uma), b.uma, "deal.view", nil).ok().want("can.allowed", true)
		can(as(pia), b.uma, "deal.view", nil).refused(200, fault.CodeForbidden)
		can(los, b.uma, "deal.fly", nil).refused(200, fault.CodeInvalid)
		can(los, b.other, "deal.view", nil).refused(200, fault.CodeUnknownUser)
		can(los, b.uma, "deal.view", o.store.NewID().Text(ident.Deal)).refused(200, fault.CodeUnknownDeal)
	})
}

func TestAuthorityCheck(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.board()
		check := func(w who, person ident.ID, args string) *answer {
			t.Helper()
			return o.ask(w, `query($u: ID!) { authorityCheck(userId: $u`+args+`) { at allowed covered mayApprove approverReason user { name } reasons { code message } grant { at }
				comparisons { code covered value { amount } limit { amount unlimited } headroom { amount } } } }`, vars{"u": usr(person)})
		}
		deal := `, dealId: "` + b.deal + `"`
		check(as(b.uma), b.uma, deal).ok().want("authorityCheck.allowed", false).want("authorityCheck.reasons.0.code", "AUTHORITY_EXCEEDED").want("authorityCheck.comparisons.0.value.amount", "700000.00").
			want("authorityCheck.comparisons.0.headroom.amount", "-100000.00").want("authorityCheck.approverReason", "NO_PERMISSION")
		check(as(b.uma), b.uma, deal).want("authorityCheck.reasons.0.message", "Your limits do not cover this deal. Ask somebody with the authority.")
		check(as(b.ada), b.uma, deal).ok().want("authorityCheck.reasons.0.message", "This person's limits do not cover it. Ask somebody with the authority.")
		check(as(b.uma), b.uma, deal+`, figures: { loanAmount: "600000.00" }`).ok().want("authorityCheck.allowed", true).want("authorityCheck.covered", true)
		check(as(b.ada), b.pat, deal).ok().want("authorityCheck.reasons.0.code", "NOT_ON_DEAL").want("authorityCheck.mayApprove", true)
		check(as(b.ada), b.pat, `, figures: { loanAmount: "1.00" }`).ok().want("authorityCheck.allowed", true).want("authorityCheck.user.name", "Pat Approver")
		check(as(b.ada), b.pat, ``).refused(200, fault.CodeRequired)
		check(as(b.ada), b.pat, `, figures: { discretionBps: 20000 }`).refused(200, fault.CodeInvalid)
		check(as(b.ada), b.pat, `, figures: { loanAmount: "x" }`).refused(200, fault.CodeInvalid)
		check(as(b.uma), b.pat, `, figures: { loanAmount: "1.00" }`).refused(200, fault.CodeForbidden)
		check(as(b.ada), b.other, `, figures: { loanAmount: "1.00" }`).refused(200, fault.CodeUnknownUser)
		check(as(b.ada), b.pat, `, figures: { loanAmount: "1.00" }, asOf: "2999-01-01T00:00:00Z"`).refused(200, fault.CodeInvalid)
		check(as(b.ada), b.pat, `, figures: { loanAmount: "1.00" }, asOf: "2001-01-01T00:00:00Z"`).refused(200, fault.CodeNotFound)
	})
}

// TestThePast: what people could do at an instant is told as it was then.
func TestThePast(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.board()
		_, err := o.people.SetManager(o.ctx, b.uma, 0, b.bob)
		o.must(err)
		o.away(b.peg, 0, 1, b.bob)
		time.Sleep(10 * time.Millisecond)
		then := time.Now().UTC().Format(time.RFC3339Nano)
		time.Sleep(10 * time.Millisecond)
		o.limit(b.pat, 0, 1_000)
		_, err = o.people.SetManager(o.ctx, b.uma, 0, ident.ID{})
		o.must(err)
		o.must(o.desk.EndAbsence(o.ctx, b.peg, 0))
		o.must(o.people.Delete(o.ctx, b.bob, 0, ""))
		approvers := `{ approvers(amount: "700000.00"%) { nodes { user { name } comparisons { limit { amount } } } } }`
		o.ask(as(b.ada), strings.Replace(approvers, "%", "", 1), nil).ok().want("approvers.nodes.0.user.name", "Peg Approver")
		o.ask(as(b.ada), strings.Replace(approvers, "%", `, asOf: "`+then+`"`, 1), nil).ok().want("approvers.nodes.0.user.name", "Pat Approver").want("approvers.nodes.0.comparisons.0.limit.amount", "5000000.00")

		people := `{ users(first: 9, asOf: "` + then + `") { totalCount nodes { firstName active absent load outOfOffice { state } manager { name } directReports { name } lendingLimits { version loanAmount { amount } } preferences { autoAssign } } } }`
		a := o.ask(as(b.ada), people, nil).ok().want("users.totalCount", 5).want("users.nodes.0.firstName", "Ada").want("users.nodes.1.firstName", "Bob")
		for i, n := range a.list("users.nodes") {
			row := n.(map[string]any)
			at := "users.nodes." + string(rune('0'+i))
			switch row["firstName"] {
			case "Pat":
				a.want(at+".lendingLimits.loanAmount.amount", "5000000.00").want(at+".lendingLimits.version", 0)
			case "Peg":
				a.want(at+".absent", true).want(at+".outOfOffice.state", "ACTIVE")
			case "Bob":
				a.want(at+".directReports.0.name", "Uma Underwood")
			case "Uma":
				a.want(at+".manager.name", "Bob Barker").want(at+".preferences.autoAssign", true).want(at+".load", 1).want(at+".directReports", "[]")
			}
		}
		tom := o.hire("Tom Team", "team-manager") // who finds the masked by an id, and not by the name that is hidden from him
		o.ask(as(tom), `{ users(first: 9, asOf: "`+then+`", orderBy: { field: FIRST_NAME, direction: ASC }, search: "`+usr(b.bob)+`") { nodes { name email } } }`, nil).ok().
			want("users.nodes.0.name", "Unknown Name").want("users.nodes.0.email", "")
		o.ask(as(b.ada), `{ users(first: 9, asOf: "`+then+`", where: { active: true }) { totalCount } }`, nil).refused(200, fault.CodeInvalid)
		o.ask(as(b.ada), `{ users(first: 9, asOf: "2999-01-01T00:00:00Z") { totalCount } }`, nil).refused(200, fault.CodeInvalid)
		o.ask(as(b.ada), `{ users(first: 9, asOf: "2001-01-01T00:00:00Z") { totalCount } }`, nil).refused(200, fault.CodeNotFound)

		limits := `query($id: ID!, $at: Time) { lendingLimits(userId: $id, asOf: $at) { version loanAmount { amount currency } } }`
		o.ask(as(b.ada), limits, vars{"id": usr(b.pat)}).ok().want("lendingLimits.loanAmount.amount", "1000.00").want("lendingLimits.version", 2)
		o.ask(as(b.ada), limits, vars{"id": usr(b.pat), "at": then}).ok().want("lendingLimits.loanAmount.amount", "5000000.00").want("lendingLimits.version", 0)
		o.ask(as(b.uma), limits, vars{"id": usr(b.uma)}).ok().want("lendingLimits.loanAmount.amount", "600000.00")
		o.ask(as(b.uma), limits, vars{"id": usr(b.pat)}).refused(200, fault.CodeForbidden)
		o.ask(as(b.ada), limits, vars{"id": usr(b.other)}).refused(200, fault.CodeUnknownUser)

		matrix := `query($at: Time, $w: AuthorityMatrixWhere) { authorityMatrix(asOf: $at, where: $w) { at limitsView currency rows(first: 9) { totalCount nodes { user { name } active absent mayApprove autoAssign limits { version loanAmount { amount } } } } } }`
		o.ask(as(b.ada), matrix, vars{"w": vars{"search": "pat"}}).ok().want("authorityMatrix.rows.totalCount", 1).want("authorityMatrix.rows.nodes.0.limits.loanAmount.amount", "1000.00").
			want("authorityMatrix.rows.nodes.0.limits.version", 2).want("authorityMatrix.rows.nodes.0.mayApprove", true).want("authorityMatrix.limitsView", "CONDENSED").want("authorityMatrix.currency", "CAD")
		o.ask(as(b.ada), matrix, vars{"at": then, "w": vars{"search": "peg"}}).ok().want("authorityMatrix.rows.nodes.0.absent", true).want("authorityMatrix.rows.nodes.0.limits.version", 0)
		o.ask(as(b.ada), matrix, vars{"at": then}).ok().want("authorityMatrix.rows.totalCount", 5)
		o.ask(as(b.uma), matrix, nil).refused(200, fault.CodeForbidden)
	})
}

func TestWhatIf(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.board()
		try := func(w who, changes ...vars) *answer {
			t.Helper()
			return o.ask(w, `query($c: [WhatIfChangeInput!]!) { whatIf(changes: $c) { dealCount truncated deals { deal { reference } ownerBefore { name } actingBefore { name } actingAfter { name } blockedBefore blockedAfter stalledBefore stalledAfter }
				loads { user { name } before after } approvers { user { name } before after } } }`, vars{"c": changes})
		}
		a := try(as(b.ada), vars{"absence": vars{"userId": usr(b.uma), "absent": true, "delegateId": usr(b.pat)}}).ok()
		a.want("whatIf.dealCount", 1).want("whatIf.deals.0.deal.reference", "R-1").want("whatIf.deals.0.actingBefore.name", "Uma Underwood").want("whatIf.deals.0.actingAfter.name", "Pat Approver").
			want("whatIf.deals.0.blockedBefore", true).want("whatIf.deals.0.blockedAfter", false)
		try(as(b.ada), vars{"limits": vars{"userId": usr(b.uma), "loanAmount": vars{"amount": "800000.00"}}}).ok().want("whatIf.deals.0.blockedAfter", false)
		try(as(b.ada), vars{"settings": vars{"limitsView": "EXPANDED"}}).ok()
		try(as(b.ada), vars{"preferences": vars{"userId": usr(b.uma), "autoAssign": false}}).ok().want("whatIf.dealCount", 0)
		o.lastSeen(b.uma, 30*24*time.Hour)
		lock := func(days any) vars { return vars{"settings": vars{"inactivityDays": days, "zone": "Europe/Berlin"}} }
		try(as(b.ada), lock(30)).ok().want("whatIf.deals.0.deal.reference", "R-1").want("whatIf.deals.0.stalledBefore", false).want("whatIf.deals.0.stalledAfter", true)
		try(as(b.ada), lock(31)).ok().want("whatIf.dealCount", 0)
		try(as(b.ada), lock(nil)).ok().want("whatIf.dealCount", 0)
		try(as(b.ada), lock(0)).refused(200, fault.CodeInvalid)
		try(as(b.ada), vars{"settings": vars{"currency": "USD"}}).refused(200, fault.CodeCurrencyInUse)
		try(as(b.ada), vars{"settings": vars{"zone": "Mars"}}).refused(200, fault.CodeInvalid)
		o.ask(as(b.uma), `query($id: ID!) { deal(id: $id) { version actingUser { name } } }`, vars{"id": b.deal}).ok().want("deal.version", 2).want("deal.actingUser.name", "Uma Underwood")
		for code, change := range map[fault.Code]vars{
			fault.CodeInvalid:          {},
			fault.CodeUnknownUser:      {"absence": vars{"userId": usr(b.other), "absent": true, "delegateId": usr(b.pat)}},
			fault.CodeDelegateRequired: {"absence": vars{"userId": usr(b.uma), "absent": true}},
			fault.CodeSelfDelegation:   {"absence": vars{"userId": usr(b.uma), "absent": true, "delegateId": usr(b.uma)}},
			fault.CodeOOONotSet:        {"absence": vars{"userId": usr(b.uma), "absent": false}},
		} {
			try(as(b.ada), change).refused(200, code)
		}
		try(as(b.ada), make([]vars, 0)...).refused(200, fault.CodeInvalid)
		try(as(b.uma), vars{"settings": vars{"autoAssign": false}}).refused(200, fault.CodeForbidden)
	})
}
