package directory

import (
	"context"
	"encoding/json"
	"fmt"

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
		WithGrants().WithMemberships().WithPreferences().WithLimits().All(ctx)
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
	return authorityWith(u, book.rolesOf(u), u.Edges.Preferences, u.Edges.Limits)
}

func authorityWith(u *db.User, roles []*db.Role, p *db.Preferences, l *db.LendingLimits) (Authority, error) {
	a := Authority{Active: u.Active}
	var set actor.Set
	for _, r := range roles {
		set = set.Union(permissionSet(r.Permissions))
	}
	a.Permissions = set.List()
	if u.ManagerID != nil {
		a.Manager = *u.ManagerID
	}
	var err error
	if a.Preferences, err = PreferencesOf(p); err != nil {
		return a, err
	}
	a.Limits, err = LimitsOf(l)
	return a, err
}

func permissionSet(names []string) actor.Set {
	var set actor.Set
	for _, n := range names {
		set = set.Union(actor.Of(actor.Permission(n)))
	}
	return set
}

// keepAuthority writes the version that a change of these people makes (HI-3).
func keepAuthority(ctx context.Context, tx *store.Tx, ids ...ident.ID) error {
	now, err := Authorities(ctx, tx.Client, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := keep(tx, id, now[id], false); err != nil {
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
