package job

import (
	"context"
	"fmt"
	"slices"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/apikey"
	"mandate/ent/db/role"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// acting is who a job acts as; their rights are looked up anew when it runs.
type acting struct {
	Kind       actor.Kind `json:"kind"`
	ID         ident.ID   `json:"id"`
	KeyID      ident.ID   `json:"keyId,omitzero"` // a personal one
	OnBehalfOf ident.ID   `json:"onBehalfOf,omitzero"`
	Name       string     `json:"name"`
	Language   string     `json:"language"`
	Request    string     `json:"request"`
}

func actingOf(a actor.Actor) acting {
	return acting{a.Kind, a.ID, a.KeyID, a.OnBehalfOf, a.Name, a.Language, a.Request}
}

// revive is the actor with the rights that they have now. Refused: people and keys that
// are no longer let in.
func (w acting) revive(ctx context.Context, s *store.Store, tenant ident.ID) (actor.Actor, error) {
	a := actor.Actor{Kind: w.Kind, Tenant: tenant, ID: w.ID, KeyID: w.KeyID, OnBehalfOf: w.OnBehalfOf, Name: w.Name, Language: w.Language, Request: w.Request}
	if w.Kind == actor.System {
		return actor.ForSystem(tenant), nil
	}
	ctx = actor.With(ctx, actor.ForSystem(tenant))
	if w.Kind == actor.Service {
		rights, responsible, err := keyRights(ctx, s, w.ID)
		if err != nil {
			return a, err
		}
		a.Responsible = responsible
		a.Permissions, a.GrantsRoles = directory.Rights(rights)
		if !a.OnBehalfOf.IsZero() && !a.Can(actor.ActOnBehalf) {
			return a, gone()
		}
	}
	if !w.KeyID.IsZero() {
		if _, _, err := keyRights(ctx, s, w.KeyID); err != nil {
			return a, err
		}
	}
	person := a.Person()
	if person.IsZero() {
		return a, nil
	}
	roles, active, contact, err := s.Rights(ctx, tenant, person)
	if err != nil {
		return a, fmt.Errorf("look up rights: %w", err)
	}
	if !active {
		return a, gone()
	}
	a.Contact = contact
	a.Permissions, a.GrantsRoles = directory.Rights(roles)
	return a, nil
}

// stands refuses to go on for an actor whose rights are no longer those that the job began
// with: who is shut out, or has lost a role, changes nobody for the rest of a long file.
func (w acting) stands(ctx context.Context, s *store.Store, began actor.Actor) error {
	now, err := w.revive(ctx, s, began.Tenant)
	if err != nil {
		return err
	}
	if now.Permissions != began.Permissions || !sameNames(now.GrantsRoles, began.GrantsRoles) {
		return fault.New(fault.Denied, fault.CodeForbidden, "The rights of whoever started this job have changed meanwhile.")
	}
	return nil
}

func sameNames(a, b []string) bool {
	return slices.Equal(slices.Compact(slices.Sorted(slices.Values(a))), slices.Compact(slices.Sorted(slices.Values(b))))
}

func gone() *fault.Fault {
	return fault.New(fault.Denied, fault.CodeUserInactive, "Whoever started this job is no longer let in.")
}

func keyRights(ctx context.Context, s *store.Store, id ident.ID) (rights []store.RoleRights, responsible ident.ID, err error) {
	err = s.Read(ctx, func(ctx context.Context, c *db.Client) error {
		key, err := c.APIKey.Query().Where(apikey.ID(id), apikey.RevokedAtIsNil(),
			apikey.Or(apikey.ExpiresAtIsNil(), apikey.ExpiresAtGT(s.Now()))).Only(ctx)
		if db.IsNotFound(err) {
			return gone()
		}
		if err != nil {
			return fmt.Errorf("load key: %w", err)
		}
		if key.UserID != nil {
			responsible = *key.UserID
		}
		roles, err := c.Role.Query().Where(role.IDIn(directory.KeyRoles(key)...)).All(ctx)
		for _, r := range roles {
			rights = append(rights, store.RoleRights{Permissions: r.Permissions, Grants: r.Grants})
		}
		return err
	})
	return rights, responsible, err
}
