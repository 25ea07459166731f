package directory_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"mandate/directory"
	"mandate/fault"
	"mandate/store"
	"mandate/store/storetest"
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

// TestABoundaryThatComesWhileAStrangerIsMadeKnown: wherever between the looks at the clock
// it lies, the stranger is let in. Each look is a second after the one before.
func TestABoundaryThatComesWhileAStrangerIsMadeKnown(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			var looks atomic.Int64
			base := time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)
			s := storetest.OpenAt(t, storetest.Address(t, kind), func() time.Time { return base.Add(time.Duration(looks.Add(1)) * time.Second) })
			h := newHouse(t, s, "acme")
			conn := h.idp("Okta")
			h.no(h.d.UpdateConnection(h.system(), conn, 0, directory.ConnectionUpdate{Provisioning: ptr("JUST_IN_TIME"), DefaultRole: ptr(h.guestRole())}))
			due := func(in time.Duration) error {
				return s.Settle(h.system(), func(ctx context.Context, tx *store.Tx) error { return tx.DueAt(ctx, tx.Now.Add(in)) })
			}
			h.d.CatchUp = func(context.Context) error { return due(100 * time.Hour) }
			for i := range 14 {
				in := h.start(conn, fmt.Sprint("h", i))
				in.Subject, in.Email = fmt.Sprint("s-", i), fmt.Sprintf("p%d@lender.test", i)
				h.no(due(time.Duration(i) * time.Second))
				if _, err := h.d.SignIn(h.system(), in); err != nil {
					t.Errorf("due in %d s: %v", i, err)
				}
			}
		})
	}
}
