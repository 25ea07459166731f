package directory

import (
	"context"
	"errors"
	"fmt"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ent/db/role"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// errStranger says that nobody is known under an answer whose connection makes people
// at their first sign-in.
var errStranger = errors.New("a stranger whom the connection may make known")

// strangers turns "unknown" into errStranger where the connection makes people. Only an
// answer that counts makes somebody: that request and assertion are used here for the first
// time waits for the end of the transaction else, and is judged now.
func strangers(ctx context.Context, tx *store.Tx, c *cameBy, in SignInInput, err error) error {
	if c == nil || c.provisioning != connection.ProvisioningJUST_IN_TIME || in.provisioned || !fault.Is(err, RefusedPersonUnknown) {
		return err
	}
	if err := tx.CatchUp(ctx); err != nil {
		return err
	}
	return errStranger
}

// provision makes the person of an answer, just in time: an account of Mandate's own
// without a password, with the connection's default role. Only an address that the
// IdP vouches for, in a proven domain, that nobody has or had (LC-5), makes somebody.
// The sign-in before found request and assertion good and not used (see strangers), and left
// no trace; the one that follows judges them again and uses them up.
func (d *Directory) provision(ctx context.Context, in SignInInput) (ident.ID, error) {
	key, err := d.Store.Secrets.NewPersonKey()
	if err != nil {
		return ident.ID{}, fmt.Errorf("make person key: %w", err)
	}
	p, err := NewPerson{Email: in.Email, FirstName: in.FirstName, LastName: in.LastName}.normal()
	if err != nil { // names that do not fit keep nobody out, an address does
		p, err = NewPerson{Email: in.Email}.normal()
	}
	if err != nil {
		return ident.ID{}, refused(RefusedPersonUnknown)
	}
	var id ident.ID
	err = d.settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		id, err = d.provisionOne(ctx, tx, in, p, key)
		return err
	})
	if store.IsTaken(err) {
		return id, nil // made in this moment by another answer: the sign-in finds them
	}
	return id, err
}

func (d *Directory) provisionOne(ctx context.Context, tx *store.Tx, in SignInInput, p NewPerson, key []byte) (ident.ID, error) {
	if in.EmailDisowned || !in.EmailVerified {
		return ident.ID{}, refused(RefusedUnverifiedEmail)
	}
	if _, err := ifProven(ctx, tx, nil, in.Email); err != nil {
		return ident.ID{}, err
	}
	if err := freeAddress(ctx, tx, in.Email); err != nil {
		if fault.As(err).Kind == fault.Conflict {
			return ident.ID{}, refused(RefusedPersonUnknown) // a look-alike, or somebody deleted
		}
		return ident.ID{}, err
	}
	r, err := defaultRole(ctx, tx.Client, in.Connection)
	if err != nil {
		return ident.ID{}, err
	}
	u, err := insertLocal(ctx, tx, p, key, nil)
	if err != nil {
		return ident.ID{}, err
	}
	changes := append(profileChanges(Profile{Active: true}, p.profile()),
		store.Change{Field: "connection", After: in.Connection.Text(ident.Connection)})
	if r != nil {
		if err := grantRoles(ctx, tx, u.ID, []ident.ID{r.ID}); err != nil {
			return ident.ID{}, err
		}
		changes = append(changes, store.Change{Field: "roles", After: []string{r.Name}})
	}
	tx.Record(store.Event{Action: "USER_CREATED", TargetKind: ident.User, Target: u.ID, Source: BySignIn, Changes: changes, PersonKey: u.PersonKey})
	return u.ID, d.afterCreate(ctx, tx, u)
}

// defaultRole is the role of people whom a connection makes; nil: none. It may have
// been widened since it was chosen: then nobody comes in by it.
func defaultRole(ctx context.Context, c *db.Client, conn ident.ID) (*db.Role, error) {
	row, err := connectionRow(ctx, c, conn)
	if err != nil || row.DefaultRoleID == nil {
		return nil, err
	}
	r, err := c.Role.Query().Where(role.ID(*row.DefaultRoleID)).Only(ctx)
	if db.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load role: %w", err)
	}
	if !onlyViews(r) {
		return nil, refused(RefusedDefaultRole)
	}
	return r, nil
}

// onlyViews reports whether a role holds deal.view at most, and lets nobody grant.
func onlyViews(r *db.Role) bool {
	return actor.Of(actor.DealView).Covers(permissionSet(r.Permissions)) && len(r.Grants) == 0
}
