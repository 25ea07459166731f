package graph_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"mandate/directory"
	"mandate/directory/application"
	"mandate/fault"
	"mandate/ident"
)

// signInNodes makes a record of each type of sign-in.
func (o *office) signInNodes(ids map[string]string) {
	o.t.Helper()
	name, issuer := "Okta", "https://okta.test"
	conn, err := o.people.CreateConnection(o.ctx, "OIDC", directory.ConnectionUpdate{Name: &name, Issuer: &issuer, ClientID: &name})
	o.must(err)
	dom, err := o.people.AddDomain(o.ctx, "lender.test", ident.ID{})
	o.must(err)
	run, err := o.people.StartTest(o.ctx, conn)
	o.must(err)
	link, err := o.people.CreateSetupLink(o.ctx, conn, 0)
	o.must(err)
	app, err := application.Applications{Directory: o.people}.Create(o.ctx, application.Change{Name: &name, RedirectURIs: &[]string{"https://los.test/cb"}})
	o.must(err)
	ids["connection"], ids["domain"], ids["testRun"] = conn.Text(ident.Connection), dom.Text(ident.Domain), run.Text(ident.TestRun)
	ids["setupLink"], ids["application"] = link.ID.Text(ident.Link), app.ID.Text(ident.Application)
}

func TestSsoConnections(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.steps("ssoConnectionCreate", "connection { id version state kind addresses { redirectUri acsUrl } wizard(vendor: OKTA) { label value } }", []step{
			{name: "success", by: as(c.ada), input: vars{"kind": "OIDC", "name": "Okta"}, check: map[string]any{"connection.state": "DRAFT", "connection.version": 1,
				"connection.addresses.acsUrl": nil, "connection.wizard.0.label": "Sign-in redirect URIs"}},
			{name: "empty", by: as(c.ada), input: vars{"kind": "SAML", "name": ""}, code: "REQUIRED", field: "name", check: map[string]any{"connection": nil}},
			{name: "denied", by: as(c.uma), input: vars{"kind": "SAML", "name": "X"}, top: fault.CodeForbidden},
		})
		id := o.ask(as(c.ada), `{ ssoConnections(first: 5) { totalCount nodes { id } } }`, nil).ok().at("ssoConnections.nodes.0.id")
		x := "theirs"
		foreign, err := o.people.CreateConnection(systemOf(t, c.otherTenant), "OIDC", directory.ConnectionUpdate{Name: &x})
		o.must(err)
		o.steps("ssoConnectionUpdate", "connection { id version state issuer hasClientSecret provisioning mapping { field name } }", []step{
			{name: "success", by: as(c.ada), input: vars{"connectionId": id, "expectedVersion": 1, "issuer": "https://okta.test", "clientId": "c", "clientSecret": "canary-secret",
				"mapping": []vars{{"field": "email", "name": "mail"}}},
				check: map[string]any{"connection.state": "ACTIVE", "connection.version": 2, "connection.hasClientSecret": true, "connection.mapping.0.name": "mail"}},
			{name: "stale", by: as(c.ada), input: vars{"connectionId": id, "expectedVersion": 1, "name": "Other"}, code: "STALE", check: map[string]any{"connection.version": 2}},
			{name: "a role that does more", by: as(c.ada), input: vars{"connectionId": id, "expectedVersion": 2, "defaultRoleId": o.roleID("underwriter")}, code: "INVALID", field: "defaultRoleId"},
			{name: "a method that is none", by: as(c.ada), input: vars{"connectionId": id, "expectedVersion": 2, "tokenAuthMethod": "x"}, code: "INVALID", field: "tokenAuthMethod"},
			{name: "other company", by: as(c.ada), input: vars{"connectionId": foreign.Text(ident.Connection), "expectedVersion": 1, "name": "Mine"}, code: "NOT_FOUND", field: "connectionId"},
			{name: "denied", by: as(c.uma), input: vars{"connectionId": id, "expectedVersion": 2, "name": "X"}, top: fault.CodeForbidden},
		})
		o.steps("ssoConnectionEnforce", "connection { enforced }", []step{
			{name: "no domain", by: as(c.ada), input: vars{"connectionId": id, "expectedVersion": 2, "enforced": true}, code: "CONNECTION_WITHOUT_DOMAIN", field: "connectionId"},
			{name: "denied", by: as(c.uma), input: vars{"connectionId": id, "expectedVersion": 2, "enforced": true}, top: fault.CodeForbidden},
		})
		conn, err := ident.Parse(ident.Connection, id.(string))
		o.must(err)
		o.must(o.people.VerifyDomain(o.ctx, "lender.test", conn))
		o.steps("ssoConnectionEnforce", "connection { enforced version }", []step{
			{name: "not tested", by: as(c.ada), input: vars{"connectionId": id, "expectedVersion": 2, "enforced": true}, code: "CONNECTION_NOT_TESTED", field: "connectionId"},
		})
		o.steps("ssoTestStart", "testRun { id state message } url", []step{
			{name: "success", by: as(c.ada), input: vars{"connectionId": id}, check: map[string]any{"testRun.state": "STARTED", "testRun.message": ""}},
			{name: "other company", by: as(c.ada), input: vars{"connectionId": foreign.Text(ident.Connection)}, code: "NOT_FOUND", field: "connectionId"},
			{name: "denied", by: as(c.uma), input: vars{"connectionId": id}, top: fault.CodeForbidden},
		})
		a := o.ask(as(c.ada), `{ ssoConnections(first: 5) { nodes { id testRuns { id } domains { name } } } }`, nil).ok()
		run, err := ident.Parse(ident.TestRun, a.at("ssoConnections.nodes.0.testRuns.0.id").(string))
		o.must(err)
		a.want("ssoConnections.nodes.0.domains.0.name", "lender.test")
		o.must(o.people.FinishTest(o.ctx, run, "", "", directory.TestView{Claims: map[string]any{"sub": "s"}}))
		o.steps("ssoConnectionEnforce", "connection { enforced version }", []step{
			{name: "success", by: as(c.ada), input: vars{"connectionId": id, "expectedVersion": 2, "enforced": true}, check: map[string]any{"connection.enforced": true, "connection.version": 3}},
		})
		o.steps("ssoConnectionDelete", "deletedId", []step{
			{name: "enforced", by: as(c.ada), input: vars{"connectionId": id, "expectedVersion": 3}, code: "CONNECTION_ENFORCED", field: "connectionId"},
			{name: "denied", by: as(c.uma), input: vars{"connectionId": id, "expectedVersion": 3}, top: fault.CodeForbidden},
			{name: "other company", by: as(c.ada), input: vars{"connectionId": foreign.Text(ident.Connection), "expectedVersion": 1}, code: "NOT_FOUND", field: "connectionId"},
		})
		o.steps("ssoConnectionEnforce", "connection { enforced }", []step{{name: "released", by: as(c.ada), input: vars{"connectionId": id, "expectedVersion": 3, "enforced": false}}})
		o.steps("ssoConnectionDelete", "deletedId", []step{
			{name: "success", by: as(c.ada), input: vars{"connectionId": id, "expectedVersion": 4}, check: map[string]any{"deletedId": id}},
		})
	})
}

func TestDomainsAndSetupLinks(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.steps("domainAdd", "domain { id name recordName recordValue verifiedAt }", []step{
			{name: "success", by: as(c.ada), input: vars{"name": "Lender.test"}, check: map[string]any{"domain.name": "lender.test", "domain.recordName": "_mandate-challenge.lender.test", "domain.verifiedAt": nil}},
			{name: "again", by: as(c.ada), input: vars{"name": "lender.test"}, code: "TAKEN", field: "name"},
			{name: "no domain", by: as(c.ada), input: vars{"name": "lender"}, code: "INVALID", field: "name"},
			{name: "denied", by: as(c.uma), input: vars{"name": "x.test"}, top: fault.CodeForbidden},
		})
		o.people.TXT = func(context.Context, string) ([]string, error) { return nil, nil }
		id := o.ask(as(c.ada), `{ domains(first: 5) { nodes { id } } }`, nil).ok().at("domains.nodes.0.id")
		foreign, err := o.people.AddDomain(systemOf(t, c.otherTenant), "theirs.test", ident.ID{})
		o.must(err)
		o.steps("domainVerify", "domain { verifiedBy }", []step{
			{name: "no record", by: as(c.ada), input: vars{"domainId": id}, code: "DOMAIN_RECORD_MISSING", field: "domainId"},
			{name: "other company", by: as(c.ada), input: vars{"domainId": foreign.Text(ident.Domain)}, code: "NOT_FOUND", field: "domainId"},
			{name: "denied", by: as(c.uma), input: vars{"domainId": id}, top: fault.CodeForbidden},
		})
		value := o.ask(as(c.ada), `{ domains(first: 5) { nodes { recordValue } } }`, nil).ok().at("domains.nodes.0.recordValue").(string)
		o.people.TXT = func(context.Context, string) ([]string, error) { return []string{value}, nil }
		o.steps("domainVerify", "domain { verifiedBy }", []step{{name: "success", by: as(c.ada), input: vars{"domainId": id}, check: map[string]any{"domain.verifiedBy": "DNS"}}})
		ids := map[string]string{}
		dom, err := ident.Parse(ident.Domain, id.(string))
		o.must(err)
		o.must(o.people.RemoveDomain(o.ctx, dom))
		o.signInNodes(ids)
		o.steps("setupLinkCreate", "setupLink { id expiresAt usedAt } url", []step{
			{name: "success", by: as(c.ada), input: vars{"connectionId": ids["connection"], "hours": 72}, check: map[string]any{"setupLink.usedAt": nil}},
			{name: "too long", by: as(c.ada), input: vars{"connectionId": ids["connection"], "hours": 73}, code: "INVALID", field: "hours"},
			{name: "denied", by: as(c.uma), input: vars{"connectionId": ids["connection"]}, top: fault.CodeForbidden},
		})
		o.steps("setupLinkRevoke", "setupLink { revokedAt } url", []step{
			{name: "success", by: as(c.ada), input: vars{"linkId": ids["setupLink"]}, check: map[string]any{"url": nil}},
			{name: "no such", by: as(c.ada), input: vars{"linkId": ids["connection"]}, code: "NOT_FOUND", field: "linkId"},
			{name: "denied", by: as(c.uma), input: vars{"linkId": ids["setupLink"]}, top: fault.CodeForbidden},
		})
	})
}

func TestApplications(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		good := []string{"https://los.test/cb"}
		o.steps("applicationCreate", "application { id version clientId state authMethod scopes } secret", []step{
			{name: "success", by: as(c.ada), input: vars{"name": "LOS", "redirectUris": good}, check: map[string]any{"application.version": 1, "application.state": "ACTIVE", "application.authMethod": "CLIENT_SECRET_BASIC"}},
			{name: "taken", by: as(c.ada), input: vars{"name": "LOS", "redirectUris": good}, code: "TAKEN", field: "name", check: map[string]any{"secret": nil}},
			{name: "public", by: as(c.ada), input: vars{"name": "App", "redirectUris": good, "authMethod": "NONE"}, check: map[string]any{"secret": nil}},
			{name: "http", by: as(c.ada), input: vars{"name": "X", "redirectUris": []string{"http://los.test/cb"}}, code: "INVALID", field: "redirectUris"},
			{name: "a star", by: as(c.ada), input: vars{"name": "X", "redirectUris": []string{"https://*.test/cb"}}, code: "INVALID", field: "redirectUris"},
			{name: "a fragment", by: as(c.ada), input: vars{"name": "X", "redirectUris": []string{"https://los.test/#x"}}, code: "INVALID", field: "redirectUris"},
			{name: "a key that is too short", by: as(c.ada), input: vars{"name": "X", "redirectUris": good, "authMethod": "PRIVATE_KEY_JWT", "jwks": shortKeySet(t)}, code: "INVALID", field: "jwks"},
			{name: "no key", by: as(c.ada), input: vars{"name": "X", "redirectUris": good, "authMethod": "PRIVATE_KEY_JWT"}, code: "INVALID", field: "jwks"},
			{name: "a scope that is none", by: as(c.ada), input: vars{"name": "X", "redirectUris": good, "scopes": []string{"admin"}}, code: "INVALID", field: "scopes"},
			{name: "denied", by: as(c.uma), input: vars{"name": "X", "redirectUris": good}, top: fault.CodeForbidden},
		})
		a := o.ask(as(c.ada), `{ applications(first: 5) { totalCount nodes { id name clientId secretHint } } }`, nil).ok().want("applications.totalCount", 2)
		id := a.at("applications.nodes.1.id")
		if hint, _ := a.at("applications.nodes.1.secretHint").(string); !strings.HasPrefix(hint, "mapps_") {
			t.Errorf("hint %q", hint)
		}
		o.steps("applicationUpdate", "application { version state }", []step{
			{name: "success", by: as(c.ada), input: vars{"applicationId": id, "expectedVersion": 1, "disabled": true}, check: map[string]any{"application.state": "DISABLED", "application.version": 2}},
			{name: "stale", by: as(c.ada), input: vars{"applicationId": id, "expectedVersion": 1, "name": "Y"}, code: "STALE", check: map[string]any{"application.version": 2}},
			{name: "denied", by: as(c.uma), input: vars{"applicationId": id, "expectedVersion": 2}, top: fault.CodeForbidden},
		})
		rotate := `mutation($input: ApplicationInput!) { applicationSecretRotate(input: $input) { secret application { version } userErrors { code } } }`
		o.twice(as(c.ada), rotate, vars{"input": vars{"applicationId": id, "expectedVersion": 2}}).done("applicationSecretRotate")
		remove := `mutation($input: ApplicationInput!) { applicationDelete(input: $input) { deletedId userErrors { code field message } } }`
		o.ask(as(c.ada), remove, vars{"input": vars{"applicationId": id, "expectedVersion": 2}}).userError("applicationDelete", "STALE")
		o.ask(as(c.uma), remove, vars{"input": vars{"applicationId": id, "expectedVersion": 3}}).refused(403, fault.CodeForbidden)
		o.twice(as(c.ada), remove, vars{"input": vars{"applicationId": id, "expectedVersion": 3}}).done("applicationDelete")
	})
}

func TestSessionRevoke(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.signIn(c.uma, "Firefox")
		id := o.ask(as(c.uma), `query($u: ID!) { sessions(userId: $u, first: 5) { nodes { id } } }`, vars{"u": usr(c.uma)}).ok().at("sessions.nodes.0.id")
		o.steps("sessionRevoke", "sessionId", []step{
			{name: "somebody else's", by: as(o.hire("Pia Peer", "underwriter")), input: vars{"sessionId": id}, code: "NOT_FOUND", field: "sessionId"},
			{name: "success", by: as(c.uma), input: vars{"sessionId": id}, check: map[string]any{"sessionId": id}},
			{name: "gone", by: as(c.ada), input: vars{"sessionId": id}, code: "NOT_FOUND", field: "sessionId"},
		})
	})
}

// shortKeySet is a key set with an RSA key of 1,024 bits.
func shortKeySet(t *testing.T) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "k", Use: "sig"}}})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
