package main

import (
	"context"

	"mandate/ident"
)

type domainCommands struct {
	Verify domainVerify `cmd:"" help:"Say, as the operator, that an e-mail domain is a company's own."`
}

type domainVerify struct {
	tenantFlag
	Domain string `required:"" help:"Such as acme.test."`
	JSON   bool   `help:"Print JSON."`
}

func (d domainVerify) Run(ctx context.Context, c *Config, term terminal) error {
	ctx, h, err := d.house(ctx, c)
	if err != nil {
		return err
	}
	defer h.close()
	if err := h.directory.VerifyDomain(ctx, d.Domain, ident.ID{}); err != nil {
		return err
	}
	return term.show(d.JSON, map[string]string{"domain": d.Domain, "tenant": d.Tenant}, "%s belongs to %s.", d.Domain, d.Tenant)
}
