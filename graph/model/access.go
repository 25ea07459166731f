package model

import (
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ident"
)

// Role is a named set of permissions.
type Role struct {
	*db.Role
	Grantable bool // by the caller (RO-4)
}

// IsNode marks a node.
func (*Role) IsNode() {}

// ID is the outside id.
func (r *Role) ID() string { return r.Role.ID.Text(ident.Role) }

// Group is a directory's group.
type Group struct {
	*db.Group
	Kin *Kin[*Group]
}

// Groups makes nodes of rows that were loaded together.
func Groups(rows []*db.Group) []*Group {
	kin := &Kin[*Group]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &Group{Group: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*Group) IsNode() {}

// ID is the outside id.
func (g *Group) ID() string { return g.Group.ID.Text(ident.Group) }

// Directory is one IdP that provisions.
type Directory struct {
	*db.Directory
	Kin *Kin[*Directory]
}

// Directories makes nodes of rows that were loaded together.
func Directories(rows []*db.Directory) []*Directory {
	kin := &Kin[*Directory]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &Directory{Directory: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*Directory) IsNode() {}

// ID is the outside id.
func (d *Directory) ID() string { return d.Directory.ID.Text(ident.Directory) }

// DirectoryToken is a bearer token of a directory; its text is nowhere.
type DirectoryToken struct{ *db.DirectoryToken }

// IsNode marks a node.
func (*DirectoryToken) IsNode() {}

// ID is the outside id.
func (t *DirectoryToken) ID() string { return t.DirectoryToken.ID.Text(ident.Token) }

// Broker brings deals.
type Broker struct{ *db.Broker }

// IsNode marks a node.
func (*Broker) IsNode() {}

// ID is the outside id.
func (b *Broker) ID() string { return b.Broker.ID.Text(ident.Broker) }

// Product is what the lender lends.
type Product struct{ *db.Product }

// IsNode marks a node.
func (*Product) IsNode() {}

// ID is the outside id.
func (p *Product) ID() string { return p.Product.ID.Text(ident.Product) }

// CompanySettings are the company and its settings.
type CompanySettings struct {
	*db.CompanySettings
	Company *db.Tenant
}

// IsNode marks a node.
func (*CompanySettings) IsNode() {}

// ID is the outside id.
func (s *CompanySettings) ID() string { return s.CompanySettings.ID.Text(ident.Settings) }

// Name is the company's.
func (s *CompanySettings) Name() string { return s.Company.Name }

// Slug is part of the company's addresses.
func (s *CompanySettings) Slug() string { return s.Company.Slug }

// DualApprovalAbove is null when it is off.
func (s *CompanySettings) DualApprovalAbove() *assign.Money {
	if s.CompanySettings.DualApprovalAbove == nil {
		return nil
	}
	return &assign.Money{Amount: *s.CompanySettings.DualApprovalAbove, Currency: s.Currency}
}

// Kind is LENDER, DEALERSHIP or CREDITOR.
func (s *CompanySettings) Kind() string { return string(s.Company.Kind) }
