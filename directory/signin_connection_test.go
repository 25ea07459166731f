package directory_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// TestNoSessionOutlivesItsConnection: a connection that is switched off, or deleted, beside
// sign-ins by it leaves none of their sessions alive. In every other round somebody came by
// it a moment ago, and the sign-ins have no trace of that to leave.
func TestNoSessionOutlivesItsConnection(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*house, ident.ID) error{
		"off": func(h *house, conn ident.ID) error {
			return h.d.UpdateConnection(h.system(), conn, 0, directory.ConnectionUpdate{Disabled: ptr(true)})
		},
		"deleted": func(h *house, conn ident.ID) error { return h.d.DeleteConnection(h.system(), conn, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, h *house) {
				p := h.provisioned("ann@lender.test")
				for round := range 16 {
					conn := h.idp(fmt.Sprint("Okta ", round))
					h.openTo(conn)
					if round%2 == 1 {
						_, err := h.d.SignIn(h.system(), h.unsolicited(conn, "first", fmt.Sprint("first ", round)))
						h.no(err)
					}
					h.besideSignIns(conn, round, end)
					if n := h.live(p.ID); n != 0 {
						t.Errorf("round %d: %d sessions live on", round, n)
						h.no(h.d.EndSessions(h.system(), p.ID, "REVOKED"))
					}
				}
			})
		})
	}
}

// besideSignIns runs an end of a connection beside sign-ins by it.
func (h *house) besideSignIns(conn ident.ID, round int, end func(*house, ident.ID) error) {
	var windows sync.WaitGroup
	for n := range 6 {
		windows.Go(func() {
			_, err := h.d.SignIn(h.system(), h.unsolicited(conn, fmt.Sprint("a", n), fmt.Sprint(round, "-", n)))
			if err != nil && fault.As(err).Kind != fault.Unauthenticated {
				h.t.Errorf("round %d: %v", round, err)
			}
		})
	}
	windows.Go(func() {
		time.Sleep(time.Duration(round) * 300 * time.Microsecond)
		if err := end(h, conn); err != nil {
			h.t.Errorf("round %d: %v", round, err)
		}
	})
	windows.Wait()
}
