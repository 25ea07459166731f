package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"mandate/fault"
	"mandate/ident"
)

// This file holds the look-ups that come before anybody is known. Credentials
// carry their tenant (credential.go), so only two tables are asked without one:
// connections by id and domains by name; on PostgreSQL a policy of their own shows
// the one row that the look-up names. Tenants themselves have no wall.

// TenantRef is a tenant as a door needs it.
type TenantRef struct {
	ID               ident.ID
	Slug, Name, Kind string
}

const tenantColumns = `SELECT id, slug, name, kind FROM tenants`

// TenantBySlug finds a tenant by the name in its addresses.
func (s *Store) TenantBySlug(ctx context.Context, slug string) (TenantRef, error) {
	return s.tenant(ctx, tenantColumns+` WHERE slug = $1`, slug)
}

// TenantByID finds a tenant by id.
func (s *Store) TenantByID(ctx context.Context, id ident.ID) (TenantRef, error) {
	return s.tenant(ctx, tenantColumns+` WHERE id = $1`, id)
}

func (s *Store) tenant(ctx context.Context, query string, arg any) (TenantRef, error) {
	var t TenantRef
	err := s.pools.Read.QueryRowContext(ctx, query, arg).Scan(&t.ID, &t.Slug, &t.Name, &t.Kind)
	return t, s.lookupError(err)
}

// Tenants lists all tenants, for the workers and the command line.
func (s *Store) Tenants(ctx context.Context) ([]TenantRef, error) {
	rows, err := s.pools.Read.QueryContext(ctx, tenantColumns+` ORDER BY slug`)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []TenantRef
	for rows.Next() {
		var t TenantRef
		if err := rows.Scan(&t.ID, &t.Slug, &t.Name, &t.Kind); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, rows.Err()
}

// ConnectionTenant says which tenant a connection belongs to.
func (s *Store) ConnectionTenant(ctx context.Context, id ident.ID) (TenantRef, error) {
	return s.before(ctx, id.String(), `SELECT t.id, t.slug, t.name, t.kind FROM connections c JOIN tenants t ON t.id = c.tenant_id WHERE c.id = $1`, id)
}

// DomainTenant says which tenant has proven an e-mail domain (lower case, ASCII).
func (s *Store) DomainTenant(ctx context.Context, name string) (TenantRef, error) {
	sum := sha256.Sum256([]byte(name))
	return s.before(ctx, hex.EncodeToString(sum[:]), `SELECT t.id, t.slug, t.name, t.kind FROM domains d JOIN tenants t ON t.id = d.tenant_id
		WHERE d.name = $1 AND d.verified_at IS NOT NULL`, name)
}

func (s *Store) before(ctx context.Context, lookup, query string, arg any) (TenantRef, error) {
	tx, err := s.pools.Read.BeginTx(withLookupTx(ctx, lookup), &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return TenantRef{}, s.explain(err)
	}
	defer func() { _ = tx.Rollback() }()
	var t TenantRef
	err = tx.QueryRowContext(ctx, query, arg).Scan(&t.ID, &t.Slug, &t.Name, &t.Kind)
	return t, s.lookupError(err)
}

func (s *Store) lookupError(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.NotFound, fault.CodeNotFound, "There is no such record.")
	}
	return s.explain(err)
}

// RoleRights is what one role gives: permissions by name, and the roles its holders may grant.
type RoleRights struct {
	Name        string   `json:"name"`
	Permissions []string `json:"permissions"`
	Grants      []string `json:"grants"`
}

// SessionRow is everything that decides whether a session is good now, read in one
// statement: session, person, connection, tenant and the person's roles.
type SessionRow struct {
	ID, Tenant, User                ident.ID
	TenantSlug                      string
	Seen, IdleUntil, Expires        time.Time
	Revoked                         bool
	Kind, Name, Email, Locale       string
	Active, Deleted, TempPassword   bool
	ConnectionState                 string // empty: a local session
	Roles                           []RoleRights
	UserName, FirstName, LastName   string
	CompanyLanguage                 string
	ConnectionID                    ident.ID
	PersonCreated, PersonLastSignIn time.Time
	SteppedUp                       *time.Time // the last proof of who sits there
	MFAMethod                       string
	ConnectionKind                  string // empty: a local session
}

// KeyRow is everything that decides whether an API key is good now.
type KeyRow struct {
	ID, Tenant   ident.ID
	Name, Kind   string
	Expires      *time.Time
	Revoked      bool
	LastUsed     *time.Time
	Role         []RoleRights
	User         ident.ID
	SettingsLang string
}

// TokenRow is everything that decides whether a directory's token is good now.
type TokenRow struct {
	ID, Tenant, Directory ident.ID
	DirectoryName         string
	Enabled               bool
	State, Dialect        string // of the directory
	Rate                  int
	Expires, LastUsed     *time.Time
	Revoked               bool
}

// one reads one row of the tenant that a credential claims, in the transaction of the
// context's moment if that has begun.
func (s *Store) one(ctx context.Context, tenant ident.ID, query string, args []any, into ...any) error {
	var q queryer = s.pools.Read
	if c := begun(ctx, tenant); c != nil {
		q = c
	}
	rows, err := q.QueryContext(withTenantTx(ctx, tenant), query, args...)
	if err != nil {
		return s.lookupError(err)
	}
	defer rows.Close()
	return s.lookupError(scanOne(rows, into))
}

// queryer is a pool or a client.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// scanOne reads the first row; none is sql.ErrNoRows.
func scanOne(rows *sql.Rows, into []any) error {
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return err
		}
		return sql.ErrNoRows
	}
	return rows.Scan(into...)
}

// Token finds a directory's token by its hash, within the tenant it claims.
func (s *Store) Token(ctx context.Context, tenant ident.ID, hash string) (TokenRow, error) {
	t := TokenRow{Tenant: tenant}
	err := s.one(ctx, tenant, `SELECT k.id, d.id, d.name, d.enabled, d.state, d.dialect, d.rate, k.expires_at, k.last_used_at, k.revoked_at IS NOT NULL
		FROM directory_tokens k JOIN directories d ON d.id = k.directory_id WHERE k.hash = $1 AND k.tenant_id = $2`, []any{hash, tenant},
		&t.ID, &t.Directory, &t.DirectoryName, &t.Enabled, &t.State, &t.Dialect, &t.Rate, &t.Expires, &t.LastUsed, &t.Revoked)
	return t, err
}

// Key finds an API key by its hash, within the tenant it claims.
func (s *Store) Key(ctx context.Context, tenant ident.ID, hash string) (KeyRow, error) {
	k := KeyRow{Tenant: tenant}
	var roles, further []byte
	err := s.one(ctx, tenant, `SELECT k.id, k.name, k.kind, k.expires_at, k.revoked_at IS NOT NULL, k.last_used_at, k.user_id, c.language, k.role_ids,
		(SELECT `+s.jsonRoles()+` FROM roles r WHERE r.id = k.role_id)
		FROM api_keys k JOIN company_settings c ON c.tenant_id = k.tenant_id WHERE k.hash = $1 AND k.tenant_id = $2`, []any{hash, tenant},
		&k.ID, &k.Name, &k.Kind, &k.Expires, &k.Revoked, &k.LastUsed, &k.User, &k.SettingsLang, &further, &roles)
	if err == nil {
		err = decodeRoles(roles, &k.Role)
	}
	if err != nil {
		return k, err
	}
	return k, s.addFurther(ctx, tenant, further, &k)
}

// Session finds a session by the hash of its token, within the tenant it claims.
func (s *Store) Session(ctx context.Context, tenant ident.ID, hash string) (SessionRow, error) {
	r := SessionRow{Tenant: tenant}
	var roles []byte
	err := s.one(ctx, tenant, `SELECT s.id, u.id, t.slug, s.seen_at, s.idle_until, s.expires_at, s.revoked_at IS NOT NULL,
		u.kind, u.email, u.locale, u.active, u.deleted_at IS NOT NULL, u.password_temporary, u.user_name, u.first_name, u.last_name, u.display_name,
		coalesce(c.state, ''), s.connection_id, cs.language, s.stepped_up_at, u.mfa_method, coalesce(c.kind, ''),
		(SELECT `+s.jsonRoles()+` FROM roles r WHERE r.id IN (`+rolesOfPerson+`))
		FROM sessions s JOIN users u ON u.id = s.user_id JOIN tenants t ON t.id = s.tenant_id
		JOIN company_settings cs ON cs.tenant_id = s.tenant_id
		LEFT JOIN connections c ON c.id = s.connection_id
		WHERE s.hash = $1 AND s.tenant_id = $2`, []any{hash, tenant},
		&r.ID, &r.User, &r.TenantSlug, &r.Seen, &r.IdleUntil, &r.Expires, &r.Revoked, &r.Kind, &r.Email, &r.Locale, &r.Active,
		&r.Deleted, &r.TempPassword, &r.UserName, &r.FirstName, &r.LastName, &r.Name, &r.ConnectionState, &r.ConnectionID, &r.CompanyLanguage, &r.SteppedUp, &r.MFAMethod, &r.ConnectionKind, &roles)
	if err != nil {
		return r, err
	}
	return r, decodeRoles(roles, &r.Roles)
}

// rolesOfPerson are the roles that a person u holds: given by an administrator, or
// by a group that is mapped to a role (RO-1).
const rolesOfPerson = `SELECT g.role_id FROM role_grants g WHERE g.user_id = u.id
	UNION SELECT gr.role_id FROM group_members gm JOIN group_roles gr ON gr.group_id = gm.group_id WHERE gm.user_id = u.id`

// Rights gives the roles of one person, for an actor who acts on their behalf.
func (s *Store) Rights(ctx context.Context, tenant, user ident.ID) (roles []RoleRights, active, contact bool, err error) {
	var raw []byte
	var kind string
	err = s.one(ctx, tenant, `SELECT u.active, u.kind, (SELECT `+s.jsonRoles()+` FROM roles r WHERE r.id IN (`+rolesOfPerson+`))
		FROM users u WHERE u.id = $1 AND u.tenant_id = $2 AND u.deleted_at IS NULL`, []any{user, tenant}, &active, &kind, &raw)
	if err != nil {
		return nil, false, false, err
	}
	return roles, active, kind == "CONTACT", decodeRoles(raw, &roles)
}

func (s *Store) jsonRoles() string {
	if s.pools.Kind == "postgres" {
		return `coalesce(json_agg(json_build_object('name', r.name, 'permissions', r.permissions, 'grants', r.grants)), '[]')`
	}
	return `coalesce(json_group_array(json_object('name', r.name, 'permissions', json(r.permissions), 'grants', json(r.grants))), '[]')`
}

func decodeRoles(raw []byte, into *[]RoleRights) error {
	if len(raw) == 0 {
		return nil
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("read roles: %w", err)
	}
	return nil
}
