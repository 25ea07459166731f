package directory

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/directory"
	"mandate/ent/db/directorytoken"
	"mandate/ent/db/provisioningevent"
	"mandate/ent/db/provisioningtally"
	"mandate/ident"
)

// Health says how a directory's provisioning goes.
type Health struct {
	LastRequest, LastChange time.Time     // zero: none in the log
	TokenAge                time.Duration // of the oldest token that is live
	TokenExpires            time.Time     // the next to expire; zero: none does
	Requests, Failures      int64         // of the last 24 hours
	Causes                  map[string]int64
	Quarantine              Forecast
}

// Forecast is how near Entra is to putting its job in quarantine: it does when more
// than 40 % of at least 5,000 requests of a cycle fail.
type Forecast struct {
	Share        float64 // of requests that fail, 0 to 1
	Near, Likely bool    // from half of the share on; from the share on with requests enough
}

const (
	quarantineShare    = 0.4
	quarantineRequests = 5000
	healthTime         = 24 * time.Hour
)

// forecast judges one day as one cycle: a cycle of Entra ends within 40 minutes, and
// one that fails is repeated.
func forecast(requests, failures int64) Forecast {
	if requests == 0 {
		return Forecast{}
	}
	share := float64(failures) / float64(requests)
	return Forecast{Share: share, Near: share >= quarantineShare/2, Likely: share >= quarantineShare && requests >= quarantineRequests}
}

// DirectoryHealth tells how a directory of the actor's tenant does at the instant now.
func (d *Directory) DirectoryHealth(ctx context.Context, id ident.ID, now time.Time) (Health, error) {
	h := Health{Causes: map[string]int64{}}
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		there, err := c.Directory.Query().Where(directory.ID(id)).Exist(ctx)
		if err != nil {
			return fmt.Errorf("load directory: %w", err)
		}
		if !there {
			return unknown("directory")
		}
		if err := h.readCounts(ctx, c, id, now); err != nil {
			return err
		}
		if err := h.readLast(ctx, c, id); err != nil {
			return err
		}
		return h.readTokens(ctx, c, id, now)
	})
	h.Quarantine = forecast(h.Requests, h.Failures)
	return h, err
}

func (h *Health) readCounts(ctx context.Context, c *db.Client, id ident.ID, now time.Time) error {
	rows, err := c.ProvisioningTally.Query().Where(provisioningtally.DirectoryID(id), provisioningtally.HourGTE(now.Add(-healthTime).Truncate(time.Hour))).All(ctx)
	if err != nil {
		return fmt.Errorf("load counts: %w", err)
	}
	for _, row := range rows {
		h.Requests += row.Requests
		if row.Cause != "" {
			h.Failures += row.Requests
			h.Causes[row.Cause] += row.Requests
		}
	}
	return nil
}

func (h *Health) readLast(ctx context.Context, c *db.Client, id ident.ID) error {
	for into, where := range map[*time.Time][]provisioningevent.Outcome{
		&h.LastRequest: nil,
		&h.LastChange:  {provisioningevent.OutcomeCREATED, provisioningevent.OutcomeCHANGED, provisioningevent.OutcomeDELETED},
	} {
		query := c.ProvisioningEvent.Query().Where(provisioningevent.DirectoryID(id)).Order(provisioningevent.ByID(sql.OrderDesc()))
		if where != nil {
			query.Where(provisioningevent.OutcomeIn(where...))
		}
		row, err := query.First(ctx)
		if err != nil && !db.IsNotFound(err) {
			return fmt.Errorf("load last event: %w", err)
		}
		if row != nil {
			*into = row.At
		}
	}
	return nil
}

func (h *Health) readTokens(ctx context.Context, c *db.Client, id ident.ID, now time.Time) error {
	rows, err := c.DirectoryToken.Query().Where(directorytoken.DirectoryID(id), directorytoken.ClientIDIsNil(), directorytoken.RevokedAtIsNil()).All(ctx)
	if err != nil {
		return fmt.Errorf("load tokens: %w", err)
	}
	for _, row := range rows {
		if row.ExpiresAt != nil && !row.ExpiresAt.After(now) {
			continue
		}
		h.TokenAge = max(h.TokenAge, now.Sub(row.CreatedAt))
		if row.ExpiresAt != nil && (h.TokenExpires.IsZero() || row.ExpiresAt.Before(h.TokenExpires)) {
			h.TokenExpires = *row.ExpiresAt
		}
	}
	return nil
}
