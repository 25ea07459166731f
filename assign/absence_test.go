package assign_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"mandate/assign"
	"mandate/fault"
	"mandate/ident"
)

// OO-8, in the order of section 20; noon is 1 September, 08:00 in Toronto.
func TestCheckAbsence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what, delegate string
		active         bool
		start, end     string
		zone           string
		want           fault.Code
	}{
		{"nobody stands in, and all else is wrong", "", false, "2026-08-31", "2026-08-30", "America/Toronto", fault.CodeDelegateRequired},
		{"oneself", "ann", false, "2026-08-31", "2026-08-30", "America/Toronto", fault.CodeSelfDelegation},
		{"somebody inactive", "bob", false, "2026-08-31", "2026-08-30", "America/Toronto", fault.CodeDelegateInactive},
		{"the end is before the start", "bob", true, "2026-08-31", "2026-08-30", "America/Toronto", fault.CodeInvalidRange},
		{"days that the zone left out", "bob", true, "2011-12-30", "2011-12-30", "Pacific/Apia", fault.CodeInvalidRange},
		{"already over", "bob", true, "2026-08-30", "2026-08-31", "America/Toronto", fault.CodeOOOInPast},
		{"over east of here", "bob", true, "2026-09-01", "2026-09-01", "Pacific/Kiritimati", fault.CodeOOOInPast},
		{"not over at home", "bob", true, "2026-09-01", "2026-09-01", "America/Toronto", ""},
		{"begun long ago", "bob", true, "2026-01-01", "2026-09-01", "America/Toronto", ""},
		{"to come", "bob", true, "2027-01-01", "2027-01-01", "America/Toronto", ""},
	} {
		a, err := assign.CheckAbsence(id("ann"), id(c.delegate), c.active, day(t, c.start), day(t, c.end), zone(t, c.zone), noon)
		if c.want != "" {
			if !fault.Is(err, c.want) {
				t.Errorf("%s: %v, want %s", c.what, err, c.want)
			}
			continue
		}
		from, to := assign.Period(day(t, c.start), day(t, c.end), zone(t, c.zone))
		if want := (assign.Absence{From: from, To: to, Delegate: id("bob")}); err != nil || a != want {
			t.Errorf("%s: %+v, %v; want %+v", c.what, a, err, want)
		}
	}
}

// OO-3: half-open to the nanosecond.
func TestAbsenceState(t *testing.T) {
	t.Parallel()
	a := assign.Absence{From: noon, To: noon.Add(time.Hour)}
	for at, want := range map[time.Duration]assign.AbsenceState{
		-1: assign.AbsenceScheduled, 0: assign.AbsenceActive, time.Hour - 1: assign.AbsenceActive, time.Hour: assign.AbsenceOff, 99 * time.Hour: assign.AbsenceOff,
	} {
		if got := a.StateAt(noon.Add(at)); got != want {
			t.Errorf("%v after the start: %s, want %s", at, got, want)
		}
	}
}

// calendarOf maps people to the hours of September that they are away, and the delegate.
type calendarOf map[string]struct {
	from, to int
	delegate string
}

func (c calendarOf) saved(u ident.ID) (assign.Absence, bool) {
	a, ok := c[label(u)]
	return assign.Absence{From: hour(a.from), To: hour(a.to), Delegate: id(a.delegate)}, ok
}

func hour(h int) time.Time { return noon.Add(time.Duration(h) * time.Hour) }

// OO-8: DELEGATION_CYCLE.
func TestCycle(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what  string
		saved calendarOf
		want  bool
	}{
		{"nobody else is away", calendarOf{"ann": {0, 9, "bob"}}, false},
		{"two name each other at one time", calendarOf{"ann": {0, 9, "bob"}, "bob": {8, 12, "ann"}}, true},
		{"one after the other", calendarOf{"ann": {0, 9, "bob"}, "bob": {9, 12, "ann"}}, false},
		{"three in a ring", calendarOf{"ann": {0, 9, "bob"}, "bob": {2, 5, "cat"}, "cat": {4, 20, "ann"}}, true},
		{"each pair overlaps, but never all three", calendarOf{"ann": {0, 6, "bob"}, "bob": {5, 12, "cat"}, "cat": {10, 20, "ann"}}, false},
		{"a ring beyond", calendarOf{"ann": {0, 9, "bob"}, "bob": {0, 9, "cat"}, "cat": {0, 9, "bob"}}, true},
		{"a delegate who was deleted", calendarOf{"ann": {0, 9, "bob"}, "bob": {0, 9, ""}}, false},
		{"no absence at all", calendarOf{}, false},
	} {
		if got := assign.Cycle(id("ann"), c.saved.saved); got != c.want {
			t.Errorf("%s: %t, want %t", c.what, got, c.want)
		}
	}
}

// There is a cycle exactly if at some hour everybody met on the way is away at once, and
// the way comes back to one of them.
func TestCycleEqualsEveryHour(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		saved, names := calendarOf{}, rapid.SampledFrom([]string{"a", "b", "c", "d", ""})
		for _, u := range []string{"a", "b", "c", "d"} {
			if from := rapid.IntRange(-5, 12).Draw(t, u); from >= 0 {
				away := saved[u]
				away.from, away.to = from, from+rapid.IntRange(1, 8).Draw(t, u+" hours")
				away.delegate = names.Filter(func(n string) bool { return n != u }).Draw(t, u+" delegate")
				saved[u] = away
			}
		}
		want := false
		for h := range 24 {
			at, met := "a", map[string]bool{}
			for saved[at].from <= h && h < saved[at].to && !met[at] {
				met[at] = true
				at = saved[at].delegate
			}
			want = want || met[at]
		}
		if got := assign.Cycle(id("a"), saved.saved); got != want {
			t.Fatalf("%+v: %t, want %t", saved, got, want)
		}
	})
}
