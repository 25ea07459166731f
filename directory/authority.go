package directory

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"mandate/actor"
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// Authority is what a person could do at one time: the JSON of a version of HI-3.
// The person's own switch is Preferences.AutoAssign.
type Authority struct {
	Active      bool               `json:"active"`
	Permissions []actor.Permission `json:"permissions"` // sorted by name
	Limits      assign.Limits      `json:"limits"`
	Preferences assign.Preferences `json:"preferences"`
	Manager     ident.ID           `json:"manager,omitzero"`
	Absent      bool               `json:"absent,omitempty"`  // an out-of-office period is ACTIVE (OO-3)
	Delegate    ident.ID           `json:"delegate,omitzero"` // of that period; zero: the delegate was deleted (LC-4)
	Roles       []RoleHeld         `json:"roles"`             // from both sources, each once, by name; nil: a version from before they were kept
}

// RoleHeld is a role as it was called then: it may have been renamed or deleted since.
type RoleHeld struct {
	ID   ident.ID `json:"id"`
	Name string   `json:"name"`
}

func rolesOf(rows []*db.Role) []RoleHeld {
	list := make([]RoleHeld, len(rows))
	for i, r := range rows {
		list[i] = RoleHeld{r.ID, r.Name}
	}
	slices.SortFunc(list, func(a, b RoleHeld) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

// DecodeAuthority reads the state of a version.
func DecodeAuthority(state []byte) (Authority, error) {
	var a Authority
	if err := json.Unmarshal(state, &a); err != nil {
		return Authority{}, fmt.Errorf("read authority: %w", err)
	}
	return a, nil
}

const idsAtOnce = 1000

// Authorities gives the present authority of people who are not deleted, in a
// constant number of statements per thousand of them.
func Authorities(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]Authority, error) {
	out := make(map[ident.ID]Authority, len(ids))
	for len(ids) > 0 {
		n := min(len(ids), idsAtOnce)
		if err := someAuthorities(ctx, c, ids[:n], out); err != nil {
			return nil, fmt.Errorf("load authority: %w", err)
		}
		ids = ids[n:]
	}
	return out, nil
}

func someAuthorities(ctx context.Context, c *db.Client, ids []ident.ID, out map[ident.ID]Authority) error {
	people, err := c.User.Query().Where(user.IDIn(ids...), user.DeletedAtIsNil()).
		WithGrants().WithMemberships().WithPreferences().WithLimits().WithAbsences(notEnded).All(ctx)
	if err != nil {
		return err
	}
	roles, err := loadRoles(ctx, c)
	if err != nil {
		return err
	}
	for _, u := range people {
		a, err := authorityOf(u, roles)
		if err != nil {
			return err
		}
		out[u.ID] = a
	}
	return nil
}

func authorityOf(u *db.User, book roleBook) (Authority, error) {
	h := holding{roles: book.rolesOf(u), limits: u.Edges.Limits, preferences: u.Edges.Preferences}
	if len(u.Edges.Absences) > 0 {
		h.absence = u.Edges.Absences[0]
	}
	return h.authority(u)
}

func permissionSet(names []string) actor.Set {
	var set actor.Set
	for _, n := range names {
		set = set.Union(actor.Of(actor.Permission(n)))
	}
	return set
}

// KeepAuthorities writes the versions (HI-3) that a change of these people makes, from
// their rows as they are in the transaction, in a constant number of statements per
// thousand of them. Whoever is deleted keeps the version that the deletion made.
func KeepAuthorities(ctx context.Context, tx *store.Tx, ids []ident.ID) error {
	now, err := Authorities(ctx, tx.Client, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		a, living := now[id]
		if !living {
			continue
		}
		if err := keep(tx, id, a, false); err != nil {
			return err
		}
	}
	return nil
}

func keep(tx *store.Tx, id ident.ID, a Authority, fresh bool) error {
	state, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("keep authority: %w", err)
	}
	tx.KeepAuthority(id, state, fresh)
	return nil
}
