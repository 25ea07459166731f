package directory

import (
	"context"
	"fmt"
	"slices"

	"mandate/ent/db"
	"mandate/ent/db/role"
	"mandate/ent/db/rolegrant"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// The accounts of customers' contacts: CONTACT people with platform access (section 14).
// These functions belong to a Settle of package directory/customer, which judges who may.

// customerRoles are the presets that the kinds of contacts stand for (RO-6, CO-2).
var customerRoles = []string{"customer-commercial", "customer-operational", "customer-employee"}

// ContactOf finds the living CONTACT with a login of this address; the zero id: nobody has
// it. An address of staff, or one that is reserved, is refused: there is never a second
// person (CO-4).
func ContactOf(ctx context.Context, tx *store.Tx, email string) (ident.ID, error) {
	key := Fold(email)
	u, err := tx.Client.User.Query().Where(user.DeletedAtIsNil(), user.Or(user.UserNameKey(key), user.EmailKey(key))).Order(user.ByID()).First(ctx)
	if db.IsNotFound(err) {
		return ident.ID{}, freeAddress(ctx, tx, email)
	}
	if err != nil {
		return ident.ID{}, fmt.Errorf("look up address: %w", err)
	}
	if u.Kind != user.KindCONTACT {
		return ident.ID{}, emailTaken()
	}
	return u.ID, nil
}

// CreateContact makes the account of somebody whom ContactOf did not find. It sends
// nothing: the invitation is the caller's. key is a fresh one of store.Secrets.
func (d *Directory) CreateContact(ctx context.Context, tx *store.Tx, p NewPerson, key []byte) (ident.ID, error) {
	p, err := p.normal()
	if err != nil {
		return ident.ID{}, err
	}
	p.Contact, p.Roles, p.Manager = true, nil, ident.ID{}
	u, err := insertLocal(ctx, tx, p, key, nil)
	if err != nil {
		return ident.ID{}, err
	}
	tx.Record(store.Event{Action: "USER_CREATED", TargetKind: ident.User, Target: u.ID, Source: sourceOf(tx.Actor),
		Changes: profileChanges(Profile{Active: true}, p.profile()), PersonKey: u.PersonKey})
	return u.ID, d.afterCreate(ctx, tx, u)
}

// SetContactRoles gives a contact exactly these of the customers' presets; what an
// administrator gave beside them, such as a copy of one, stays.
func (d *Directory) SetContactRoles(ctx context.Context, tx *store.Tx, id ident.ID, names []string) error {
	book, err := tx.Client.Role.Query().Where(role.NameIn(customerRoles...)).All(ctx)
	if err != nil {
		return fmt.Errorf("load roles: %w", err)
	}
	named := map[ident.ID]string{}
	var wanted []ident.ID
	for _, r := range book {
		if !forCustomers(r) {
			return notForContacts(r)
		}
		named[r.ID] = r.Name
		if slices.Contains(names, r.Name) {
			wanted = append(wanted, r.ID)
		}
	}
	held, err := tx.Client.RoleGrant.Query().Where(rolegrant.UserID(id)).All(ctx)
	if err != nil {
		return fmt.Errorf("load grants: %w", err)
	}
	var present []ident.ID
	var before []string
	for _, g := range held {
		if named[g.RoleID] != "" {
			present, before = append(present, g.RoleID), append(before, named[g.RoleID])
		}
	}
	added, removed := difference(present, wanted)
	if len(added)+len(removed) == 0 {
		return nil
	}
	slices.Sort(before)
	tx.Record(store.Event{Action: "USER_UPDATED", TargetKind: ident.User, Target: id, Source: sourceOf(tx.Actor),
		Changes: []store.Change{{Field: "roles", Before: before, After: names}}})
	if _, err := tx.Client.RoleGrant.Delete().Where(rolegrant.UserID(id), rolegrant.RoleIDIn(removed...)).Exec(ctx); err != nil {
		return fmt.Errorf("delete grants: %w", err)
	}
	if err := grantRoles(ctx, tx, id, added); err != nil {
		return err
	}
	return KeepAuthorities(ctx, tx, []ident.ID{id})
}

// SetContactAccess shuts a contact out, with the sessions, or lets them in again: the
// reason is the administrator's (LC-1).
func (d *Directory) SetContactAccess(ctx context.Context, tx *store.Tx, id ident.ID, access bool) error {
	u, err := loadUser(ctx, tx.Client, id, 0)
	if err != nil {
		return err
	}
	if u.Kind != user.KindCONTACT || u.InactiveAdmin != access {
		return nil
	}
	next := *u
	next.InactiveAdmin = !access
	if access {
		next.InactiveInactivity = false
	}
	if err := saveReasons(ctx, tx, u, &next); err != nil {
		return err
	}
	if access {
		return d.comeBack(ctx, tx, u, &next, ByAdmin, "")
	}
	h, err := holdingOf(ctx, tx.Client, u)
	if err != nil {
		return err
	}
	return d.leave(ctx, tx, &next, h, ByAdmin, "")
}
