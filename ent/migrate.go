//go:build ignore

// Command migrate writes the SQL that brings the last migration to the present
// schema, for both dialects: go run -mod=mod ent/migrate.go NAME, from the root.
//
// Steps written by hand, whose names end in _floor.sql, are left out of the comparison:
// what they make (partial indexes, triggers, search, row-level security) is not in the
// schema and would be dropped again. Where SQLite has to copy a table, its triggers and
// partial indexes go with the old one: a step by hand behind it makes them anew.
package main

import (
	"context"
	"database/sql"
	"log"
	"os"
	"path/filepath"
	"strings"

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
	generated := withoutFloor(folder)
	defer os.RemoveAll(generated)
	dir, err := sqltool.NewGooseDir(generated)
	if err != nil {
		log.Fatal(err)
	}
	sum(dir)
	m, err := schema.NewMigrate(entsql.OpenDB(kind, db), schema.WithDir(dir), schema.WithMigrationMode(schema.ModeReplay),
		schema.WithDialect(kind), schema.WithFormatter(sqltool.GooseFormatter), schema.WithDropColumn(true), schema.WithDropIndex(true))
	if err != nil {
		log.Fatal(err)
	}
	if err := m.NamedDiff(ctx, name, migrate.Tables...); err != nil {
		log.Fatalf("diff %s: %v", kind, err)
	}
	copySteps(generated, folder)
}

// withoutFloor copies the generated steps of a folder to one of their own.
func withoutFloor(folder string) string {
	generated, err := os.MkdirTemp("", "migrate")
	if err != nil {
		log.Fatal(err)
	}
	copySteps(folder, generated)
	return generated
}

// copySteps copies the generated steps that the other folder does not have.
func copySteps(from, to string) {
	steps, err := filepath.Glob(filepath.Join(from, "*.sql"))
	if err != nil {
		log.Fatal(err)
	}
	for _, step := range steps {
		target := filepath.Join(to, filepath.Base(step))
		if _, err := os.Stat(target); err == nil || strings.HasSuffix(step, "_floor.sql") {
			continue
		}
		text, err := os.ReadFile(step)
		if err == nil {
			err = os.WriteFile(target, text, 0o644)
		}
		if err != nil {
			log.Fatal(err)
		}
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
