package directory

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ent/db/role"
	"mandate/ident"
)

// readied checks what a change says of people, and gives it what it takes. The default
// role is judged again whenever somebody is made with it.
func (d *Directory) readied(ctx context.Context, c ConnectionUpdate) (ConnectionUpdate, error) {
	if c.Name != nil {
		if err := fitName("name", *c.Name); err != nil {
			return c, err
		}
	}
	if c.Provisioning != nil && connection.ProvisioningValidator(connection.Provisioning(*c.Provisioning)) != nil {
		return c, invalid("People are DIRECTORY_ONLY or JUST_IN_TIME.").On("provisioning")
	}
	if c.DefaultRole != nil && !c.DefaultRole.IsZero() {
		if err := d.Store.Read(ctx, func(ctx context.Context, q *db.Client) error { return viewingRole(ctx, q, *c.DefaultRole) }); err != nil {
			return c, err
		}
	}
	return c.withKey()
}

func viewingRole(ctx context.Context, c *db.Client, id ident.ID) error {
	r, err := c.Role.Query().Where(role.ID(id)).Only(ctx)
	if db.IsNotFound(err) {
		return unknown("role").On("defaultRoleId")
	}
	if err != nil {
		return fmt.Errorf("load role: %w", err)
	}
	if !onlyViews(r) {
		return invalid("People made at sign-in may hold deal.view only; the role %s gives more.", r.Name).On("defaultRoleId")
	}
	return nil
}

// overPeople writes who is let in and as what over the row.
func (c ConnectionUpdate) overPeople(row *db.Connection) {
	if c.Provisioning != nil {
		row.Provisioning = connection.Provisioning(*c.Provisioning)
	}
	if c.DefaultRole == nil {
		return
	}
	row.DefaultRoleID = c.DefaultRole
	if c.DefaultRole.IsZero() {
		row.DefaultRoleID = nil
	}
}

func roleText(id *ident.ID) string {
	if id == nil {
		return ""
	}
	return id.Text(ident.Role)
}
