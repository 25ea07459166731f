package directory

import (
	"context"
	"fmt"

	"mandate/ent/db/challenge"
	"mandate/ent/db/totp"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// CodeStepNotGood refuses a step of a sign-in that is used, past or not one's own.
const CodeStepNotGood fault.Code = "STEP_NOT_GOOD"

// EndSteps ends every step that somebody has under way, and forgets the authenticator app
// that one of them had shown but nobody confirmed. It goes with each change of what they
// sign in with: who began with the old credential doesn't finish with it.
func EndSteps(ctx context.Context, tx *store.Tx, person ident.ID) error {
	err := tx.Client.Challenge.Update().Where(challenge.UserID(person), challenge.UsedAtIsNil()).SetUsedAt(tx.Now).Exec(ctx)
	if err != nil {
		return fmt.Errorf("end steps: %w", err)
	}
	if _, err := tx.Client.Totp.Delete().Where(totp.UserID(person), totp.ConfirmedAtIsNil()).Exec(ctx); err != nil {
		return fmt.Errorf("forget authenticator app: %w", err)
	}
	return nil
}

// useStep uses up the step of a person that is under way.
func useStep(ctx context.Context, tx *store.Tx, person, step ident.ID) error {
	n, err := tx.Client.Challenge.Update().Where(challenge.ID(step), challenge.UserID(person), challenge.UsedAtIsNil(), challenge.ExpiresAtGT(tx.Now)).
		SetUsedAt(tx.Now).Save(ctx)
	if err != nil {
		return fmt.Errorf("use step: %w", err)
	}
	if n == 0 {
		return stepNotGood()
	}
	return nil
}

func stepNotGood() *fault.Fault {
	return fault.New(fault.Unauthenticated, CodeStepNotGood, "This took too long, or was done already. Start again.")
}
