package storetest

import (
	"context"
	"fmt"
	"testing"

	"mandate/actor"
	"mandate/ent/db"
	tables "mandate/ent/db/migrate"
	"mandate/ident"
	"mandate/store"
)

// Orphans lists the references of a tenant's rows to what is not there, over all of the
// schema: some have no constraint on PostgreSQL.
func Orphans(tb testing.TB, s *store.Store, tenant ident.ID) (found []string) {
	tb.Helper()
	asTenant(tb, s, tenant, func(ctx context.Context, c *db.Client) {
		for _, table := range tables.Tables {
			for _, key := range table.ForeignKeys {
				column, of := key.Columns[0].Name, key.RefTable.Name
				n := count(ctx, tb, c, `SELECT count(*) FROM "`+table.Name+`" AS child WHERE child."`+column+`" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "`+
					of+`" AS parent WHERE parent.id = child."`+column+`")`)
				if n != 0 {
					found = append(found, fmt.Sprintf("%d rows of %s name by %s what is not in %s", n, table.Name, column, of))
				}
			}
		}
	})
	return found
}

// Left lists the tables that have rows of a tenant.
func Left(tb testing.TB, s *store.Store, tenant ident.ID) (found []string) {
	tb.Helper()
	asTenant(tb, s, tenant, func(ctx context.Context, c *db.Client) {
		for _, table := range tables.Tables {
			if !table.HasColumn("tenant_id") {
				continue
			}
			if n := count(ctx, tb, c, `SELECT count(*) FROM "`+table.Name+`" WHERE tenant_id = $1`, tenant); n != 0 {
				found = append(found, fmt.Sprintf("%d rows of %s are left", n, table.Name))
			}
		}
	})
	return found
}

func asTenant(tb testing.TB, s *store.Store, tenant ident.ID, look func(context.Context, *db.Client)) {
	tb.Helper()
	err := s.Read(actor.With(tb.Context(), actor.ForSystem(tenant)), func(ctx context.Context, c *db.Client) error {
		look(ctx, c)
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
}

func count(ctx context.Context, tb testing.TB, c *db.Client, query string, args ...any) (n int) {
	tb.Helper()
	rows, err := c.QueryContext(ctx, query, args...)
	if err != nil {
		tb.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&n); err != nil {
			tb.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		tb.Fatal(err)
	}
	return n
}
