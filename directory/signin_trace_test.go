package directory_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"mandate/fault"
)

// TestLastLoginIsExact: every sign-in counts, however soon after another; one that began
// before another, on a clock that is behind, takes nothing back.
func TestLastLoginIsExact(t *testing.T) {
	t.Parallel()
	timed(t, func(t *testing.T, h *house, w *watch) {
		p := h.provisioned("ann@lender.test")
		begun := w.now()
		steps := []struct{ pass, noted time.Duration }{
			{0, 0},
			{time.Millisecond, time.Millisecond},
			{998 * time.Millisecond, 999 * time.Millisecond},
			{-400 * time.Millisecond, 999 * time.Millisecond},
			{time.Hour, time.Hour + 599*time.Millisecond},
		}
		for i, c := range steps {
			w.pass(c.pass)
			h.no(h.login(p.ID, fmt.Sprint("hash-", i)))
			if got := h.row(p.ID).LastLoginAt.Sub(begun); got != c.noted {
				t.Errorf("%d: noted after %s, want %s", i, got, c.noted)
			}
		}
		if h.live(p.ID) != len(steps) {
			t.Errorf("%d sessions", h.live(p.ID))
		}
	})
}

// TestManyWindowsBesideADeactivation: no session outlives a deactivation that happens
// beside it.
func TestManyWindowsBesideADeactivation(t *testing.T) {
	t.Parallel()
	timed(t, func(t *testing.T, h *house, _ *watch) {
		p := h.provisioned("ann@lender.test")
		h.no(h.login(p.ID, "first"))
		for round := range 4 {
			var windows sync.WaitGroup
			for n := range 8 {
				windows.Go(func() {
					for i := range 6 {
						if err := h.login(p.ID, fmt.Sprint("hash-", round, "-", n, "-", i)); err != nil && fault.As(err).Kind != fault.Unauthenticated {
							t.Errorf("round %d: %v", round, err)
						}
					}
				})
			}
			windows.Go(func() {
				time.Sleep(time.Duration(round) * 10 * time.Millisecond)
				if err := h.setActive(p.ID, false); err != nil {
					t.Errorf("round %d: %v", round, err)
				}
			})
			windows.Wait()
			if n := h.live(p.ID); n != 0 {
				t.Errorf("round %d: %d sessions outlive the deactivation", round, n)
			}
			h.no(h.setActive(p.ID, true))
		}
	})
}
