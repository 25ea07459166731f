package credential

import (
	"context"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Forgot mails a link to whoever has the account that a login names, if it has a
// password of Mandate's own. What it is, and whether there is one, shows neither in the
// answer nor in the error; callers keep the time alike.
func (c *Credentials) Forgot(ctx context.Context, login string) error {
	account, err := c.Directory.LocalAccount(ctx, login)
	if err == nil && account.Email != "" {
		var secret store.Credential
		var address string
		if secret, address, err = c.link(ctx, resetPage); err == nil {
			err = c.Directory.AskReset(ctx, account.ID, secret.Hash, address)
		}
	}
	if err != nil && fault.As(err).Kind != fault.NotFound && fault.As(err).Kind != fault.Denied {
		return err
	}
	return nil
}

// Resettable is whose password a link replaces.
type Resettable struct {
	directory.Account
	Invited bool // the link is of an invitation: the password is their first
}

// Resettable finds whose password a link of Forgot or of an invitation replaces, without using it up.
func (c *Credentials) Resettable(ctx context.Context, linkHash string) (out Resettable, err error) {
	var person ident.ID
	err = c.Directory.Store.Read(ctx, func(ctx context.Context, q *db.Client) error {
		row, err := directory.GoodPasswordLink(ctx, q, c.Directory.Store.Now(), linkHash)
		if err == nil {
			person, out.Invited = *row.UserID, string(row.Purpose) == directory.LinkInvitation
		}
		return err
	})
	if err == nil {
		out.Account, err = c.Directory.AccountOf(ctx, person)
	}
	return out, err
}

// Reset replaces a password by such a link, which is used up. Every session of the
// person ends; nobody is signed in by it.
func (c *Credentials) Reset(ctx context.Context, linkHash, next string) (Resettable, error) {
	of, err := c.Resettable(ctx, linkHash)
	if err != nil {
		return of, err
	}
	hash, err := c.chosen(ctx, of.Account, next)
	if err != nil {
		return of, err
	}
	_, err = c.Directory.ResetPassword(ctx, linkHash, hash)
	return of, err
}

// AskEmail mails a link to a new address of the person in the context; opening it makes
// the address theirs (PR-1).
func (c *Credentials) AskEmail(ctx context.Context, address string) error {
	a, _ := actor.From(ctx)
	secret, link, err := c.link(ctx, emailPage)
	if err != nil {
		return err
	}
	return c.Directory.AskEmail(ctx, a.ID, address, secret.Hash, link)
}
