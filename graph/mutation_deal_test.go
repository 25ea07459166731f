package graph_test

import (
	"slices"
	"testing"

	"mandate/fault"
	"mandate/ident"
)

func TestPreferencesUpdate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		los := with(o.key("service-los"))
		a := o.ask(los, `mutation { brokersUpsert(input: { brokers: [{ reference: "b1", name: "Good", verified: true }, { reference: "b2", name: "Other" }] }) { brokers { id name verified } userErrors { code } }
			productsUpsert(input: { products: [{ reference: "p1", name: "Fixed", locations: ["ON"] }] }) { products { id name locations } userErrors { code } } }`, nil).ok()
		good, other, fixed := a.at("brokersUpsert.brokers.0.id"), a.at("brokersUpsert.brokers.1.id"), a.at("productsUpsert.products.0.id")
		mine := func(v int, more vars) vars {
			input := vars{"userId": usr(c.uma), "expectedVersion": v}
			for k, x := range more {
				input[k] = x
			}
			return input
		}
		shown := "user { version preferences { id version autoAssign locations propertyTypes languages financingDate brokers { name verified } products { name } } }"
		o.steps("preferencesUpdate", shown, []step{
			{name: "one's own", by: as(c.uma), input: mine(0, vars{"autoAssign": false, "locations": []string{"ON", "QC"}, "brokerIds": []any{good}, "productIds": []any{fixed}, "propertyTypes": []string{"COTTAGE"}}),
				check: map[string]any{"user.preferences.version": 1, "user.preferences.autoAssign": false, "user.preferences.locations": "[ON QC]",
					"user.preferences.brokers.0.name": "Good", "user.preferences.products.0.name": "Fixed", "user.preferences.propertyTypes.0": "COTTAGE"}},
			{name: "stale", by: as(c.ada), input: mine(0, vars{"autoAssign": true}), code: "STALE", check: map[string]any{"user.preferences.version": 1}},
			{name: "an administrator empties", by: as(c.ada), input: mine(1, vars{"locations": []string{}, "brokerIds": nil}),
				check: map[string]any{"user.preferences.locations": "[]", "user.preferences.brokers": "[]", "user.preferences.autoAssign": false}},
			{name: "not verified", by: as(c.uma), input: mine(2, vars{"brokerIds": []any{other}}), code: "BROKER_NOT_VERIFIED", field: "brokerIds"},
			{name: "a product for a broker", by: as(c.uma), input: mine(2, vars{"brokerIds": []any{fixed}}), code: "NOT_FOUND", field: "brokerIds"},
			{name: "null for a switch", by: as(c.uma), input: mine(2, vars{"autoAssign": nil}), code: "REQUIRED", field: "autoAssign"},
			{name: "of somebody else", by: as(c.uma), input: vars{"userId": usr(c.bob), "expectedVersion": 0, "autoAssign": false}, code: "FORBIDDEN", check: map[string]any{"user.preferences": nil}},
			{name: "other company", by: as(c.ada), input: vars{"userId": usr(c.other), "expectedVersion": 0, "autoAssign": false}, code: "UNKNOWN_USER", field: "userId"},
		})
	})
}

// TestCatalogue is PF-3 too: products by name and location.
func TestCatalogue(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		los := with(o.key("service-los"))
		o.steps("brokersUpsert", "brokers { name verified }", []step{
			{name: "success", by: los, input: vars{"brokers": []vars{{"reference": "b1", "name": "Élan Brokers", "verified": true}}}, check: map[string]any{"brokers.0.verified": true}},
			{name: "changed", by: los, input: vars{"brokers": []vars{{"reference": "b1", "name": "Élan Brokers"}}}, check: map[string]any{"brokers.0.verified": false}},
			{name: "no name", by: los, input: vars{"brokers": []vars{{"reference": "b1", "name": ""}}}, code: "INVALID", field: "brokers.0.name"},
			{name: "denied", by: as(o.hire("Aude Auditor", "auditor")), input: vars{"brokers": []vars{}}, top: fault.CodeForbidden},
		})
		o.steps("productsUpsert", "products { name locations }", []step{
			{name: "success", by: los, input: vars{"products": []vars{{"reference": "p1", "name": "Fixed 5", "locations": []string{"ON"}}, {"reference": "p2", "name": "Open"}}},
				check: map[string]any{"products.0.locations": "[ON]", "products.1.locations": "[]"}},
			{name: "no reference", by: los, input: vars{"products": []vars{{"reference": "", "name": "X"}}}, code: "INVALID", field: "products.0.reference"},
			{name: "denied", by: as(o.hire("Alan Auditor", "auditor")), input: vars{"products": []vars{}}, top: fault.CodeForbidden},
		})
		ask := func(query, field, want string) {
			t.Helper()
			if got := o.ask(as(c.uma), query, nil).ok().names(field+".nodes", "name"); got != want {
				t.Errorf("%s: %q, want %q", query, got, want)
			}
		}
		ask(`{ products(first: 9, location: "ON") { nodes { name } } }`, "products", "Fixed 5 Open")
		ask(`{ products(first: 9, location: "QC") { nodes { name } } }`, "products", "Open")
		o.ask(as(c.uma), `{ products(first: 9, location: "O\u0000N") { totalCount } }`, nil).refused(400, fault.CodeInvalid)
		ask(`{ products(first: 9, search: "5 FIX") { nodes { name } } }`, "products", "Fixed 5")
		ask(`{ brokers(first: 9, search: "élan") { nodes { name } } }`, "brokers", "Élan Brokers")
		ask(`{ brokers(first: 9, search: "nobody") { nodes { name } } }`, "brokers", "")
	})
}

func TestCompanySettingsUpdate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.steps("companySettingsUpdate", "companySettings { id version name slug kind zone currency language autoAssign leaverDeals overLimitFallback capacityRelease limitsView sso inactivityDays companyPhone }", []step{
			{name: "success", by: as(c.ada), input: vars{"expectedVersion": 1, "leaverDeals": "RELEASE", "inactivityDays": 30, "overLimitFallback": true},
				check: map[string]any{"companySettings.leaverDeals": "RELEASE", "companySettings.inactivityDays": 30, "companySettings.overLimitFallback": true, "companySettings.version": 2, "companySettings.name": "ACME"}},
			{name: "stale", by: as(c.ada), input: vars{"expectedVersion": 1, "zone": "Europe/Berlin"}, code: "STALE", check: map[string]any{"companySettings.version": 2}},
			{name: "null is off", by: as(c.ada), input: vars{"expectedVersion": 2, "inactivityDays": nil}, check: map[string]any{"companySettings.inactivityDays": nil}},
			{name: "zone", by: as(c.ada), input: vars{"expectedVersion": 3, "zone": "Mars/Olympus"}, code: "INVALID", field: "zone"},
			{name: "null for a zone", by: as(c.ada), input: vars{"expectedVersion": 3, "zone": nil}, code: "REQUIRED", field: "zone"},
			{name: "denied", by: as(c.uma), input: vars{"expectedVersion": 3}, top: fault.CodeForbidden},
		})
	})
}

func figures(reference, amount string, more vars) vars {
	input := vars{"reference": reference, "location": "ON", "facilities": []vars{{"category": "MORTGAGE", "amount": amount}}}
	for k, v := range more {
		input[k] = v
	}
	return input
}

const dealFacts = `id version reference status createdAt updatedAt location propertyType language discretionBps held stalled blocked
	product { name } broker { name } loanAmount { amount currency } existingRetail { amount } existingBusiness { amount }
	facilities { category book amount { amount currency } } owner { name } actingUser { name }
	breaches { code value { amount } limit { amount currency unlimited } valueBps limitBps }
	viewerCan { action allowed code }`

const dealDetails = dealFacts + `
	explanation { at live mode group switchedOff considered chosen { name } counts { reason count } ranking { user { name } reason rank group load maxCapacity lastAssignedAt breaches { code } } }
	history(first: 3) { totalCount nodes { action targetName actorName user { name } } }`

func TestDealSubmit(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 2, 600_000)
		los := with(o.key("service-los"))
		o.steps("dealSubmit", "deal { "+dealDetails+" }", []step{
			{name: "success", by: los, input: figures("R-1", "500000.00", vars{"propertyType": "COTTAGE", "existingRetail": "10.00"}),
				check: map[string]any{"deal.owner.name": "Uma Underwood", "deal.actingUser.name": "Uma Underwood", "deal.loanAmount.amount": "500000.00", "deal.blocked": false,
					"deal.explanation.chosen.name": "Uma Underwood", "deal.explanation.live": false, "deal.explanation.ranking.0.reason": "CHOSEN", "deal.explanation.ranking.0.rank": 1,
					"deal.facilities.0.amount.amount": "500000.00", "deal.existingRetail.amount": "10.00", "deal.propertyType": "COTTAGE", "deal.history": nil}},
			{name: "known, same figures", by: los, input: figures("R-1", "500000.00", vars{"propertyType": "COTTAGE", "existingRetail": "10.00"}), check: map[string]any{"deal.version": 1}},
			{name: "known, others", by: los, input: figures("R-1", "500001.00", nil), code: "DEAL_EXISTS", field: "reference", check: map[string]any{"deal": nil}},
			{name: "beyond everybody", by: los, input: figures("R-2", "700000.00", nil),
				check: map[string]any{"deal.owner": nil, "deal.actingUser": nil, "deal.blocked": false, "deal.explanation.live": true, "deal.explanation.chosen": nil}},
			{name: "decimals", by: los, input: figures("R-3", "1.001", nil), code: "INVALID", field: "facilities.0.amount"},
			{name: "empty amount", by: los, input: figures("R-3", "", nil), code: "INVALID", field: "facilities.0.amount", check: map[string]any{"deal": nil}},
			{name: "too many facilities", by: los, input: vars{"reference": "R-4", "facilities": slices.Repeat([]vars{{"category": "MORTGAGE", "amount": "1.00"}}, 51)}, code: "INVALID", field: "facilities"},
			{name: "unknown product", by: los, input: figures("R-5", "1.00", vars{"product": "nope"}), code: "INVALID", field: "product"},
			{name: "denied", by: as(o.hire("Aude Auditor", "auditor")), input: figures("R-6", "1.00", nil), top: fault.CodeForbidden},
		})
		a := o.ask(los, `query { deals(first: 5, where: { reference: "R-2" }) { nodes { explanation { candidate(userId: "`+usr(c.uma)+`") { reason load maxCapacity breaches { code value { amount } limit { amount } } } } } } }`, nil).ok()
		a.want("deals.nodes.0.explanation.candidate.reason", "OVER_LIMIT").want("deals.nodes.0.explanation.candidate.breaches.0.code", "LOAN_AMOUNT").
			want("deals.nodes.0.explanation.candidate.breaches.0.value.amount", "700000.00").want("deals.nodes.0.explanation.candidate.breaches.0.limit.amount", "600000.00")
	})
}

func TestDealStatusSet(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 2, 600_000)
		id := o.submit("R-1", 500_000).Text(ident.Deal)
		set := func(status string, more vars) vars {
			input := vars{"dealId": id, "status": status}
			for k, v := range more {
				input[k] = v
			}
			return input
		}
		stranger := o.hire("Sam Stranger", "underwriter")
		o.steps("dealStatusSet", "deal { status version stalled blocked }", []step{
			{name: "success", by: as(c.uma), input: set("IN_REVIEW", vars{"expectedVersion": 1, "comment": "looking"}), check: map[string]any{"deal.status": "IN_REVIEW", "deal.version": 2}},
			{name: "stale", by: as(c.uma), input: set("PENDING", vars{"expectedVersion": 1}), code: "STALE", check: map[string]any{"deal.version": 2}},
			{name: "not to be seen", by: as(stranger), input: set("PENDING", nil), code: "UNKNOWN_DEAL", field: "dealId", check: map[string]any{"deal": nil}},
			{name: "no deal", by: as(c.uma), input: vars{"dealId": o.store.NewID().Text(ident.Deal), "status": "PENDING"}, code: "UNKNOWN_DEAL", field: "dealId"},
			{name: "a person for a deal", by: as(c.uma), input: vars{"dealId": usr(c.uma), "status": "PENDING"}, code: "UNKNOWN_DEAL", field: "dealId"},
			{name: "authority step by the LOS", by: with(o.key("service-los")), input: set("FUNDED", nil), code: "NOT_ON_DEAL", field: "dealId"},
			{name: "denied", by: as(o.hire("Aude Auditor", "auditor")), input: set("PENDING", nil), top: fault.CodeForbidden},
		})
		o.limit(c.uma, 2, 400_000)
		o.steps("dealStatusSet", "deal { status blocked breaches { code value { amount } limit { amount } } }", []step{
			{name: "beyond authority", by: as(c.uma), input: set("CONDITIONALLY_APPROVED", nil), code: "AUTHORITY_EXCEEDED", field: "status",
				check: map[string]any{"deal.blocked": true, "deal.breaches.0.code": "LOAN_AMOUNT", "deal.breaches.0.limit.amount": "400000.00"}},
		})
		theirs := asIn(c.otherTenant, c.other)
		o.ask(theirs, `query($id: ID!) { node(id: $id) { id } deal(id: $id) { id } deals(first: 9) { totalCount } }`, vars{"id": id}).ok().
			want("node", nil).want("deal", nil).want("deals.totalCount", 0)
	})
}
