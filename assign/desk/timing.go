package desk

import (
	"context"
	"fmt"
	"time"

	"mandate/directory"
	"mandate/ent/db"
)

// timing is what the clock depends on besides absences.
type timing struct {
	zone     *time.Location // whose midnight bounds a day (OO-2)
	days     int            // inactivityDays (LC-6); zero: off
	lockFrom time.Time      // nobody is locked for inactivity before; zero: nobody is
	noted    time.Time      // the next boundary as the tenant's row has it
}

func (t *timing) set(row *db.CompanySettings) error {
	zone, err := time.LoadLocation(row.Zone)
	if err != nil {
		return fmt.Errorf("zone of the company: %w", err)
	}
	t.zone, t.days = zone, 0
	if row.InactivityDays != nil {
		t.days = *row.InactivityDays
	}
	return nil
}

// due is the next boundary; zero: there is none.
func (m *memory) due() time.Time {
	at := m.presence.next()
	if !m.lockFrom.IsZero() && (at.IsZero() || m.lockFrom.Before(at)) {
		at = m.lockFrom
	}
	return at
}

// loadTiming reads when the next boundary is, and what the tenant's row says of it.
func (m *memory) loadTiming(ctx context.Context, c *db.Client) error {
	row, err := c.CompanySettings.Query().Only(ctx)
	if err != nil {
		return err
	}
	tenant, err := c.Tenant.Get(ctx, row.TenantID)
	if err != nil {
		return fmt.Errorf("load tenant: %w", err)
	}
	m.noted = time.Time{}
	if tenant.DueAt != nil {
		m.noted = *tenant.DueAt
	}
	return m.loadLocks(ctx, c, m.used)
}

// loadLocks finds when the first person is locked for inactivity. Whoever is made later
// than now counts from then at the earliest, so that nobody is missed. It looks at
// everybody, but only when the instant passes that it found the last time: that of the
// person longest away, which is days ahead where people sign in daily. An index for it
// would be written at every sign-in instead.
func (m *memory) loadLocks(ctx context.Context, c *db.Client, now time.Time) error {
	m.lockFrom = time.Time{}
	if m.days == 0 {
		return nil
	}
	first, err := directory.NextInactivityLock(ctx, c, m.days)
	if err != nil {
		return fmt.Errorf("look for who is locked next: %w", err)
	}
	m.lockFrom = first
	if limit := now.AddDate(0, 0, m.days); first.IsZero() || limit.Before(first) {
		m.lockFrom = limit
	}
	return nil
}
