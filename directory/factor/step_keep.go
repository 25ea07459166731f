package factor

import (
	"context"
	"encoding/json"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/challenge"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// mostWrong is how many wrong answers a step takes before it is worth nothing.
const mostWrong = 5

func (f *Factors) stepOf(row *db.Challenge) (Step, error) {
	s := Step{ID: row.ID, Purpose: row.Purpose, Methods: row.Methods, ReturnTo: row.ReturnTo, Expires: row.ExpiresAt, wrong: row.Attempts}
	if row.UsedAt != nil {
		s.wrong = mostWrong
	}
	if row.UserID != nil {
		s.Person = *row.UserID
	}
	if row.SessionID != nil {
		s.Session = *row.SessionID
	}
	if len(row.DataSealed) == 0 {
		return s, nil
	}
	plain, err := f.Store.Secrets.Open(stateName(row.ID), row.DataSealed)
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(plain, &s.State)
}

func stateName(id ident.ID) string { return "challenge:" + id.String() }

func begin(ctx context.Context, tx *store.Tx, s Step, hash string) error {
	s.ID = tx.NewID()
	sealed, err := sealState(tx, s)
	if err != nil {
		return err
	}
	row := tx.Client.Challenge.Create().SetID(s.ID).SetHash(hash).SetPurpose(s.Purpose).SetMethods(append([]string{}, s.Methods...)).
		SetReturnTo(s.ReturnTo).SetExpiresAt(tx.Now.Add(stepTime)).SetDataSealed(sealed)
	if !s.Person.IsZero() {
		row.SetUserID(s.Person)
	}
	if !s.Session.IsZero() {
		row.SetSessionID(s.Session)
	}
	if err := row.Exec(ctx); err != nil {
		return fmt.Errorf("insert step: %w", err)
	}
	return nil
}

func sealState(tx *store.Tx, s Step) ([]byte, error) {
	plain, err := json.Marshal(s.State)
	if err != nil {
		return nil, err
	}
	return tx.Secrets().Seal(stateName(s.ID), plain)
}

// keep writes what a step remembers.
func (f *Factors) keep(ctx context.Context, s Step) error {
	return f.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		sealed, err := sealState(tx, s)
		if err != nil {
			return err
		}
		if err := tx.Client.Challenge.Update().Where(challenge.ID(s.ID)).SetDataSealed(sealed).Exec(ctx); err != nil {
			return fmt.Errorf("save step: %w", err)
		}
		return nil
	})
}

func use(ctx context.Context, tx *store.Tx, s Step) error {
	n, err := tx.Client.Challenge.Update().Where(challenge.ID(s.ID), challenge.UsedAtIsNil(), challenge.ExpiresAtGT(tx.Now), challenge.AttemptsLT(mostWrong)).
		SetUsedAt(tx.Now).Save(ctx)
	if err != nil {
		return fmt.Errorf("use step: %w", err)
	}
	if n == 0 {
		return notGood()
	}
	return nil
}

// enrols uses up a step that adds a factor. The one of a sign-in adds the first: who has
// one by now shows it instead.
func enrols(ctx context.Context, tx *store.Tx, s Step) error {
	if err := use(ctx, tx, s); err != nil || s.Purpose != EnrolFactor {
		return err
	}
	held, err := heldBy(ctx, tx.Client, s.Person)
	if err == nil && held.Any() {
		err = notGood()
	}
	return err
}

// missed counts a wrong answer.
func (f *Factors) missed(ctx context.Context, s Step) error {
	return f.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Client.Challenge.Update().Where(challenge.ID(s.ID)).AddAttempts(1).Exec(ctx); err != nil {
			return fmt.Errorf("count wrong answer: %w", err)
		}
		return nil
	})
}

func notGood() *fault.Fault {
	return fault.New(fault.Unauthenticated, CodeStep, "This took too long, or was done already. Start again.")
}
