package customer_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"mandate/actor"
	"mandate/directory"
	"mandate/directory/customer"
	"mandate/ent/db"
	"mandate/ent/db/contact"
	"mandate/ent/db/notification"
	"mandate/ent/db/rolegrant"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// house is a tenant with one customer.
type house struct {
	t       *testing.T
	room    *customer.Room
	ctx     context.Context
	account ident.ID
}

func each(t *testing.T, run func(t *testing.T, h *house)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := &house{t: t, room: &customer.Room{Directory: &directory.Directory{Store: s}}}
		tenant, err := h.room.Directory.CreateTenant(t.Context(), directory.NewTenant{Slug: "acme", Name: "Acme"})
		h.no(err)
		h.ctx = storetest.System(t, tenant)
		h.account, err = h.room.CreateAccount(h.ctx, customer.Account{Name: "Müller & Söhne", Country: "de", Phone: "+49 30 901820"})
		h.no(err)
		run(t, h)
	})
}

func (h *house) no(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// refused wants a fault with a code on a field.
func (h *house) refused(err error, code fault.Code, field string) {
	h.t.Helper()
	f := fault.As(err)
	if err == nil || f.Code != code || field != "" && (len(f.Field) == 0 || f.Field[0] != field) {
		h.t.Errorf("got %v on %v, want %s on %s", err, f.Field, code, field)
	}
}

func (h *house) contact(c customer.Contact) ident.ID {
	h.t.Helper()
	if c.FirstName == "" {
		c.FirstName, c.LastName = "Eva", "Klein"
	}
	id, err := h.room.CreateContact(h.ctx, h.account, c)
	h.no(err)
	return id
}

func (h *house) read(fn func(ctx context.Context, c *db.Client)) {
	h.t.Helper()
	h.no(h.room.Directory.Store.Read(h.ctx, func(ctx context.Context, c *db.Client) error {
		fn(ctx, c)
		return nil
	}))
}

func (h *house) load(id ident.ID) (row *db.Contact) {
	h.t.Helper()
	h.read(func(ctx context.Context, c *db.Client) { row = c.Contact.Query().Where(contact.ID(id)).OnlyX(ctx) })
	return row
}

// roles are those of the login of a contact, and whether it is let in.
func (h *house) roles(id ident.ID) (names []string, active bool) {
	h.t.Helper()
	user := *h.load(id).UserID
	h.read(func(ctx context.Context, c *db.Client) {
		for _, g := range c.RoleGrant.Query().Where(rolegrant.UserID(user)).WithRole().AllX(ctx) {
			names = append(names, g.Edges.Role.Name)
		}
		active = c.User.GetX(ctx, user).Active
	})
	slices.Sort(names)
	return names, active
}

func (h *house) invitations() (n int) {
	h.t.Helper()
	h.read(func(ctx context.Context, c *db.Client) {
		n = c.Notification.Query().Where(notification.Type("INVITATION")).CountX(ctx)
		if welcomes := c.Notification.Query().Where(notification.Type("WELCOME")).CountX(ctx); welcomes != 0 {
			h.t.Errorf("%d contacts were welcomed as staff", welcomes)
		}
	})
	return n
}

func TestAccounts(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.read(func(ctx context.Context, c *db.Client) {
			row := c.CustomerAccount.GetX(ctx, h.account)
			if row.Country != "DE" || row.Phone != "+4930901820" || row.Complete {
				t.Errorf("stored %+v", row)
			}
		})
		for field, bad := range map[string]customer.Account{"name": {Name: " "}, "country": {Name: "A", Country: "Atlantis"}, "phone": {Name: "A", Phone: "901820"},
			"email": {Name: "A", Email: "none"}, "language": {Name: "A", Language: "it"}, "city": {Name: "A", City: "a\nb"}} {
			_, err := h.room.CreateAccount(h.ctx, bad)
			h.refused(err, map[bool]fault.Code{true: fault.CodeRequired, false: fault.CodeInvalid}[field == "name"], field)
		}
		text := func(s string) *string { return &s }
		h.no(h.room.UpdateAccount(h.ctx, h.account, 1, customer.AccountChange{LegalName: text("Müller & Söhne GmbH"), Street: text("Ufer 1"), PostalCode: text("10115"),
			City: text("Berlin"), Email: text("post@mueller.test")}))
		h.refused(h.room.UpdateAccount(h.ctx, h.account, 1, customer.AccountChange{Name: text("x")}), fault.CodeStale, "")
		h.refused(h.room.UpdateAccount(h.ctx, h.room.Directory.Store.NewID(), 0, customer.AccountChange{Name: text("x")}), fault.CodeNotFound, "accountId")
		h.read(func(ctx context.Context, c *db.Client) {
			if row := c.CustomerAccount.GetX(ctx, h.account); !row.Complete || row.Version != 2 {
				t.Errorf("complete %t, version %d", row.Complete, row.Version)
			}
		})
	})
}

// TestContactsAndTheirLogins is CO-2, CO-3 and CO-5 over the life of two contacts: INVITATION
// once, however often access is taken and given.
func TestContactsAndTheirLogins(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		quiet := h.contact(customer.Contact{Email: "quiet@mueller.test"})
		if h.load(quiet).UserID != nil || h.invitations() != 0 {
			t.Error("a contact without access has a login or was written to (CO-5)")
		}
		boss := h.contact(customer.Contact{Email: "boss@mueller.test", Commercial: true})
		if row := h.load(boss); !row.PlatformAccess || !row.Primary || row.InvitedAt == nil || h.invitations() != 1 {
			t.Errorf("the first commercial contact: %+v, %d invitations", row, h.invitations())
		}
		if names, active := h.roles(boss); !slices.Equal(names, []string{"customer-commercial"}) || !active {
			t.Errorf("roles %v, active %t", names, active)
		}
		yes, no := true, false
		h.refused(h.room.UpdateContact(h.ctx, boss, 0, customer.ContactChange{Access: &no}), fault.CodeInvalid, "platformAccess")
		h.refused(h.room.UpdateContact(h.ctx, quiet, 0, customer.ContactChange{Primary: &yes}), fault.CodeInvalid, "primary")
		h.refused(h.room.UpdateContact(h.ctx, quiet, 9, customer.ContactChange{Access: &yes}), fault.CodeStale, "")

		h.no(h.room.UpdateContact(h.ctx, quiet, 1, customer.ContactChange{Access: &yes}))
		if names, _ := h.roles(quiet); !slices.Equal(names, []string{"customer-employee"}) || h.invitations() != 2 {
			t.Errorf("roles %v, %d invitations", names, h.invitations())
		}
		h.no(h.room.UpdateContact(h.ctx, quiet, 0, customer.ContactChange{Access: &no}))
		if names, active := h.roles(quiet); len(names) != 0 || active {
			t.Errorf("shut out, yet roles %v, active %t", names, active)
		}
		h.no(h.room.UpdateContact(h.ctx, quiet, 0, customer.ContactChange{Commercial: &yes, Primary: &yes}))
		if names, active := h.roles(quiet); !slices.Equal(names, []string{"customer-commercial"}) || !active || h.invitations() != 2 {
			t.Errorf("let in again: roles %v, active %t, %d invitations", names, active, h.invitations())
		}
		if h.load(boss).Primary || !h.load(quiet).Primary {
			t.Error("the primary contact was not replaced (CO-3)")
		}
		h.no(h.room.RemoveContact(h.ctx, quiet, 0))
		h.read(func(ctx context.Context, c *db.Client) {
			if n := c.Contact.Query().Where(contact.Primary(true)).CountX(ctx); n != 0 {
				t.Errorf("%d primary contacts are left", n)
			}
		})
		h.refused(h.room.RemoveContact(h.ctx, quiet, 0), fault.CodeNotFound, "contactId")
	})
}

// TestNeverASecondPerson is CO-4 and CO-5 where an address or a person is known already.
func TestNeverASecondPerson(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		boss := h.contact(customer.Contact{Email: "boss@mueller.test", Commercial: true})
		person := *h.load(boss).UserID
		_, err := h.room.CreateContact(h.ctx, h.account, customer.Contact{FirstName: "E", LastName: "K", Email: "BOSS@mueller.test"})
		h.refused(err, fault.CodeTaken, "email")
		_, err = h.room.LinkContact(h.ctx, h.account, person, false, false, nil)
		h.refused(err, fault.CodeTaken, "userId")

		second, err := h.room.CreateAccount(h.ctx, customer.Account{Name: "Second"})
		h.no(err)
		linked, err := h.room.LinkContact(h.ctx, second, person, false, true, nil)
		h.no(err)
		if names, _ := h.roles(linked); !slices.Equal(names, []string{"customer-commercial", "customer-operational"}) || h.invitations() != 1 {
			t.Errorf("roles %v, %d invitations", names, h.invitations())
		}
		third, err := h.room.CreateAccount(h.ctx, customer.Account{Name: "Third"})
		h.no(err)
		again, err := h.room.CreateContact(h.ctx, third, customer.Contact{FirstName: "E", LastName: "K", Email: "boss@mueller.test", Access: true})
		h.no(err)
		if row := h.load(again); row.UserID == nil || *row.UserID != person || h.invitations() != 1 {
			t.Error("an address that has a login got another one, or an invitation")
		}
		_, _, err = h.room.Directory.Create(h.ctx, directory.NewPerson{FirstName: "S", LastName: "T", Email: "staff@acme.test"})
		h.no(err)
		_, err = h.room.CreateContact(h.ctx, third, customer.Contact{FirstName: "S", LastName: "T", Email: "staff@acme.test", Access: true})
		h.refused(err, fault.CodeEmailTaken, "email")
		h.no(h.room.RemoveContact(h.ctx, boss, 0))
		if _, active := h.roles(linked); !active {
			t.Error("shut out, though another account gives access")
		}
	})
}

// TestRecipients is CO-8: who receives what, in its order.
func TestRecipients(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		book, err := h.room.CreatePortfolio(h.ctx, h.account, "Book 2026", "B-26")
		h.no(err)
		_, err = h.room.CreatePortfolio(h.ctx, h.account, "book 2026", "")
		h.refused(err, fault.CodeTaken, "name")
		name := "Book 2027"
		h.refused(h.room.UpdatePortfolio(h.ctx, book, 7, &name, nil), fault.CodeStale, "")
		h.no(h.room.UpdatePortfolio(h.ctx, book, 1, &name, nil))
		for i, c := range []customer.Contact{{LastName: "Zorn", Commercial: true}, {LastName: "Abel", Commercial: true, Operational: true}, {LastName: "Otto", Operational: true},
			{LastName: "Linke", Portfolios: []ident.ID{book}}, {LastName: "Allein"}} {
			c.FirstName, c.Email = "Eva", fmt.Sprintf("p%d@mueller.test", i)
			h.contact(c)
		}
		_, err = h.room.CreateContact(h.ctx, h.account, customer.Contact{FirstName: "E", LastName: "K", Email: "x@mueller.test", Portfolios: []ident.ID{h.account}})
		h.refused(err, fault.CodeNotFound, "portfolioIds")
		for purpose, want := range map[customer.Purpose][]string{customer.Invoice: {"Zorn", "Abel"}, customer.CaseAutomation: {"Abel", "Otto"}, customer.CaseInbox: {"Linke"}} {
			h.read(func(ctx context.Context, c *db.Client) {
				rows, err := customer.Recipients(ctx, c, h.account, purpose, book)
				h.no(err)
				var got []string
				for _, row := range rows {
					got = append(got, row.LastName)
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s: %v, not %v", purpose, got, want)
				}
				_, err = customer.Recipients(ctx, c, h.account, customer.CaseInbox, ident.ID{})
				h.refused(err, fault.CodeRequired, "portfolioId")
			})
		}
	})
}

func TestOtherTenantsSeeNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		boss := h.contact(customer.Contact{Email: "boss@mueller.test", Commercial: true})
		other, err := h.room.Directory.CreateTenant(t.Context(), directory.NewTenant{Slug: "other", Name: "Other"})
		h.no(err)
		ctx := actor.With(t.Context(), actor.ForSystem(other))
		name := "stolen"
		h.refused(h.room.UpdateAccount(ctx, h.account, 0, customer.AccountChange{Name: &name}), fault.CodeNotFound, "accountId")
		h.refused(h.room.UpdateContact(ctx, boss, 0, customer.ContactChange{FirstName: &name}), fault.CodeNotFound, "contactId")
		h.refused(h.room.RemoveContact(ctx, boss, 0), fault.CodeNotFound, "contactId")
		_, err = h.room.CreateContact(ctx, h.account, customer.Contact{FirstName: "E", LastName: "K", Email: "x@y.test"})
		h.refused(err, fault.CodeNotFound, "accountId")
		_, err = h.room.CreatePortfolio(ctx, h.account, "P", "")
		h.refused(err, fault.CodeNotFound, "accountId")
		mine, err := h.room.CreateAccount(ctx, customer.Account{Name: "Mine"})
		h.no(err)
		_, err = h.room.LinkContact(ctx, mine, *h.load(boss).UserID, false, false, nil)
		h.refused(err, fault.CodeNotFound, "userId")
	})
}
