package graph_test

import (
	"strings"
	"testing"
)

// TestRefusalsTellTheCase: what the text of INVALID would not say, with the name that is meant
// and the way on, in each language.
func TestRefusalsTellTheCase(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := as(o.cast().ada)
		account := o.ask(ada, `mutation { customerAccountCreate(input: { name: "Nord" }) { account { id } userErrors { code } } }`, nil).done("customerAccountCreate").at("customerAccountCreate.account.id")
		o.ask(ada, `mutation($a: ID!) { customerContactCreate(input: { accountId: $a, firstName: "Nina", lastName: "Nord", email: "nina@nord.test", commercial: true }) { userErrors { code } } }`, vars{"a": account}).done("customerContactCreate")
		nina := o.ask(ada, `{ users(first: 1, where: { kind: CONTACT }) { nodes { id } } }`, nil).ok().at("users.nodes.0.id")
		role := o.ask(ada, `mutation($p: [String!]!) { roleCreate(input: { name: "reader", permissions: $p }) { role { id } userErrors { code } } }`, vars{"p": []string{}}).done("roleCreate").at("roleCreate.role.id")
		o.ask(ada, `mutation($u: ID!, $r: ID!) { userRolesSet(input: { userId: $u, roleIds: [$r], expectedVersion: 1 }) { userErrors { code } } }`, vars{"u": nina, "r": role}).done("userRolesSet")
		o.tells(ada, `mutation($a: ID!, $b: ID!) { userRolesSet(input: { userId: $a, roleIds: [$b], expectedVersion: 2 })`, vars{"a": nina, "b": o.roleID("auditor")},
			map[string]string{"en": "role auditor, which carries rights", "de": "die Rolle auditor nicht haben", "fr": "le rôle auditor, qui donne des droits"})
		o.tells(ada, `mutation($a: ID!, $b: String!) { roleUpdate(input: { roleId: $a, permissions: [$b], expectedVersion: 1 })`, vars{"a": role, "b": "deal.view"},
			map[string]string{"en": "holds the role reader, which", "de": "hat die Rolle reader;", "fr": "a le rôle reader, qui"})
		o.tells(ada, `mutation($a: String!, $b: String!) { webhookCreate(input: { name: $a, url: "https://los.acme.test", events: [$b] })`, vars{"a": "LOS", "b": "deal_asigned"},
			map[string]string{"en": "deal_asigned is no action of history. The nearest are: DEAL_ASSIGNED, DEAL_UNASSIGNED, ", "de": "sind: DEAL_ASSIGNED, DEAL_UNASSIGNED, ", "fr": "\u00a0: DEAL_ASSIGNED, DEAL_UNASSIGNED, "})
	})
}

// tells looks at what a refused mutation says in each language.
func (o *office) tells(by who, mutation string, v vars, said map[string]string) {
	o.t.Helper()
	for language, want := range said {
		a := o.ask(by.header("Accept-Language", language), mutation+` { userErrors { code message } } }`, v).ok()
		if !strings.Contains(a.Raw, `"code":"INVALID"`) || !strings.Contains(a.Raw, want) {
			o.t.Errorf("in %s: %s, want %q in it", language, a.Raw, want)
		}
	}
}
