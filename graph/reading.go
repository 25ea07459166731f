package graph

import (
	"context"
	"fmt"
	"sync"
	"time"

	"mandate/actor"
	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

// reading is how one request reads: through one read-only transaction, begun when
// the first resolver asks for it. A mutation ends it, so that its payload is read
// behind its commit.
type reading struct {
	store *store.Store

	mu      sync.Mutex
	client  *db.Client
	done    func()
	company *company
	holders struct { // of roles: how many, by id
		sync.Mutex
		count map[ident.ID]int
	}
}

type readingKey struct{}

func withReading(ctx context.Context, r *reading) context.Context {
	return context.WithValue(ctx, readingKey{}, r)
}

// read gives the request's client. Resolvers of one request may share it.
func read(ctx context.Context) (*db.Client, error) {
	r, _ := ctx.Value(readingKey{}).(*reading)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.client != nil {
		return r.client, nil
	}
	var err error
	r.client, r.done, err = r.store.Reading(ctx)
	return r.client, err
}

// afresh ends the transaction; the next resolver reads the present.
func afresh(ctx context.Context) {
	r, _ := ctx.Value(readingKey{}).(*reading)
	r.close()
}

func (r *reading) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.done != nil {
		r.done()
	}
	r.client, r.done, r.company = nil, nil, nil
	r.holders.count = nil
}

// company is the tenant with its settings.
type company struct {
	settings *db.CompanySettings
	tenant   *db.Tenant
}

// companyOf loads the caller's company, once a reading.
func companyOf(ctx context.Context) (*company, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	r, _ := ctx.Value(readingKey{}).(*reading)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.company != nil {
		return r.company, nil
	}
	a, _ := actor.From(ctx)
	tenant, err := c.Tenant.Get(ctx, a.Tenant)
	if err != nil {
		return nil, fmt.Errorf("load company: %w", err)
	}
	settings, err := c.CompanySettings.Query().Only(ctx)
	if err != nil {
		return nil, fmt.Errorf("load settings: %w", err)
	}
	r.company = &company{settings: settings, tenant: tenant}
	return r.company, nil
}

// settingsOf are the company's settings as the rules read them.
func settingsOf(ctx context.Context) (assign.Settings, error) {
	company, err := companyOf(ctx)
	if err != nil {
		return assign.Settings{}, err
	}
	return directory.SettingsOf(company.settings), nil
}

// zone is where the company's days begin (OO-2).
func (c *company) zone() (*time.Location, error) {
	zone, err := time.LoadLocation(c.settings.Zone)
	if err != nil {
		return nil, fmt.Errorf("load zone: %w", err)
	}
	return zone, nil
}

func (c *company) node() *model.CompanySettings {
	return &model.CompanySettings{CompanySettings: c.settings, Company: c.tenant}
}
