package main

import (
	"context"

	"mandate/directory"
	"mandate/ident"
	"mandate/sso"
)

// connectionKeyCmds replace this service provider's own key of a SAML connection
// without a gap.
type connectionKeyCmds struct {
	Begin  keyBegin  `cmd:"" help:"Make the next key. Metadata shows both; give the IdP the new certificate."`
	Switch keySwitch `cmd:"" help:"Sign with the next key. The former one still opens what is encrypted for it."`
	Retire keyRetire `cmd:"" help:"Forget the key that does not sign."`
}

// oneConnection is the flag of commands on one connection.
type oneConnection struct {
	ID string `required:"" help:"Id of the connection."`
}

type (
	keyBegin  struct{ oneConnection }
	keySwitch struct{ oneConnection }
	keyRetire struct{ oneConnection }
)

func (k keyBegin) Run(ctx context.Context, c *Config, term terminal) error {
	return c.connectionKey(ctx, term, k.ID, (*directory.Directory).BeginKeyRollover, "The next key of %s is in its metadata.")
}

func (k keySwitch) Run(ctx context.Context, c *Config, term terminal) error {
	return c.connectionKey(ctx, term, k.ID, (*directory.Directory).SwitchServiceKey, "%s signs with the next key.")
}

func (k keyRetire) Run(ctx context.Context, c *Config, term terminal) error {
	return c.connectionKey(ctx, term, k.ID, (*directory.Directory).RetireServiceKey, "%s has one key.")
}

type keyStep func(*directory.Directory, context.Context, ident.ID, int64) error

func (c *Config) connectionKey(ctx context.Context, term terminal, text string, step keyStep, said string) error {
	err := c.atConnection(ctx, text, func(ctx context.Context, h *house, id ident.ID) error { return step(h.directory, ctx, id, 0) })
	if err != nil {
		return err
	}
	return term.show(false, nil, said, text)
}

// metadataWorker reads the metadata of IdPs again.
func (c *Config) metadataWorker(h *house) *sso.Handler {
	return &sso.Handler{Store: h.store, Directory: h.directory, Log: h.log,
		Client: sso.Outbound{Private: c.OutboundPrivate == "allow"}.Client()}
}
