package factor

import (
	"context"

	"mandate/fault"
	"mandate/store"
)

// Shown is a second factor that was shown, with the method's name (RFC 8176).
type Shown struct{ Factor, Method string }

// ShowCode judges a code against what the person of a step has: their app, a code by
// SMS, a recovery code. A right one is used up. A wrong one counts against the step and
// is FACTOR_WRONG.
func (f *Factors) ShowCode(ctx context.Context, s Step, kind, code string) (shown Shown, err error) {
	err = f.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		switch kind {
		case TOTP:
			shown = Shown{TOTP, "otp"}
			return takeTOTP(ctx, tx, s.Person, code, true)
		case Recovery:
			shown = Shown{Recovery, "otp"}
			return takeRecovery(ctx, tx, s.Person, code)
		case SMS:
			shown = Shown{SMS, "sms"}
			return takeSMS(ctx, tx, s, code)
		}
		return wrong()
	})
	if fault.Is(err, CodeWrong) {
		if missed := f.missed(ctx, s); missed != nil {
			return Shown{}, missed
		}
	}
	return shown, err
}
