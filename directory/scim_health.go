package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/directory"
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
func (d *Directory) DirectoryHealth(ctx context.Context, id ident.ID, now time.Time) (h Health, err error) {
	err = d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		there, err := c.Directory.Query().Where(directory.ID(id)).Exist(ctx)
		if err != nil {
			return fmt.Errorf("load directory: %w", err)
		}
		if !there {
			return unknown("directory")
		}
		all, err := HealthOf(ctx, c, []ident.ID{id}, now)
		h = all[id]
		return err
	})
	return h, err
}
