package assign_test

import (
	"testing"
	"time"
	_ "time/tzdata" // whatever the machine has

	"pgregory.net/rapid"

	"mandate/assign"
	"mandate/fault"
)

func day(t testing.TB, text string) assign.Date {
	t.Helper()
	d, err := assign.ParseDate(text)
	if err != nil {
		t.Fatalf("date %q: %v", text, err)
	}
	return d
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatalf("zone %q: %v", name, err)
	}
	return z
}

// OO-2 and TM-4, one period a line.
func TestPeriod(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ what, zone, start, end, from, to string }{
		{"midnight Eastern", "America/Toronto", "2026-09-01", "2026-09-05", "2026-09-01T04:00:00Z", "2026-09-06T04:00:00Z"},
		{"clocks go back: 25 hours", "America/Toronto", "2026-11-01", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"},
		{"clocks go forward: 23 hours", "America/Toronto", "2026-03-08", "2026-03-08", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"},
		{"midnight is skipped", "America/Havana", "2026-03-08", "2026-03-08", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"},
		{"midnight occurs twice: the first", "America/Havana", "2026-11-01", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"},
		{"midnight is skipped", "Asia/Beirut", "2026-03-29", "2026-03-29", "2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z"},
		{"the evening before occurs twice", "Asia/Beirut", "2026-10-24", "2026-10-24", "2026-10-23T21:00:00Z", "2026-10-24T22:00:00Z"},
		{"midnight is skipped", "America/Sao_Paulo", "2018-11-04", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"},
		{"the evening before occurs twice", "America/Sao_Paulo", "2018-02-17", "2018-02-17", "2018-02-17T02:00:00Z", "2018-02-18T03:00:00Z"},
		{"a minute past midnight the evening comes back: the first", "America/St_Johns", "2006-10-29", "2006-10-29", "2006-10-29T02:30:00Z", "2006-10-30T03:30:00Z"},
		{"the day that Samoa left out begins with the next", "Pacific/Apia", "2011-12-29", "2011-12-30", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"},
		{"and is no time at all", "Pacific/Apia", "2011-12-30", "2011-12-30", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z"},
		{"the year's end of a leap year far ahead", "America/Toronto", "2040-12-30", "2040-12-31", "2040-12-30T05:00:00Z", "2041-01-01T05:00:00Z"},
		{"the same where it is summer", "America/Santiago", "2044-12-31", "2044-12-31", "2044-12-31T03:00:00Z", "2045-01-01T03:00:00Z"},
		{"over the leap day", "UTC", "2028-02-28", "2028-02-29", "2028-02-28T00:00:00Z", "2028-03-01T00:00:00Z"},
		{"over the year's end, far ahead", "Pacific/Kiritimati", "2099-12-31", "2099-12-31", "2099-12-30T10:00:00Z", "2099-12-31T10:00:00Z"},
		{"the last days there are", "Etc/GMT+12", "9998-12-31", "9998-12-31", "9998-12-31T12:00:00Z", "9999-01-01T12:00:00Z"},
	} {
		from, to := assign.Period(day(t, c.start), day(t, c.end), zone(t, c.zone))
		if from.Format(time.RFC3339) != c.from || to.Format(time.RFC3339) != c.to {
			t.Errorf("%s %s to %s (%s): %s to %s; want %s to %s", c.zone, c.start, c.end, c.what,
				from.Format(time.RFC3339), to.Format(time.RFC3339), c.from, c.to)
		}
	}
}

// The first instant of a day, found by looking at the clock every minute.
func TestPeriodEqualsTheClock(t *testing.T) {
	t.Parallel()
	zones := []string{
		"America/Toronto", "America/Vancouver", "America/St_Johns", "America/Havana", "America/Sao_Paulo", "America/Asuncion", "America/Santiago",
		"America/Godthab", "America/Caracas", "Asia/Beirut", "Asia/Gaza", "Asia/Amman", "Asia/Tehran", "Asia/Kathmandu", "Asia/Pyongyang", "Africa/Cairo",
		"Africa/Casablanca", "Antarctica/Troll", "Atlantic/Azores", "Australia/Lord_Howe", "Europe/Berlin", "Pacific/Apia", "Pacific/Kwajalein", "Pacific/Chatham", "UTC",
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(zones).Draw(t, "zone")
		z, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		at := drawDayNearTransition(t, z)
		first, last := assign.DateOf(at), assign.DateOf(at.AddDate(0, 0, rapid.IntRange(0, 3).Draw(t, "days")))
		from, to := assign.Period(first, last, z)
		if want := clockReaches(first, z); !from.Equal(want) {
			t.Fatalf("%s in %s begins %s, the clock says %s", first, name, from, want)
		}
		if want := clockReaches(last.Next(), z); !to.Equal(want) {
			t.Fatalf("%s in %s ends %s, the clock says %s", last, name, to, want)
		}
	})
}

// drawDayNearTransition is noon of a day after 1967, often next to a change of clocks.
func drawDayNearTransition(t *rapid.T, z *time.Location) time.Time {
	at := time.Date(1967, 1, 1+rapid.IntRange(0, 80*365).Draw(t, "day"), 12, 0, 0, 0, time.UTC)
	if _, end := at.In(z).ZoneBounds(); !end.IsZero() && rapid.Bool().Draw(t, "near") {
		at = end.In(z).AddDate(0, 0, rapid.IntRange(-2, 2).Draw(t, "off"))
	}
	return time.Date(at.Year(), at.Month(), at.Day(), 12, 0, 0, 0, time.UTC)
}

func clockReaches(d assign.Date, z *time.Location) time.Time {
	at := time.Date(d.Year, d.Month, d.Day-2, 0, 0, 0, 0, time.UTC)
	for assign.DateOf(at.In(z)).Compare(d) < 0 {
		at = at.Add(time.Minute)
	}
	return at
}

func TestParseDate(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"2026-09-01", "2028-02-29", "1900-01-01", "9998-12-31"} {
		if d, err := assign.ParseDate(text); err != nil || d.String() != text {
			t.Errorf("%q read as %s, %v", text, d, err)
		}
	}
	for _, text := range []string{"", "2026-9-1", "2026-02-29", "2026-13-01", "2026-00-10", "01.09.2026", "2026-09-01T00:00:00Z", " 2026-09-01", "1899-12-31", "9999-01-01", "-026-09-01"} {
		if d, err := assign.ParseDate(text); !fault.Is(err, fault.CodeInvalid) {
			t.Errorf("%q read as %s, %v; want INVALID", text, d, err)
		}
	}
}

func TestDatesAreOrdered(t *testing.T) {
	t.Parallel()
	ordered := []string{"2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01", "2026-09-01"}
	for i, a := range ordered {
		for j, b := range ordered {
			if got := day(t, a).Compare(day(t, b)); got < 0 != (i < j) || got == 0 != (i == j) {
				t.Errorf("%s against %s: %d", a, b, got)
			}
		}
	}
	for before, after := range map[string]string{"2026-12-31": "2027-01-01", "2028-02-28": "2028-02-29", "2100-02-28": "2100-03-01"} {
		if got := day(t, before).Next().String(); got != after {
			t.Errorf("the day after %s is %s, want %s", before, got, after)
		}
	}
}
