package directory

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// KnownAt finds the active people of the actor's tenant whose address this is, a bounded
// number.
func (d *Directory) KnownAt(ctx context.Context, email string) (people []ident.ID, err error) {
	key := Fold(email)
	if key == "" {
		return nil, nil
	}
	err = d.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		people, err = c.User.Query().Where(user.DeletedAtIsNil(), user.Active(true), user.EmailKey(key)).Order(user.ByID()).Limit(mostAtAddress).IDs(ctx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for people by address: %w", err)
	}
	return people, nil
}

// mostAtAddress bounds who shares one address.
const mostAtAddress = 5

// TellSignIn mails people where they sign in.
func (d *Directory) TellSignIn(ctx context.Context, people []ident.ID) error {
	return d.Store.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		for _, id := range people {
			tx.Notify(store.Notice{Type: "SIGN_IN_OPTIONS", Recipient: id, Subject: id})
		}
		return nil
	})
}
