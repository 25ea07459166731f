package store

import (
	"context"

	"mandate/ident"
)

// CompanyRow is a tenant with what its sign-in pages show, read in one statement.
type CompanyRow struct {
	TenantRef
	Phone    string // E.164; may be empty
	Language string
	SSO      bool // account status belongs to the directory (LC-3)
}

// Company finds a tenant by id.
func (s *Store) Company(ctx context.Context, tenant ident.ID) (CompanyRow, error) {
	var c CompanyRow
	err := s.one(ctx, tenant, `SELECT t.id, t.slug, t.name, t.kind, cs.company_phone, cs.language, cs.sso
		FROM tenants t JOIN company_settings cs ON cs.tenant_id = t.id WHERE t.id = $1`, []any{tenant},
		&c.ID, &c.Slug, &c.Name, &c.Kind, &c.Phone, &c.Language, &c.SSO)
	return c, err
}
