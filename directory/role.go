package directory

import (
	"context"
	"fmt"
	"slices"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/group"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/grouprole"
	"mandate/ent/db/role"
	"mandate/ent/db/rolegrant"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// SetRoles gives a person exactly these roles by an administrator; roles that come
// from a directory's groups stay beside them. Refused: one's own (SELF_GRANT), a
// role that the actor may not grant (FORBIDDEN, RO-4), the last administrator's.
func (d *Directory) SetRoles(ctx context.Context, id ident.ID, expected int64, roles []ident.ID) error {
	return d.settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error { return d.setRoles(ctx, tx, id, expected, roles) })
	})
}

func (d *Directory) setRoles(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, roles []ident.ID) error {
	u, err := loadUser(ctx, tx.Client, id, expected)
	if err != nil {
		return err
	}
	if tx.Actor.Person() == id {
		return selfGrant()
	}
	book, err := loadRoles(ctx, tx.Client)
	if err != nil {
		return fmt.Errorf("load roles: %w", err)
	}
	before, err := tx.Client.RoleGrant.Query().Where(rolegrant.UserID(id)).Order(rolegrant.ByID()).All(ctx)
	if err != nil {
		return fmt.Errorf("load grants: %w", err)
	}
	held := make([]ident.ID, len(before))
	for i, g := range before {
		held[i] = g.RoleID
	}
	added, removed := difference(held, roles)
	if err := grantable(tx.Actor, book, slices.Concat(added, removed)); err != nil || len(added)+len(removed) == 0 {
		return err
	}
	return d.regrant(ctx, tx, []ident.ID{id}, func() error {
		if err := guarded(ctx, tx.Client.User.Update(), u); err != nil {
			return err
		}
		tx.Record(store.Event{Action: "USER_UPDATED", TargetKind: ident.User, Target: id, Source: sourceOf(tx.Actor),
			Changes: []store.Change{{Field: "roles", Before: book.names(held), After: book.names(roles)}}})
		if _, err := tx.Client.RoleGrant.Delete().Where(rolegrant.UserID(id), rolegrant.RoleIDIn(removed...)).Exec(ctx); err != nil {
			return fmt.Errorf("delete grants: %w", err)
		}
		return grantRoles(ctx, tx, id, added)
	})
}

func (b roleBook) names(ids []ident.ID) []string {
	list := make([]*db.Role, len(ids))
	for i, id := range ids {
		list[i] = b.byID[id]
	}
	return roleNames(list)
}

// difference gives what is only in after and what is only in before.
func difference(before, after []ident.ID) (added, removed []ident.ID) {
	had, has := setOf(before), setOf(after)
	for id := range has {
		if !had[id] {
			added = append(added, id)
		}
	}
	for id := range had {
		if !has[id] {
			removed = append(removed, id)
		}
	}
	byID := func(a, b ident.ID) int { return slices.Compare(a[:], b[:]) }
	slices.SortFunc(added, byID)
	slices.SortFunc(removed, byID)
	return added, removed
}

// grantable refuses roles that are unknown or beyond what the actor may grant (RO-4).
func grantable(a actor.Actor, book roleBook, roles []ident.ID) error {
	for _, id := range roles {
		r := book.byID[id]
		if r == nil {
			return unknown("role").On("roles")
		}
		if a.Kind != actor.System && !slices.Contains(a.GrantsRoles, "*") && !slices.Contains(a.GrantsRoles, r.Name) {
			return fault.New(fault.Denied, fault.CodeForbidden, "Your roles do not let you give or take the role %s.", r.Name).On("roles")
		}
	}
	return nil
}

func grantRoles(ctx context.Context, tx *store.Tx, id ident.ID, roles []ident.ID) error {
	if len(roles) == 0 {
		return nil
	}
	rows := make([]*db.RoleGrantCreate, len(roles))
	for i, r := range roles {
		rows[i] = tx.Client.RoleGrant.Create().SetID(tx.NewID()).SetUserID(id).SetRoleID(r)
		if by := tx.Actor.Person(); !by.IsZero() {
			rows[i].SetGrantedBy(by)
		}
	}
	if err := tx.Client.RoleGrant.CreateBulk(rows...).Exec(ctx); err != nil {
		return fmt.Errorf("insert grants: %w", err)
	}
	return nil
}

// regrant runs a change of what roles people hold, and does what follows from it:
// versions of their authority, an administrator left, OnChange.
func (d *Directory) regrant(ctx context.Context, tx *store.Tx, people []ident.ID, run func() error) error {
	before, err := administrators(ctx, tx.Client, 1)
	if err != nil {
		return err
	}
	if err := run(); err != nil {
		return err
	}
	if err := requireAdministrator(ctx, tx, len(before)); err != nil || len(people) == 0 {
		return err
	}
	if err := keepAuthority(ctx, tx, people...); err != nil {
		return err
	}
	return d.follow(ctx, tx, Change{Kind: PermissionsChanged, Users: people, Source: sourceOf(tx.Actor)})
}

// MapGroup says which roles the members of a directory's group hold: exactly
// these. The actor's right to grant is the ceiling (RO-4), and nobody maps a group
// that they are in (SELF_GRANT).
func (d *Directory) MapGroup(ctx context.Context, id ident.ID, roles []ident.ID) error {
	return d.settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error { return d.mapGroup(ctx, tx, id, roles) })
	})
}

func (d *Directory) mapGroup(ctx context.Context, tx *store.Tx, id ident.ID, roles []ident.ID) error {
	g, err := tx.Client.Group.Query().Where(group.ID(id)).WithRoles().Only(ctx)
	if db.IsNotFound(err) {
		return unknown("group")
	}
	if err != nil {
		return fmt.Errorf("load group: %w", err)
	}
	own, err := tx.Client.GroupMember.Query().Where(groupmember.GroupID(id), groupmember.UserID(tx.Actor.Person())).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look up own membership: %w", err)
	}
	if own {
		return selfGrant()
	}
	book, err := loadRoles(ctx, tx.Client)
	if err != nil {
		return fmt.Errorf("load roles: %w", err)
	}
	held := book.byGroup[id]
	added, removed := difference(held, roles)
	if err := grantable(tx.Actor, book, slices.Concat(added, removed)); err != nil || len(added)+len(removed) == 0 {
		return err
	}
	return d.remap(ctx, tx, g, added, removed, store.Change{Field: "roles", Before: book.names(held), After: book.names(roles)})
}

// remap claims the group before it asks who is in it, as a change of members does.
func (d *Directory) remap(ctx context.Context, tx *store.Tx, g *db.Group, added, removed []ident.ID, c store.Change) error {
	n, err := tx.Client.Group.Update().Where(group.ID(g.ID)).AddVersion(1).Save(ctx)
	if err != nil {
		return fmt.Errorf("claim group: %w", err)
	}
	if n == 0 {
		return errMoved
	}
	members, err := memberIDs(ctx, tx.Client, g.ID)
	if err != nil {
		return err
	}
	tx.Record(store.Event{Action: "GROUP_ROLES_SET", TargetKind: ident.Group, Target: g.ID, Source: sourceOf(tx.Actor), Changes: []store.Change{c}})
	return d.regrant(ctx, tx, members, func() error {
		if _, err := tx.Client.GroupRole.Delete().Where(grouprole.GroupID(g.ID), grouprole.RoleIDIn(removed...)).Exec(ctx); err != nil {
			return fmt.Errorf("delete mapping: %w", err)
		}
		for _, r := range added {
			row := tx.Client.GroupRole.Create().SetID(tx.NewID()).SetGroupID(g.ID).SetRoleID(r)
			if by := tx.Actor.Person(); !by.IsZero() {
				row.SetMappedBy(by)
			}
			if err := row.Exec(ctx); err != nil {
				return fmt.Errorf("insert mapping: %w", err)
			}
		}
		return nil
	})
}

// RoleID finds a role of the tenant by name.
func (d *Directory) RoleID(ctx context.Context, name string) (ident.ID, error) {
	var id ident.ID
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		var err error
		id, err = c.Role.Query().Where(role.Name(name)).OnlyID(ctx)
		if db.IsNotFound(err) {
			return unknown("role").On("role")
		}
		return err
	})
	return id, err
}

// loadUser finds a living person of the tenant in the version expected.
func loadUser(ctx context.Context, c *db.Client, id ident.ID, expected int64) (*db.User, error) {
	u, err := c.User.Query().Where(user.ID(id), user.DeletedAtIsNil()).Only(ctx)
	if db.IsNotFound(err) {
		return nil, unknownUser()
	}
	if err != nil {
		return nil, fmt.Errorf("load person %s: %w", id, err)
	}
	return u, expect(expected, u.Version)
}
