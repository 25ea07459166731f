package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/notification"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

const inactivityWarning = "INACTIVITY_WARNING"

// warnings are how long before a lock of LC-6 a person is told (NO-2), the last first.
var warnings = [...]time.Duration{1 * day, 7 * day}

// WarnInactive tells everybody who is to be locked within 7 days, and again within one
// (NO-2). It may run at any time and as often as one likes: nobody is told twice. A
// lock is not announced where the whole time allowed is no longer than the notice.
func (d *Directory) WarnInactive(ctx context.Context) error {
	now := d.Store.Now()
	var told []toWarn
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		told, err = toBeWarned(ctx, c, now)
		return err
	})
	if err != nil || len(told) == 0 {
		return err
	}
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		people, err := toBeWarned(ctx, tx.Client, now)
		for _, p := range people {
			tx.Notify(store.Notice{Type: inactivityWarning, Recipient: p.id, Subject: p.id, Facts: map[string]string{"at": instant(p.lock)}})
		}
		return err
	})
}

// toWarn is somebody to be warned, and when their account will be locked.
type toWarn struct {
	id   ident.ID
	lock time.Time
}

// toBeWarned gives the people who have not been told since their last warning was due.
func toBeWarned(ctx context.Context, c *db.Client, now time.Time) ([]toWarn, error) {
	settings, err := companySettings(ctx, c)
	if err != nil || settings.InactivityDays == nil {
		return nil, err
	}
	allowed := time.Duration(*settings.InactivityDays) * day
	longest := warnings[len(warnings)-1]
	near, err := c.User.Query().Where(lockable(), user.Active(true), unusedSince(now.Add(longest-allowed))).Order(user.ByID()).All(ctx)
	if err != nil || len(near) == 0 {
		return nil, err
	}
	told, err := lastWarnings(ctx, c, now.Add(-longest))
	if err != nil {
		return nil, err
	}
	var people []toWarn
	for _, u := range near {
		due, any := warningDue(inUseSince(u), allowed, now)
		if last, was := told[u.ID]; any && (!was || last.Before(due)) {
			people = append(people, toWarn{u.ID, inUseSince(u).Add(allowed)})
		}
	}
	return people, nil
}

// warningDue gives the instant of the last warning that is due before a lock to come.
func warningDue(since time.Time, allowed time.Duration, now time.Time) (time.Time, bool) {
	lock := since.Add(allowed)
	if !now.Before(lock) {
		return time.Time{}, false
	}
	for _, before := range warnings {
		if due := lock.Add(-before); before < allowed && !now.Before(due) {
			return due, true
		}
	}
	return time.Time{}, false
}

func lastWarnings(ctx context.Context, c *db.Client, since time.Time) (map[ident.ID]time.Time, error) {
	rows, err := c.Notification.Query().Where(notification.Type(inactivityWarning), notification.CreatedAtGTE(since)).Order(notification.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load warnings: %w", err)
	}
	told := make(map[ident.ID]time.Time, len(rows))
	for _, n := range rows {
		if last, was := told[n.RecipientID]; !was || n.CreatedAt.After(last) {
			told[n.RecipientID] = n.CreatedAt
		}
	}
	return told, nil
}
