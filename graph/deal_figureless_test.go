package graph_test

import "testing"

// TestDealWithoutFacilityOverTheAPI: zero is within every authority (LL-6), and each figure
// that comes and goes shows in the next answer (LL-10).
func TestDealWithoutFacilityOverTheAPI(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 5, 0)
		los := with(o.key("service-los"))
		o.steps("dealSubmit", "deal { owner { name } blocked loanAmount { amount } facilities { book } breaches { code } }", []step{
			{name: "none", by: los, input: vars{"reference": "R-1", "facilities": []vars{}},
				check: map[string]any{"deal.owner.name": "Uma Underwood", "deal.blocked": false, "deal.loanAmount.amount": "0.00", "deal.facilities": "[]", "deal.breaches": "[]"}},
		})
		id := o.ask(los, `{ deals(first: 1) { nodes { id } } }`, nil).ok().at("deals.nodes.0.id")
		update := func(version int, facilities any) vars {
			return vars{"dealId": id, "expectedVersion": version, "facilities": facilities}
		}
		o.steps("dealUpdate", "deal { blocked facilities { category } breaches { code value { amount } limit { amount } } }", []step{
			{name: "a figure", by: los, input: update(1, []vars{{"category": "MORTGAGE", "amount": "0.01"}}), check: map[string]any{"deal.blocked": true, "deal.breaches.0.code": "LOAN_AMOUNT", "deal.breaches.0.value.amount": "0.01"}},
			{name: "none any more", by: los, input: update(2, []vars{}), check: map[string]any{"deal.blocked": false, "deal.facilities": "[]"}},
			{name: "a figure again", by: los, input: update(3, []vars{{"category": "BRIDGE", "amount": "1.00"}}), check: map[string]any{"deal.blocked": true}},
			{name: "null clears", by: los, input: update(4, nil), check: map[string]any{"deal.blocked": false, "deal.facilities": "[]"}},
		})
		o.steps("dealsSubmit", "results { deal { owner { name } facilities { book } } userErrors { code } }", []step{
			{name: "several", by: los, input: vars{"errorPolicy": "STOP", "deals": []vars{{"reference": "R-2", "facilities": []vars{}}, {"reference": "R-3", "facilities": []vars{}}}},
				check: map[string]any{"results.0.deal.owner.name": "Uma Underwood", "results.1.deal.facilities": "[]"}},
		})
		o.steps("dealStatusSet", "deal { status }", []step{
			{name: "funded", by: as(c.uma), input: vars{"dealId": id, "status": "FUNDED"}, check: map[string]any{"deal.status": "FUNDED"}},
		})
	})
}
