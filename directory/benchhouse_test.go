package directory_test

import (
	"context"
	"testing"

	"mandate/actor"
	"mandate/directory"
	"mandate/store/storetest"
)

// benchHouse is a tenant with a directory, and the context of its requests.
func benchHouse(b *testing.B, kind string) (*directory.Directory, context.Context) {
	b.Helper()
	d := &directory.Directory{Store: storetest.Open(b, kind)}
	tenant, err := d.CreateTenant(b.Context(), directory.NewTenant{Slug: "acme", Name: "Acme"})
	if err != nil {
		b.Fatal(err)
	}
	token, err := d.CreateDirectory(storetest.System(b, tenant), "Okta")
	if err != nil {
		b.Fatal(err)
	}
	a, err := d.AuthenticateToken(b.Context(), token.Text)
	if err != nil {
		b.Fatal(err)
	}
	return d, actor.With(b.Context(), a.Actor)
}
