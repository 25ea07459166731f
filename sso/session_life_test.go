package sso

import (
	"context"
	"testing"
	"time"

	"mandate/ent/db"
)

// TestAnIdPShortensASessionAndNeverLengthensIt: SessionNotOnOrAfter (core 2.7.2) is a bound
// of the IdP's beside those here.
func TestAnIdPShortensASessionAndNeverLengthensIt(t *testing.T) {
	t.Parallel()
	onBothDoors(t, func(t *testing.T, d *samlDoor) {
		for until, want := range map[string]time.Duration{
			"2026-03-03T12:10:00Z": 10 * time.Minute, "2026-03-03T13:00:00Z": time.Hour,
			"2026-03-04T12:00:00Z": sessionAbsolute, "9999-12-31T23:59:59Z": sessionAbsolute,
		} {
			b, p := d.enter(t, forged{Text: replaced(`SessionNotOnOrAfter="2026-03-03T20:00:00Z"`, `SessionNotOnOrAfter="`+until+`"`)})
			d.wantIn(t, b, p)
			row := d.newestSession(t)
			if got := row.ExpiresAt.Sub(noon); got != want || row.IdleUntil.Sub(noon) != min(want, sessionIdle) {
				t.Errorf("until %s: it lives %s, idle %s", until, got, row.IdleUntil.Sub(noon))
			}
		}
	})
}

func (d *samlDoor) newestSession(t *testing.T) (row *db.Session) {
	t.Helper()
	err := d.store.Read(d.system(t, d.firm), func(ctx context.Context, c *db.Client) (err error) {
		row, err = c.Session.Query().Order(db.Desc("id")).First(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return row
}
