// Package storetest gives tests a migrated floor on both databases.
//
// Every test of an operation runs through Each: once on embedded SQLite, once on
// PostgreSQL as the plain role that can't pass by row-level security. Nothing is
// skipped: without a PostgreSQL to be had the test fails and says what is missing.
package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"mandate/actor"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest/cluster"
)

// Kinds of databases that Each runs on.
var Kinds = []string{"sqlite", "postgres"}

// Each runs fn as a subtest on both databases, each with a fresh, migrated one.
func Each(t *testing.T, fn func(t *testing.T, s *store.Store)) {
	t.Helper()
	for _, kind := range Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			fn(t, Open(t, kind))
		})
	}
}

// Open gives one fresh, migrated database of a kind, closed and removed with the test.
func Open(tb testing.TB, kind string) *store.Store {
	tb.Helper()
	return OpenAt(tb, Address(tb, kind), time.Now)
}

// OpenAt opens an address with a clock; several stores of one address are several
// processes of one installation.
func OpenAt(tb testing.TB, address string, now func() time.Time) *store.Store {
	tb.Helper()
	s, err := store.Open(context.WithoutCancel(tb.Context()), store.Options{
		Address: address, Secret: Secret, Now: now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	return s
}

// Secret is the installation's secret key in tests.
var Secret = []byte("0123456789abcdef0123456789abcdef")

// Address makes a fresh, migrated database and gives its address: on PostgreSQL
// that of the plain role.
func Address(tb testing.TB, kind string) string {
	tb.Helper()
	if kind == "postgres" {
		return cluster.FromTemplate(tb, "mandate_"+version(tb), migrate).ServerURL
	}
	file := filepath.Join(tb.TempDir(), "mandate.db")
	if err := os.WriteFile(file, template(tb), 0o600); err != nil {
		tb.Fatal(err)
	}
	return "sqlite:" + file
}

// migrate makes the two-role set-up: the plain role may only add to history.
func migrate(ctx context.Context, ownerURL string) error {
	server, err := cluster.ServerURL(ownerURL)
	if err != nil {
		return err
	}
	return store.MigrateUp(ctx, server, ownerURL)
}

// template is a migrated SQLite file, made once a process and copied for each test.
var template = func() func(testing.TB) []byte {
	var once sync.Once
	var content []byte
	var err error
	return func(tb testing.TB) []byte {
		tb.Helper()
		once.Do(func() { content, err = migratedFile() })
		if err != nil {
			tb.Fatal(err)
		}
		return content
	}
}()

func migratedFile() ([]byte, error) {
	dir, err := os.MkdirTemp("", "mandate-template-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "mandate.db")
	if err := store.MigrateUp(context.Background(), "sqlite:"+file, ""); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
}

// version is a checksum of the migrations: the name of the PostgreSQL template.
func version(tb testing.TB) string {
	tb.Helper()
	sum := sha256.New()
	err := fs.WalkDir(store.Migrations(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(store.Migrations(), path)
		sum.Write(text)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// As gives the test's context with an actor.
func As(tb testing.TB, a actor.Actor) context.Context {
	tb.Helper()
	return actor.With(tb.Context(), a)
}

// System gives the test's context with the system as actor of a tenant.
func System(tb testing.TB, tenant ident.ID) context.Context {
	tb.Helper()
	return As(tb, actor.ForSystem(tenant))
}
