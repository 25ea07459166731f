package directory

import (
	"context"
	"fmt"
	"slices"

	"mandate/ent/db"
	"mandate/ent/db/role"
	"mandate/ent/db/rolegrant"
	"mandate/ent/db/user"
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
	u, err := loadUser(ctx, tx.Client, id, 0)
	if err != nil {
		return err
	}
	if tx.Actor.Self(id) {
		return selfGrant()
	}
	if err := expect(expected, u.Version); err != nil { // the rule speaks first
		return err
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
	if err := suited(u, book, added); err != nil {
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
		if err := grantRoles(ctx, tx, id, added); err != nil {
			return err
		}
		return start(ctx, tx, u, book, added)
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

// loadStaff is loadUser for what concerns STAFF alone (section 1).
func loadStaff(ctx context.Context, c *db.Client, id ident.ID, expected int64) (*db.User, error) {
	u, err := loadUser(ctx, c, id, expected)
	if err == nil && u.Kind != user.KindSTAFF {
		return nil, invalid("A contact has neither preferences nor limits.")
	}
	return u, err
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
