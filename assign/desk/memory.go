package desk

import (
	"context"
	"fmt"
	"time"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ident"
)

// memory is what a process knows of one tenant's candidates and waiting deals at a
// position. On the bench is everybody who is not deleted and has a capacity; others
// can't be chosen (CA-3), and are judged when somebody asks why.
type memory struct {
	presence
	queues
	timing
	position int64
	used     time.Time
	bench    *assign.Bench
	waiting  assign.Waiting
	settings assign.Settings
	number   int64 // version of the settings
	products map[string]named
	brokers  map[string]named
	known    map[ident.ID]bool // brokers that are verified (PF-2)
	requests requests          // open ones

	references references
	taken      int64           // deals that came since the memory was loaded
	decision   assign.Decision // written over by each decision

	ownerKeys map[ident.ID]string // see lateOwners; they may be outdated
}

// named is a product or broker, by the LOS's reference.
type named struct {
	id   ident.ID
	name string
}

// load reads a tenant's memory afresh.
func load(ctx context.Context, c *db.Client, now time.Time) (*memory, error) {
	m := &memory{used: now, bench: assign.NewBench(nil)}
	m.presence.clear()
	for _, step := range []func(context.Context, *db.Client) error{
		m.loadSettings, m.loadCatalogue, m.loadPresence, m.loadPeople, m.loadWaiting, m.loadRequests, m.loadTiming,
	} {
		if err := step(ctx, c); err != nil {
			return nil, fmt.Errorf("load bench: %w", err)
		}
	}
	return m, nil
}

func (m *memory) loadSettings(ctx context.Context, c *db.Client) error {
	row, err := c.CompanySettings.Query().Only(ctx)
	if err != nil {
		return err
	}
	m.settings, m.number = directory.SettingsOf(row), row.Version
	return m.timing.set(row)
}

func (m *memory) loadPresence(ctx context.Context, c *db.Client) error {
	if err := m.presence.load(ctx, c, nil); err != nil {
		return err
	}
	return m.presence.loadLinks(ctx, c, nil)
}

func (m *memory) loadCatalogue(ctx context.Context, c *db.Client) error {
	products, err := c.Product.Query().All(ctx)
	if err != nil {
		return err
	}
	brokers, err := c.Broker.Query().All(ctx)
	if err != nil {
		return err
	}
	m.products, m.brokers, m.known = map[string]named{}, map[string]named{}, map[ident.ID]bool{}
	for _, p := range products {
		m.products[p.Reference] = named{p.ID, p.Name}
	}
	for _, b := range brokers {
		m.brokers[b.Reference] = named{b.ID, b.Name}
		m.known[b.ID] = b.Verified
	}
	return nil
}

// consuming lists the statuses of CA-1.
func consuming(release assign.CapacityRelease) []deal.Status {
	var out []deal.Status
	for _, s := range assign.Status("").Values() {
		if assign.Status(s).Consumes(release) {
			out = append(out, deal.Status(s))
		}
	}
	return out
}

func (m *memory) loadWaiting(ctx context.Context, c *db.Client) error {
	rows, err := c.Deal.Query().Where(deal.OwnerIDIsNil(), deal.Open(true), deal.Held(false)).WithFacilities().All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := m.note(row); err != nil {
			return err
		}
	}
	return nil
}

// note keeps a deal among those that wait, or takes it out.
func (m *memory) note(row *db.Deal) error {
	m.waiting.Remove(row.ID)
	if row.OwnerID != nil || !row.Open || row.Held {
		return nil
	}
	d, err := DealOf(row, m.known)
	if err != nil {
		return err
	}
	m.waiting.Put(d)
	return nil
}
