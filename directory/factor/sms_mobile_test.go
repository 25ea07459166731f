package factor_test

import (
	"context"
	"testing"

	"mandate/directory/factor"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/store"
)

// TestCodesGoToMobileNumbersAlone is PR-4: SMS is chosen, and the number is not marked as
// mobile, or there is none. No code is made, whether it is to be shown or to be added.
func TestCodesGoToMobileNumbersAlone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		sent := 0
		h.factors.Send = func(context.Context, string, string) error { sent++; return nil }
		for _, c := range []struct {
			phone  string
			mobile bool
		}{{"+14165550123", false}, {"", true}} {
			h.no(h.factors.Store.Write(h.ctx, func(ctx context.Context, tx *store.Tx) error {
				tx.Silence(db.TypeUser)
				return tx.Client.User.Update().Where(user.ID(h.ann)).SetPhone(c.phone).SetPhoneIsMobile(c.mobile).SetMfaMethod(user.MfaMethodSMS).Exec(ctx)
			}))
			for _, purpose := range []string{factor.ShowFactor, factor.EnrolFactor, factor.AddSMS} {
				secret, err := h.factors.Start(h.ctx, h.tenant, factor.Step{Person: h.ann, Purpose: purpose})
				h.no(err)
				_, err = h.factors.SendCode(h.ctx, h.again(secret.Hash), "Code %s")
				h.refused(c.phone, err, factor.CodeNoSMS)
			}
		}
		if sent != 0 {
			t.Errorf("%d codes were sent", sent)
		}
	})
}
