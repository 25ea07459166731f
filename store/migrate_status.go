package store

import (
	"context"
	"fmt"
	"io/fs"
	"path"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

// migration is one numbered step of the schema.
type migration struct {
	Version int64
	Name    string // file name; empty for a step that only a newer program knows
}

// migrationStatus compares the schema with what this program knows, each list
// in order of version.
type migrationStatus struct {
	Applied []migration
	Pending []migration // known and not applied: migrate before serving
	Unknown []migration // applied and not known: a newer program migrated
}

// migrateStatus only reads; the plain role may ask.
func migrateStatus(ctx context.Context, p pools, files fs.FS) (migrationStatus, error) {
	dialect := goose.DialectPostgres
	if p.Kind == string(dialectSQLite) {
		dialect = goose.DialectSQLite3
	}
	provider, err := newProvider(dialect, p.Read, files)
	if err != nil {
		return migrationStatus{}, err
	}
	versions, err := appliedVersions(ctx, p, dialect)
	if err != nil {
		return migrationStatus{}, err
	}
	return compareMigrations(provider.ListSources(), versions), nil
}

// compareMigrations takes both lists in order of version.
func compareMigrations(sources []*goose.Source, versions []int64) migrationStatus {
	var status migrationStatus
	applied := make(map[int64]bool, len(versions))
	for _, v := range versions {
		applied[v] = true
	}
	for _, s := range sources {
		m := migration{s.Version, path.Base(s.Path)}
		if applied[s.Version] {
			status.Applied = append(status.Applied, m)
			delete(applied, s.Version)
			continue
		}
		status.Pending = append(status.Pending, m)
	}
	for _, v := range versions {
		if applied[v] {
			status.Unknown = append(status.Unknown, migration{Version: v})
		}
	}
	return status
}

// appliedVersions reads goose's table, oldest first; there is none before the
// first migration.
func appliedVersions(ctx context.Context, p pools, dialect goose.Dialect) ([]int64, error) {
	exists := "SELECT to_regclass('" + goose.DefaultTablename + "') IS NOT NULL"
	if dialect == goose.DialectSQLite3 {
		exists = "SELECT count(*) > 0 FROM sqlite_master WHERE name = '" + goose.DefaultTablename + "'"
	}
	var found bool
	if err := p.Read.QueryRowContext(ctx, exists).Scan(&found); err != nil {
		return nil, fmt.Errorf("look for the migrations table: %w", err)
	}
	if !found {
		return nil, nil
	}
	table, err := database.NewStore(dialect, goose.DefaultTablename)
	if err != nil {
		return nil, fmt.Errorf("read the migrations table: %w", err)
	}
	rows, err := table.ListMigrations(ctx, p.Read)
	if err != nil {
		return nil, fmt.Errorf("read the migrations table: %w", err)
	}
	var versions []int64
	for i := len(rows) - 1; i >= 0; i-- {
		if rows[i].IsApplied && rows[i].Version > 0 { // 0 is goose's own first row
			versions = append(versions, rows[i].Version)
		}
	}
	return versions, nil
}
