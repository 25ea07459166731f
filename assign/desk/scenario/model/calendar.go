package model

import (
	"errors"
	"time"
)

// bound gives a saved absence its instants (OO-2): from the first of the first local day
// to the first of the local day after the last.
func (w *World) bound(a *absence) error {
	zone, err := time.LoadLocation(w.company.zone)
	if err != nil {
		return err
	}
	first, err1 := time.Parse(time.DateOnly, a.startDate)
	last, err2 := time.Parse(time.DateOnly, a.endDate)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	a.start, a.end = firstInstant(first, zone), firstInstant(last.AddDate(0, 0, 1), zone)
	return nil
}

// firstInstant looks at every minute until the local date is the day's (given in UTC), or
// a later one where the zone skipped it. No zone is 20 hours ahead of UTC.
func firstInstant(day time.Time, zone *time.Location) time.Time {
	at := day.Add(-20 * time.Hour)
	for ; ; at = at.Add(time.Minute) {
		year, month, date := at.In(zone).Date()
		if !time.Date(year, month, date, 0, 0, 0, 0, time.UTC).Before(day) {
			return at.UTC()
		}
	}
}
