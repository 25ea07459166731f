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
	"mandate/ident"
	"mandate/store"
)

// MapGroup says which roles the members of a directory's group hold: exactly
// these. It takes role.assign, and the actor's right to grant is the ceiling (RO-4); nobody
// maps a group that they are in (SELF_GRANT), or any while dual control is on (DUAL_CONTROL).
// expected is the group's version, or 0.
func (d *Directory) MapGroup(ctx context.Context, id ident.ID, expected int64, roles []ident.ID) error {
	return d.settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error { return d.mapGroup(ctx, tx, id, expected, roles) })
	})
}

func (d *Directory) mapGroup(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, roles []ident.ID) error {
	query := tx.Client.Group.Query().Where(group.ID(id))
	query.Modify(changing) // from the first look on: batches of members come without pause
	g, err := query.Only(ctx)
	if db.IsNotFound(err) {
		return unknown("group")
	}
	if err != nil {
		return fmt.Errorf("load group: %w", err)
	}
	if err := expect(expected, g.Version); err != nil {
		return err
	}
	own, err := tx.Client.GroupMember.Query().Where(groupmember.GroupID(id), groupmember.UserIDIn(tx.Actor.Person(), tx.Actor.Responsible)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look up own membership: %w", err)
	}
	if own {
		return selfGrant()
	}
	if err := permitted(tx.Actor, actor.RoleAssign, "roles"); err != nil {
		return err
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
	if err := together(ctx, tx); err != nil {
		return err
	}
	return d.remap(ctx, tx, g, added, removed, store.Change{Field: "roles", Before: book.names(held), After: book.names(roles)})
}

// remap writes to a group that is held: who is in it now stays until all is written.
func (d *Directory) remap(ctx context.Context, tx *store.Tx, g *db.Group, added, removed []ident.ID, c store.Change) error {
	if err := tx.Client.Group.Update().Where(group.ID(g.ID)).AddVersion(1).Exec(ctx); err != nil {
		return fmt.Errorf("update group: %w", err)
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
