package desk

import (
	"context"
	"fmt"
	"slices"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/lendinglimits"
	"mandate/ent/db/user"
	"mandate/ident"
)

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

// setActive says whether somebody is active. Nothing else has changed of them, so that
// nothing is read anew: under the tenant's lock each look would be waited for by everybody.
func (m *memory) setActive(person ident.ID, active bool) {
	delete(m.gone, person)
	if !active {
		m.gone[person] = true
	}
	if c, seated := m.bench.Candidate(person); seated {
		c.Active = active
		m.bench.Put(c)
	}
	m.attend(m.leaning([]ident.ID{person}))
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
