package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// CustomerAccount is a customer of the tenant (section 14).
type CustomerAccount struct{ ent.Schema }

// Annotations name the table.
func (CustomerAccount) Annotations() []schema.Annotation { return table("customer_accounts") }

// Mixin gives id, tenant and version.
func (CustomerAccount) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of an account.
func (CustomerAccount) Fields() []ent.Field {
	return []ent.Field{
		field.String("reference").Default("").Comment("the tenant's own number"),
		field.String("name"), folded("name_key", "for sort"),
		field.String("legal_name").Default(""),
		field.String("street").Default(""),
		field.String("postal_code").Default(""),
		field.String("city").Default(""),
		field.String("region").Default(""),
		field.String("country").Default("").Comment("ISO 3166-1 alpha-2"),
		field.String("email").Default(""),
		field.String("phone").Default("").Comment("E.164 or empty"),
		field.String("tax_number").Default(""),
		field.String("language").Default("").Comment("en, de, fr; empty is the company's"),
		field.Bool("complete").Default(false).Comment("its company data is (CO-6)"),
		folded("search_key", "all words that a search looks at, folded"),
	}
}

// Indexes of an account.
func (CustomerAccount) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "name_key", "id"), index.Fields("tenant_id", "reference")}
}

// Portfolio is a part of a customer's claims, with employees of its own.
type Portfolio struct{ ent.Schema }

// Annotations name the table.
func (Portfolio) Annotations() []schema.Annotation { return table("portfolios") }

// Mixin gives id, tenant and version.
func (Portfolio) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a portfolio.
func (Portfolio) Fields() []ent.Field {
	return []ent.Field{
		ref("account_id", ""),
		field.String("name"), folded("name_key", "unique in the account"),
		field.String("reference").Default(""),
	}
}

// Indexes of a portfolio.
func (Portfolio) Indexes() []ent.Index {
	return []ent.Index{index.Fields("account_id", "name_key").Unique()}
}

// Contact is a person known to a customer account, with or without a login (CO-1).
type Contact struct{ ent.Schema }

// Annotations name the table.
func (Contact) Annotations() []schema.Annotation { return table("contacts") }

// Mixin gives id, tenant and version.
func (Contact) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a contact.
func (Contact) Fields() []ent.Field {
	return []ent.Field{
		ref("account_id", ""),
		optionalRef("user_id", "of a contact with platform access"),
		field.String("first_name"), folded("first_name_key", "for sort"),
		field.String("last_name"), folded("last_name_key", "for sort"),
		field.String("email"), folded("email_key", "unique in the account"),
		field.String("phone").Default("").Comment("E.164 or empty"),
		field.Bool("commercial").Default(false),
		field.Bool("operational").Default(false),
		field.Bool("primary").Default(false).Comment("CO-3"),
		field.Bool("platform_access").Default(false),
		field.Time("invited_at").Optional().Nillable().Comment("INVITATION is sent once"),
		field.String("language").Default(""),
		folded("search_key", "all words that a search looks at, folded"),
	}
}

// Indexes of a contact.
func (Contact) Indexes() []ent.Index {
	return []ent.Index{index.Fields("account_id", "email_key").Unique(), index.Fields("tenant_id", "last_name_key", "id"), index.Fields("account_id", "last_name_key", "id"), index.Fields("user_id")}
}

// ContactPortfolio links a contact to a portfolio.
type ContactPortfolio struct{ ent.Schema }

// Annotations name the table.
func (ContactPortfolio) Annotations() []schema.Annotation { return table("contact_portfolios") }

// Mixin gives id and tenant.
func (ContactPortfolio) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a link.
func (ContactPortfolio) Fields() []ent.Field {
	return []ent.Field{
		ref("contact_id", ""),
		ref("portfolio_id", ""),
	}
}

// Indexes of a link.
func (ContactPortfolio) Indexes() []ent.Index {
	return []ent.Index{index.Fields("contact_id", "portfolio_id").Unique(), index.Fields("portfolio_id", "contact_id")}
}
