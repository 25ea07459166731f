package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Tenant is one lender, dealership or creditor.
type Tenant struct{ ent.Schema }

// Annotations name the table.
func (Tenant) Annotations() []schema.Annotation { return table("tenants") }

// Fields of a tenant: what is needed before a tenant is known.
func (Tenant) Fields() []ent.Field {
	return []ent.Field{
		id(),
		field.String("slug").Immutable().Unique().Comment("part of addresses: /login/{slug}"),
		field.String("name").Comment("shown to people"),
		field.Enum("kind").Values("LENDER", "DEALERSHIP", "CREDITOR", "SCENARIO").Immutable().Comment("chooses presets; workers skip SCENARIO"),
		field.Time("created_at").Immutable(),
		field.Time("due_at").Optional().Nillable().Comment("no boundary lies before (TM-1): the next start or end of an absence, or inactivity lock"),
	}
}

// Indexes of a tenant.
func (Tenant) Indexes() []ent.Index { return []ent.Index{index.Fields("due_at")} }

// CompanySettings holds section 2 of the domain specification: one row a tenant.
type CompanySettings struct{ ent.Schema }

// Annotations name the table.
func (CompanySettings) Annotations() []schema.Annotation { return table("company_settings") }

// Mixin gives id, tenant and version.
func (CompanySettings) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields are the settings; nil means off or unset.
func (CompanySettings) Fields() []ent.Field {
	return []ent.Field{
		field.String("zone").Default("America/Toronto").Comment("IANA zone whose midnight bounds every out-of-office day"),
		field.String("currency").Default("CAD").Comment("ISO 4217, of all limits"),
		field.String("language").Default("en").Comment("of deals that name none"),
		field.Bool("auto_assign").Default(true).Comment("company switch of automatic assignment"),
		field.Enum("leaver_deals").Values("KEEP", "RELEASE").Default("KEEP").Comment("LC-2, LC-8"),
		field.Bool("limits_dual_control").Default(false),
		field.Bool("over_limit_fallback").Default(false).Comment("AS-6"),
		field.Enum("capacity_release").Values("CONDITIONAL_APPROVAL", "TERMINAL").Default("CONDITIONAL_APPROVAL").Comment("CA-1"),
		field.Enum("limits_view").Values("CONDENSED", "EXPANDED").Default("CONDENSED").Comment("LL-5"),
		field.Bool("auto_remove_delegates").Default(true).Comment("OO-6"),
		field.Bool("sso").Default(false).Comment("LC-3: account status belongs to the directory"),
		field.Int("inactivity_days").Optional().Nillable().Comment("LC-6"),
		field.String("company_phone").Default("").Comment("PR-3, E.164 or empty"),
		field.Int64("dual_approval_above").Optional().Nillable().Comment("AP-9, minor units"),
		field.Bool("document_system").Default(false).Comment("PR-5: document management is connected"),
		field.Bool("mfa_sms").Default(false).Comment("PR-4: codes by SMS may be a second factor"),
		field.String("system_name").Default("System").Comment("shown for deleted actors, LC-7"),
	}
}

// Indexes: one row a tenant.
func (CompanySettings) Indexes() []ent.Index { return []ent.Index{index.Fields("tenant_id").Unique()} }

// AssignmentState is the tenant's lock and position (TX-1): one row a tenant.
type AssignmentState struct{ ent.Schema }

// Annotations name the table.
func (AssignmentState) Annotations() []schema.Annotation { return table("assignment_state") }

// Mixin gives id and tenant.
func (AssignmentState) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields: the counter.
func (AssignmentState) Fields() []ent.Field {
	return []ent.Field{field.Int64("position").Default(0).Comment("raised by every Settle")}
}

// Indexes: one row a tenant.
func (AssignmentState) Indexes() []ent.Index { return []ent.Index{index.Fields("tenant_id").Unique()} }

// Broker brings deals to the lender; only verified ones can be chosen in preferences (PF-2).
type Broker struct{ ent.Schema }

// Annotations name the table.
func (Broker) Annotations() []schema.Annotation { return table("brokers") }

// Mixin gives id, tenant and version.
func (Broker) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a broker.
func (Broker) Fields() []ent.Field {
	return []ent.Field{
		field.String("reference").Comment("the LOS's own, unique in the tenant"),
		field.String("name"), folded("name_key", "for search and sort"),
		field.Bool("verified").Default(false),
	}
}

// Edges of a broker.
func (Broker) Edges() []ent.Edge { return []ent.Edge{edge.From("deals", Deal.Type).Ref("broker")} }

// Indexes of a broker.
func (Broker) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "reference").Unique(), index.Fields("tenant_id", "name_key", "id")}
}

// Product is what the lender lends.
type Product struct{ ent.Schema }

// Annotations name the table.
func (Product) Annotations() []schema.Annotation { return table("products") }

// Mixin gives id, tenant and version.
func (Product) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a product.
func (Product) Fields() []ent.Field {
	return []ent.Field{
		field.String("reference").Comment("the LOS's own, unique in the tenant"),
		field.String("name"), folded("name_key", "for search and sort"),
		field.Strings("locations").Default([]string{}).Comment("where it is offered; empty is everywhere"),
	}
}

// Edges of a product.
func (Product) Edges() []ent.Edge { return []ent.Edge{edge.From("deals", Deal.Type).Ref("product")} }

// Indexes of a product.
func (Product) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "reference").Unique(), index.Fields("tenant_id", "name_key", "id")}
}
