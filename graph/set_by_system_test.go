package graph_test

import (
	"strings"
	"testing"

	"mandate/graph/gql"
)

// TestFactsOfTheSystemAreSetByNobody is PR-5 and the last of PR-2: no mutation takes whether
// an account is verified or has a document account, none sends WELCOME, and the menu of a
// person says that the system does it. With no document system connected nobody has an
// account there.
func TestFactsOfTheSystemAreSetByNobody(t *testing.T) {
	t.Parallel()
	schema := gql.NewExecutableSchema(gql.Config{}).Schema()
	for _, root := range schema.Mutation.Fields {
		if strings.HasPrefix(root.Name, "user") && (strings.Contains(root.Name, "Verif") || strings.Contains(root.Name, "Document")) {
			t.Errorf("%s may set what the system sets", root.Name)
		}
		for _, arg := range root.Arguments {
			for _, f := range schema.Types[arg.Type.Name()].Fields {
				if strings.HasPrefix(root.Name, "user") && (f.Name == "verified" || f.Name == "documentAccount" || f.Name == "welcome") {
					t.Errorf("%s takes %s", root.Name, f.Name)
				}
			}
		}
	}
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		a := o.ask(as(c.ada), `query($u: ID!) { user(id: $u) { verified documentAccount viewerCan { action allowed code } } }`, vars{"u": usr(c.uma)}).ok().
			want("user.verified", true).want("user.documentAccount", false)
		seen := 0
		for _, can := range a.at("user.viewerCan").([]any) {
			row := can.(map[string]any)
			switch row["action"] {
			case "sendWelcome", "documentAccount", "verify":
				if seen++; row["allowed"] != false || row["code"] != "SET_BY_SYSTEM" {
					t.Errorf("%v", row)
				}
			}
		}
		if seen != 3 {
			t.Errorf("%d of three facts are told", seen)
		}
		sent := o.notices(c.uma, "WELCOME")
		o.ask(as(c.ada), `mutation($u: ID!, $v: Int!) { userWelcomeResend(input: { userId: $u, expectedVersion: $v }) { userErrors { code } } }`,
			vars{"u": usr(c.uma), "v": o.person(c.uma).Version}).done("userWelcomeResend")
		if o.notices(c.uma, "WELCOME") != sent || o.notices(c.uma, "CREDENTIAL_RESET") != 1 {
			t.Error("WELCOME was sent by hand")
		}
	})
}
