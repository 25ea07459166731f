package credential

import (
	"context"
	"io"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// Credentials are the operations on passwords. Set the fields once, share it.
type Credentials struct {
	Directory *directory.Directory
	Passwords Passwords
	Random    io.Reader // crypto/rand
	PublicURL string    // scheme and host of links, without a slash at the end
}

// The last part of the pages of the sign-in door that links of a mail lead to; the
// secret is their query parameter t, which no log of paths shows.
const (
	resetPage = "reset"
	emailPage = "email"
)

// Codes of a password that is refused for what it is compared with.
const (
	CodePasswordWrong fault.Code = "PASSWORD_WRONG"
	CodePasswordSame  fault.Code = "PASSWORD_SAME"
)

// Change replaces the password of the person in the context by one of their choice, for
// who knows the present one; their other sessions end. Callers count the try.
func (c *Credentials) Change(ctx context.Context, present, next string) error {
	a, _ := actor.From(ctx)
	account, err := c.Directory.AccountOf(ctx, a.ID)
	if err != nil {
		return err
	}
	right, err := c.Passwords.Matches(ctx, present, account.PasswordHash)
	if err != nil {
		return err
	}
	if !right {
		return notPresent()
	}
	hash, err := c.chosen(ctx, account, next)
	if err != nil {
		return err
	}
	err = c.Directory.ChangeCompared(ctx, account.ID, a.SessionID, account.Compared(), hash)
	if fault.Is(err, directory.RefusedPassword) {
		return notPresent()
	}
	return err
}

func notPresent() *fault.Fault {
	return fault.New(fault.Invalid, CodePasswordWrong, "The present password is not right.").On("present")
}

// Replace replaces the temporary password of somebody who has signed in with it; step is
// the one of that sign-in, which is used up (directory.ReplaceTemporary). The sign-in goes on
// with the new one.
func (c *Credentials) Replace(ctx context.Context, person, step ident.ID, next string) (directory.Compared, error) {
	account, err := c.Directory.AccountOf(ctx, person)
	if err != nil {
		return "", err
	}
	account.PasswordHash, err = c.chosen(ctx, account, next)
	if err != nil {
		return "", err
	}
	return account.Compared(), c.Directory.ReplaceTemporary(ctx, person, step, account.PasswordHash)
}

// chosen judges a password that somebody chose and gives its hash.
func (c *Credentials) chosen(ctx context.Context, account directory.Account, next string) (string, error) {
	company, err := c.companyNames(ctx)
	if err != nil {
		return "", err
	}
	if bad := Check(next, account.FactorNeeded, append(company, account.Known()...)...); bad != nil {
		return "", bad
	}
	same, err := c.Passwords.Matches(ctx, next, account.PasswordHash)
	if err != nil {
		return "", err
	}
	if same {
		return "", weak(CodePasswordSame, "The new password must differ from the old one.")
	}
	return c.Passwords.Hash(ctx, next, c.Random)
}

func (c *Credentials) companyNames(ctx context.Context) ([]string, error) {
	a, _ := actor.From(ctx)
	t, err := c.Directory.Store.TenantByID(ctx, a.Tenant)
	return []string{t.Name, t.Slug}, err
}
