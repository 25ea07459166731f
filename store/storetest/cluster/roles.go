package cluster

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"

	"github.com/lib/pq"
)

// The two roles of the two-role set-up. Neither is a superuser nor passes by
// row-level security, so that tests meet the walls that production has.
const (
	Owner  = "mandate_owner"  // owns the databases and their tables, runs migrations
	Server = "mandate_server" // reads and writes rows, and nothing else
)

// password is no secret: a private cluster does not ask for it, one that
// MANDATE_TEST_POSTGRES_URL names may.
const password = "mandate-test"

// lockNumber is the advisory lock under which roles and templates are made: several
// test processes may share one server. Any number does that nobody else uses.
const lockNumber = 7_643_7644

// CreateRoles makes the two roles where they are missing.
func CreateRoles(ctx context.Context, adminURL string) error {
	return locked(ctx, adminURL, func(conn *sql.Conn) error { return createRoles(ctx, conn) })
}

func createRoles(ctx context.Context, conn *sql.Conn) error {
	for _, role := range []string{Owner, Server} {
		var there bool
		if err := conn.QueryRowContext(ctx, "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", role).Scan(&there); err != nil {
			return fmt.Errorf("look for role %s: %w", role, err)
		}
		if there {
			continue
		}
		create := "CREATE ROLE " + pq.QuoteIdentifier(role) +
			" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD " + pq.QuoteLiteral(password)
		if _, err := conn.ExecContext(ctx, create); err != nil {
			return fmt.Errorf("create role %s: %w", role, err)
		}
	}
	return nil
}

// locked runs fn while this connection alone, of all processes, holds the lock.
func locked(ctx context.Context, adminURL string, fn func(conn *sql.Conn) error) error {
	db, err := sql.Open("postgres", adminURL)
	if err != nil {
		return fmt.Errorf("open %s: %w", AddressVariable, err)
	}
	defer db.Close() // ends the session, and with it the lock
	conn, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect as superuser: %w", err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", lockNumber); err != nil {
		return fmt.Errorf("take the lock of the tests: %w", err)
	}
	return fn(conn)
}

// address is the admin address with another role and database.
func address(adminURL, role, database string) (string, error) {
	u, err := url.Parse(adminURL)
	if err != nil {
		return "", fmt.Errorf("read the superuser's address: %w", err)
	}
	if role != "" {
		u.User = url.UserPassword(role, password)
	}
	u.Path = "/" + database
	return u.String(), nil
}

// ServerURL is the owner's address with the other role: what Prepare needs to
// migrate as the two-role set-up does.
func ServerURL(ownerURL string) (string, error) {
	u, err := url.Parse(ownerURL)
	if err != nil {
		return "", fmt.Errorf("read the owner's address: %w", err)
	}
	u.User = url.UserPassword(Server, password)
	return u.String(), nil
}
