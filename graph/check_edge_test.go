package graph_test

import (
	"testing"
	"time"

	"mandate/assign"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

const checked = `{ allowed covered mayApprove approverReason reasons { code } comparisons { code covered value { amount currency } limit { amount unlimited } headroom { amount } } }`

// checks asks authorityCheck of a person.
func (o *office) checks(person ident.ID, args string) *answer {
	o.t.Helper()
	return o.ask(as(o.firstUser()), `query($u: ID!) { authorityCheck(userId: $u`+args+`) `+checked+` }`, vars{"u": usr(person)})
}

// TestAuthorityAtTheBound: the limit itself is covered, a cent more is not (LL-2); unset is
// zero and covers zero (LL-6).
func TestAuthorityAtTheBound(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.board()
		figures := func(amount string) string { return `, figures: { loanAmount: "` + amount + `" }` }
		o.checks(b.uma, figures("600000.00")).ok().want("authorityCheck.covered", true).want("authorityCheck.comparisons.0.headroom.amount", "0.00")
		o.checks(b.uma, figures("600000.01")).ok().want("authorityCheck.covered", false).want("authorityCheck.comparisons.0.headroom.amount", "-0.01").
			want("authorityCheck.comparisons.0.code", "LOAN_AMOUNT")
		o.checks(b.bob, figures("0.00")).ok().want("authorityCheck.covered", true)
		o.checks(b.bob, figures("0.01")).ok().want("authorityCheck.covered", false)
		o.checks(b.uma, figures("1.001")).refused(200, fault.CodeInvalid)
	})
}

// TestAuthorityOfOtherDeals: another currency is covered for nobody and said alone (LL-7); a
// secured line of credit counts as a mortgage does (LL-3).
func TestAuthorityOfOtherDeals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.board()
		submit := func(reference string, more vars) string {
			in := vars{"reference": reference, "facilities": []vars{{"category": "LINE_SECURED", "amount": "700000.00"}}}
			for k, v := range more {
				in[k] = v
			}
			return o.ask(with(o.key("service-los")), `mutation($in: DealSubmitInput!) { dealSubmit(input: $in) { deal { id } userErrors { code } } }`, vars{"in": in}).done("dealSubmit").at("dealSubmit.deal.id").(string)
		}
		dollars := `, dealId: "` + submit("USD-1", vars{"currency": "USD"}) + `"`
		o.checks(b.pat, dollars).ok().want("authorityCheck.covered", false).want("authorityCheck.mayApprove", false).want("authorityCheck.comparisons.0.code", "CURRENCY")
		if n := len(o.checks(b.pat, dollars).ok().list("authorityCheck.comparisons")); n != 1 {
			t.Errorf("%d comparisons beside the currency", n)
		}
		line := `, dealId: "` + submit("LINE-1", nil) + `"`
		expanded := assign.ViewExpanded
		o.must(o.people.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{LimitsView: &expanded}))
		a := o.checks(b.pat, line).ok().want("authorityCheck.covered", false)
		a.want("authorityCheck.comparisons.0.code", "MORTGAGE_SECURED").want("authorityCheck.comparisons.0.value.amount", "700000.00").want("authorityCheck.comparisons.0.covered", false).
			want("authorityCheck.comparisons.1.code", "NON_MORTGAGE_SECURED").want("authorityCheck.comparisons.1.value.amount", "0.00").want("authorityCheck.comparisons.1.covered", true)
	})
}

// TestAuthorityOfWhoCannotDecide: absent, inactive by an administrator or by the clock, on a
// closed deal, unknown, or not there yet.
func TestAuthorityOfWhoCannotDecide(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.board()
		deal, small := `, dealId: "`+b.deal+`"`, `, figures: { loanAmount: "1.00" }`
		before := time.Now().UTC().Format(time.RFC3339Nano)
		late := o.hire("Lea Late", "approver")
		o.limit(late, 0, 5_000_000)
		o.checks(late, small+`, asOf: "`+before+`"`).refused(200, fault.CodeUnknownUser)
		o.checks(late, small).ok().want("authorityCheck.allowed", true)
		o.checks(o.store.NewID(), small).refused(200, fault.CodeUnknownUser)
		o.checks(b.pat, `, dealId: "`+o.store.NewID().Text(ident.Deal)+`"`).refused(200, fault.CodeUnknownDeal)

		o.away(b.pat, 0, 1, b.bob)
		o.checks(b.pat, deal).ok().want("authorityCheck.mayApprove", false).want("authorityCheck.approverReason", "ABSENT")
		o.must(o.people.Deactivate(o.ctx, b.peg, 0, ""))
		o.checks(b.peg, deal).ok().want("authorityCheck.mayApprove", false).want("authorityCheck.approverReason", "INACTIVE")

		o.away(b.uma, 0, 1, b.bob)
		o.checks(b.uma, deal+small).ok().want("authorityCheck.allowed", false).want("authorityCheck.reasons.0.code", "USER_ABSENT")
		o.must(o.desk.EndAbsence(o.ctx, b.uma, 0))
		version := o.ask(as(b.ada), `query($id: ID!) { deal(id: $id) { version } }`, vars{"id": b.deal}).ok().at("deal.version")
		o.ask(as(b.uma), `mutation($in: DealStatusSetInput!) { dealStatusSet(input: $in) { userErrors { code } } }`,
			vars{"in": vars{"dealId": b.deal, "status": "CANCELLED", "expectedVersion": version}}).done("dealStatusSet")
		a := o.checks(b.uma, deal)
		if a.ok().at("authorityCheck.allowed") != false {
			t.Errorf("on a closed deal: %s", a.Raw)
		}
	})
}
