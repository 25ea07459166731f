package desk_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/deal"
	"mandate/ent/db/dealdelegate"
	"mandate/ent/db/historyentry"
	"mandate/fault"
	"mandate/ident"
	"mandate/store/storetest"
)

// watch is a clock that a test sets.
type watch struct{ at atomic.Int64 }

func (w *watch) now() time.Time { return time.UnixMicro(w.at.Load()).UTC() }

// timed runs a test in a company whose clock stands at an instant of the test's own.
func timed(t *testing.T, start string, run func(t *testing.T, o *office, at func(instant string))) {
	t.Helper()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			w := &watch{}
			at := func(instant string) {
				t.Helper()
				when, err := time.Parse(time.RFC3339, instant)
				if err != nil {
					t.Fatal(err)
				}
				w.at.Store(when.UnixMicro())
			}
			at(start)
			o := open(t, storetest.OpenAt(t, storetest.Address(t, kind), w.now))
			o.store.Boundaries = o.desk
			run(t, o, func(instant string) {
				t.Helper()
				at(instant)
				o.must(o.desk.Tick(o.ctx))
			})
		})
	}
}

func (o *office) leave(person ident.ID, start, end string, delegate ident.ID) []fault.Code {
	o.t.Helper()
	from, err := assign.ParseDate(start)
	o.must(err)
	to, err := assign.ParseDate(end)
	o.must(err)
	_, warnings, err := o.desk.SetAbsence(o.ctx, desk.Leave{User: person, Start: from, End: to, Delegate: delegate})
	o.must(err)
	return warnings
}

// wantChain compares who stands in on a deal, nearest first, and who acts.
func (o *office) wantChain(id ident.ID, want ...ident.ID) {
	o.t.Helper()
	row := o.onDeal(id)
	var got []ident.ID
	for _, d := range row.Edges.Delegates {
		got = append(got, d.UserID)
	}
	acting := row.OwnerID
	if len(want) > 0 {
		acting = &want[len(want)-1]
	}
	if !slices.Equal(got, want) || row.ActingID == nil || *row.ActingID != *acting {
		o.t.Errorf("delegates %v acting %v; want %v", got, row.ActingID, want)
	}
	o.agree()
}

func (o *office) onDeal(id ident.ID) (row *db.Deal) {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) (err error) {
		row, err = c.Deal.Query().Where(deal.ID(id)).WithDelegates(func(q *db.DealDelegateQuery) { q.Order(dealdelegate.ByPosition()) }).Only(ctx)
		return err
	}))
	return row
}

// agree compares the memory with a fresh load.
func (o *office) agree() {
	o.t.Helper()
	doubts, err := o.desk.Doubts(o.ctx)
	o.must(err)
	for _, d := range doubts {
		o.t.Error(d)
	}
}

// allActions lists what history says, oldest first.
func (o *office) allActions() (list []string) {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.HistoryEntry.Query().Order(historyentry.ByID()).All(ctx)
		for _, r := range rows {
			list = append(list, r.Action)
		}
		return err
	}))
	return list
}

// TestChainWithTwoClocks is the worked example of that name, removal off.
func TestChainWithTwoClocks(t *testing.T) {
	timed(t, "2026-08-28T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, bob, cat, dee := o.hire("ann", 5, 500_000), o.hire("bob", 0, 500_000), o.hire("cat", 0, 500_000), o.hire("dee", 0, 500_000)
		off := false
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{AutoRemoveDelegates: &off}))
		id := o.submit("a", 1000)
		o.leave(ann, "2026-09-01", "2026-09-05", bob)
		o.leave(bob, "2026-09-02", "2026-09-03", cat)
		o.leave(cat, "2026-09-03", "2026-09-04", dee)
		o.wantChain(id)
		for _, step := range []struct {
			at    string
			chain []ident.ID
		}{
			{"2026-09-01T03:59:59Z", nil}, {"2026-09-01T04:00:00Z", []ident.ID{bob}}, {"2026-09-02T04:00:00Z", []ident.ID{bob, cat}},
			{"2026-09-03T04:00:00Z", []ident.ID{bob, cat, dee}}, {"2026-09-04T04:00:00Z", []ident.ID{bob, cat, dee}}, {"2026-09-05T04:00:00Z", []ident.ID{bob, cat, dee}},
		} {
			at(step.at)
			o.wantChain(id, step.chain...)
		}
		before := len(o.allActions())
		o.must(o.desk.EndAbsence(o.ctx, ann, 0))
		o.wantChain(id)
		if got := o.allActions()[before:]; !slices.Equal(got, []string{"OOO_ENDED", "DELEGATE_REMOVED", "DELEGATE_REMOVED", "DELEGATE_REMOVED"}) {
			t.Errorf("history %v", got)
		}
	})
}

// TestLateTickEqualsPunctualOnes is TM-1: after days of downtime each boundary is applied
// in its order and stamped with its own instant.
func TestLateTickEqualsPunctualOnes(t *testing.T) {
	timed(t, "2026-08-28T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, bob := o.hire("ann", 5, 500_000), o.hire("bob", 0, 500_000)
		id := o.submit("a", 1000)
		o.leave(ann, "2026-09-01", "2026-09-02", bob)
		at("2026-09-20T00:00:00Z")
		o.wantChain(id)
		var ended *db.HistoryEntry
		o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) (err error) {
			ended, err = c.HistoryEntry.Query().Where(historyentry.Action("OOO_ENDED")).Only(ctx)
			return err
		}))
		want := []string{"OOO_STARTED", "DELEGATE_ADDED", "OOO_ENDED", "DELEGATE_REMOVED"}
		if got := o.allActions(); !slices.Equal(got[len(got)-4:], want) || !ended.At.Equal(time.Date(2026, 9, 3, 4, 0, 0, 0, time.UTC)) {
			t.Errorf("history %v, ended at %s", got, ended.At)
		}
	})
}

// TestZoneThatIsAheadOfAnAbsence ends a period that is over in the company's new zone
// before it has begun in the old one: nobody was away (TM-5).
func TestZoneThatIsAheadOfAnAbsence(t *testing.T) {
	timed(t, "2026-09-01T00:00:00Z", func(t *testing.T, o *office, at func(string)) {
		behind, ahead := "Pacific/Pago_Pago", "Pacific/Kiritimati"
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{Zone: &behind}))
		ann, bob := o.hire("ann", 5, 900_000), o.hire("bob", 0, 900_000)
		id := o.submit("a", 1)
		o.leave(ann, "2026-09-05", "2026-09-05", bob)
		at("2026-09-05T10:30:00Z")
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{Zone: &ahead}))
		at("2026-09-05T10:40:00Z")
		o.wantChain(id)
		var row *db.Absence
		o.read(func(ctx context.Context, c *db.Client) (err error) {
			row, err = c.Absence.Query().Only(ctx)
			return err
		})
		if row.State != absence.StateENDED || row.BeganAt != nil || row.EndedAt.Format(time.RFC3339) != "2026-09-05T10:30:00Z" {
			t.Errorf("absence %s, began %v, ended %v", row.State, row.BeganAt, row.EndedAt)
		}
	})
}

// TestWarningIsToldAgain answers the repetition of a key as the first time (OO-8).
func TestWarningIsToldAgain(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, _ func(string)) {
		ann, bob := o.hire("ann", 5, 900_000), o.hire("bob", 0, 900_000)
		o.leave(ann, "2026-09-05", "2026-09-06", bob)
		day := assign.Date{Year: 2026, Month: time.September, Day: 6}
		key := directory.WithIdempotencyKey(o.ctx, directory.IdempotencyKey{Mutation: "outOfOfficeSet", Key: "k"})
		for range 2 {
			_, warnings, err := o.desk.SetAbsence(key, desk.Leave{User: bob, Start: day, End: day, Delegate: ann})
			o.must(err)
			if !slices.Equal(warnings, []fault.Code{fault.WarnDelegationCycle}) {
				t.Errorf("warnings %v", warnings)
			}
		}
	})
}
