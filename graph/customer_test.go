package graph_test

import "testing"

// TestCustomersAreKept does what an administrator does with customers, one after the
// other, and what each step refuses.
func TestCustomersAreKept(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		ada := as(c.ada)
		a := o.ask(ada, `mutation { a: customerAccountCreate(input: { name: "Nord Inkasso", reference: "N-1" }) { account { id version } userErrors { code } }
			b: customerAccountCreate(input: { name: "Süd Inkasso", reference: "S-1" }) { account { id version } userErrors { code } } }`, nil).done("a").done("b")
		nord, south := a.at("a.account.id"), a.at("b.account.id")
		o.steps("customerAccountUpdate", "account { version city }", []step{
			{name: "success", by: ada, input: vars{"accountId": nord, "expectedVersion": 1, "city": "Kiel"}, check: map[string]any{"account.city": "Kiel", "account.version": 2}},
			{name: "stale", by: ada, input: vars{"accountId": nord, "expectedVersion": 1, "city": "Bonn"}, code: "STALE", check: map[string]any{"account.city": "Kiel"}},
		})
		o.steps("portfolioCreate", "portfolio { name }", []step{
			{name: "success", by: ada, input: vars{"accountId": nord, "name": "Cars"}, check: map[string]any{"portfolio.name": "Cars"}},
		})
		first := o.ask(ada, `mutation($a: ID!) { customerContactCreate(input: { accountId: $a, firstName: "Nina", lastName: "Nord", email: "nina@nord.test", commercial: true }) { contact { id version primary } userErrors { code } } }`,
			vars{"a": nord}).done("customerContactCreate").want("customerContactCreate.contact.primary", true).at("customerContactCreate.contact.id")
		nina := o.ask(ada, `query($a: ID!) { customerCandidates(first: 5, accountId: $a) { nodes { id } } }`, vars{"a": south}).ok().at("customerCandidates.nodes.0.id")
		o.steps("customerContactLink", "contact { version commercial operational user { id } account { id } }", []step{
			{name: "success", by: ada, input: vars{"accountId": south, "userId": nina, "operational": true},
				check: map[string]any{"contact.operational": true, "contact.commercial": false, "contact.user.id": nina, "contact.account.id": south}},
			{name: "twice", by: ada, input: vars{"accountId": south, "userId": nina}, code: "TAKEN", field: "userId"},
			{name: "other company", by: ada, input: vars{"accountId": south, "userId": usr(c.other)}, code: "NOT_FOUND", field: "userId"},
			{name: "denied", by: as(c.uma), input: vars{"accountId": south, "userId": nina}, top: "FORBIDDEN"},
		})
		o.steps("customerContactUpdate", "contact { version language operational }", []step{
			{name: "success", by: ada, input: vars{"contactId": first, "expectedVersion": 1, "language": "de", "operational": true}, check: map[string]any{"contact.language": "de", "contact.operational": true}},
			{name: "stale", by: ada, input: vars{"contactId": first, "expectedVersion": 1, "language": "fr"}, code: "STALE", check: map[string]any{"contact.language": "de"}},
			{name: "denied", by: as(c.uma), input: vars{"contactId": first, "language": "fr"}, top: "FORBIDDEN"},
		})
	})
}
