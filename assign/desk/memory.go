package desk

import (
	"context"
	"fmt"
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
	position int64
	used     time.Time
	bench    *assign.Bench
	waiting  map[ident.ID]assign.Deal
	settings assign.Settings
	number   int64 // version of the settings
	products map[string]named
	brokers  map[string]named
	known    map[ident.ID]bool // brokers that are verified (PF-2)

	references references
}

// named is a product or broker, by the LOS's reference.
type named struct {
	id   ident.ID
	name string
}

// load reads a tenant's memory afresh.
func load(ctx context.Context, c *db.Client) (*memory, error) {
	m := &memory{waiting: map[ident.ID]assign.Deal{}, bench: assign.NewBench(nil)}
	for _, step := range []func(context.Context, *db.Client) error{m.loadSettings, m.loadCatalogue, m.loadPeople, m.loadWaiting} {
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
	return nil
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
	loads, err := m.loads(ctx, c, nil)
	if err != nil {
		return err
	}
	for _, u := range rows {
		if err := m.seat(u, loads[u.ID]); err != nil {
			return err
		}
	}
	return nil
}

// staff are the candidates of AS-1; candidates those among them with a capacity.
func staff(c *db.Client) *db.UserQuery {
	return c.User.Query().WithLimits().WithPreferences().Where(user.DeletedAtIsNil(), user.KindEQ(user.KindSTAFF))
}

func candidates(c *db.Client) *db.UserQuery {
	return staff(c).Where(user.HasLimitsWith(lendinglimits.MaxCapacityNotNil()))
}

// seat puts a person on the bench as their rows say.
func (m *memory) seat(u *db.User, load int) error {
	c, err := candidate(u, load)
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
	for _, id := range people {
		m.bench.Remove(id)
	}
	rows, err := candidates(c).Where(user.IDIn(people...)).All(ctx)
	if err != nil {
		return fmt.Errorf("load candidates: %w", err)
	}
	loads, err := m.loads(ctx, c, people)
	if err != nil {
		return err
	}
	for _, u := range rows {
		if err := m.seat(u, loads[u.ID]); err != nil {
			return err
		}
	}
	return nil
}

// loads counts the capacity-consuming deals on which people act (CA-1); nil: everybody.
func (m *memory) loads(ctx context.Context, c *db.Client, people []ident.ID) (map[ident.ID]int, error) {
	return countLoads(ctx, c, m.settings.CapacityRelease, people)
}

func countLoads(ctx context.Context, c *db.Client, release assign.CapacityRelease, people []ident.ID) (map[ident.ID]int, error) {
	q := c.Deal.Query().Where(deal.OwnerIDNotNil(), deal.StatusIn(consuming(release)...))
	if people != nil {
		q.Where(deal.OwnerIDIn(people...))
	}
	var rows []struct {
		Owner ident.ID `sql:"owner_id"`
		Count int      `sql:"count"`
	}
	if err := q.GroupBy(deal.FieldOwnerID).Aggregate(db.Count()).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("count loads: %w", err)
	}
	out := make(map[ident.ID]int, len(rows))
	for _, r := range rows {
		out[r.Owner] = r.Count
	}
	return out, nil
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
	delete(m.waiting, row.ID)
	if row.OwnerID != nil || !row.Open || row.Held {
		return nil
	}
	d, err := DealOf(row, m.known)
	if err != nil {
		return err
	}
	m.waiting[row.ID] = d
	return nil
}
