package graph_test

import (
	"context"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/notification"
	"mandate/graph/gql"
	"mandate/ident"
)

// TestFactsOfTheSystemAreSetByNobody is PR-5 and the last of PR-2: no mutation takes whether
// an account is verified or has a document account, none sends WELCOME, and the menu of a
// person says that the system does it. With no document system connected nobody has an
// account there.
func TestFactsOfTheSystemAreSetByNobody(t *testing.T) {
	t.Parallel()
	schema := gql.NewExecutableSchema(gql.Config{}).Schema()
	for _, root := range schema.Mutation.Fields {
		if strings.Contains(strings.ToLower(root.Name), "verif") || strings.Contains(strings.ToLower(root.Name), "document") {
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

// TestNobodyIsWelcomedWithACredentialUnderSSO is PR-2: the notice says where, and the account
// has no password of its own.
func TestNobodyIsWelcomedWithACredentialUnderSSO(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		hire := func(email string) (credential, password bool) {
			a := o.ask(as(c.ada), `mutation($in: UserCreateInput!) { userCreate(input: $in) { user { id } userErrors { code field } } }`,
				vars{"in": vars{"firstName": "Nia", "lastName": "Oro", "email": email}}).done("userCreate")
			id, err := ident.Parse(ident.User, a.at("userCreate.user.id").(string))
			o.must(err)
			o.must(o.store.Read(o.ctx, func(ctx context.Context, q *db.Client) error {
				credential = len(q.Notification.Query().Where(notification.RecipientID(id), notification.Type("WELCOME")).OnlyX(ctx).SecretSealed) > 0
				return nil
			}))
			return credential, o.person(id).PasswordHash != ""
		}
		if credential, password := hire("before@acme.test"); !credential || !password {
			t.Errorf("without single sign-on: credential %t, password %t", credential, password)
		}
		on := true
		o.must(o.people.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{SSO: &on}))
		if credential, password := hire("after@acme.test"); credential || password {
			t.Errorf("under single sign-on: credential %t, password %t", credential, password)
		}
	})
}
