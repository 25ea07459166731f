package directory

import (
	"context"
	"fmt"
	"regexp"

	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// RoleUpdate says what a role is to be; nil leaves, and copies from CopyOf in CreateRole.
type RoleUpdate struct {
	Name        *string
	Permissions *[]string
	Grants      *[]string  // names of roles; "*" is all
	Starting    **Starting // the outer pointer says "change", the inner nil "nothing"
	Currency    string     // of Starting's amounts when they were read, as in LimitsUpdate
	CopyOf      ident.ID
}

// roleName is what a role may be called.
var roleName = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])$`)

const mostRoles = 500

// CreateRole makes a role of the company's own. Nobody puts into a role what they could
// not give by the roles that they may grant (RO-4), and starting limits only with
// limits.manage: FORBIDDEN. A name that is taken is TAKEN. It settles because starting
// amounts have no currency of their own: the company's does not change beside them.
func (d *Directory) CreateRole(ctx context.Context, change RoleUpdate) (ident.ID, error) {
	var id ident.ID
	err := d.settle(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		id, err = Once(ctx, tx, func() (ident.ID, error) { return createRole(ctx, tx, change) })
		return err
	})
	return id, roleTaken(err)
}

func roleTaken(err error) error {
	if store.IsTaken(err) {
		return fault.New(fault.Conflict, fault.CodeTaken, "There is a role of this name already.").On("name")
	}
	return err
}

func createRole(ctx context.Context, tx *store.Tx, change RoleUpdate) (ident.ID, error) {
	if err := inCurrency(ctx, tx.Client, change.Currency); err != nil {
		return ident.ID{}, fault.As(err).On("startingValues")
	}
	book, err := loadRoles(ctx, tx.Client)
	if err != nil {
		return ident.ID{}, fmt.Errorf("load roles: %w", err)
	}
	if len(book.byID) >= mostRoles {
		return ident.ID{}, fault.New(fault.TooLarge, fault.CodeTooLarge, "A company has at most %d roles.", mostRoles)
	}
	next := &db.Role{}
	if !change.CopyOf.IsZero() {
		from := book.byID[change.CopyOf]
		if from == nil {
			return ident.ID{}, unknown("role").On("copyOfId")
		}
		next.Permissions, next.Grants, next.Starting = from.Permissions, from.Grants, from.Starting
	}
	if err := change.over(next); err != nil {
		return ident.ID{}, err
	}
	if err := book.ceiling(tx.Actor, &db.Role{}, next); err != nil {
		return ident.ID{}, err
	}
	if err := startingPermitted(tx.Actor, &db.Role{}, next); err != nil {
		return ident.ID{}, err
	}
	id := tx.NewID()
	row := tx.Client.Role.Create().SetID(id).SetName(next.Name).SetPermissions(notNil(next.Permissions)).SetGrants(notNil(next.Grants))
	if len(next.Starting) > 0 {
		row.SetStarting(next.Starting)
	}
	if err := row.Exec(ctx); err != nil {
		return id, fmt.Errorf("insert role: %w", err)
	}
	tx.Record(store.Event{Action: "ROLE_CREATED", TargetKind: ident.Role, Target: id, Changes: roleChanges(&db.Role{}, next)})
	return id, nil
}
