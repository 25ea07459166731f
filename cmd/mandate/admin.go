package main

import "context"

type adminCommands struct {
	Create adminCreate `cmd:"" help:"Make an administrator with a temporary password."`
}

type adminCreate struct {
	tenantFlag
	Email      string `required:"" help:"Address, also the login."`
	BreakGlass bool   `help:"For emergencies: local, unseen by SCIM."`
	JSON       bool   `help:"Print JSON."`
}

func (a adminCreate) Run(ctx context.Context, c *Config, term terminal) error {
	h, err := c.house(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	ctx, tenant, err := a.in(ctx, h.store)
	if err != nil {
		return err
	}
	password, hash, err := h.accounts.credentials.Temporary(ctx)
	if err != nil {
		return err
	}
	if _, err := h.directory.CreateAdministrator(ctx, a.Email, a.BreakGlass, hash); err != nil {
		return err
	}
	url := c.public() + "/login/" + tenant.Slug
	made := map[string]string{"email": a.Email, "temporary_password": password, "url": url}
	return term.show(a.JSON, made, "Sign in at %s as %s with %s; the password is good once, for 72 hours.", url, a.Email, password)
}
