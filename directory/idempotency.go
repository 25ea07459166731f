package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/idempotencykey"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// IdempotencyKey makes a mutation that is sent again answer as the first time.
type IdempotencyKey struct {
	Mutation string // name of the root field
	Key      string // the caller's own; empty: none
	Input    []byte // the same key with another input is refused
}

const idempotencyTime = 24 * time.Hour

type idempotencyKey struct{}

// WithIdempotencyKey puts a key into the context; the operation that runs with it
// obeys it inside its transaction.
func WithIdempotencyKey(ctx context.Context, k IdempotencyKey) context.Context {
	if k.Key == "" {
		return ctx
	}
	return context.WithValue(ctx, idempotencyKey{}, k)
}

// Once runs do in the transaction tx, or gives the id that it gave when the same
// actor sent the same key for the same person within 24 hours. The same key with
// another input is fault.Conflict. Without a key in the context it only runs do.
func Once(ctx context.Context, tx *store.Tx, do func() (ident.ID, error)) (ident.ID, error) {
	var id ident.ID
	kept, again, err := OnceAnswered(ctx, tx, func() (_ string, err error) {
		id, err = do()
		return id.String(), err
	})
	if err != nil || !again {
		return id, err
	}
	if err := id.UnmarshalText([]byte(kept)); err != nil {
		return id, fmt.Errorf("read idempotency key: %w", err)
	}
	return id, nil
}

// OnceAnswered is Once for an operation whose answer is more than an id: what do gives is
// kept, and again reports that it is what was kept.
func OnceAnswered(ctx context.Context, tx *store.Tx, do func() (string, error)) (answer string, again bool, err error) {
	k, ok := ctx.Value(idempotencyKey{}).(IdempotencyKey)
	if !ok {
		answer, err = do()
		return answer, false, err
	}
	name, input := sha(tx.Actor.ID.String(), tx.Actor.Person().String(), k.Mutation, k.Key), sha(string(k.Input))
	known, err := tx.Client.IdempotencyKey.Query().Where(idempotencykey.Key(name)).Only(ctx)
	switch {
	case db.IsNotFound(err):
	case err != nil:
		return "", false, fmt.Errorf("look up idempotency key: %w", err)
	case known.ExpiresAt.After(tx.Now):
		return known.Result, true, sameInput(known, input)
	default:
		if _, err := tx.Client.IdempotencyKey.Delete().Where(idempotencykey.ID(known.ID)).Exec(ctx); err != nil {
			return "", false, fmt.Errorf("delete idempotency key: %w", err)
		}
	}
	if answer, err = do(); err != nil {
		return answer, false, err
	}
	err = tx.Client.IdempotencyKey.Create().SetID(tx.NewID()).SetKey(name).SetInputHash(input).SetResult(answer).
		SetExpiresAt(tx.Now.Add(idempotencyTime)).Exec(ctx)
	if store.IsTaken(err) {
		return answer, false, errMoved // the same mutation at the same time was first: run again, and find its answer
	}
	return answer, false, err
}

func sameInput(known *db.IdempotencyKey, input string) error {
	if known.InputHash != input {
		return fault.New(fault.Conflict, fault.CodeInvalid, "This idempotency key was used for another input.").On("idempotencyKey")
	}
	return nil
}

// once is Once for an operation whose answer is the id it was called with.
func once(ctx context.Context, tx *store.Tx, id ident.ID, do func() error) error {
	_, err := Once(ctx, tx, func() (ident.ID, error) { return id, do() })
	return err
}
