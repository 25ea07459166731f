package cluster

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/lib/pq"
)

// makeTemplate makes and prepares the template where it is missing. It is filled
// under another name first: whoever is interrupted leaves nothing half-made behind.
func makeTemplate(ctx context.Context, conn *sql.Conn, admin, name string, prepare Prepare) error {
	var there bool
	if err := conn.QueryRowContext(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&there); err != nil {
		return fmt.Errorf("look for template %s: %w", name, err)
	}
	if there {
		return nil
	}
	if err := createRoles(ctx, conn); err != nil {
		return err
	}
	draft := name + "_draft"
	if _, err := conn.ExecContext(ctx, drop(draft)); err != nil {
		return fmt.Errorf("drop an old draft of template %s: %w", name, err)
	}
	if err := create(ctx, conn, admin, draft, "template0"); err != nil {
		return err
	}
	owner, err := address(admin, Owner, draft)
	if err != nil {
		return err
	}
	if err := prepare(ctx, owner); err != nil {
		return fmt.Errorf("prepare template %s: %w", name, err)
	}
	rename := "ALTER DATABASE " + pq.QuoteIdentifier(draft) + " RENAME TO " + pq.QuoteIdentifier(name)
	if _, err := conn.ExecContext(ctx, rename); err != nil {
		return fmt.Errorf("name template %s: %w", name, err)
	}
	return nil
}
