package store

import (
	"context"
	"database/sql"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/lib/pq"

	"mandate/ident"
	"mandate/store/storetest/cluster"
)

const (
	benchPeople  = 20_000
	benchClients = 8
	pointSelect  = "SELECT name FROM people WHERE id = $1"
)

func benchID(n int) ident.ID { return ident.ID{byte(n >> 16), byte(n >> 8), byte(n), 15: 1} }

// benchFill makes people of one tenant, behind row-level security on PostgreSQL.
func benchFill(b *testing.B, p pools) (tenant ident.ID) {
	b.Helper()
	id, _, _ := columnTypes(p)
	tenant = ident.ID{0xaa}
	exec(b, p.Write, "CREATE TABLE people (id "+id+" PRIMARY KEY, tenant_id "+id+", name text)")
	if p.Kind == string(dialectPostgres) {
		exec(b, p.Write, `ALTER TABLE people ENABLE ROW LEVEL SECURITY; ALTER TABLE people FORCE ROW LEVEL SECURITY;
			CREATE POLICY tenant ON people USING (tenant_id = nullif(current_setting('mandate.tenant', true), '')::uuid)`)
	}
	tx, err := p.Write.BeginTx(withTenantTx(b.Context(), tenant), nil)
	if err != nil {
		b.Fatal(err)
	}
	for n := range benchPeople {
		exec(b, tx, "INSERT INTO people VALUES ($1, $2, $3)", benchID(n), tenant, "somebody")
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	if err := p.optimize(b.Context()); err != nil {
		b.Fatal(err)
	}
	return tenant
}

// eachClient runs work in a fixed number of clients at once.
func eachClient(b *testing.B, work func(ctx context.Context, n int) error) {
	b.Helper()
	ctx := b.Context()
	b.SetParallelism(max(1, benchClients/runtime.GOMAXPROCS(0)))
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for n := 0; pb.Next(); n += 7919 {
			if err := work(ctx, n%benchPeople); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "ops/s")
}

func selectName(ctx context.Context, q executor, id any) error {
	var name string
	return q.QueryRowContext(ctx, pointSelect, id).Scan(&name)
}

// BenchmarkPostgres compares lib/pq as it is with our connections. The cluster
// writes through to the disk, as in production.
func BenchmarkPostgres(b *testing.B) {
	c, err := cluster.Start(b.Context(), cluster.Settings{Durable: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = c.Stop() })
	// A superuser passes by row-level security.
	exec(b, openTest(b, c.URL).Write, "CREATE ROLE plain LOGIN; GRANT ALL ON SCHEMA public TO plain")
	plain := strings.Replace(c.URL, "//postgres@", "//plain@", 1)
	p := openTest(b, plain)
	tenant := benchFill(b, p)

	connector, err := pq.NewConnector(plain)
	if err != nil {
		b.Fatal(err)
	}
	bare := sql.OpenDB(connector)
	b.Cleanup(func() { _ = bare.Close() })
	bare.SetMaxIdleConns(postgresConns)

	b.Run("select as lib/pq", func(b *testing.B) {
		eachClient(b, func(ctx context.Context, n int) error {
			return ignoreNoRows(selectName(ctx, bare, benchID(n).String()))
		})
	})
	b.Run("select prepared", func(b *testing.B) {
		eachClient(b, func(ctx context.Context, n int) error {
			return ignoreNoRows(selectName(ctx, p.Read, benchID(n)))
		})
	})
	b.Run("tenant read as lib/pq", func(b *testing.B) {
		eachClient(b, func(ctx context.Context, n int) error {
			return tenantRead(ctx, bare, n, func(tx *sql.Tx) error {
				_, err := tx.ExecContext(ctx, "SELECT set_config('mandate.tenant', $1, true)", tenant.String())
				return err
			})
		})
	})
	b.Run("tenant read", func(b *testing.B) {
		eachClient(b, func(ctx context.Context, n int) error {
			return tenantRead(withTenantTx(ctx, tenant), p.Read, n, nil)
		})
	})
	b.Run("tenant write", func(b *testing.B) {
		eachClient(b, func(ctx context.Context, n int) error {
			return rename(withTenantTx(ctx, tenant), p, n)
		})
	})
}

// BenchmarkSQLite compares modernc.org/sqlite as it is with our connections.
func BenchmarkSQLite(b *testing.B) {
	p := openTest(b, "sqlite:"+filepath.Join(b.TempDir(), "bench.db"))
	benchFill(b, p)
	bare, err := sql.Open("sqlite", p.file)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = bare.Close() })
	bare.SetMaxOpenConns(p.Read.Stats().MaxOpenConnections)
	bare.SetMaxIdleConns(p.Read.Stats().MaxOpenConnections)

	b.Run("select as modernc", func(b *testing.B) {
		eachClient(b, func(ctx context.Context, n int) error {
			id := benchID(n)
			return selectName(ctx, bare, id[:])
		})
	})
	b.Run("select prepared", func(b *testing.B) {
		eachClient(b, func(ctx context.Context, n int) error { return selectName(ctx, p.Read, benchID(n)) })
	})
	b.Run("read", func(b *testing.B) {
		eachClient(b, func(ctx context.Context, n int) error { return tenantRead(ctx, p.Read, n, nil) })
	})
	b.Run("write", func(b *testing.B) {
		eachClient(b, func(ctx context.Context, n int) error { return rename(ctx, p, n) })
	})
}

// ignoreNoRows: without a tenant the wall shows nobody, and costs the same.
func ignoreNoRows(err error) error {
	if err == sql.ErrNoRows {
		return nil
	}
	return err
}

func tenantRead(ctx context.Context, db *sql.DB, n int, before func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var id any = benchID(n)
	if before != nil {
		id = benchID(n).String()
		if err := before(tx); err != nil {
			return err
		}
	}
	if err := selectName(ctx, tx, id); err != nil {
		return err
	}
	return tx.Commit()
}

func rename(ctx context.Context, p pools, n int) error {
	tx, err := p.Write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE people SET name = $1 WHERE id = $2", "somebody else", benchID(n)); err != nil {
		return err
	}
	return tx.Commit()
}
