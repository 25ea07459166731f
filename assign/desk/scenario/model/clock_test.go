package model

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mandate/assign/desk/scenario"
)

// punctual is a file with a tick at every boundary besides.
func punctual(f scenario.File) (scenario.File, error) {
	w, err := New(f)
	if err != nil {
		return f, err
	}
	var events []scenario.Event
	for _, e := range f.Events {
		for at, due := w.nextBoundary(); due && at.Before(e.At); at, due = w.nextBoundary() {
			tick := scenario.Event{At: at, Type: scenario.ClockTick}
			events = append(events, tick)
			w.Apply(tick)
		}
		events = append(events, e)
		w.Apply(e)
	}
	f.Events = events
	return f, nil
}

// TestLateTicks is TM-1: a late tick gives the same history, notices and state as
// punctual ones.
func TestLateTicks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		late := draw{rt}.timeline(rapid.IntRange(1, 40).Draw(rt, "events"))
		early, err := punctual(late)
		if err != nil {
			rt.Fatal(err)
		}
		if a, b := outcome(rt, late), outcome(rt, early); a != b {
			rt.Errorf("late\n%s\npunctual\n%s", a, b)
		}
	})
}

// outcome is all history and notices, and the last state.
func outcome(rt *rapid.T, f scenario.File) string {
	w, err := New(f)
	if err != nil {
		rt.Fatal(err)
	}
	var history []scenario.Entry
	var notices []scenario.Notice
	for _, e := range f.Events {
		state := w.Apply(e)
		history, notices = append(history, state.History...), append(notices, state.Notifications...)
	}
	last := w.State()
	last.History, last.Notifications = history, notices
	return fmt.Sprint(keysOf(last))
}

// TestDays is OO-2 on days that are not 24 hours long.
func TestDays(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ zone, day, start, end string }{
		{"America/Toronto", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"},
		{"America/Toronto", "2026-03-08", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"},
		{"America/Havana", "2026-03-08", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"}, // midnight is skipped
		{"America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"}, // midnight occurs twice
		{"Asia/Kathmandu", "2026-09-01", "2026-08-31T18:15:00Z", "2026-09-01T18:15:00Z"},
	} {
		w := &World{company: company{zone: tc.zone}}
		a := &absence{startDate: tc.day, endDate: tc.day}
		if err := w.bound(a); err != nil || a.start.Format(time.RFC3339) != tc.start || a.end.Format(time.RFC3339) != tc.end {
			t.Errorf("%s in %s lasts from %s to %s, %v", tc.day, tc.zone, a.start, a.end, err)
		}
	}
}

// TestFairness is I-15: among equals, with arrivals only, loads never differ by more than
// one.
func TestFairness(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		d := draw{rt}
		f := scenario.File{Start: time.Date(2026, time.September, 1, 12, 0, 0, 0, time.UTC)}
		for i := range d.between(2, 6, "people") {
			f.Users = append(f.Users, scenario.User{ID: fmt.Sprintf("u%d", i),
				Limits: scenario.Limits{MaxCapacity: scenario.Some(100), LoanAmount: scenario.Some("UNLIMITED"), MaxDiscretionBps: scenario.Some(100)}})
		}
		w, err := New(f)
		if err != nil {
			rt.Fatal(err)
		}
		for i := range d.between(1, 25, "deals") {
			deal := d.deal(fmt.Sprintf("d%02d", i))
			deal.Currency = ""
			w.Apply(scenario.Event{At: w.now.Add(time.Duration(d.below(3, "minutes")) * time.Minute), Type: scenario.DealCreate, Deal: deal.ID, NewDeal: &deal})
			var loads []int
			for _, u := range w.userIDs() {
				loads = append(loads, w.load(u))
			}
			if slices.Max(loads)-slices.Min(loads) > 1 {
				rt.Fatalf("after %d deals loads are %v", i+1, loads)
			}
		}
	})
}
