package store

import (
	"context"
	"fmt"

	"mandate/fault"
)

// Role is what the database role of this program may do.
type Role struct {
	Name       string
	Superuser  bool // or may pass by row-level security: the second wall is none
	OwnsTables bool // the small set-up: one role migrates and serves
}

// Role asks the database who this program is; on SQLite there are no roles.
func (s *Store) Role(ctx context.Context) (Role, error) {
	var r Role
	if s.pools.Kind != string(dialectPostgres) {
		return r, nil
	}
	err := s.pools.Read.QueryRowContext(ctx, `SELECT current_user, r.rolsuper OR r.rolbypassrls,
		EXISTS (SELECT 1 FROM pg_tables t WHERE t.tablename = 'history_entries' AND t.tableowner = current_user)
		FROM pg_roles r WHERE r.rolname = current_user`).Scan(&r.Name, &r.Superuser, &r.OwnsTables)
	if err != nil {
		return r, s.explain(fmt.Errorf("ask for the role: %w", err))
	}
	return r, nil
}

// CheckRole refuses a role for which row-level security does not hold.
func (s *Store) CheckRole(ctx context.Context) error {
	r, err := s.Role(ctx)
	if err != nil || !r.Superuser {
		return err
	}
	return fault.New(fault.Invalid, fault.CodeInvalid,
		"The database role %s is a superuser or passes by row-level security. Give Mandate a plain role: CREATE ROLE mandate LOGIN; and the database as its own.", r.Name)
}
