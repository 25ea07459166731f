package desk_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ident"
)

// instant reads an instant of a test.
func (o *office) instant(text string) time.Time {
	o.t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	o.must(err)
	return at
}

// periodOf tells how somebody's period stood at an instant, and the first step of their
// chain; people are named.
func (o *office) periodOf(person ident.ID, at string, names map[ident.ID]string) (told string) {
	o.t.Helper()
	o.read(func(ctx context.Context, c *db.Client) error {
		rows, err := o.desk.PeriodsAt(ctx, c, o.instant(at), []ident.ID{person})
		if err != nil || len(rows) == 0 {
			return err
		}
		delegate := "nobody"
		if row := rows[0]; row.DelegateID != nil {
			delegate = names[*row.DelegateID]
		}
		told = fmt.Sprint(rows[0].State, " ", rows[0].StartDate, " ", rows[0].EndDate, " ", delegate, " ", rows[0].EndsAt.Format(time.RFC3339))
		picture, err := o.desk.ChainAt(ctx, c, person, o.instant(at))
		if err == nil && picture.Steps[0].State == desk.ChainAbsent {
			told += fmt.Sprint(" until ", picture.Steps[0].Until.Format(time.RFC3339), " ", names[picture.Steps[0].Delegate])
		}
		return err
	})
	return told
}

// TestPeriodsOfThen is HI-3 for absences: set, moved, another delegate, one who is deleted,
// another zone (TM-5), begun, moved into the future (OO-4), cancelled, set and expired; each
// asked for right before and at its instant, after all of it has happened.
func TestPeriodsOfThen(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, bob, cat, dan := o.hire("ann", 5, 1000), o.hire("bob", 5, 1000), o.hire("cat", 5, 1000), o.hire("dan", 5, 1000)
		names := map[ident.ID]string{{}: "-", bob: "bob", cat: "cat", dan: "dan"}
		delegate := func(to ident.ID) {
			_, err := o.desk.SetDelegate(o.ctx, ann, 0, to)
			o.must(err)
		}
		steps := []struct {
			at, stands string
			do         func()
		}{
			{"2026-09-01T13:00:00Z", "SCHEDULED 2026-09-10 2026-09-12 bob 2026-09-13T04:00:00Z", func() { o.leave(ann, "2026-09-10", "2026-09-12", bob) }},
			{"2026-09-02T13:00:00Z", "SCHEDULED 2026-09-11 2026-09-12 bob 2026-09-13T04:00:00Z", func() { o.leave(ann, "2026-09-11", "2026-09-12", bob) }},
			{"2026-09-03T13:00:00Z", "SCHEDULED 2026-09-11 2026-09-12 cat 2026-09-13T04:00:00Z", func() { delegate(cat) }},
			{"2026-09-04T13:00:00Z", "SCHEDULED 2026-09-11 2026-09-12 nobody 2026-09-13T04:00:00Z", func() { o.must(o.directory.Delete(o.ctx, cat, 0, "")) }},
			{"2026-09-05T13:00:00Z", "SCHEDULED 2026-09-11 2026-09-12 dan 2026-09-13T04:00:00Z", func() { delegate(dan) }},
			{"2026-09-06T13:00:00Z", "SCHEDULED 2026-09-11 2026-09-12 dan 2026-09-13T07:00:00Z", func() {
				o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{Zone: is("America/Vancouver")}))
			}},
			{"2026-09-11T07:00:00Z", "ACTIVE 2026-09-11 2026-09-12 dan 2026-09-13T07:00:00Z until 2026-09-13T07:00:00Z dan", func() {}},
			{"2026-09-11T13:00:00Z", "ACTIVE 2026-09-11 2026-09-14 bob 2026-09-15T07:00:00Z until 2026-09-15T07:00:00Z bob", func() { o.leave(ann, "2026-09-11", "2026-09-14", bob) }},
			{"2026-09-12T13:00:00Z", "SCHEDULED 2026-09-20 2026-09-21 bob 2026-09-22T07:00:00Z", func() { o.leave(ann, "2026-09-20", "2026-09-21", bob) }},
			{"2026-09-13T13:00:00Z", "", func() { o.must(o.desk.EndAbsence(o.ctx, ann, 0)) }},
			{"2026-09-14T13:00:00Z", "ACTIVE 2026-09-14 2026-09-14 dan 2026-09-15T07:00:00Z until 2026-09-15T07:00:00Z dan", func() { o.leave(ann, "2026-09-14", "2026-09-14", dan) }},
			{"2026-09-15T07:00:00Z", "", func() {}},
		}
		for _, s := range steps {
			at(s.at)
			s.do()
		}
		at("2026-10-01T12:00:00Z")
		before := ""
		for _, s := range steps {
			early := o.instant(s.at).Add(-time.Microsecond).Format(time.RFC3339Nano)
			if got := o.periodOf(ann, early, names); got != before {
				t.Errorf("before %s: %q, want %q", s.at, got, before)
			}
			if got := o.periodOf(ann, s.at, names); got != s.stands {
				t.Errorf("at %s: %q, want %q", s.at, got, s.stands)
			}
			before = s.stands
		}
	})
}

// TestApproversOfThenByPresence: who was away then was no approver then, whatever became of
// the period since (HI-3, AP-5).
func TestApproversOfThenByPresence(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		max, bob := o.approver("max", 1_000_000), o.hire("bob", 5, 1000)
		at("2026-09-02T12:00:00Z")
		o.leave(max, "2026-09-02", "2026-09-04", bob)
		at("2026-09-03T12:00:00Z")
		o.must(o.desk.EndAbsence(o.ctx, max, 0))
		at("2026-09-09T12:00:00Z")
		for instant, want := range map[string]assign.ApproverReason{"2026-09-01T13:00:00Z": "", "2026-09-02T13:00:00Z": assign.ApproverAbsent, "2026-09-03T13:00:00Z": ""} {
			list := o.approvers(desk.ApproverQuery{Figures: loan(500_000), At: o.instant(instant)})
			o.wantReasons(instant, list, map[ident.ID]assign.ApproverReason{max: want})
		}
	})
}
