package main

import (
	"context"
	"fmt"

	"mandate/directory/customer"
	"mandate/ident"
)

// demoCustomer is a customer with the parts of its claims and who is known there. A
// contact's portfolios are places in the list before.
type demoCustomer struct {
	account    customer.Account
	portfolios []string
	contacts   []demoContact
}

type demoContact struct {
	who        customer.Contact
	portfolios []int
}

// The demo's customers: one is whole, one in German, one has nobody yet who receives
// invoices, and one is only a name.
var demoCustomers = []demoCustomer{
	{customer.Account{Reference: "C-1001", Name: "Lakeview Receivables", LegalName: "Lakeview Receivables Inc.", Street: "200 Bay Street", PostalCode: "M5J 2J2",
		City: "Toronto", Region: "ON", Country: "CA", Email: "office@lakeview.test", Phone: "+14165550141", TaxNumber: "812345678RT0001", Language: "en"},
		[]string{"Auto loans 2025", "Auto loans 2026", "Credit cards"}, []demoContact{
			{customer.Contact{FirstName: "Harriet", LastName: "Osei", Email: "harriet.osei@lakeview.test", Phone: "+14165550142", Commercial: true}, nil},
			{customer.Contact{FirstName: "Victor", LastName: "Lang", Email: "victor.lang@lakeview.test", Commercial: true, Operational: true}, []int{0, 1, 2}},
			{customer.Contact{FirstName: "Selma", LastName: "Haddad", Email: "selma.haddad@lakeview.test", Operational: true}, []int{2}},
			{customer.Contact{FirstName: "Noor", LastName: "Bakshi", Email: "noor.bakshi@lakeview.test", Access: true}, []int{0}},
			{customer.Contact{FirstName: "Piers", LastName: "Holloway", Email: "piers.holloway@lakeview.test"}, []int{1}}}},
	{customer.Account{Reference: "C-1002", Name: "Hansa Forderungsmanagement", LegalName: "Hansa Forderungsmanagement GmbH", Street: "Ballindamm 12", PostalCode: "20095",
		City: "Hamburg", Region: "Hamburg", Country: "DE", Email: "kontakt@hansa-fm.test", TaxNumber: "DE301234567", Language: "de"},
		[]string{"Ratenkredite", "Leasing"}, []demoContact{
			{customer.Contact{FirstName: "Jürgen", LastName: "Petersen", Email: "juergen.petersen@hansa-fm.test", Language: "de", Commercial: true}, nil},
			{customer.Contact{FirstName: "Annika", LastName: "Brandt", Email: "annika.brandt@hansa-fm.test", Language: "de", Operational: true}, []int{0, 1}},
			{customer.Contact{FirstName: "Mehmet", LastName: "Yıldız", Email: "mehmet.yildiz@hansa-fm.test", Language: "de", Access: true}, []int{1}}}},
	{customer.Account{Reference: "C-1003", Name: "Recouvrement Saint-Laurent", LegalName: "Recouvrement Saint-Laurent ltée", Street: "1250, boulevard René-Lévesque Ouest",
		PostalCode: "H3B 4W8", City: "Montréal", Region: "QC", Country: "CA", Email: "bureau@rsl.test", Language: "fr"},
		[]string{"Marges de crédit"}, []demoContact{
			{customer.Contact{FirstName: "Mireille", LastName: "Dufresne", Email: "mireille.dufresne@rsl.test", Language: "fr", Operational: true}, []int{0}}}},
	{customer.Account{Reference: "C-1004", Name: "Prairie Auto Finance", City: "Winnipeg", Region: "MB", Country: "CA"}, nil, nil},
}

// customers are there before the first deal comes.
func (s *seeder) customers(ctx context.Context) error {
	room := &customer.Room{Directory: s.directory}
	for _, c := range demoCustomers {
		if err := fillCustomer(ctx, room, c); err != nil {
			return fmt.Errorf("customer %s: %w", c.account.Reference, err)
		}
	}
	return nil
}

func fillCustomer(ctx context.Context, room *customer.Room, c demoCustomer) error {
	account, err := room.CreateAccount(ctx, c.account)
	if err != nil {
		return err
	}
	portfolios := make([]ident.ID, len(c.portfolios))
	for i, name := range c.portfolios {
		if portfolios[i], err = room.CreatePortfolio(ctx, account, name, ""); err != nil {
			return fmt.Errorf("portfolio %s: %w", name, err)
		}
	}
	for _, contact := range c.contacts {
		for _, i := range contact.portfolios {
			contact.who.Portfolios = append(contact.who.Portfolios, portfolios[i])
		}
		if _, err := room.CreateContact(ctx, account, contact.who); err != nil {
			return fmt.Errorf("contact %s: %w", contact.who.Email, err)
		}
	}
	return nil
}
