package directory

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
)

// forCustomers reports whether a contact may hold a role: a contact sees nothing but
// themselves (section 1), so it is one that gives nothing in the company. The customers'
// presets are such, and their copies (RO-6), as long as nobody puts a right into them.
func forCustomers(r *db.Role) bool { return len(r.Permissions) == 0 && len(r.Grants) == 0 }

// suited refuses to give a contact any role but those for customers.
func suited(u *db.User, book roleBook, added []ident.ID) error {
	if u.Kind != user.KindCONTACT {
		return nil
	}
	for _, id := range added {
		if r := book.byID[id]; r != nil && !forCustomers(r) {
			return notForContacts(r)
		}
	}
	return nil
}

func notForContacts(r *db.Role) error {
	return invalid("A customer's contact can't hold the role %s, which carries rights in the company; make an account of staff for somebody who works here.", r.Name).
		On("roles").Worded(fault.TextContactRole).With("role", r.Name)
}

// staysForContacts refuses to put a right into a role that a contact holds: it would come
// to them by another way than suited judges. What one had before that rule may change.
func staysForContacts(ctx context.Context, c *db.Client, before, after *db.Role) error {
	if !forCustomers(before) || forCustomers(after) {
		return nil
	}
	held, err := c.User.Query().Where(user.KindEQ(user.KindCONTACT), holdsRole(before.ID)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look for contacts: %w", err)
	}
	if !held {
		return nil
	}
	field := "permissions"
	if len(after.Permissions) == 0 {
		field = "grants"
	}
	return invalid("A customer's contact holds the role %s, which can't carry rights in the company; take it away from them first, or make another role.", after.Name).
		On(field).Worded(fault.TextContactHolds).With("role", after.Name)
}
