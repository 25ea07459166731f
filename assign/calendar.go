package assign

import (
	"cmp"
	"fmt"
	"time"

	"mandate/fault"
)

// Date is a day of the local calendar, without a zone (TM-4).
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// The years of ParseDate: the instants that bound a period fit into every store and
// into RFC 3339, in every zone.
const (
	firstYear = 1900
	lastYear  = 9998
)

// ParseDate reads YYYY-MM-DD (RFC 3339 full-date). A text of another form, a day that
// its month has not and a year outside 1900 to 9998 are INVALID.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < firstYear || t.Year() > lastYear {
		return Date{}, fault.New(fault.Invalid, fault.CodeInvalid, "A date is written as 2026-09-01.").Because(err)
	}
	return DateOf(t), nil
}

// DateOf is the local date of an instant, in the instant's own location.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// String is what ParseDate reads.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// Compare is negative where d is before e, and zero where they are one day.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Next is the day after.
func (d Date) Next() Date { return DateOf(d.midnight().AddDate(0, 0, 1)) }

// midnight is the beginning of the day in a zone that is UTC.
func (d Date) midnight() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// FirstInstant is that of the local day, in UTC (OO-2): the first that exists where
// midnight is skipped, the first of two where it occurs twice. A day that the zone left
// out whole begins where the next one does.
func (d Date) FirstInstant(zone *time.Location) time.Time {
	midnight := d.midnight()
	for at := midnight.Add(-earliest).In(zone); ; {
		_, offset := at.Zone()
		begin := midnight.Add(-time.Duration(offset) * time.Second)
		if begin.Before(at) {
			begin = at
		}
		end := zoneEnd(at)
		if end.IsZero() || begin.Before(end) {
			return begin.UTC()
		}
		at = end.In(zone)
	}
}

// zoneEnd is until when the offset of an instant is sure to last; zero is for ever.
// On the last day of a leap year beyond a zone's table, ZoneBounds gives an end that is
// not after the instant (golang.org/issue/81583); no zone changes its clocks that day.
func zoneEnd(at time.Time) time.Time {
	_, end := at.ZoneBounds()
	if !end.IsZero() && !end.After(at) {
		return at.Add(time.Hour)
	}
	return end
}

// earliest is longer than any clock was ahead of UTC.
const earliest = 48 * time.Hour

// Period is OO-2: the half-open interval from the first instant of the start date to the
// first instant of the day after the end date, in UTC. It is empty where the end is
// before the start, and where the zone left out every day of it.
func Period(start, end Date, zone *time.Location) (from, to time.Time) {
	return start.FirstInstant(zone), end.Next().FirstInstant(zone)
}
