package directory

import (
	"context"
	"fmt"
	"slices"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

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
	if err := KeepAuthorities(ctx, tx, people); err != nil {
		return err
	}
	return d.follow(ctx, tx, Change{Kind: PermissionsChanged, Users: people, Source: sourceOf(tx.Actor)})
}
