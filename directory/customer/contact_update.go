package customer

import (
	"context"
	"fmt"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/contact"
	"mandate/ident"
	"mandate/store"
)

// UpdateContact changes a contact. expected is its version, or 0. Access that is given the
// first time invites; a name and an address of somebody with a login are theirs, and the
// change of them is refused here.
func (r *Room) UpdateContact(ctx context.Context, id ident.ID, expected int64, change ContactChange) error {
	key, err := r.Directory.Store.Secrets.NewPersonKey()
	if err != nil {
		return fmt.Errorf("make person key: %w", err)
	}
	_, err = once(ctx, r.Directory.Settle, func(ctx context.Context, tx *store.Tx) (ident.ID, error) {
		row, err := loadContact(ctx, tx.Client, id)
		if err != nil {
			return id, err
		}
		if err := directory.Expect(expected, row.Version); err != nil {
			return id, err
		}
		return id, r.update(ctx, tx, row, change, key)
	})
	return contactTaken(err)
}

func (r *Room) update(ctx context.Context, tx *store.Tx, row *db.Contact, change ContactChange, key []byte) error {
	links, err := portfoliosOf(ctx, tx.Client, row.ID)
	if err != nil {
		return err
	}
	before := contactOf(row, links)
	after, primary, err := change.over(before, row)
	if err != nil {
		return err
	}
	if change.Portfolios != nil {
		if err := known(ctx, tx.Client, row.AccountID, after.Portfolios); err != nil {
			return err
		}
	}
	if directory.Fold(after.Email) != directory.Fold(before.Email) {
		if open, err := free(ctx, tx.Client, row.AccountID, after.Email); err != nil || !open {
			return contactOrTaken(err)
		}
	}
	if after.Commercial && !before.Commercial && !primary {
		has, err := tx.Client.Contact.Query().Where(contact.AccountID(row.AccountID), contact.Primary(true)).Exist(ctx)
		if err != nil {
			return fmt.Errorf("look for primary contact: %w", err)
		}
		primary = !has
	}
	told := differences(before, after, row.Primary, primary)
	if len(told) == 0 {
		return nil
	}
	return r.save(ctx, tx, row, after, primary, told, key)
}

func contactOrTaken(err error) error {
	if err != nil {
		return err
	}
	return taken("email", "The account has a contact with this address already.")
}

func (r *Room) save(ctx context.Context, tx *store.Tx, row *db.Contact, after Contact, primary bool, told []store.Change, key []byte) error {
	if primary && !row.Primary {
		err := tx.Client.Contact.Update().Where(contact.AccountID(row.AccountID), contact.Primary(true)).SetPrimary(false).AddVersion(1).Exec(ctx)
		if err != nil {
			return fmt.Errorf("replace primary contact: %w", err)
		}
	}
	up := tx.Client.Contact.Update().Where(contact.ID(row.ID), contact.Version(row.Version)).AddVersion(1).SetPrimary(primary)
	after.columns(up.Mutation())
	n, err := up.Save(ctx)
	if err := directory.Guarded(0, n, err); err != nil {
		return err
	}
	event := store.Event{Action: "CUSTOMER_CONTACT_UPDATED", TargetKind: ident.Contact, Target: row.ID, Changes: told}
	if row.UserID != nil {
		event.User = *row.UserID
	}
	tx.Record(event)
	if err := setPortfolios(ctx, tx, row.ID, after.Portfolios); err != nil {
		return err
	}
	now, err := loadContact(ctx, tx.Client, row.ID)
	if err != nil {
		return err
	}
	return r.admit(ctx, tx, now, key)
}

func contactOf(row *db.Contact, links []ident.ID) Contact {
	return Contact{FirstName: row.FirstName, LastName: row.LastName, Email: row.Email, Phone: row.Phone, Language: row.Language,
		Commercial: row.Commercial, Operational: row.Operational, Access: row.PlatformAccess, Portfolios: links}
}

// over is the contact behind the change, and whether it is the primary one.
func (c ContactChange) over(before Contact, row *db.Contact) (Contact, bool, error) {
	after, primary := before, row.Primary
	set(&after.FirstName, c.FirstName)
	set(&after.LastName, c.LastName)
	set(&after.Email, c.Email)
	set(&after.Phone, c.Phone)
	set(&after.Language, c.Language)
	set(&after.Commercial, c.Commercial)
	set(&after.Operational, c.Operational)
	set(&after.Access, c.Access)
	set(&after.Portfolios, c.Portfolios)
	set(&primary, c.Primary)
	if err := after.check(); err != nil {
		return after, false, err
	}
	if after.Commercial && c.Access != nil && !*c.Access {
		return after, false, invalid("platformAccess", "A commercial contact always has platform access.")
	}
	after.Access = after.Access || after.Commercial
	if c.Primary != nil && *c.Primary && !after.Commercial {
		return after, false, invalid("primary", "Only a commercial contact can be the primary one.")
	}
	if field := ofAccount(before, after); row.UserID != nil && field != "" {
		return after, false, invalid(field, "Name and address of somebody with platform access are changed in their account.")
	}
	return after, primary && after.Commercial, nil
}

// ofAccount is the first field that differs of those which a login keeps itself.
func ofAccount(before, after Contact) string {
	switch {
	case after.FirstName != before.FirstName:
		return "firstName"
	case after.LastName != before.LastName:
		return "lastName"
	case after.Email != before.Email:
		return "email"
	}
	return ""
}

func set[T any](value *T, given *T) {
	if given != nil {
		*value = *given
	}
}

// differences tells flags with their values, and of personal values only that they changed.
func differences(before, after Contact, wasPrimary, primary bool) []store.Change {
	var list []store.Change
	for _, f := range []struct{ name, was, is string }{{"firstName", before.FirstName, after.FirstName}, {"lastName", before.LastName, after.LastName},
		{"email", before.Email, after.Email}, {"phone", before.Phone, after.Phone}, {"language", before.Language, after.Language}} {
		if f.was != f.is {
			list = append(list, store.Change{Field: f.name})
		}
	}
	for _, f := range []struct {
		name    string
		was, is bool
	}{{"commercial", before.Commercial, after.Commercial}, {"operational", before.Operational, after.Operational},
		{"platformAccess", before.Access, after.Access}, {"primary", wasPrimary, primary}} {
		if f.was != f.is {
			list = append(list, store.Change{Field: f.name, Before: f.was, After: f.is})
		}
	}
	if !sameIDs(before.Portfolios, after.Portfolios) {
		list = append(list, store.Change{Field: "portfolios", Before: texts(before.Portfolios), After: texts(after.Portfolios)})
	}
	return list
}

func texts(ids []ident.ID) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = id.Text(ident.Portfolio)
	}
	return list
}
