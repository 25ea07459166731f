package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/session"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// CodeStepUpRequired asks for a fresh proof of who sits there before a dangerous action.
const CodeStepUpRequired fault.Code = "STEP_UP_REQUIRED"

// steppedUpFor is how long a proof counts for dangerous actions.
const steppedUpFor = 10 * time.Minute

// SteppedUp refuses a dangerous action of a session whose last proof is more than ten
// minutes old: a sign-in, or a second factor since. What has no session, a key or the
// command line, has nothing to prove it with and passes.
func SteppedUp(a actor.Actor, now time.Time) error {
	if a.SessionID.IsZero() || now.Sub(a.SteppedUp) < steppedUpFor {
		return nil
	}
	return fault.New(fault.Denied, CodeStepUpRequired, "Confirm that it is you, then do this again.")
}

// longestProof is how long ago a proof may be that says anything at all.
const longestProof = 366 * 24 * time.Hour

// provenAt is when the person of a new session last proved who they are; nil: nobody says.
// A local sign-in is a proof by itself. An IdP may answer from a session of its own, hours
// old: what it says of the moment counts, never the answer, and a clock that is ahead wins
// no time. The moment is kept whatever its age; SteppedUp and the front door judge that.
func provenAt(in SignInInput, now time.Time) *time.Time {
	at := in.Proven
	if in.Connection.IsZero() || at.After(now) {
		at = now
	}
	if at.IsZero() || now.Sub(at) > longestProof {
		return nil
	}
	return &at
}

// StepUp notes a fresh proof for a session and gives it another identifier: the token
// from before is worth nothing. A password that proves it is still the person's.
func (d *Directory) StepUp(ctx context.Context, id ident.ID, tokenHash string, methods []string, c Compared) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Client.Session.Query().Where(session.ID(id), session.RevokedAtIsNil()).Only(ctx)
		if db.IsNotFound(err) {
			return unknown("session")
		}
		if err != nil {
			return fmt.Errorf("load session: %w", err)
		}
		if err := HoldCompared(ctx, tx, row.UserID, c); err != nil {
			return err
		}
		n, err := tx.Client.Session.Update().Where(session.ID(id), session.RevokedAtIsNil(), session.Hash(row.Hash)).
			SetHash(tokenHash).SetSteppedUpAt(tx.Now).SetMethods(merged(row.Methods, methods)).Save(ctx)
		if err != nil {
			return fmt.Errorf("step up: %w", err)
		}
		if n == 0 {
			return unknown("session")
		}
		tx.Record(store.Event{Action: "USER_STEPPED_UP", TargetKind: ident.User, Target: row.UserID,
			Changes: []store.Change{{Field: "session", After: id.Text(ident.Session)}, {Field: "methods", After: methods}}})
		return nil
	})
}

func merged(a, b []string) []string {
	out := append([]string{}, a...)
	for _, m := range b {
		known := false
		for _, have := range out {
			known = known || have == m
		}
		if !known {
			out = append(out, m)
		}
	}
	return out
}
