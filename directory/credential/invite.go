package credential

import (
	"context"
	"time"

	"mandate/directory"
	"mandate/ident"
	"mandate/store"
)

// Invite makes the link by which an invited contact chooses a password, once, in the
// transaction that invites, and the facts of INVITATION. Where single sign-on decides who
// may enter there is none: the invitation leads to the company's sign-in.
func (c *Credentials) Invite(ctx context.Context, tx *store.Tx, person ident.ID) (secret []byte, facts map[string]string, err error) {
	link := store.NewCredential(store.LinkToken, tx.Actor.Tenant)
	made, err := directory.Invite(ctx, tx, person, link.Hash)
	if err != nil || made.Expires.IsZero() {
		return nil, nil, err
	}
	return []byte(c.address(made.Slug, resetPage, link)), map[string]string{"expires": made.Expires.UTC().Format(time.RFC3339)}, nil
}
