package graph_test

import (
	"context"
	"testing"

	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// TestDomainsAreBoundAndRemoved: where the people of a domain sign in, and the end of a claim.
func TestDomainsAreBoundAndRemoved(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		ada, other := as(c.ada), asIn(c.otherTenant, c.other)
		ids, name := map[string]string{}, "theirs"
		o.signInNodes(ids)
		foreign, err := o.people.CreateConnection(systemOf(t, c.otherTenant), "OIDC", directory.ConnectionUpdate{Name: &name})
		o.must(err)
		bind := func(conn any) vars { return vars{"domainId": ids["domain"], "connectionId": conn} }
		o.steps("domainBind", "domain { name connection { name } }", []step{
			{name: "success", by: ada, input: bind(ids["connection"]), entry: "DOMAIN_BOUND", check: map[string]any{"domain.name": "lender.test", "domain.connection.name": "Okta"}},
			{name: "no connection", by: ada, input: bind(ids["domain"]), code: "NOT_FOUND", field: "connectionId"},
			{name: "another company's connection", by: ada, input: bind(foreign.Text(ident.Connection)), code: "NOT_FOUND", field: "connectionId", check: map[string]any{"domain.connection.name": "Okta"}},
			{name: "other company", by: other, input: bind(nil), code: "NOT_FOUND", field: "domainId", check: map[string]any{"domain": nil}},
			{name: "denied", by: as(c.uma), input: bind(nil), top: fault.CodeForbidden},
			{name: "the company's page", by: ada, input: bind(nil), entry: "DOMAIN_BOUND", check: map[string]any{"domain.connection": nil}},
		})
		o.steps("domainRemove", "deletedId", []step{
			{name: "no domain", by: ada, input: vars{"domainId": ids["connection"]}, code: "NOT_FOUND", field: "domainId"},
			{name: "other company", by: other, input: vars{"domainId": ids["domain"]}, code: "NOT_FOUND", field: "domainId"},
			{name: "denied", by: as(c.uma), input: vars{"domainId": ids["domain"]}, top: fault.CodeForbidden},
			{name: "success", by: ada, input: vars{"domainId": ids["domain"]}, entry: "DOMAIN_REMOVED", check: map[string]any{"deletedId": ids["domain"]}},
			{name: "gone", by: ada, input: vars{"domainId": ids["domain"]}, code: "NOT_FOUND", field: "domainId"},
		})
	})
}

// TestMetadataIsFetched: from an address, or what waited is taken or forgotten.
func TestMetadataIsFetched(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		ada, name := as(c.ada), "Okta"
		entity, address, keys := "https://okta.test", "https://okta.test/sso", []string{someCertificate(t)}
		o.door.Metadata = func(_ context.Context, from, text string) (directory.ConnectionUpdate, error) {
			if from == "https://away.test" {
				return directory.ConnectionUpdate{}, fault.New(fault.Invalid, fault.CodeInvalid, "There is no metadata.").On("url")
			}
			return directory.ConnectionUpdate{IdPEntityID: &entity, SSOPostURL: &address, Certificates: &keys}, nil
		}
		conn, err := o.people.CreateConnection(o.ctx, "SAML", directory.ConnectionUpdate{Name: &name})
		o.must(err)
		id := conn.Text(ident.Connection)
		fetch := func(version int, more vars) vars {
			v := vars{"connectionId": id, "expectedVersion": version}
			for k, x := range more {
				v[k] = x
			}
			return v
		}
		shown := "connection { version idpEntityId pendingMetadata { reason } }"
		o.steps("ssoMetadataFetch", shown, []step{
			{name: "no address", by: ada, input: fetch(1, nil), code: "REQUIRED", field: "url"},
			{name: "nothing there", by: ada, input: fetch(1, vars{"url": "https://away.test"}), code: "INVALID", field: "url"},
			{name: "nothing waits", by: ada, input: fetch(1, vars{"takePending": false}), code: "INVALID"},
			{name: "stale", by: ada, input: fetch(9, vars{"url": "https://okta.test/m"}), code: "STALE", check: map[string]any{"connection.version": 1}},
			{name: "other company", by: asIn(c.otherTenant, c.other), input: fetch(1, vars{"url": "https://okta.test/m"}), code: "NOT_FOUND", field: "connectionId"},
			{name: "denied", by: as(c.uma), input: fetch(1, vars{"url": "https://okta.test/m"}), top: fault.CodeForbidden},
			{name: "success", by: ada, input: fetch(1, vars{"url": "https://okta.test/m"}), entry: "CONNECTION_UPDATED", check: map[string]any{"connection.version": 2, "connection.idpEntityId": entity}},
		})
		entity = "https://new.test"
		o.must(o.people.HoldMetadata(o.ctx, conn, 0, "<waits/>", "NO_KEY_KNOWN"))
		o.steps("ssoMetadataFetch", shown, []step{
			{name: "taken", by: ada, input: fetch(3, vars{"takePending": true}), entry: "CONNECTION_METADATA_TAKEN", check: map[string]any{"connection.idpEntityId": entity, "connection.pendingMetadata": nil}},
		})
		o.must(o.people.HoldMetadata(o.ctx, conn, 0, "<waits/>", "NO_KEY_KNOWN"))
		o.steps("ssoMetadataFetch", shown, []step{
			{name: "forgotten", by: ada, input: fetch(5, vars{"takePending": false}), entry: "CONNECTION_METADATA_DROPPED", check: map[string]any{"connection.pendingMetadata": nil}},
		})
	})
}
