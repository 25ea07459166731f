package main

import (
	"context"

	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// switched is a flag that is on, off or left as it is.
func switched(text string) *bool {
	if text == "" {
		return nil
	}
	on := text == "on"
	return &on
}

type connectionUpdate struct {
	ID string `required:"" help:"Id of the connection."`
	samlValues
	oidcValues
	Name    string `help:"Another name."`
	Disable bool   `help:"Nobody signs in here any more." xor:"state"`
	Enable  bool   `help:"People sign in here again." xor:"state"`
}

func (u connectionUpdate) Run(ctx context.Context, c *Config, term terminal) error {
	change, err := u.change()
	if err != nil {
		return err
	}
	err = c.atConnection(ctx, u.ID, func(ctx context.Context, h *house, id ident.ID) error {
		return h.directory.UpdateConnection(ctx, id, 0, change)
	})
	if err != nil {
		return err
	}
	return term.show(false, nil, "%s is changed.", u.ID)
}

// atConnection does something as the system in the tenant of a connection, whose id
// stands in text.
func (c *Config) atConnection(ctx context.Context, text string, do func(context.Context, *house, ident.ID) error) error {
	id, err := ident.Parse(ident.Connection, text)
	if err != nil {
		return fault.New(fault.NotFound, fault.CodeNotFound, "There is no connection %s.", text)
	}
	h, err := c.house(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	tenant, err := h.store.ConnectionTenant(ctx, id)
	if err != nil {
		return err
	}
	if ctx, _, err = (tenantFlag{tenant.Slug}).in(ctx, h.store); err != nil {
		return err
	}
	return do(ctx, h, id)
}

func (u connectionUpdate) change() (directory.ConnectionUpdate, error) {
	change, err := u.samlValues.update()
	if err != nil {
		return change, err
	}
	oidc, err := u.oidcValues.update()
	change.Issuer, change.ClientID, change.ClientSecret, change.TokenAuthMethod = oidc.Issuer, oidc.ClientID, oidc.ClientSecret, oidc.TokenAuthMethod
	if u.Name != "" {
		change.Name = &u.Name
	}
	if u.Disable || u.Enable {
		change.Disabled = &u.Disable
	}
	return change, err
}
