//go:build ignore

// Command migrate writes the SQL that brings the last migration to the present
// schema, for both dialects: go run -mod=mod ent/migrate.go NAME, from the root.
package main

import (
	"context"
	"database/sql"
	"log"
	"os"
	"path/filepath"

	atlas "ariga.io/atlas/sql/migrate"
	"ariga.io/atlas/sql/sqltool"
	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"
	_ "github.com/lib/pq"
	_ "modernc.org/sqlite"

	"mandate/ent/db/migrate"
	"mandate/store/storetest/cluster"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: migrate NAME")
	}
	ctx := context.Background()
	private, err := cluster.Start(ctx, cluster.Settings{})
	if err != nil {
		log.Fatal(err)
	}
	defer private.Stop()
	diff(ctx, dialect.Postgres, "postgres", private.URL, "store/migrations/postgres", os.Args[1])
	diff(ctx, dialect.SQLite, "sqlite", "file:dev?mode=memory&cache=shared&_pragma=foreign_keys(1)", "store/migrations/sqlite", os.Args[1])
}

func diff(ctx context.Context, kind, driver, address, folder, name string) {
	db, err := sql.Open(driver, address)
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	dir, err := sqltool.NewGooseDir(folder)
	if err != nil {
		log.Fatal(err)
	}
	sum(dir) // the folder holds hand-written steps too; nobody keeps the sum by hand
	defer os.Remove(filepath.Join(folder, "atlas.sum"))
	m, err := schema.NewMigrate(entsql.OpenDB(kind, db), schema.WithDir(dir), schema.WithMigrationMode(schema.ModeReplay),
		schema.WithDialect(kind), schema.WithFormatter(sqltool.GooseFormatter), schema.WithDropColumn(true), schema.WithDropIndex(true))
	if err != nil {
		log.Fatal(err)
	}
	if err := m.NamedDiff(ctx, name, migrate.Tables...); err != nil {
		log.Fatalf("diff %s: %v", kind, err)
	}
}

func sum(dir atlas.Dir) {
	text, err := dir.Checksum()
	if err == nil {
		err = atlas.WriteSumFile(dir, text)
	}
	if err != nil {
		log.Fatal(err)
	}
}
