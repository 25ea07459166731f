package graph_test

import (
	"context"
	"testing"

	"mandate/directory"
	"mandate/ident"
)

// TestReadingMetadataAgainIsARefresh: the known address is read as the worker reads it, so
// that other keys wait; another address is a decision, and says when it was read.
func TestReadingMetadataAgainIsARefresh(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		name, entity, key := "Okta", "https://idp.test", someCertificate(t)
		var read []string
		o.door.Metadata = func(_ context.Context, address, _ string) (directory.ConnectionUpdate, error) {
			read = append(read, address)
			return directory.ConnectionUpdate{IdPEntityID: &entity, SSOPostURL: &address, MetadataURL: &address, Certificates: &[]string{key}}, nil
		}
		refreshed := 0
		conn, err := o.people.CreateConnection(o.ctx, "SAML", directory.ConnectionUpdate{Name: &name})
		o.must(err)
		o.door.Refresh = func(ctx context.Context, id ident.ID, expected int64) error {
			refreshed++
			return o.people.HoldMetadata(ctx, id, expected, "<waits/>", "NO_KEY_KNOWN")
		}
		const fetch = `mutation Fetch($input: SsoMetadataFetchInput!) { ssoMetadataFetch(input: $input) { connection { version pendingReason metadataCheckedAt } userErrors { code } } }`
		ask := func(version int, url any) *answer {
			input := vars{"connectionId": conn.Text(ident.Connection), "expectedVersion": version}
			if url != nil {
				input["url"] = url
			}
			return o.ask(as(c.ada), fetch, vars{"input": input}).ok()
		}
		version := func() int {
			return int(o.ask(as(c.ada), `{ ssoConnections(first: 1) { nodes { version } } }`, nil).ok().at("ssoConnections.nodes.0.version").(float64))
		}
		for _, url := range []any{"https://idp.test/metadata", "https://idp.test/metadata", nil} {
			a := ask(version(), url)
			a.want("ssoMetadataFetch.userErrors", []any{})
			if a.at("ssoMetadataFetch.connection.metadataCheckedAt") == nil {
				t.Errorf("%v: nobody knows when it was read", url)
			}
		}
		if len(read) != 1 || refreshed != 2 {
			t.Errorf("read %q, refreshed %d times", read, refreshed)
		}
		for _, url := range []any{"https://idp.test/metadata", nil} { // somebody who has not seen what stands there
			before := version()
			ask(before-1, url).want("ssoMetadataFetch.userErrors.0.code", "STALE")
			if after := version(); after != before {
				t.Errorf("%v: a stale reading made version %d of %d", url, after, before)
			}
		}
		o.twice(as(c.ada), fetch, vars{"input": vars{"connectionId": conn.Text(ident.Connection), "expectedVersion": version()}})
		if refreshed != 5 {
			t.Errorf("refreshed %d times: a call that is sent again reads nothing", refreshed)
		}
		ask(version(), "https://idp.test/other").want("ssoMetadataFetch.connection.pendingReason", "")
	})
}
