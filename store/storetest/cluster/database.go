package cluster

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"github.com/lib/pq"
)

// Database is one database, by the three roles that may open it.
type Database struct {
	Name      string
	OwnerURL  string // Owner: for migrations, and for the one-role set-up
	ServerURL string // Server: may use all that Owner makes, and own nothing
	AdminURL  string // the superuser: what the product refuses to run as
}

// Prepare fills a new database as its owner: it runs the migrations, say. It
// closes what it opened: a database in use can be no template.
type Prepare func(ctx context.Context, ownerURL string) error

// Fresh makes an empty database that Owner owns and that goes with the test.
func Fresh(tb testing.TB) Database {
	tb.Helper()
	if err := CreateRoles(tb.Context(), Address(tb)); err != nil {
		tb.Fatal(err)
	}
	return fresh(tb, "template0")
}

// FromTemplate makes a copy of a prepared database; the copy goes with the test.
// The template is made once a server, by whoever comes first, so its name must
// change with what Prepare does: put a checksum of the migrations into it.
func FromTemplate(tb testing.TB, name string, prepare Prepare) Database {
	tb.Helper()
	admin := Address(tb)
	err := locked(tb.Context(), admin, func(conn *sql.Conn) error {
		return makeTemplate(tb.Context(), conn, admin, name, prepare)
	})
	if err != nil {
		tb.Fatal(err)
	}
	return fresh(tb, name)
}

func fresh(tb testing.TB, template string) Database {
	tb.Helper()
	admin := Address(tb)
	db, err := sql.Open("postgres", admin)
	if err != nil {
		tb.Fatal(err)
	}
	db.SetMaxIdleConns(-1) // a test that runs long holds no connection for its end
	tb.Cleanup(func() { _ = db.Close() })
	name := "test_" + strings.ToLower(rand.Text())
	if err := create(tb.Context(), db, admin, name, template); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if _, err := db.ExecContext(context.WithoutCancel(tb.Context()), drop(name)); err != nil {
			tb.Errorf("drop database %s: %v", name, err)
		}
	})
	made, err := addresses(admin, name)
	if err != nil {
		tb.Fatal(err)
	}
	return made
}

// executor is a *sql.DB or a *sql.Conn.
type executor interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// create makes a database and, where it is no copy, says what Server may do in it.
func create(ctx context.Context, db executor, admin, name, template string) error {
	_, err := db.ExecContext(ctx, fmt.Sprintf("CREATE DATABASE %s OWNER %s TEMPLATE %s",
		pq.QuoteIdentifier(name), pq.QuoteIdentifier(Owner), pq.QuoteIdentifier(template)))
	if err != nil {
		return fmt.Errorf("create database %s: %w", name, err)
	}
	if template != "template0" {
		return nil
	}
	inside, err := address(admin, "", name)
	if err != nil {
		return err
	}
	return grant(ctx, inside)
}

// grant lets Server use the tables and sequences that Owner will make.
func grant(ctx context.Context, adminURL string) error {
	db, err := sql.Open("postgres", adminURL)
	if err != nil {
		return err
	}
	defer db.Close()
	for _, what := range []string{"SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE, SELECT ON SEQUENCES"} {
		_, err := db.ExecContext(ctx, fmt.Sprintf("ALTER DEFAULT PRIVILEGES FOR ROLE %s IN SCHEMA public GRANT %s TO %s",
			pq.QuoteIdentifier(Owner), what, pq.QuoteIdentifier(Server)))
		if err != nil {
			return fmt.Errorf("grant %s: %w", what, err)
		}
	}
	return nil
}

func drop(name string) string {
	return "DROP DATABASE IF EXISTS " + pq.QuoteIdentifier(name) + " WITH (FORCE)"
}

func addresses(admin, name string) (Database, error) {
	made := Database{Name: name}
	var err error
	for role, to := range map[string]*string{Owner: &made.OwnerURL, Server: &made.ServerURL, "": &made.AdminURL} {
		if *to, err = address(admin, role, name); err != nil {
			return Database{}, err
		}
	}
	return made, nil
}
