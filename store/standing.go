package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"mandate/ident"
)

// Followers are whoever follows something of a tenant: sessions and API keys by which
// they came in, and people for whom a key acts.
type Followers struct{ Sessions, Keys, People []ident.ID }

// Standing is what decides whether one of them may go on.
type Standing struct {
	Good    bool // the credential and the person behind it
	Contact bool
	Roles   []RoleRights
}

// Heads are the newest rows of a tenant, by which a follower knows that there is
// something new.
type Heads struct {
	Seal  int64    // number of the last seal of history
	Event ident.ID // of the provisioning log
}

// Standings reads, in one statement, how all followers of a tenant stand and what is
// newest; in a second one the further roles of keys that have several. Who is missing
// from the answer is gone. The wall between tenants stands in
// this look-up too: a replica asks once for each tenant that somebody follows.
func (s *Store) Standings(ctx context.Context, tenant ident.ID, f Followers) (map[ident.ID]Standing, Heads, error) {
	c, end, err := s.begin(ctx, tenant)
	if err != nil {
		return nil, Heads{}, err
	}
	defer end()
	query, args := s.standingQuery(tenant, f)
	rows, err := c.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, Heads{}, s.explain(fmt.Errorf("look up standings: %w", err))
	}
	defer rows.Close()
	found, heads, further := map[ident.ID]Standing{}, Heads{}, furtherRoles{}
	for rows.Next() {
		var id ident.ID
		var roles, more []byte
		var one Standing
		var seal *int64
		if err := rows.Scan(&id, &one.Good, &one.Contact, &roles, &more, &seal, &heads.Event); err != nil {
			return nil, heads, s.explain(fmt.Errorf("read standings: %w", err))
		}
		if seal != nil {
			heads.Seal = *seal
		}
		if err := errors.Join(decodeRoles(roles, &one.Roles), further.note(id, more)); err != nil {
			return nil, heads, err
		}
		found[id] = one
	}
	if err := rows.Err(); err != nil {
		return nil, heads, s.explain(err)
	}
	return found, heads, s.explain(s.addAll(ctx, c, tenant, further, found))
}

// standingQuery has one branch for each kind of follower that there is.
func (s *Store) standingQuery(tenant ident.ID, f Followers) (string, []any) {
	args := []any{tenant}
	if len(f.Sessions)+len(f.Keys) > 0 {
		args = append(args, s.Now())
	}
	var branches []string
	branch := func(ids []ident.ID, text string) {
		if len(ids) == 0 {
			return
		}
		marks := make([]string, len(ids))
		for i, id := range ids {
			args = append(args, id)
			marks[i] = fmt.Sprintf("$%d", len(args))
		}
		branches = append(branches, text+" IN ("+strings.Join(marks, ", ")+")")
	}
	person := `(SELECT ` + s.jsonRoles() + ` FROM roles r WHERE r.id IN (` + rolesOfPerson + `)) AS roles`
	branch(f.Sessions, `SELECT s.id AS id, s.revoked_at IS NULL AND s.idle_until > $2 AND s.expires_at > $2 AND u.active AND u.deleted_at IS NULL
		AND (s.connection_id IS NULL OR c.state = 'ACTIVE') AND NOT (u.password_temporary AND s.connection_id IS NULL) AS good, u.kind = 'CONTACT' AS contact, `+person+`, CAST(NULL AS text) AS further
		FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN connections c ON c.id = s.connection_id WHERE s.tenant_id = $1 AND s.id`)
	branch(f.Keys, `SELECT k.id AS id, k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2) AS good, 1 = 0 AS contact,
		(SELECT `+s.jsonRoles()+` FROM roles r WHERE r.id = k.role_id) AS roles, CAST(k.role_ids AS text) AS further FROM api_keys k WHERE k.tenant_id = $1 AND k.id`)
	branch(f.People, `SELECT u.id AS id, u.active AND u.deleted_at IS NULL AS good, u.kind = 'CONTACT' AS contact, `+person+`, CAST(NULL AS text) AS further
		FROM users u WHERE u.tenant_id = $1 AND u.id`)
	return `SELECT x.id, x.good, x.contact, x.roles, x.further, (SELECT h.seq FROM history_heads h WHERE h.tenant_id = $1),
		(SELECT e.id FROM provisioning_events e WHERE e.tenant_id = $1 ORDER BY e.id DESC LIMIT 1) FROM (` + strings.Join(branches, "\nUNION ALL\n") + `) x`, args
}
