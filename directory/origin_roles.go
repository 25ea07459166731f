package directory

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ident"
)

// rolesOverTime is what roles were called and gave at any time: as they are, and what each
// change of them says it was before.
type rolesOverTime struct {
	present map[ident.ID]*db.Role
	turns   map[ident.ID][]roleTurn
}

// roleTurn is an entry that changed or deleted a role; what it didn't change is nil.
type roleTurn struct {
	entry       ident.ID
	at          time.Time
	name        *string
	permissions *[]string
}

// loadRolesOverTime reads all roles of the tenant: they are few, and are rarely changed.
func loadRolesOverTime(ctx context.Context, c *db.Client) (rolesOverTime, error) {
	r := rolesOverTime{map[ident.ID]*db.Role{}, map[ident.ID][]roleTurn{}}
	rows, err := c.Role.Query().All(ctx)
	if err != nil {
		return r, fmt.Errorf("load roles: %w", err)
	}
	for _, row := range rows {
		r.present[row.ID] = row
	}
	entries, err := entriesOf(ctx, c, historyentry.ActionIn("ROLE_UPDATED", "ROLE_DELETED"))
	for _, e := range entries {
		t := roleTurn{entry: e.ID, at: e.At}
		name, _, named, err := turned[string](e, "name")
		if err != nil {
			return r, err
		}
		if named {
			t.name = &name
		}
		permissions, _, gave, err := turned[[]string](e, "permissions")
		if err != nil {
			return r, err
		}
		if gave {
			t.permissions = &permissions
		}
		r.turns[e.TargetID] = append(r.turns[e.TargetID], t)
	}
	return r, err
}

// called is what a role was called when an entry was written; a role of which nothing is
// kept, as the person's version has it.
func (r rolesOverTime) called(role RoleHeld) func(entry ident.ID) string {
	return func(entry ident.ID) string {
		return r.nameBefore(role, func(t roleTurn) bool { return slices.Compare(t.entry[:], entry[:]) > 0 })
	}
}

// nameAt is what a role was called at an instant: a new name alone begins no version.
func (r rolesOverTime) nameAt(role RoleHeld, at time.Time) string {
	return r.nameBefore(role, func(t roleTurn) bool { return t.at.After(at) })
}

func (r rolesOverTime) nameBefore(role RoleHeld, later func(roleTurn) bool) string {
	for _, t := range r.turns[role.ID] {
		if t.name != nil && later(t) {
			return *t.name
		}
	}
	if row := r.present[role.ID]; row != nil {
		return row.Name
	}
	return role.Name
}

// permissionsAt is what a role gave at an instant.
func (r rolesOverTime) permissionsAt(role ident.ID, at time.Time) []string {
	for _, t := range r.turns[role] {
		if t.permissions != nil && t.at.After(at) {
			return notNil(*t.permissions)
		}
	}
	if row := r.present[role]; row != nil {
		return row.Permissions
	}
	return []string{}
}
