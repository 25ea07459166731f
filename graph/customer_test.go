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
		cars := o.ask(ada, `query($a: ID!) { node(id: $a) { ... on CustomerAccount { portfolios { id } } } }`, vars{"a": nord}).ok().at("node.portfolios.0.id")
		o.steps("portfolioUpdate", "portfolio { version name reference }", []step{
			{name: "success", by: ada, input: vars{"portfolioId": cars, "expectedVersion": 1, "reference": "C-7"}, entry: "PORTFOLIO_UPDATED",
				check: map[string]any{"portfolio.name": "Cars", "portfolio.reference": "C-7", "portfolio.version": 2}},
			{name: "stale", by: ada, input: vars{"portfolioId": cars, "expectedVersion": 1, "name": "Boats"}, code: "STALE", check: map[string]any{"portfolio.name": "Cars", "portfolio.version": 2}},
			{name: "no name", by: ada, input: vars{"portfolioId": cars, "name": " "}, code: "REQUIRED", field: "name"},
			{name: "other company", by: asIn(c.otherTenant, c.other), input: vars{"portfolioId": cars, "name": "Mine"}, code: "NOT_FOUND", field: "portfolioId"},
			{name: "denied", by: as(c.uma), input: vars{"portfolioId": cars, "name": "Mine"}, top: "FORBIDDEN"},
		})
		first := o.twice(ada, `mutation($a: ID!) { customerContactCreate(input: { accountId: $a, firstName: "Nina", lastName: "Nord", email: "nina@nord.test", commercial: true }) { contact { id version primary } userErrors { code } } }`,
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
		o.steps("customerContactUpdate", "contact { version lastName }", []step{
			{name: "what the login keeps", by: ada, input: vars{"contactId": first, "lastName": "Süd"}, code: "INVALID", field: "lastName", check: map[string]any{"contact.lastName": "Nord"}},
		})
		o.steps("customerContactRemove", "contact { id }", []step{
			{name: "stale", by: ada, input: vars{"contactId": first, "expectedVersion": 1}, code: "STALE"},
			{name: "denied", by: as(c.uma), input: vars{"contactId": first}, top: "FORBIDDEN"},
			{name: "other company", by: asIn(c.otherTenant, c.other), input: vars{"contactId": first}, code: "NOT_FOUND", field: "contactId"},
			{name: "success", by: ada, input: vars{"contactId": first, "expectedVersion": 2}, entry: "CUSTOMER_CONTACT_REMOVED", check: map[string]any{"contact": nil}},
			{name: "gone", by: ada, input: vars{"contactId": first}, code: "NOT_FOUND", field: "contactId"},
		})
		o.ask(ada, `query($a: ID!) { customerContacts(first: 5, accountId: $a) { totalCount } }`, vars{"a": nord}).ok().want("customerContacts.totalCount", 0)
	})
}
