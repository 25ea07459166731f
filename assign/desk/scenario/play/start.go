package play

import (
	"context"
	"fmt"
	"strings"
	"time"

	"mandate/assign/desk"
	"mandate/assign/desk/scenario"
	"mandate/directory"
	"mandate/ident"
)

// Start makes a tenant and brings it to a file's starting state, by the operations that
// everybody uses and in the order in which it could have come about: while automatic
// assignment is off, people, deals and requests; then who is away or inactive; at last
// the settings, with which waiting deals are swept.
func (p *Player) Start(ctx context.Context, f scenario.File) (*Stage, error) {
	s, err := p.empty(ctx, f)
	if err != nil {
		return nil, err
	}
	return s, s.begin(ctx, f)
}

func (s *Stage) begin(ctx context.Context, f scenario.File) error {
	ctx = s.system(ctx)
	steps := []func(context.Context, scenario.File) error{s.settingsBefore, s.catalogue, s.people, s.applications, s.askedBefore,
		s.past, s.absences, s.inactive, s.settingsNow}
	for _, step := range steps {
		if err := step(ctx, f); err != nil {
			return err
		}
	}
	return s.mark(ctx)
}

// dawn is the first instant that a file speaks of.
func dawn(f scenario.File) time.Time {
	first := f.Start
	see := func(t *time.Time) {
		if t != nil && t.Before(first) {
			first = *t
		}
	}
	for _, u := range f.Users {
		see(u.LastLoginAt)
	}
	for _, d := range f.Deals {
		see(d.CreatedAt)
	}
	return first
}

func (p *Player) empty(ctx context.Context, f scenario.File) (*Stage, error) {
	p.Clock.Set(dawn(f))
	slug := "scenario-" + strings.ToLower(p.Store.NewID().String())
	title := strings.TrimSpace(f.ID + " " + f.Title)
	n := directory.NewTenant{Slug: slug, Name: "Scenario " + title[:min(len(title), 100)], Kind: "SCENARIO"}
	if f.Company.Currency != nil {
		n.Currency = *f.Company.Currency
	}
	if f.Company.Language != nil {
		n.Language = *f.Company.Language
	}
	if f.Company.Zone != nil {
		n.Zone = *f.Company.Zone
	}
	tenant, err := p.Directory.CreateTenant(ctx, n)
	if err != nil {
		return nil, fmt.Errorf("make tenant: %w", err)
	}
	labels := f.Labels()
	s := &Stage{Player: p, tenant: tenant, currency: "CAD", permissions: map[string][]string{}, roles: map[string]ident.ID{},
		products: map[string]ident.ID{}, brokers: map[string]ident.ID{}}
	if n.Currency != "" {
		s.currency = n.Currency
	}
	s.users, s.deals, s.requests = name(tenant, labels.Users), name(tenant, labels.Deals), name(tenant, labels.Requests)
	return s, nil
}

// settingsBefore are the company's settings without what would act on its own.
func (s *Stage) settingsBefore(ctx context.Context, f scenario.File) error {
	c := f.Company
	off := false
	c.AutoAssign, c.SSO, c.LeaverDeals, c.InactivityDays = &off, nil, nil, scenario.Maybe[int]{}
	return s.setCompany(ctx, c)
}

func (s *Stage) settingsNow(ctx context.Context, f scenario.File) error {
	on := true
	c := scenario.Company{AutoAssign: f.Company.AutoAssign, SSO: f.Company.SSO, LeaverDeals: f.Company.LeaverDeals, InactivityDays: f.Company.InactivityDays}
	if c.AutoAssign == nil {
		c.AutoAssign = &on
	}
	if f.Company.Kind != nil && *f.Company.Kind == "DEALERSHIP" && !c.InactivityDays.Given {
		c.InactivityDays = scenario.Some(30)
	}
	if err := s.setCompany(ctx, c); err != nil {
		return err
	}
	return s.Desk.Tick(ctx)
}

// catalogue makes every product and broker that the file names; brokers are verified.
func (s *Stage) catalogue(ctx context.Context, f scenario.File) error {
	products, brokers := f.References()
	var ps []desk.ProductUpsert
	for _, r := range products {
		ps = append(ps, desk.ProductUpsert{Reference: r, Name: r})
	}
	var bs []desk.BrokerUpsert
	for _, r := range brokers {
		bs = append(bs, desk.BrokerUpsert{Reference: r, Name: r, Verified: true})
	}
	if len(ps) > 0 {
		made, err := s.Desk.UpsertProducts(ctx, ps)
		if err != nil {
			return fmt.Errorf("make products: %w", err)
		}
		for i, id := range made {
			s.products[products[i]] = id
		}
	}
	if len(bs) > 0 {
		made, err := s.Desk.UpsertBrokers(ctx, bs)
		if err != nil {
			return fmt.Errorf("make brokers: %w", err)
		}
		for i, id := range made {
			s.brokers[brokers[i]] = id
		}
	}
	return nil
}

func valueOf[T any](p *T) (value T) {
	if p != nil {
		value = *p
	}
	return value
}
