package directory

import (
	"context"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
)

// CreateAdministrator makes an account with the role administrator, for the command
// line. Break-glass accounts are local for ever, need a second factor, and are
// unseen by directories (LC-3); a tenant has at most five.
func (d *Directory) CreateAdministrator(ctx context.Context, email string, breakGlass bool, passwordHash string) (ident.ID, error) {
	role, err := d.RoleID(ctx, AdministratorRole)
	if err != nil {
		return ident.ID{}, err
	}
	id, _, err := d.Create(ctx, NewPerson{Email: email, Roles: []ident.ID{role}, PasswordHash: passwordHash, breakGlass: breakGlass, byOperator: true})
	return id, err
}

const mostBreakGlass = 5

// roomForBreakGlass is asked in the transaction that makes the account: of two command lines
// at once one is refused.
func (p NewPerson) roomForBreakGlass(ctx context.Context, c *db.Client) error {
	if !p.breakGlass {
		return nil
	}
	n, err := c.User.Query().Where(user.BreakGlass(true), user.DeletedAtIsNil()).Count(ctx)
	if err == nil && n >= mostBreakGlass {
		return invalid("A tenant has at most %d break-glass administrators.", mostBreakGlass)
	}
	return err
}
