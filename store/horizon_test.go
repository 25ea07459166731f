package store_test

import (
	"context"
	"testing"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// TestHorizon has others write before, across and after a horizon: only what it has not
// seen, of the same tenant, changes it.
func TestHorizon(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		acme, other := tenant(t, s, "acme"), tenant(t, s, "other")
		ctx := storetest.System(t, acme)
		begun, end, ended := make(chan bool), make(chan bool), make(chan error, 1)
		if s.Kind() == "postgres" { // SQLite has one writer
			go func() { ended <- s.Write(ctx, across(begun, end)) }()
			<-begun
		}
		must(t, s.Write(ctx, addBroker("seen")))
		h := horizon(t, s, ctx)
		must(t, s.Write(storetest.System(t, other), addBroker("theirs")))
		if !unchanged(t, s, ctx, h, acme) {
			t.Error("another tenant's change counts")
		}
		if s.Kind() == "postgres" {
			close(end)
			must(t, <-ended)
		} else {
			must(t, s.Settle(ctx, addBroker("settled")))
		}
		if unchanged(t, s, ctx, h, acme) {
			t.Error("what committed after the horizon was overlooked")
		}
		if again := horizon(t, s, ctx); !unchanged(t, s, ctx, again, acme) {
			t.Error("a new horizon has not seen what was committed")
		}
	})
}

// across writes, and commits only when it is let.
func across(begun chan<- bool, end <-chan bool) func(context.Context, *store.Tx) error {
	return func(ctx context.Context, tx *store.Tx) error {
		err := addBroker("across")(ctx, tx)
		close(begun)
		<-end
		return err
	}
}

func horizon(t *testing.T, s *store.Store, ctx context.Context) (h store.Horizon) {
	t.Helper()
	must(t, s.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		h, err = s.Horizon(ctx, c)
		return err
	}))
	return h
}

func unchanged(t *testing.T, s *store.Store, ctx context.Context, h store.Horizon, tenant ident.ID) (holds bool) {
	t.Helper()
	kind := dialect.SQLite
	if s.Kind() == "postgres" {
		kind = dialect.Postgres
	}
	text, args := entsql.Dialect(kind).Select().AppendSelectExpr(entsql.Raw("1")).Where(h.Unchanged(tenant)).Query()
	must(t, s.Glance(ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.QueryContext(ctx, text, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		holds = rows.Next()
		return rows.Err()
	}))
	return holds
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
