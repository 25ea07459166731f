package customer

import (
	"context"
	"fmt"
	"slices"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/contact"
	"mandate/ident"
	"mandate/store"
)

// Contact is what an account knows of a person (CO-1).
type Contact struct {
	FirstName, LastName, Email, Phone, Language string
	Commercial, Operational, Access             bool
	Portfolios                                  []ident.ID
}

// ContactChange is a change of a contact; nil leaves a field as it is. Primary true makes
// it the primary commercial contact in place of the present one (CO-3).
type ContactChange struct {
	FirstName, LastName, Email, Phone, Language *string
	Commercial, Operational, Access, Primary    *bool
	Portfolios                                  *[]ident.ID
}

// role is the one that a contact holds on the platform (RO-6).
func roleOf(c *db.Contact) string {
	switch {
	case c.Commercial:
		return "customer-commercial"
	case c.Operational:
		return "customer-operational"
	}
	return "customer-employee" // CO-2: neither flag
}

// check normalises what was typed. A commercial contact always has access (CO-2).
func (c *Contact) check() error {
	for _, f := range []field{{"firstName", &c.FirstName}, {"lastName", &c.LastName}, {"email", &c.Email}, {"phone", &c.Phone}} {
		if err := text(f.name, f.value); err != nil {
			return err
		}
		if *f.value == "" && f.name != "phone" {
			return required(f.name)
		}
	}
	if !directory.IsAddress(c.Email) {
		return invalid("email", "This is not an e-mail address.")
	}
	return contactData(&c.Phone, &c.Language)
}

func (c Contact) columns(m *db.ContactMutation) {
	m.SetFirstName(c.FirstName)
	m.SetFirstNameKey(store.SortKey(c.FirstName))
	m.SetLastName(c.LastName)
	m.SetLastNameKey(store.SortKey(c.LastName))
	m.SetEmail(c.Email)
	m.SetEmailKey(directory.Fold(c.Email))
	m.SetPhone(c.Phone)
	m.SetLanguage(c.Language)
	m.SetCommercial(c.Commercial)
	m.SetOperational(c.Operational)
	m.SetPlatformAccess(c.Access)
	m.SetSearchKey(directory.SearchKey(c.FirstName, c.LastName, c.Email))
}

// CreateContact makes a contact, with a login and INVITATION where it has access (CO-5).
func (r *Room) CreateContact(ctx context.Context, account ident.ID, c Contact) (ident.ID, error) {
	if err := c.check(); err != nil {
		return ident.ID{}, err
	}
	c.Access = c.Access || c.Commercial
	key, err := r.Directory.Store.Secrets.NewPersonKey()
	if err != nil {
		return ident.ID{}, fmt.Errorf("make person key: %w", err)
	}
	id, err := once(ctx, r.Directory.Settle, func(ctx context.Context, tx *store.Tx) (ident.ID, error) {
		if _, err := loadAccount(ctx, tx.Client, account); err != nil {
			return ident.ID{}, err
		}
		row, err := insert(ctx, tx, account, c, ident.ID{})
		if err != nil {
			return ident.ID{}, err
		}
		return row.ID, r.admit(ctx, tx, row, key)
	})
	return id, contactTaken(err)
}

func contactTaken(err error) error {
	if store.IsTaken(err) {
		return taken("email", "The account has a contact with this address already.")
	}
	return err
}

// insert writes a new contact. The first commercial contact is the primary one (CO-3).
func insert(ctx context.Context, tx *store.Tx, account ident.ID, c Contact, user ident.ID) (*db.Contact, error) {
	if err := known(ctx, tx.Client, account, c.Portfolios); err != nil {
		return nil, err
	}
	free, err := free(ctx, tx.Client, account, c.Email)
	if err != nil {
		return nil, err
	}
	if !free {
		return nil, taken("email", "The account has a contact with this address already.")
	}
	first := false
	if c.Commercial {
		has, err := tx.Client.Contact.Query().Where(contact.AccountID(account), contact.Primary(true)).Exist(ctx)
		if err != nil {
			return nil, fmt.Errorf("look for primary contact: %w", err)
		}
		first = !has
	}
	row := tx.Client.Contact.Create().SetID(tx.NewID()).SetAccountID(account).SetPrimary(first)
	if !user.IsZero() {
		row.SetUserID(user)
	}
	c.columns(row.Mutation())
	made, err := row.Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("insert contact: %w", err)
	}
	tx.Record(store.Event{Action: "CUSTOMER_CONTACT_CREATED", TargetKind: ident.Contact, Target: made.ID, User: user,
		Changes: []store.Change{{Field: "account", After: account.Text(ident.Account)}, {Field: "commercial", After: c.Commercial},
			{Field: "operational", After: c.Operational}, {Field: "platformAccess", After: c.Access}, {Field: "primary", After: first}}})
	return made, setPortfolios(ctx, tx, made.ID, c.Portfolios)
}

func free(ctx context.Context, c *db.Client, account ident.ID, email string) (bool, error) {
	has, err := c.Contact.Query().Where(contact.AccountID(account), contact.EmailKey(directory.Fold(email))).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look up address: %w", err)
	}
	return !has, nil
}

func loadContact(ctx context.Context, c *db.Client, id ident.ID) (*db.Contact, error) {
	row, err := c.Contact.Query().Where(contact.ID(id)).Only(ctx)
	if db.IsNotFound(err) {
		return nil, absent("contact").On("contactId")
	}
	if err != nil {
		return nil, fmt.Errorf("load contact: %w", err)
	}
	return row, nil
}

func sameIDs(a, b []ident.ID) bool {
	for _, id := range a {
		if !slices.Contains(b, id) {
			return false
		}
	}
	return len(a) == len(b)
}
