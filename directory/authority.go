package directory

import (
	"context"
	"encoding/json"
	"fmt"

	"mandate/actor"
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/grouprole"
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

// roleBook is what a tenant's roles give, and which a group's members hold.
type roleBook struct {
	byID    map[ident.ID]*db.Role
	byGroup map[ident.ID][]ident.ID
}

func loadRoles(ctx context.Context, c *db.Client) (roleBook, error) {
	b := roleBook{map[ident.ID]*db.Role{}, map[ident.ID][]ident.ID{}}
	roles, err := c.Role.Query().All(ctx)
	if err != nil {
		return b, err
	}
	for _, r := range roles {
		b.byID[r.ID] = r
	}
	mapped, err := c.GroupRole.Query().Order(grouprole.ByID()).All(ctx)
	for _, m := range mapped {
		b.byGroup[m.GroupID] = append(b.byGroup[m.GroupID], m.RoleID)
	}
	return b, err
}

// rolesOf lists the roles a person holds, from both sources, each once (RO-1).
func (b roleBook) rolesOf(u *db.User) []*db.Role {
	var list []*db.Role
	seen := map[ident.ID]bool{}
	add := func(id ident.ID) {
		if r := b.byID[id]; r != nil && !seen[id] {
			seen[id] = true
			list = append(list, r)
		}
	}
	for _, g := range u.Edges.Grants {
		add(g.RoleID)
	}
	for _, m := range u.Edges.Memberships {
		for _, id := range b.byGroup[m.GroupID] {
			add(id)
		}
	}
	return list
}

func authorityOf(u *db.User, book roleBook) (Authority, error) {
	a := Authority{Active: u.Active}
	var set actor.Set
	for _, r := range book.rolesOf(u) {
		set = set.Union(permissionSet(r.Permissions))
	}
	a.Permissions = set.List()
	if u.ManagerID != nil {
		a.Manager = *u.ManagerID
	}
	var err error
	if a.Preferences, err = PreferencesOf(u.Edges.Preferences); err != nil {
		return a, err
	}
	a.Limits, err = LimitsOf(u.Edges.Limits)
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

// PreferencesOf reads a row; without one nothing is restricted (PF-1).
func PreferencesOf(row *db.Preferences) (assign.Preferences, error) {
	if row == nil {
		return assign.Preferences{AutoAssign: true}, nil
	}
	p := assign.Preferences{AutoAssign: row.AutoAssign, Locations: row.Locations, Languages: row.Languages}
	for _, t := range row.PropertyTypes {
		p.PropertyTypes = append(p.PropertyTypes, assign.PropertyType(t))
	}
	var err error
	if p.Products, err = idsOf(ident.Product, row.Products); err != nil {
		return p, err
	}
	p.Brokers, err = idsOf(ident.Broker, row.Brokers)
	return p, err
}

func idsOf(prefix ident.Prefix, texts []string) ([]ident.ID, error) {
	var list []ident.ID
	for _, t := range texts {
		id, err := ident.Parse(prefix, t)
		if err != nil {
			return nil, fmt.Errorf("read preferences: %w", err)
		}
		list = append(list, id)
	}
	return list, nil
}

func textsOf(prefix ident.Prefix, ids []ident.ID) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = id.Text(prefix)
	}
	return list
}

// LimitsOf reads a row; without one all limits are unset (LL-6).
func LimitsOf(row *db.LendingLimits) (assign.Limits, error) {
	if row == nil {
		return assign.Limits{}, nil
	}
	l := assign.Limits{MaxCapacity: assign.MaximumColumn(row.MaxCapacity), MaxDiscretionBps: assign.MaximumColumn(row.MaxDiscretionBps)}
	for _, f := range []struct {
		into *assign.Limit
		from *int64
	}{
		{&l.LoanAmount, row.LoanAmount}, {&l.MortgageSecured, row.MortgageSecured}, {&l.NonMortgageSecured, row.NonMortgageSecured},
		{&l.BridgeSecured, row.BridgeSecured}, {&l.TotalConnection, row.TotalConnection},
	} {
		read, err := assign.LimitColumn(f.from)
		if err != nil {
			return l, err
		}
		*f.into = read
	}
	return l, nil
}
