package main

import (
	"context"
	"crypto/rand"
	"strings"
)

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
	password, hash, err := temporaryPassword(ctx)
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

// temporaryPassword makes a password that is good once, and its hash: 20 letters and
// digits (100 bits) in groups, for people who type it.
func temporaryPassword(ctx context.Context) (password, hash string, err error) {
	text := strings.ToLower(rand.Text())
	password = strings.Join([]string{text[0:5], text[5:10], text[10:15], text[15:20]}, "-")
	hash, err = passwords().Hash(ctx, password, rand.Reader)
	return password, hash, err
}
