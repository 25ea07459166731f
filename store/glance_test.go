package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"mandate/ent/db"
	"mandate/ent/db/broker"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

func brokerNames(ctx context.Context, s *store.Store) (names []string, err error) {
	err = s.Glance(ctx, func(ctx context.Context, c *db.Client) error {
		names, err = c.Broker.Query().Order(broker.ByName()).Select(broker.FieldName).Strings(ctx)
		return err
	})
	return names, err
}

// TestGlancesKeepTenantsApart glances for two tenants in turn, and for none, over the
// same few connections.
func TestGlancesKeepTenantsApart(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		tenants := map[string]ident.ID{"acme": tenant(t, s, "acme"), "birch": tenant(t, s, "birch")}
		for name, id := range tenants {
			if err := s.Write(storetest.System(t, id), addBroker(name)); err != nil {
				t.Fatal(err)
			}
		}
		for range 4 {
			for name, id := range tenants {
				if got, err := brokerNames(storetest.System(t, id), s); err != nil || !slices.Equal(got, []string{name}) {
					t.Errorf("%s sees %v, %v", name, got, err)
				}
			}
			if _, err := s.TenantBySlug(t.Context(), "acme"); err != nil {
				t.Error(err)
			}
		}
		if got, err := brokerNames(t.Context(), s); !errors.Is(err, store.ErrNoTenant) {
			t.Errorf("without a tenant: %v, %v", got, err)
		}
	})
}

// TestGlanceOnlyReads tries all that a glance must not do.
func TestGlanceOnlyReads(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		for name, try := range map[string]func(ctx context.Context, c *db.Client) error{
			"create": func(ctx context.Context, c *db.Client) error {
				return c.Broker.Create().SetID(s.NewID()).SetReference("r").SetName("n").Exec(ctx)
			},
			"transaction": func(ctx context.Context, c *db.Client) error {
				_, err := c.BeginTx(ctx, nil)
				return err
			},
			"tx": func(ctx context.Context, c *db.Client) error {
				_, err := c.Tx(ctx)
				return err
			},
		} {
			if err := s.Glance(ctx, try); err == nil {
				t.Errorf("%s: no error", name)
			}
		}
		if got, err := brokerNames(ctx, s); err != nil || len(got) != 0 {
			t.Errorf("left behind: %v, %v", got, err)
		}
	})
}

// TestGlanceSeesTheMoment glances before a moment has begun, and in it.
func TestGlanceSeesTheMoment(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		system := storetest.System(t, tenant(t, s, "acme"))
		ctx, done := s.Moment(system)
		defer done()
		look := func(want int) {
			t.Helper()
			if got, err := brokerNames(ctx, s); err != nil || len(got) != want {
				t.Errorf("sees %v, %v; want %d", got, err, want)
			}
		}
		add := func(name string) {
			t.Helper()
			if err := s.Write(system, addBroker(name)); err != nil {
				t.Fatal(err)
			}
		}
		look(0)
		add("before")
		look(1)
		if err := s.Read(ctx, func(ctx context.Context, c *db.Client) error {
			return c.Broker.Query().Select(broker.FieldID).Scan(ctx, &[]ident.ID{})
		}); err != nil {
			t.Fatal(err)
		}
		add("after")
		look(1)
	})
}
