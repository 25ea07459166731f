package customer

import (
	"context"
	"fmt"

	"golang.org/x/text/language"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/customeraccount"
	"mandate/ident"
	"mandate/store"
)

// Account is the company data of a customer.
type Account struct {
	Reference, Name, LegalName        string
	Street, PostalCode, City, Region  string
	Country                           string // ISO 3166-1 alpha-2
	Email, Phone, TaxNumber, Language string
}

// AccountChange is a change of company data; nil leaves a field as it is.
type AccountChange struct {
	Reference, Name, LegalName, Street, PostalCode, City, Region, Country, Email, Phone, TaxNumber, Language *string
}

// fields pairs the names of the API with the values, in the order of the form.
func (a *Account) fields() []field {
	return []field{{"reference", &a.Reference}, {"name", &a.Name}, {"legalName", &a.LegalName}, {"street", &a.Street},
		{"postalCode", &a.PostalCode}, {"city", &a.City}, {"region", &a.Region}, {"country", &a.Country}, {"email", &a.Email},
		{"phone", &a.Phone}, {"taxNumber", &a.TaxNumber}, {"language", &a.Language}}
}

type field struct {
	name  string
	value *string
}

func (c AccountChange) over(a Account) Account {
	next := a
	given := []*string{c.Reference, c.Name, c.LegalName, c.Street, c.PostalCode, c.City, c.Region, c.Country, c.Email, c.Phone, c.TaxNumber, c.Language}
	for i, f := range next.fields() {
		if given[i] != nil {
			*f.value = *given[i]
		}
	}
	return next
}

func (a *Account) check() error {
	for _, f := range a.fields() {
		if err := text(f.name, f.value); err != nil {
			return err
		}
	}
	if a.Name == "" {
		return required("name")
	}
	if a.Country != "" {
		region, err := language.ParseRegion(a.Country)
		if err != nil || !region.IsCountry() || len(a.Country) != 2 {
			return invalid("country", "A country is two letters, such as CA or DE.")
		}
		a.Country = region.String()
	}
	if a.Email != "" && !directory.IsAddress(a.Email) {
		return invalid("email", "This is not an e-mail address.")
	}
	return contactData(&a.Phone, &a.Language)
}

// complete is CO-6: what an invoice needs.
func (a Account) complete() bool {
	return a.LegalName != "" && a.Street != "" && a.PostalCode != "" && a.City != "" && a.Country != "" && a.Email != ""
}

func accountOf(row *db.CustomerAccount) Account {
	return Account{Reference: row.Reference, Name: row.Name, LegalName: row.LegalName, Street: row.Street, PostalCode: row.PostalCode,
		City: row.City, Region: row.Region, Country: row.Country, Email: row.Email, Phone: row.Phone, TaxNumber: row.TaxNumber, Language: row.Language}
}

func (a Account) columns(m *db.CustomerAccountMutation) {
	m.SetReference(a.Reference)
	m.SetName(a.Name)
	m.SetNameKey(store.SortKey(a.Name))
	m.SetLegalName(a.LegalName)
	m.SetStreet(a.Street)
	m.SetPostalCode(a.PostalCode)
	m.SetCity(a.City)
	m.SetRegion(a.Region)
	m.SetCountry(a.Country)
	m.SetEmail(a.Email)
	m.SetPhone(a.Phone)
	m.SetTaxNumber(a.TaxNumber)
	m.SetLanguage(a.Language)
	m.SetComplete(a.complete())
	m.SetSearchKey(directory.SearchKey(a.Name, a.LegalName, a.Reference, a.City, a.Email))
}

func changes(before, after Account) []store.Change {
	var list []store.Change
	was := before.fields()
	for i, f := range after.fields() {
		if *was[i].value != *f.value {
			list = append(list, store.Change{Field: f.name, Before: *was[i].value, After: *f.value})
		}
	}
	return list
}

// CreateAccount makes a customer.
func (r *Room) CreateAccount(ctx context.Context, a Account) (ident.ID, error) {
	if err := a.check(); err != nil {
		return ident.ID{}, err
	}
	return once(ctx, r.Directory.Write, func(ctx context.Context, tx *store.Tx) (ident.ID, error) {
		row := tx.Client.CustomerAccount.Create().SetID(tx.NewID())
		a.columns(row.Mutation())
		made, err := row.Save(ctx)
		if err != nil {
			return ident.ID{}, fmt.Errorf("insert account: %w", err)
		}
		tx.Record(store.Event{Action: "CUSTOMER_ACCOUNT_CREATED", TargetKind: ident.Account, Target: made.ID, Changes: changes(Account{}, a)})
		return made.ID, nil
	})
}

// UpdateAccount changes company data. expected is the account's version, or 0.
func (r *Room) UpdateAccount(ctx context.Context, id ident.ID, expected int64, change AccountChange) error {
	_, err := once(ctx, r.Directory.Write, func(ctx context.Context, tx *store.Tx) (ident.ID, error) {
		row, err := loadAccount(ctx, tx.Client, id)
		if err != nil {
			return id, err
		}
		if err := directory.Expect(expected, row.Version); err != nil {
			return id, err
		}
		before := accountOf(row)
		after := change.over(before)
		if err := after.check(); err != nil || after == before {
			return id, err
		}
		up := tx.Client.CustomerAccount.Update().Where(customeraccount.ID(id), customeraccount.Version(row.Version)).AddVersion(1)
		after.columns(up.Mutation())
		n, err := up.Save(ctx)
		if err := directory.Guarded(expected, n, err); err != nil {
			return id, err
		}
		tx.Record(store.Event{Action: "CUSTOMER_ACCOUNT_UPDATED", TargetKind: ident.Account, Target: id, Changes: changes(before, after)})
		return id, nil
	})
	return err
}

// contactData normalises a phone and a language.
func contactData(phone, lang *string) (err error) {
	if *phone, err = directory.ParsePhone(*phone); err != nil {
		return invalid("phone", "A phone number has its country code, such as +1 416 555 0123, and exists.")
	}
	if *lang, err = directory.ParseLanguage(*lang); err != nil {
		return invalid("language", "The languages are en, de and fr.")
	}
	return nil
}
