package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"net/url"

	"github.com/lib/pq"
)

//go:embed migrations/postgres/*.sql migrations/sqlite/*.sql
var embedded embed.FS

// Migrations are the numbered steps of the schema, a folder a dialect.
func Migrations() fs.FS {
	sub, err := fs.Sub(embedded, "migrations")
	if err != nil {
		return embedded // the folder is embedded above, so this can't be
	}
	return sub
}

// MigrateUp brings the database at address to the schema of this program.
// migrateAddress is the role that owns the tables, where there are two
// (MANDATE_MIGRATE_URL); empty: one role does both. Several at once migrate once.
func MigrateUp(ctx context.Context, address, migrateAddress string) error {
	if migrateAddress == "" {
		migrateAddress = address
	}
	p, err := openPools(ctx, address)
	if err != nil {
		return err
	}
	defer p.Close()
	if err := migrateUp(ctx, p, migrateAddress, Migrations()); err != nil {
		return err
	}
	if p.Kind == string(dialectPostgres) && migrateAddress != address {
		return grant(ctx, address, migrateAddress)
	}
	return nil
}

// Schema tells how far the database is: names of steps applied, pending, and
// applied by a newer program.
type Schema struct{ Applied, Pending, Unknown []string }

// SchemaStatus compares the database with this program; it only reads.
func (s *Store) SchemaStatus(ctx context.Context) (Schema, error) {
	st, err := migrateStatus(ctx, s.pools, Migrations())
	if err != nil {
		return Schema{}, s.explain(err)
	}
	return Schema{names(st.Applied), names(st.Pending), names(st.Unknown)}, nil
}

func names(list []migration) []string {
	out := make([]string, 0, len(list))
	for _, m := range list {
		if m.Name == "" {
			m.Name = fmt.Sprint(m.Version)
		}
		out = append(out, m.Name)
	}
	return out
}

// grant lets the plain role use what the owner made, and no more: history it may
// only add to. It is one transaction: nobody sees a right that is taken back below.
func grant(ctx context.Context, address, ownerAddress string) error {
	u, err := url.Parse(address)
	if err != nil || u.User.Username() == "" {
		return fmt.Errorf("the database address names no role to grant to")
	}
	connector, err := newPostgresConnector(ownerAddress, nil)
	if err != nil {
		return err
	}
	owner := sql.OpenDB(connector)
	defer owner.Close()
	tx, err := owner.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("grant: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	role := pq.QuoteIdentifier(u.User.Username())
	for _, statement := range []string{
		`LOCK TABLE goose_db_version IN SHARE ROW EXCLUSIVE MODE`, // two grants at once fail; everybody reads on
		`GRANT USAGE ON SCHEMA public TO ` + role,
		`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ` + role,
		`REVOKE ALL ON users_search, deals_search, history_search FROM ` + role, // read by their functions alone
		`GRANT EXECUTE ON FUNCTION mandate_people_search(text[], text[]), mandate_people_foremost(text[], text[], int[], int), mandate_deals_search(text, text[]), mandate_history_search(text, text[]), mandate_remove_scenario(uuid) TO ` + role,
		`REVOKE UPDATE, DELETE ON history_entries, history_seals, assignment_decisions, approval_grants FROM ` + role,
	} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("grant to %s: %w", role, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("grant to %s: %w", role, err)
	}
	return nil
}
