package customer

import (
	"context"
	"fmt"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/contact"
	"mandate/ent/db/contactportfolio"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// LinkContact makes a contact of somebody who has access already (CO-4): a link, never a
// second person, and no invitation (CO-5).
func (r *Room) LinkContact(ctx context.Context, account, person ident.ID, commercial, operational bool, portfolios []ident.ID) (ident.ID, error) {
	id, err := once(ctx, r.Directory.Settle, func(ctx context.Context, tx *store.Tx) (ident.ID, error) {
		if _, err := loadAccount(ctx, tx.Client, account); err != nil {
			return ident.ID{}, err
		}
		u, err := tx.Client.User.Query().Where(user.ID(person), user.KindEQ(user.KindCONTACT), user.DeletedAtIsNil(), user.Active(true)).Only(ctx)
		if db.IsNotFound(err) {
			return ident.ID{}, absent("person with platform access").On("userId")
		}
		if err != nil {
			return ident.ID{}, fmt.Errorf("load person: %w", err)
		}
		there, err := tx.Client.Contact.Query().Where(contact.AccountID(account), contact.UserID(person)).Exist(ctx)
		if err != nil {
			return ident.ID{}, fmt.Errorf("look for link: %w", err)
		}
		if there {
			return ident.ID{}, taken("userId", "This person is a contact of the account already.")
		}
		row, err := insert(ctx, tx, account, Contact{FirstName: u.FirstName, LastName: u.LastName, Email: u.Email, Phone: u.Phone, Language: u.Locale,
			Commercial: commercial, Operational: operational, Access: true, Portfolios: portfolios}, person)
		if err != nil {
			return ident.ID{}, err
		}
		return row.ID, r.settleLogin(ctx, tx, person)
	})
	return id, contactTaken(err)
}

// RemoveContact takes a contact out of its account; a person who has access by no other
// account is shut out. expected is the contact's version, or 0.
func (r *Room) RemoveContact(ctx context.Context, id ident.ID, expected int64) error {
	_, err := once(ctx, r.Directory.Settle, func(ctx context.Context, tx *store.Tx) (ident.ID, error) {
		row, err := loadContact(ctx, tx.Client, id)
		if err != nil {
			return id, err
		}
		if err := directory.Expect(expected, row.Version); err != nil {
			return id, err
		}
		if _, err := tx.Client.ContactPortfolio.Delete().Where(contactportfolio.ContactID(id)).Exec(ctx); err != nil {
			return id, fmt.Errorf("unlink portfolios: %w", err)
		}
		n, err := tx.Client.Contact.Delete().Where(contact.ID(id), contact.Version(row.Version)).Exec(ctx)
		if err := directory.Guarded(expected, n, err); err != nil {
			return id, err
		}
		event := store.Event{Action: "CUSTOMER_CONTACT_REMOVED", TargetKind: ident.Contact, Target: id,
			Changes: []store.Change{{Field: "account", Before: row.AccountID.Text(ident.Account)}}}
		if row.UserID == nil {
			tx.Record(event)
			return id, nil
		}
		event.User = *row.UserID
		tx.Record(event)
		return id, r.settleLogin(ctx, tx, *row.UserID)
	})
	return err
}
