package directory

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/idempotencykey"
	"mandate/fault"
	"mandate/store"
)

// claimed runs do and keeps its answer. The key is taken first, so that of two calls at
// once the second waits there for the first, and is not refused for what that one did.
// Under the tenant's lock it waits anyway, and one statement does.
func claimed(ctx context.Context, tx *store.Tx, name, input string, do func() (string, error)) (answer string, err error) {
	id := tx.NewID()
	row := tx.Client.IdempotencyKey.Create().SetID(id).SetKey(name).SetInputHash(input).SetExpiresAt(tx.Now.Add(idempotencyTime))
	if settled(tx) {
		if answer, err = do(); err != nil {
			return answer, err
		}
		return answer, taken(row.SetResult(answer).Exec(ctx))
	}
	if err := taken(row.Exec(ctx)); err != nil {
		return "", err
	}
	if answer, err = do(); err != nil {
		return answer, err
	}
	err = tx.Client.IdempotencyKey.Update().Where(idempotencykey.ID(id)).SetResult(answer).Exec(ctx)
	if err != nil {
		return answer, fmt.Errorf("keep answer of idempotency key: %w", err)
	}
	return answer, nil
}

// taken is the end of keeping a key: who finds it there runs again, and gives its answer.
func taken(err error) error {
	if store.IsTaken(err) {
		return store.ErrFirst
	}
	if err != nil {
		return fmt.Errorf("keep idempotency key: %w", err)
	}
	return nil
}

// keptKey looks a key up; nil: nobody sent it.
func keptKey(ctx context.Context, c *db.Client, name string) (*db.IdempotencyKey, error) {
	row, err := c.IdempotencyKey.Query().Where(idempotencykey.Key(name)).Only(ctx)
	if db.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look up idempotency key: %w", err)
	}
	return row, nil
}

func sameInput(known *db.IdempotencyKey, input string) error {
	if known.InputHash != input {
		return fault.New(fault.Conflict, fault.CodeInvalid, "This idempotency key was used for another input.").On("idempotencyKey")
	}
	return nil
}

// CallName names a call that was sent with an idempotency key, by its key and all that it
// says: one that is sent again has the same name. Empty: it has no key.
func (d *Directory) CallName(ctx context.Context) string {
	k, ok := ctx.Value(idempotencyKey{}).(IdempotencyKey)
	if !ok {
		return ""
	}
	a, _ := actor.From(ctx)
	name := k.name(a)
	return name + d.Store.Secrets.Fingerprint(name, k.Input)
}

// Answered reports whether the key in the context has its answer already, for what comes
// before the transaction of an operation and must not be done for a call that is only sent
// again: to ask an IdP or a name server, to count a try at a password.
func (d *Directory) Answered(ctx context.Context) (done bool, err error) {
	k, ok := ctx.Value(idempotencyKey{}).(IdempotencyKey)
	if !ok {
		return false, nil
	}
	a, _ := actor.From(ctx)
	name := k.name(a)
	err = d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		known, err := keptKey(ctx, c, name)
		if err != nil || known == nil || !known.ExpiresAt.After(d.Store.Now()) {
			return err
		}
		done = true
		return sameInput(known, d.Store.Secrets.Fingerprint(name, k.Input))
	})
	return done, err
}
