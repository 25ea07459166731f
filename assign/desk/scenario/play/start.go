package play

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/assign/desk/scenario"
	"mandate/directory"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
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

// together runs independent operations at once: the store commits them together.
func together[T any](list []T, run func(T) error) error {
	errs := make([]error, len(list))
	var all sync.WaitGroup
	for i, item := range list {
		all.Go(func() { errs[i] = run(item) })
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// people makes everybody, and then gives managers, who must be there.
func (s *Stage) people(ctx context.Context, f scenario.File) error {
	for _, u := range f.Users {
		if err := s.role(ctx, u.Permissions); err != nil {
			return err
		}
		s.permissions[u.ID] = u.Permissions
	}
	err := together(f.Users, func(u scenario.User) error {
		u.Manager = ""
		_, err := s.createUser(ctx, u)
		return err
	})
	if err != nil {
		return fmt.Errorf("make people: %w", err)
	}
	return together(f.Users, func(u scenario.User) error {
		if u.Manager == "" {
			return nil
		}
		_, err := s.Directory.SetManager(ctx, s.users.id[u.ID], 0, s.users.id[u.Manager])
		return err
	})
}

// past writes what no operation can bring about: when somebody was last assigned a deal
// and signed in.
func (s *Stage) past(ctx context.Context, f scenario.File) error {
	s.Clock.Set(f.Start)
	return s.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		var all []ident.ID
		for _, u := range f.Users {
			id, login := s.users.id[u.ID], f.Start
			if u.LastLoginAt != nil {
				login = *u.LastLoginAt
			}
			up := tx.Client.User.Update().Where(user.ID(id)).SetLastLoginAt(login).SetActivatedAt(login)
			if u.LastAssignedAt != nil {
				up.SetLastAssignedAt(*u.LastAssignedAt)
			} else {
				up.ClearLastAssignedAt()
			}
			if err := up.Exec(ctx); err != nil {
				return fmt.Errorf("write the past of %s: %w", u.ID, err)
			}
			all = append(all, id)
			tx.Record(store.Event{Action: "USER_UPDATED", TargetKind: ident.User, Target: id})
		}
		if len(all) == 0 {
			return nil
		}
		return s.Desk.OnChange(ctx, tx, directory.Change{Kind: directory.PreferencesChanged, Users: all})
	})
}

func (s *Stage) absences(ctx context.Context, f scenario.File) error {
	return together(f.Users, func(u scenario.User) error {
		if u.OOO == nil {
			return nil
		}
		leave, err := s.leave(u.ID, u.OOO.StartDate, u.OOO.EndDate, u.OOO.Delegate)
		if err == nil {
			_, _, err = s.Desk.SetAbsence(ctx, leave)
		}
		if fault.Is(err, fault.CodeOOOInPast) {
			return nil // it has been, as everything due by the start has
		}
		if err != nil {
			return fmt.Errorf("absence of %s: %w", u.ID, err)
		}
		return nil
	})
}

func (s *Stage) leave(person, start, end, delegate string) (desk.Leave, error) {
	first, err := assign.ParseDate(start)
	if err != nil {
		return desk.Leave{}, err
	}
	last, err := assign.ParseDate(end)
	return desk.Leave{User: s.user(person), Start: first, End: last, Delegate: s.user(delegate)}, err
}

// inactive locks people; they kept their deals (LC-2).
func (s *Stage) inactive(ctx context.Context, f scenario.File) error {
	for _, u := range f.Users {
		for _, reason := range u.Inactive {
			if err := s.lock(ctx, u.ID, reason); err != nil {
				return fmt.Errorf("%s inactive by %s: %w", u.ID, reason, err)
			}
		}
	}
	return nil
}

func (s *Stage) lock(ctx context.Context, label, reason string) error {
	switch reason {
	case "ADMIN":
		return s.Directory.Deactivate(ctx, s.users.id[label], 0, "")
	case "DIRECTORY":
		return s.governed(ctx, label, "", false)
	case "INACTIVITY":
		return s.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
			id := s.users.id[label]
			if err := tx.Client.User.Update().Where(user.ID(id)).SetInactiveInactivity(true).SetActive(false).AddVersion(1).Exec(ctx); err != nil {
				return err
			}
			tx.Record(store.Event{Action: "USER_DEACTIVATED", TargetKind: ident.User, Target: id, Source: reason, System: true})
			if err := directory.KeepAuthorities(ctx, tx, []ident.ID{id}); err != nil {
				return err
			}
			return s.Desk.OnChange(ctx, tx, directory.Change{Kind: directory.Deactivated, User: id, Source: reason})
		})
	}
	return fmt.Errorf("there is no reason %q", reason)
}
