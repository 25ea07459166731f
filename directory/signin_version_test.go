package directory_test

import (
	"testing"

	"mandate/directory"
)

// TestAnAnswerOfAnotherVersion: what was judged by a connection that somebody has changed
// since makes no session, uses nothing up and refuses nobody.
func TestAnAnswerOfAnotherVersion(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.provisioned("ann@lender.test")
		conn := h.idp("Okta")
		in := h.start(conn, "one")
		in.Version = 1
		h.no(h.d.UpdateConnection(h.system(), conn, 0, directory.ConnectionUpdate{ClientID: ptr("another")}))
		if out, err := h.d.SignIn(h.system(), in); err != directory.ErrOutdated || !out.Session.IsZero() {
			t.Fatalf("%+v, %v", out, err)
		}
		in.Version = 2
		_, err := h.d.SignIn(h.system(), in)
		h.no(err)
		if got := h.refusals(); len(got) != 0 {
			t.Errorf("refusals %v", got)
		}
	})
}
