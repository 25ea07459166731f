package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"mandate/ent/db/domain"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// TestLookupsBeforeATenantIsKnown finds a tenant by connection and by proven domain,
// through the one row that the look-up names.
func TestLookupsBeforeATenantIsKnown(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		acme, other := tenant(t, s, "acme"), tenant(t, s, "other")
		conn := s.NewID()
		err := s.Write(storetest.System(t, acme), func(ctx context.Context, tx *store.Tx) error {
			someEvent(tx)
			if err := tx.Client.Connection.Create().SetID(conn).SetKind("SAML").SetName("IdP").Exec(ctx); err != nil {
				return err
			}
			if err := tx.Client.Domain.Create().SetID(tx.NewID()).SetName("acme.test").SetVerifiedAt(tx.Now).Exec(ctx); err != nil {
				return err
			}
			return tx.Client.Domain.Create().SetID(tx.NewID()).SetName("claimed.test").Exec(ctx)
		})
		if err != nil {
			t.Fatal(err)
		}
		for name, tc := range map[string]struct {
			find func() (store.TenantRef, error)
			slug string
		}{
			"connection":     {func() (store.TenantRef, error) { return s.ConnectionTenant(t.Context(), conn) }, "acme"},
			"no connection":  {func() (store.TenantRef, error) { return s.ConnectionTenant(t.Context(), s.NewID()) }, ""},
			"zero id":        {func() (store.TenantRef, error) { return s.ConnectionTenant(t.Context(), ident.ID{}) }, ""},
			"domain":         {func() (store.TenantRef, error) { return s.DomainTenant(t.Context(), "acme.test") }, "acme"},
			"claimed domain": {func() (store.TenantRef, error) { return s.DomainTenant(t.Context(), "claimed.test") }, ""},
			"no domain":      {func() (store.TenantRef, error) { return s.DomainTenant(t.Context(), "'; DROP TABLE domains --") }, ""},
			"slug":           {func() (store.TenantRef, error) { return s.TenantBySlug(t.Context(), "other") }, "other"},
			"no slug":        {func() (store.TenantRef, error) { return s.TenantBySlug(t.Context(), "") }, ""},
			"id":             {func() (store.TenantRef, error) { return s.TenantByID(t.Context(), other) }, "other"},
			"no company":     {func() (store.TenantRef, error) { c, err := s.Company(t.Context(), s.NewID()); return c.TenantRef, err }, ""},
			"company":        {func() (store.TenantRef, error) { c, err := s.Company(t.Context(), other); return c.TenantRef, err }, "other"},
			"no id":          {func() (store.TenantRef, error) { return s.TenantByID(t.Context(), conn) }, ""},
		} {
			got, err := tc.find()
			if got.Slug != tc.slug || (tc.slug == "") != fault.Is(err, fault.CodeNotFound) {
				t.Errorf("%s: %+v, %v", name, got, err)
			}
		}
		all, err := s.Tenants(t.Context())
		slugs := make([]string, 0, len(all))
		for _, t := range all {
			slugs = append(slugs, t.Slug)
		}
		if err != nil || !slices.Equal(slugs, []string{"acme", "other"}) {
			t.Errorf("%v, %v", slugs, err)
		}
	})
}

// TestTokenOfAnotherTenant: the tenant that a credential claims is the one it counts in.
func TestTokenOfAnotherTenant(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		acme, other := tenant(t, s, "acme"), tenant(t, s, "other")
		c := store.NewCredential(store.SCIMToken, acme)
		dir := s.NewID()
		err := s.Write(storetest.System(t, acme), func(ctx context.Context, tx *store.Tx) error {
			someEvent(tx)
			if err := tx.Client.Directory.Create().SetID(dir).SetName("Okta").Exec(ctx); err != nil {
				return err
			}
			return tx.Client.DirectoryToken.Create().SetID(tx.NewID()).SetDirectoryID(dir).SetHint(c.Hint).SetHash(c.Hash).Exec(ctx)
		})
		if err != nil {
			t.Fatal(err)
		}
		row, err := s.Token(t.Context(), acme, c.Hash)
		if err != nil || row.Directory != dir || row.Tenant != acme || !row.Enabled || row.Revoked || row.Rate != 1000 || row.Expires != nil {
			t.Errorf("%+v, %v", row, err)
		}
		for name, err := range map[string]error{
			"another tenant": second(s.Token(t.Context(), other, c.Hash)), "no tenant": second(s.Token(t.Context(), s.NewID(), c.Hash)),
			"another hash": second(s.Token(t.Context(), acme, store.HashCredential("x"))), "as a key": second(s.Key(t.Context(), acme, c.Hash)),
			"as a session": second(s.Session(t.Context(), acme, c.Hash)), "the text itself": second(s.Token(t.Context(), acme, c.Text)),
		} {
			if !fault.Is(err, fault.CodeNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func second[T any](_ T, err error) error { return err }

// TestDomainIsOneTenantsAtATime also shows that a unique value of another tenant is
// taken, and stays unseen.
func TestDomainIsOneTenantsAtATime(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		claim := func(ctx context.Context, tx *store.Tx) error {
			someEvent(tx)
			if n, err := tx.Client.Domain.Query().Where(domain.Name("acme.test")).Count(ctx); n != 0 || err != nil {
				t.Errorf("sees %d, %v", n, err)
			}
			return tx.Client.Domain.Create().SetID(tx.NewID()).SetName("acme.test").SetVerifiedAt(tx.Now).Exec(ctx)
		}
		if err := s.Write(storetest.System(t, tenant(t, s, "acme")), claim); err != nil {
			t.Fatal(err)
		}
		if err := s.Write(storetest.System(t, tenant(t, s, "other")), claim); !store.IsTaken(err) {
			t.Errorf("the second claim: %v", err)
		}
	})
}

func TestLease(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
			s := storetest.OpenAt(t, storetest.Address(t, kind), func() time.Time { return now })
			for _, step := range []struct {
				name, holder string
				after        time.Duration
				want         bool
			}{
				{"work", "a", 0, true}, {"work", "b", 0, false}, {"work", "a", 0, true}, {"other work", "b", 0, true},
				{"work", "b", 30 * time.Second, false}, {"work", "a", 0, true}, {"work", "b", 59 * time.Second, false},
				{"work", "b", 2 * time.Second, true}, {"work", "a", 0, false}, {"other work", "b", 0, true},
			} {
				now = now.Add(step.after)
				if got, err := s.Lease(t.Context(), step.name, step.holder, time.Minute); got != step.want || err != nil {
					t.Errorf("%s asks for %s at %s: %t, %v", step.holder, step.name, now.Format("04:05"), got, err)
				}
			}
			// b holds both: an end that another asks for changes nothing, its own frees one alone.
			for _, end := range []struct {
				holder string
				want   bool
			}{{"a", false}, {"b", true}} {
				if err := s.EndLease(t.Context(), "work", end.holder); err != nil {
					t.Fatal(err)
				}
				if got, err := s.Lease(t.Context(), "work", "c", time.Minute); got != end.want || err != nil {
					t.Errorf("after %s ended work: %t, %v", end.holder, got, err)
				}
			}
			if got, err := s.Lease(t.Context(), "other work", "c", time.Minute); got || err != nil {
				t.Errorf("work that nobody ended: %t, %v", got, err)
			}
		})
	}
}
