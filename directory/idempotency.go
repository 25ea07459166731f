package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/ent/db/idempotencykey"
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

// name is what a key is kept under: the keys of two actors, of two people that one acts
// for and of two mutations are two.
func (k IdempotencyKey) name(a actor.Actor) string {
	return sha(a.ID.String(), a.Person().String(), k.Mutation, k.Key)
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
	name := k.name(tx.Actor)
	input := tx.Secrets().Fingerprint(name, k.Input)
	known, err := keptKey(ctx, tx.Client, name)
	if err != nil {
		return "", false, err
	}
	if known != nil && known.ExpiresAt.After(tx.Now) {
		return known.Result, true, sameInput(known, input)
	}
	if known != nil {
		if _, err := tx.Client.IdempotencyKey.Delete().Where(idempotencykey.ID(known.ID)).Exec(ctx); err != nil {
			return "", false, fmt.Errorf("delete idempotency key: %w", err)
		}
	}
	answer, err = claimed(ctx, tx, name, input, do)
	return answer, false, err
}

// once is Once for an operation whose answer is the id it was called with.
func once(ctx context.Context, tx *store.Tx, id ident.ID, do func() error) error {
	_, err := Once(ctx, tx, func() (ident.ID, error) { return id, do() })
	return err
}
