package directory_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"mandate/directory"
	"mandate/fault"
	"mandate/store"
)

// TestSignInByConnectionAppliesWhatIsDue is TM-5 for those who come by an identity
// provider: where a boundary may lie before now it is asked what is due, and else not.
func TestSignInByConnectionAppliesWhatIsDue(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p, conn := h.provisioned("ann@lender.test"), h.idp("Okta")
		due := func(in time.Duration) {
			h.no(h.d.Store.Settle(h.system(), func(ctx context.Context, tx *store.Tx) error { return tx.DueAt(ctx, tx.Now.Add(in)) }))
		}
		signIn := func(handle string) error {
			_, err := h.d.SignIn(h.system(), h.start(conn, handle))
			return err
		}
		broken, asked := errors.New("no clock"), 0
		h.d.CatchUp = func(context.Context) error { asked++; return broken }
		h.no(signIn("nothing"))
		due(time.Hour)
		h.no(signIn("later"))
		if asked != 0 {
			t.Errorf("asked %d times what is due", asked)
		}
		due(-time.Second)
		if err := signIn("broken"); !errors.Is(err, broken) || asked != 1 {
			t.Errorf("signed in without a clock: %v", err)
		}
		h.d.CatchUp = func(context.Context) error { asked++; return nil }
		h.no(signIn("due")) // asked once, though the bound that is lower still stands
		h.d.CatchUp = func(ctx context.Context) error { asked++; return h.d.Deactivate(h.system(), p.ID, 0, "") }
		h.refused(signIn("shut out"), fault.Unauthenticated, directory.RefusedInactive)
		if asked != 3 {
			t.Errorf("asked %d times what is due, want 3", asked)
		}
	})
}
