package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/lendinglimits"
	"mandate/ent/db/user"
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

func (m *memory) loadPeople(ctx context.Context, c *db.Client) error {
	rows, err := candidates(c).All(ctx)
	if err != nil {
		return err
	}
	if err := m.queues.load(ctx, c, m.settings.CapacityRelease, nil); err != nil {
		return err
	}
	for _, u := range rows {
		if err := m.seat(u); err != nil {
			return err
		}
	}
	m.attend(m.away())
	return nil
}

// staff are the candidates of AS-1; candidates those among them with a capacity.
func staff(c *db.Client) *db.UserQuery {
	return c.User.Query().WithLimits().WithPreferences().Where(user.DeletedAtIsNil(), user.KindEQ(user.KindSTAFF))
}

func candidates(c *db.Client) *db.UserQuery {
	return staff(c).Where(user.HasLimitsWith(lendinglimits.MaxCapacityNotNil()))
}

// seat puts a person on the bench as their rows and queues say; attend adds who stands
// in for those who are absent.
func (m *memory) seat(u *db.User) error {
	c, err := candidate(u, m.acting[u.ID])
	if err != nil {
		return err
	}
	m.bench.Put(c)
	return nil
}

func candidate(u *db.User, load int) (assign.Candidate, error) {
	c := assign.Candidate{ID: u.ID, Active: u.Active, Load: load}
	var err error
	if c.Limits, err = directory.LimitsOf(u.Edges.Limits); err != nil {
		return c, fmt.Errorf("limits of %s: %w", u.ID, err)
	}
	if c.Preferences, err = directory.PreferencesOf(u.Edges.Preferences); err != nil {
		return c, fmt.Errorf("preferences of %s: %w", u.ID, err)
	}
	if u.LastAssignedAt != nil {
		c.LastAssignedAt = *u.LastAssignedAt
	}
	return c, nil
}

// reseat reads people anew: who is deleted or has no capacity any more leaves.
func (m *memory) reseat(ctx context.Context, c *db.Client, people []ident.ID) error {
	for part := range slices.Chunk(people, rowsAtOnce) {
		if err := m.reseatSome(ctx, c, part); err != nil {
			return err
		}
	}
	m.attend(m.leaning(people))
	return nil
}

func (m *memory) reseatSome(ctx context.Context, c *db.Client, people []ident.ID) error {
	for _, id := range people {
		m.bench.Remove(id)
	}
	if err := m.presence.load(ctx, c, people); err != nil {
		return err
	}
	rows, err := candidates(c).Where(user.IDIn(people...)).All(ctx)
	if err != nil {
		return fmt.Errorf("load candidates: %w", err)
	}
	if err := m.queues.load(ctx, c, m.settings.CapacityRelease, people); err != nil {
		return err
	}
	for _, u := range rows {
		if err := m.seat(u); err != nil {
			return err
		}
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
