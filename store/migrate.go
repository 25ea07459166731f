package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"path"

	"github.com/pressly/goose/v3"
)

// migrateUp brings the schema to the newest version in files, which has one
// folder a dialect, "postgres" and "sqlite", with goose's numbered SQL files.
//
// address is whose role may change the schema; it may be another one than p
// was opened with (MANDATE_MIGRATE_URL), and is not used on SQLite. Processes
// that migrate at the same time wait for the first, then find nothing to do.
func migrateUp(ctx context.Context, p pools, address string, files fs.FS) error {
	if p.Kind == string(dialectSQLite) {
		return migrateSQLite(ctx, p, files)
	}
	return migratePostgres(ctx, address, files)
}

// migratePostgres has connections of its own: building an index may take
// longer than any other statement should.
func migratePostgres(ctx context.Context, address string, files fs.FS) (err error) {
	connector, err := newPostgresConnector(address, map[string]string{
		"statement_timeout":                   "0",
		"idle_in_transaction_session_timeout": "0",
		"lock_timeout":                        "30s", // a queue behind us stops everybody else
	})
	if err != nil {
		return err
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	unlock, err := lockPostgres(ctx, db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	_, err = applyMigrations(ctx, goose.DialectPostgres, db, files)
	return err
}

// migrateSQLite has a connection of its own, without foreign keys: SQLite
// changes a column by copying the table, and dropping the old one would delete
// what refers to it. All references are checked afterwards.
func migrateSQLite(ctx context.Context, p pools, files fs.FS) error {
	unlock, err := lockFile(ctx, p.file+".migrate")
	if err != nil {
		return err
	}
	defer unlock()
	connector, err := newSQLiteConnector(p.file, url.Values{"_foreign_keys": {"0"}, "_txlock": {"immediate"}})
	if err != nil {
		return err
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(1)
	defer db.Close()
	applied, err := applyMigrations(ctx, goose.DialectSQLite3, db, files)
	if err != nil {
		return err
	}
	if err := numberAnew(ctx, db); err != nil || applied == 0 {
		return err
	}
	if err := checkReferences(ctx, db); err != nil {
		return err
	}
	return p.optimize(ctx)
}

// checkReferences finds rows that refer to nothing.
func checkReferences(ctx context.Context, db *sql.DB) error {
	const query = `SELECT count(*), coalesce(min("table"), '') FROM pragma_foreign_key_check`
	var broken int
	var table string
	if err := db.QueryRowContext(ctx, query).Scan(&broken, &table); err != nil {
		return fmt.Errorf("check references after migrating: %w", err)
	}
	if broken > 0 {
		return fmt.Errorf("check references after migrating: %d rows refer to nothing, the first in %s", broken, table)
	}
	return nil
}

func applyMigrations(ctx context.Context, dialect goose.Dialect, db *sql.DB, files fs.FS) (int, error) {
	provider, err := newProvider(dialect, db, files)
	if err != nil {
		return 0, err
	}
	results, err := provider.Up(ctx)
	if err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	for _, r := range results {
		slog.InfoContext(ctx, "schema migrated", "step", path.Base(r.Source.Path), "duration", r.Duration)
	}
	return len(results), nil
}

func newProvider(dialect goose.Dialect, db *sql.DB, files fs.FS) (*goose.Provider, error) {
	folder := dialectPostgres
	if dialect == goose.DialectSQLite3 {
		folder = dialectSQLite
	}
	sub, err := fs.Sub(files, string(folder))
	if err != nil {
		return nil, fmt.Errorf("find the migrations for %s: %w", folder, err)
	}
	provider, err := goose.NewProvider(dialect, db, sub, goose.WithSlog(slog.Default()), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, fmt.Errorf("read the migrations for %s: %w", folder, err)
	}
	return provider, nil
}
