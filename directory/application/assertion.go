package application

import (
	"context"
	"fmt"
	"time"

	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// CodeAssertionReplayed refuses a client's assertion that came before.
const CodeAssertionReplayed fault.Code = "CLIENT_ASSERTION_REPLAYED"

// SeeAssertion remembers an assertion by which an application proved who it is, until it
// expires, by the hash of its jti: it counts once at all replicas (OpenID Connect Core 9).
// The second time it is CLIENT_ASSERTION_REPLAYED.
func (a Applications) SeeAssertion(ctx context.Context, app ident.ID, jti string, expires time.Time) error {
	return a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		err := tx.Client.AssertionSeen.Create().SetID(tx.NewID()).SetConnectionID(app).SetAssertionID(store.HashCredential(jti)).SetExpiresAt(expires).Exec(ctx)
		if store.IsTaken(err) {
			return fault.New(fault.Unauthenticated, CodeAssertionReplayed, "This assertion was used before.")
		}
		if err != nil {
			return fmt.Errorf("remember client assertion: %w", err)
		}
		return nil
	})
}
