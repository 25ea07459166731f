package model

import (
	"mandate/ent/db"
	"mandate/ident"
)

// CustomerAccount is a customer of the company.
type CustomerAccount struct {
	*db.CustomerAccount
	Kin *Kin[*CustomerAccount]
}

// CustomerAccounts makes nodes of rows that were loaded together.
func CustomerAccounts(rows []*db.CustomerAccount) []*CustomerAccount {
	kin := &Kin[*CustomerAccount]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &CustomerAccount{CustomerAccount: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*CustomerAccount) IsNode() {}

// ID is the outside id.
func (a *CustomerAccount) ID() string { return a.CustomerAccount.ID.Text(ident.Account) }

// Portfolio is a part of a customer's claims.
type Portfolio struct{ *db.Portfolio }

// IsNode marks a node.
func (*Portfolio) IsNode() {}

// ID is the outside id.
func (p *Portfolio) ID() string { return p.Portfolio.ID.Text(ident.Portfolio) }

// CustomerContact is a person known to a customer.
type CustomerContact struct {
	*db.Contact
	Kin *Kin[*CustomerContact]
}

// CustomerContacts makes nodes of rows that were loaded together.
func CustomerContacts(rows []*db.Contact) []*CustomerContact {
	kin := &Kin[*CustomerContact]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &CustomerContact{Contact: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*CustomerContact) IsNode() {}

// ID is the outside id.
func (c *CustomerContact) ID() string { return c.Contact.ID.Text(ident.Contact) }

// Employee is a contact with neither flag (CO-2).
func (c *CustomerContact) Employee() bool { return !c.Commercial && !c.Operational }
