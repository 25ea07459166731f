package customer_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"mandate/directory"
	"mandate/directory/customer"
	"mandate/ent/db"
	"mandate/ent/db/contact"
	"mandate/ent/db/contactportfolio"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
)

// TestAContactIsKeptWhole is CO-1: names, address, number with its country, both flags, any
// number of portfolios, and one of three languages.
func TestAContactIsKeptWhole(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		var books []ident.ID
		for i := range 12 {
			book, err := h.room.CreatePortfolio(h.ctx, h.account, fmt.Sprint("Book ", i), "")
			h.no(err)
			books = append(books, book)
		}
		for _, lang := range []string{"en", "de", "fr"} {
			id := h.contact(customer.Contact{FirstName: "Eva", LastName: "Klein", Email: lang + "@mueller.test", Phone: "+1 (416) 555-0123", Language: lang,
				Commercial: true, Operational: true, Portfolios: books})
			row := h.load(id)
			if row.FirstName != "Eva" || row.LastName != "Klein" || row.Phone != "+14165550123" || row.Language != lang || !row.Commercial || !row.Operational {
				t.Errorf("stored %+v", row)
			}
			h.read(func(ctx context.Context, c *db.Client) {
				if n := c.ContactPortfolio.Query().Where(contactportfolio.ContactID(id)).CountX(ctx); n != len(books) {
					t.Errorf("%d of %d portfolios", n, len(books))
				}
			})
		}
		foreign, err := h.room.CreateAccount(h.ctx, customer.Account{Name: "Other"})
		h.no(err)
		theirs, err := h.room.CreatePortfolio(h.ctx, foreign, "Theirs", "")
		h.no(err)
		for field, bad := range map[string]customer.Contact{
			"phone": {Phone: "416 555 0123"}, "language": {Language: "it"}, "portfolioIds": {Portfolios: []ident.ID{theirs}},
		} {
			bad.FirstName, bad.LastName, bad.Email = "A", "B", "bad@mueller.test"
			_, err := h.room.CreateContact(h.ctx, h.account, bad)
			h.refused(err, map[bool]fault.Code{true: fault.CodeNotFound, false: fault.CodeInvalid}[field == "portfolioIds"], field)
		}
	})
}

// TestWhatAContactIs is CO-2: the commercial always have access, the others where it is given,
// and who is neither is an employee.
func TestWhatAContactIs(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		for i, c := range []struct {
			commercial, operational, asked, has bool
			role                                string
		}{
			{false, false, false, false, ""}, {false, false, true, true, "customer-employee"}, {false, true, false, false, ""},
			{false, true, true, true, "customer-operational"}, {true, false, false, true, "customer-commercial"}, {true, true, false, true, "customer-commercial"},
		} {
			id := h.contact(customer.Contact{Email: fmt.Sprintf("p%d@mueller.test", i), Commercial: c.commercial, Operational: c.operational, Access: c.asked})
			if row := h.load(id); row.PlatformAccess != c.has || (row.UserID != nil) != c.has {
				t.Errorf("%+v has access %t", c, row.PlatformAccess)
			}
			if c.has {
				if names, active := h.roles(id); !slices.Equal(names, []string{c.role}) || !active {
					t.Errorf("%+v holds %v", c, names)
				}
			}
		}
	})
}

// TestOnePrimaryContact is CO-3: of commercial contacts made at once one is the primary; it
// stays until another is chosen, by a link too, and an account may be without.
func TestOnePrimaryContact(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		primaries := func() (list []ident.ID) {
			h.read(func(ctx context.Context, c *db.Client) {
				list = c.Contact.Query().Where(contact.AccountID(h.account), contact.Primary(true)).IDsX(ctx)
			})
			return list
		}
		h.contact(customer.Contact{Email: "first@mueller.test", Operational: true})
		if len(primaries()) != 0 {
			t.Error("somebody who is not commercial is the primary one")
		}
		var all sync.WaitGroup
		made := make([]ident.ID, 4)
		for i := range made {
			all.Go(func() {
				made[i] = h.contact(customer.Contact{Email: fmt.Sprintf("c%d@mueller.test", i), Commercial: true})
			})
		}
		all.Wait()
		now := primaries()
		if len(now) != 1 {
			t.Fatalf("%d primary contacts", len(now))
		}
		other := made[(slices.Index(made, now[0])+1)%len(made)]
		yes, no := true, false
		h.no(h.room.UpdateContact(h.ctx, other, 0, customer.ContactChange{Primary: &yes}))
		if got := primaries(); !slices.Equal(got, []ident.ID{other}) {
			t.Errorf("chosen %s, primary %v", other, got)
		}
		h.no(h.room.UpdateContact(h.ctx, other, 0, customer.ContactChange{Commercial: &no}))
		if got := primaries(); len(got) != 0 {
			t.Errorf("no longer commercial, and still primary: %v", got)
		}
		h.contact(customer.Contact{Email: "next@mueller.test", Commercial: true})
		if len(primaries()) != 1 {
			t.Error("the next commercial contact is not the primary one")
		}
		second, err := h.room.CreateAccount(h.ctx, customer.Account{Name: "Second"})
		h.no(err)
		linked, err := h.room.LinkContact(h.ctx, second, *h.load(made[0]).UserID, true, false, nil)
		h.no(err)
		if !h.load(linked).Primary {
			t.Error("the first commercial contact of an account came by a link and is not primary")
		}
	})
}

// TestALinkIsNoSecondPerson is CO-4: the flags are off unless they are chosen, nobody is made,
// and only somebody with access can be chosen.
func TestALinkIsNoSecondPerson(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		boss := *h.load(h.contact(customer.Contact{Email: "boss@mueller.test", Commercial: true})).UserID
		staff, _, err := h.room.Directory.Create(h.ctx, directory.NewPerson{FirstName: "S", LastName: "T", Email: "staff@acme.test"})
		h.no(err)
		second, err := h.room.CreateAccount(h.ctx, customer.Account{Name: "Second"})
		h.no(err)
		people := func() (n int) {
			h.read(func(ctx context.Context, c *db.Client) { n = c.User.Query().Where(user.DeletedAtIsNil()).CountX(ctx) })
			return n
		}
		before := people()
		linked, err := h.room.LinkContact(h.ctx, second, boss, false, false, nil)
		h.no(err)
		if row := h.load(linked); row.Commercial || row.Operational || row.Primary || !row.PlatformAccess || *row.UserID != boss || row.InvitedAt != nil || people() != before {
			t.Errorf("linked %+v, %d people more", row, people()-before)
		}
		third, err := h.room.CreateAccount(h.ctx, customer.Account{Name: "Third"})
		h.no(err)
		_, err = h.room.LinkContact(h.ctx, third, staff, false, false, nil)
		h.refused(err, fault.CodeNotFound, "userId")
		h.no(h.room.Directory.Deactivate(h.ctx, boss, 0, ""))
		_, err = h.room.LinkContact(h.ctx, third, boss, false, false, nil)
		h.refused(err, fault.CodeNotFound, "userId")
	})
}

// TestCompanyDataAreComplete is CO-6: what an invoice needs, and no less, leads on to the
// contacts.
func TestCompanyDataAreComplete(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		whole := customer.Account{Name: "N", LegalName: "N GmbH", Street: "Ufer 1", PostalCode: "10115", City: "Berlin", Country: "DE", Email: "post@n.test"}
		complete := func(a customer.Account) (is bool) {
			id, err := h.room.CreateAccount(h.ctx, a)
			h.no(err)
			h.read(func(ctx context.Context, c *db.Client) { is = c.CustomerAccount.GetX(ctx, id).Complete })
			return is
		}
		if !complete(whole) {
			t.Error("all is there, and it is not complete")
		}
		for name, without := range map[string]func(a *customer.Account){
			"legalName": func(a *customer.Account) { a.LegalName = "" }, "street": func(a *customer.Account) { a.Street = "" },
			"postalCode": func(a *customer.Account) { a.PostalCode = "" }, "city": func(a *customer.Account) { a.City = "" },
			"country": func(a *customer.Account) { a.Country = "" }, "email": func(a *customer.Account) { a.Email = "" },
		} {
			a := whole
			without(&a)
			if complete(a) {
				t.Errorf("complete without %s", name)
			}
		}
	})
}
