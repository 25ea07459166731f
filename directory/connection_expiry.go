package directory

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"strconv"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ident"
	"mandate/store"
)

// expirySteps are the days before expiry at which administrators are told, falling.
var expirySteps = []int{60, 30, 14, 7, 1}

// WarnExpiry tells a tenant's administrators 60, 30, 14, 7 and 1 days before the last
// certificate of an IdP expires: from then on nobody signs in by the connection. Each
// step is told once, also over replicas and after a time without workers.
func (d *Directory) WarnExpiry(ctx context.Context) error {
	var rows []*db.Connection
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		rows, err = c.Connection.Query().Where(connection.KindEQ(connection.KindSAML), connection.StateNEQ(connection.StateDISABLED)).Order(connection.ByID()).All(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("list connections: %w", err)
	}
	for _, row := range rows {
		ends, known := LastExpiry(row.Certificates)
		if !known {
			continue
		}
		step := expiryStep(ends, d.Store.Now())
		if step == row.ExpiryTold {
			continue
		}
		if err := d.warnOf(ctx, row, ends, step); err != nil {
			return err
		}
	}
	return nil
}

// LastExpiry is when the last of some certificates (PEM) expires.
func LastExpiry(certificates []string) (ends time.Time, known bool) {
	for _, text := range certificates {
		block, _ := pem.Decode([]byte(text))
		if block == nil {
			continue
		}
		if c, err := x509.ParseCertificate(block.Bytes); err == nil && c.NotAfter.After(ends) {
			ends, known = c.NotAfter, true
		}
	}
	return ends, known
}

// expiryStep is the step that has been reached: the least number of days that is not
// less than what is left; 0: none yet.
func expiryStep(ends, now time.Time) int {
	step := 0
	for _, days := range expirySteps {
		if !now.Before(ends.AddDate(0, 0, -days)) {
			step = days
		}
	}
	return step
}

// warnOf notes the step, and tells of it unless it is none or an earlier one (a fresh
// certificate came).
func (d *Directory) warnOf(ctx context.Context, row *db.Connection, ends time.Time, step int) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeConnection)
		n, err := tx.Client.Connection.Update().Where(connection.ID(row.ID), connection.ExpiryTold(row.ExpiryTold)).SetExpiryTold(step).Save(ctx)
		if err != nil || n == 0 || step == 0 || row.ExpiryTold != 0 && step > row.ExpiryTold {
			return err
		}
		left := max(0, int(ends.Sub(tx.Now).Hours()/24))
		tx.Record(store.Event{Action: "CERTIFICATE_EXPIRING", TargetKind: ident.Connection, Target: row.ID,
			Changes: []store.Change{{Field: "expires", After: ends.UTC().Format(time.DateOnly)}}})
		return tellAdministrators(ctx, tx, "CERTIFICATE_EXPIRING", map[string]string{"connection": row.Name,
			"expires": ends.UTC().Format(time.DateOnly), "days": strconv.Itoa(left)})
	})
}
