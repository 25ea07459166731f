package directory

import (
	"context"

	"mandate/ent/db"
	"mandate/ent/db/signinrequest"
	"mandate/store"
)

// beginnings gathers the sign-ins that begin at once (store.Behind).
type beginnings struct{ rows []*db.SignInRequestCreate }

func beginningsOf(tx *store.Tx) *beginnings {
	return tx.Behind(func() store.Behind { return &beginnings{} }).(*beginnings)
}

// Kinds are those of which rows may wait here.
func (*beginnings) Kinds() []string { return []string{db.TypeSignInRequest} }

// Flush writes them.
func (b *beginnings) Flush(ctx context.Context, tx *store.Tx) error {
	return tx.Insert(ctx, signinrequest.Table, store.Rows(b.rows))
}
