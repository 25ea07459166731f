package directory_test

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// watch is a clock that a test sets.
type watch struct{ at atomic.Int64 }

func (w *watch) now() time.Time        { return time.UnixMicro(w.at.Load()).UTC() }
func (w *watch) set(at time.Time)      { w.at.Store(at.UnixMicro()) }
func (w *watch) pass(by time.Duration) { w.set(w.now().Add(by)) }

// timed runs a test in a fresh house whose clock stands at 1 September 2026, noon UTC.
func timed(t *testing.T, run func(t *testing.T, h *house, w *watch)) {
	t.Helper()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			w := &watch{}
			w.set(time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC))
			run(t, newHouse(t, storetest.OpenAt(t, storetest.Address(t, kind), w.now), "acme"), w)
		})
	}
}

func (h *house) inactivity(days int) {
	h.t.Helper()
	n := &days
	h.no(h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{InactivityDays: &n}))
	h.heard()
}

// login signs a local person in.
func (h *house) login(id ident.ID, hash string) error {
	h.t.Helper()
	now := h.d.Store.Now()
	_, err := h.d.SignIn(h.system(), directory.SignInInput{Person: id, Methods: []string{"pwd"}, TokenHash: hash, IdleUntil: now.Add(time.Hour), Expires: now.Add(time.Hour)})
	return err
}

func (h *house) nextLock(days int) time.Time {
	h.t.Helper()
	var next time.Time
	h.read(func(ctx context.Context, c *db.Client) {
		var err error
		next, err = directory.NextInactivityLock(ctx, c, days)
		h.no(err)
	})
	return next
}

// lockDue passes the boundary of now, as package desk does.
func (h *house) lockDue(days int) (locked []ident.ID) {
	h.t.Helper()
	h.no(h.d.Store.Settle(h.system(), func(ctx context.Context, tx *store.Tx) (err error) {
		locked, err = directory.LockInactive(ctx, tx, days)
		return err
	}))
	return locked
}

func TestInactivityLock(t *testing.T) {
	t.Parallel()
	timed(t, func(t *testing.T, h *house, w *watch) {
		start := w.now()
		if next := h.nextLock(30); !next.IsZero() {
			t.Errorf("nobody is there, and a lock is due at %s", next)
		}
		ann := h.person("ann@lender.test", "underwriter")
		glass, err := h.d.CreateAdministrator(h.system(), "glass@lender.test", true, "")
		h.no(err)
		w.pass(time.Hour)
		bob := h.person("bob@lender.test")
		if next := h.nextLock(30); !next.Equal(start.AddDate(0, 0, 30)) {
			t.Errorf("the next lock is at %s", next)
		}
		h.no(h.login(ann, "h1"))
		w.set(start.AddDate(0, 0, 30).Add(time.Hour - time.Microsecond))
		if locked := h.lockDue(30); len(locked) != 0 {
			t.Errorf("locked %d too early", len(locked))
		}
		w.pass(time.Microsecond)
		if locked := h.lockDue(30); !slices.Equal(locked, []ident.ID{ann, bob}) || !h.nextLock(30).IsZero() {
			t.Errorf("locked %v, next at %s", locked, h.nextLock(30))
		}
		if u := h.row(ann); u.Active || !u.InactiveInactivity || u.InactiveAdmin || !h.row(glass).Active {
			t.Errorf("after the lock: %+v", u)
		}
		e := h.wantHistory(ann, "USER_CREATED", "USER_SIGNED_IN", "USER_DEACTIVATED")
		if e.Source != directory.ByInactivity || e.changes["roles"][0] == nil || h.authority(ann).Active {
			t.Errorf("entry %+v", e.HistoryEntry)
		}
		h.refused(h.login(ann, "h2"), fault.Unauthenticated, directory.RefusedInactive)
		h.no(h.d.Activate(h.system(), ann, 0, ""))
		if next := h.nextLock(30); !next.Equal(w.now().AddDate(0, 0, 30)) {
			t.Errorf("after the activation the next lock is at %s", next)
		}
	})
}

func TestInactivityWarning(t *testing.T) {
	t.Parallel()
	timed(t, func(t *testing.T, h *house, w *watch) {
		start := w.now()
		warned := func(id ident.ID) (n int) {
			h.no(h.d.WarnInactive(h.system()))
			for _, kind := range h.notices(id) {
				if kind == "INACTIVITY_WARNING" {
					n++
				}
			}
			return n
		}
		ann, bob := h.person("ann@lender.test"), h.person("bob@lender.test")
		w.set(start.AddDate(0, 0, 400))
		if n := warned(ann); n != 0 {
			t.Errorf("without inactivityDays: %d warnings", n)
		}
		w.set(start)
		h.inactivity(30)
		for _, c := range []struct {
			after time.Duration
			want  int
		}{{23*24*time.Hour - time.Second, 0}, {23 * 24 * time.Hour, 1}, {28 * 24 * time.Hour, 1}, {29 * 24 * time.Hour, 2}, {29*24*time.Hour + time.Hour, 2}} {
			w.set(start.Add(c.after))
			if n := warned(ann); n != c.want {
				t.Errorf("after %s: %d warnings, want %d", c.after, n, c.want)
			}
		}
		if at := h.facts(ann, "INACTIVITY_WARNING")["at"]; at != start.AddDate(0, 0, 30).UTC().Format(time.RFC3339) {
			t.Errorf("the warning says %s", at)
		}
		h.no(h.login(ann, "h1"))
		if n := warned(ann); n != 2 {
			t.Errorf("after the sign-in: %d", n)
		}
		w.set(start.AddDate(0, 0, 31))
		if n := warned(bob); n != 2 {
			t.Errorf("bob's lock is past: %d", n)
		}
		h.inactivity(5) // the notice of 7 days is longer than the time allowed
		w.set(start.AddDate(0, 0, 29).Add(time.Hour + 4*24*time.Hour))
		if n := warned(ann); n != 3 {
			t.Errorf("within a day of five: %d", n)
		}
	})
}

// TestSignInAppliesWhatIsDue is TM-5: a lock that is due refuses the sign-in.
func TestSignInAppliesWhatIsDue(t *testing.T) {
	t.Parallel()
	timed(t, func(t *testing.T, h *house, w *watch) {
		ann := h.person("ann@lender.test")
		h.d.CatchUp = func(context.Context) error { h.lockDue(30); return nil }
		w.pass(29 * 24 * time.Hour)
		h.no(h.login(ann, "h1"))
		w.pass(30 * 24 * time.Hour)
		h.refused(h.login(ann, "h2"), fault.Unauthenticated, directory.RefusedInactive)
		broken := errors.New("no clock")
		h.d.CatchUp = func(context.Context) error { return broken }
		if err := h.login(ann, "h3"); !errors.Is(err, broken) {
			t.Errorf("signed in without a clock: %v", err)
		}
	})
}
