package customer

import (
	"context"
	"fmt"
	"strings"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/customeraccount"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Room holds the operations. Its methods are safe for concurrent use.
type Room struct {
	Directory *directory.Directory

	// Invite makes what lets an invited contact in the first time, in the transaction that
	// invites: the secret and the facts of INVITATION. nil: the invitation only leads to
	// the page of sign-in.
	Invite func(ctx context.Context, tx *store.Tx, user ident.ID) (secret []byte, facts map[string]string, err error)
}

const longest = 200 // bytes of a text

func absent(what string) *fault.Fault {
	return fault.New(fault.NotFound, fault.CodeNotFound, "There is no such %s.", what)
}

func required(field string) *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeRequired, "This may not be empty.").On(field)
}

func invalid(field, format string, args ...any) *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeInvalid, format, args...).On(field)
}

func taken(field, format string, args ...any) *fault.Fault {
	return fault.New(fault.Conflict, fault.CodeTaken, format, args...).On(field)
}

// text is a line that people typed: trimmed, within bounds, fit to be shown.
func text(field string, value *string) error {
	*value = strings.TrimSpace(*value)
	if len(*value) > longest || !directory.Showable(*value) {
		return invalid(field, "This is one line of at most %d bytes.", longest)
	}
	return nil
}

// once runs do under the caller's idempotency key, in a transaction of run.
func once(ctx context.Context, run func(context.Context, func(context.Context, *store.Tx) error) error, do func(ctx context.Context, tx *store.Tx) (ident.ID, error)) (ident.ID, error) {
	var id ident.ID
	err := run(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		id, err = directory.Once(ctx, tx, func() (ident.ID, error) { return do(ctx, tx) })
		return err
	})
	return id, err
}

func loadAccount(ctx context.Context, c *db.Client, id ident.ID) (*db.CustomerAccount, error) {
	row, err := c.CustomerAccount.Query().Where(customeraccount.ID(id)).Only(ctx)
	if db.IsNotFound(err) {
		return nil, absent("account").On("accountId")
	}
	if err != nil {
		return nil, fmt.Errorf("load account: %w", err)
	}
	return row, nil
}
