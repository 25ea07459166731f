package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"mandate/ent/db"
	"mandate/ident"
)

// rolesIn reads what a service key with several roles keeps of all but the first.
func rolesIn(raw []byte) ([]ident.ID, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	var names []string
	if err := json.Unmarshal(raw, &names); err != nil {
		return nil, fmt.Errorf("read roles of key: %w", err)
	}
	list := make([]ident.ID, len(names))
	for i, name := range names {
		var err error
		if list[i], err = ident.Parse(ident.Role, name); err != nil {
			return nil, fmt.Errorf("read roles of key: %w", err)
		}
	}
	return list, nil
}

// addFurther adds the roles of a key that has more than one.
func (s *Store) addFurther(ctx context.Context, tenant ident.ID, raw []byte, k *KeyRow) error {
	further, err := rolesIn(raw)
	if err != nil {
		return err
	}
	for _, id := range further {
		var text []byte
		if err := s.one(ctx, tenant, `SELECT `+s.jsonRoles()+` FROM roles r WHERE r.id = $1 AND r.tenant_id = $2`, []any{id, tenant}, &text); err != nil {
			return err
		}
		var one []RoleRights
		if err := decodeRoles(text, &one); err != nil {
			return err
		}
		k.Role = append(k.Role, one...)
	}
	return nil
}

// furtherRoles are the roles of followers' keys beyond the first of each.
type furtherRoles map[ident.ID][]ident.ID

func (f furtherRoles) note(key ident.ID, raw []byte) error {
	roles, err := rolesIn(raw)
	if len(roles) > 0 {
		f[key] = roles
	}
	return err
}

// addAll reads what the roles give, in one statement, and gives it to those who hold them.
func (s *Store) addAll(ctx context.Context, c *db.Client, tenant ident.ID, f furtherRoles, to map[ident.ID]Standing) error {
	if len(f) == 0 {
		return nil
	}
	args, marks := []any{tenant}, []string{}
	for _, roles := range f {
		for _, id := range roles {
			args = append(args, id)
			marks = append(marks, fmt.Sprintf("$%d", len(args)))
		}
	}
	rows, err := c.QueryContext(ctx, `SELECT r.id, `+s.jsonRoles()+` FROM roles r
		WHERE r.tenant_id = $1 AND r.id IN (`+strings.Join(marks, ", ")+`) GROUP BY r.id`, args...)
	if err != nil {
		return fmt.Errorf("look up roles of keys: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id ident.ID
		var raw []byte
		if err := rows.Scan(&id, &raw); err != nil {
			return fmt.Errorf("read roles of keys: %w", err)
		}
		var rights []RoleRights
		if err := decodeRoles(raw, &rights); err != nil {
			return err
		}
		f.give(to, id, rights)
	}
	return rows.Err()
}

func (f furtherRoles) give(to map[ident.ID]Standing, role ident.ID, rights []RoleRights) {
	for key, roles := range f {
		if slices.Contains(roles, role) {
			held := to[key]
			held.Roles = append(held.Roles, rights...)
			to[key] = held
		}
	}
}
