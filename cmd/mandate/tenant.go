package main

import (
	"context"
	"strings"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

type tenantCommands struct {
	Create tenantCreate `cmd:"" help:"Make a company."`
	List   tenantList   `cmd:"" help:"List the companies."`

	DualControl tenantDualControl `cmd:"" help:"Switch dual control of limits and roles on or off."`
}

// tenantDualControl is the operator's: with dual control on, nobody of the company
// switches it off alone.
type tenantDualControl struct {
	tenantFlag
	State string `arg:"" enum:"on,off" help:"on or off."`
}

// Run sets the company's setting.
func (t tenantDualControl) Run(ctx context.Context, c *Config, term terminal) error {
	h, err := c.house(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	ctx, company, err := t.in(ctx, h.store)
	if err != nil {
		return err
	}
	on := t.State == "on"
	if err := h.directory.UpdateSettings(ctx, 0, directory.SettingsUpdate{LimitsDualControl: &on}); err != nil {
		return err
	}
	return term.show(false, nil, "dual control of %s is %s", company.Slug, t.State)
}

type tenantCreate struct {
	Slug     string `required:"" help:"Short name in addresses: letters, digits, hyphens."`
	Name     string `required:"" help:"Name of the company."`
	Kind     string `help:"LENDER, DEALERSHIP or CREDITOR." default:"LENDER"`
	Zone     string `help:"IANA time zone." default:"America/Toronto"`
	Currency string `help:"ISO 4217." default:"CAD"`
	Language string `help:"en, de or fr." default:"en"`
	Phone    string `help:"Company phone, E.164."`
	JSON     bool   `help:"Print JSON."`
}

func (t tenantCreate) Run(ctx context.Context, c *Config, term terminal) error {
	h, err := c.house(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	id, err := h.directory.CreateTenant(ctx, directory.NewTenant{Slug: t.Slug, Name: t.Name, Kind: strings.ToUpper(t.Kind),
		Zone: t.Zone, Currency: t.Currency, Language: t.Language, Phone: t.Phone})
	if err != nil {
		return err
	}
	made := map[string]string{"id": id.Text(ident.Tenant), "slug": t.Slug}
	return term.show(t.JSON, made, "%s is there: %s", t.Name, id.Text(ident.Tenant))
}

type tenantList struct {
	JSON bool `help:"Print JSON, one object a line."`
}

func (l tenantList) Run(ctx context.Context, c *Config, term terminal) error {
	s, err := c.openReady(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	tenants, err := s.Tenants(ctx)
	if err != nil {
		return err
	}
	for _, t := range tenants {
		row := map[string]string{"id": t.ID.Text(ident.Tenant), "slug": t.Slug, "name": t.Name, "kind": t.Kind}
		if err := term.show(l.JSON, row, "%-20s %-11s %s", t.Slug, t.Kind, t.Name); err != nil {
			return err
		}
	}
	return nil
}

// tenantFlag names the company that a command is about.
type tenantFlag struct {
	Tenant string `required:"" help:"Slug of the company."`
}

// in gives a context in which the operator acts as the system of the company.
func (f tenantFlag) in(ctx context.Context, s *store.Store) (context.Context, store.TenantRef, error) {
	t, err := s.TenantBySlug(ctx, f.Tenant)
	if fault.Is(err, fault.CodeNotFound) {
		err = fault.New(fault.NotFound, fault.CodeNotFound, "There is no company %q; `mandate tenant list` shows those there are.", f.Tenant)
	}
	if err != nil {
		return nil, t, err
	}
	a := actor.ForSystem(t.ID)
	a.Name = "operator"
	return actor.With(ctx, a), t, nil
}

// house opens the whole program, and gives a context in which the operator acts in the company.
func (f tenantFlag) house(ctx context.Context, c *Config) (context.Context, *house, error) {
	h, err := c.house(ctx)
	if err != nil {
		return nil, nil, err
	}
	in, _, err := f.in(ctx, h.store)
	if err != nil {
		h.close()
		return nil, nil, err
	}
	return in, h, nil
}

// read opens the database alone, and runs do over the rows of the company.
func (f tenantFlag) read(ctx context.Context, open func(context.Context) (*store.Store, error), do func(context.Context, *db.Client) error) error {
	s, err := open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	ctx, _, err = f.in(ctx, s)
	if err != nil {
		return err
	}
	return s.Read(ctx, do)
}
