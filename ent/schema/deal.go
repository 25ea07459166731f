package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Deal is an application for credit.
type Deal struct{ ent.Schema }

// Annotations name the table.
func (Deal) Annotations() []schema.Annotation { return table("deals") }

// Mixin gives id, tenant and version.
func (Deal) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a deal; money in minor units of its currency.
func (Deal) Fields() []ent.Field {
	return []ent.Field{
		field.String("reference").Comment("the LOS's own, unique in the tenant"),
		field.Enum("status").Values("NEW", "IN_REVIEW", "PENDING", "CONDITIONALLY_APPROVED", "FUNDED", "DECLINED", "CANCELLED").Default("NEW"),
		field.Bool("open").Default(true).Comment("status is none of FUNDED, DECLINED, CANCELLED"),
		field.Time("submitted_at").Comment("createdAt of the deal: orders the sweep (AS-10)"),
		field.String("location").Default("").Comment("province; empty is missing"),
		field.String("property_type").Default("").Comment("PF-1; empty is missing"),
		field.String("language").Default("").Comment("empty is the company's"),
		field.String("currency"),
		field.Int("discretion_bps").Default(0),
		field.Int64("existing_retail").Default(0),
		field.Int64("existing_business").Default(0),
		field.Int64("loan_amount").Default(0).Comment("sum of the facilities"),
		field.Bool("held").Default(false).Comment("AS-13"),
		field.Bool("stalled").Default(false).Comment("DC-5: has an owner, and nobody available acts"),
		folded("search_key", "all words that a search looks at, folded"),
		folded("owner_key", "the owner's name, for sort"),
		optionalRef("owner_id", "none: in the Unassigned pipeline"),
		optionalRef("acting_id", "the last delegate, or the owner; none without owner and on a closed deal"),
		optionalRef("product_id", ""), optionalRef("broker_id", ""),
	}
}

// Edges of a deal.
func (Deal) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("owner", User.Type).Ref("deals").Field("owner_id").Unique(),
		edge.To("product", Product.Type).Field("product_id").Unique(),
		edge.To("broker", Broker.Type).Field("broker_id").Unique(),
		edge.To("facilities", Facility.Type),
		edge.To("decisions", AssignmentDecision.Type),
		edge.To("acting", User.Type).Field("acting_id").Unique(),
		edge.To("delegates", DealDelegate.Type), edge.To("lingering", LingeringLink.Type),
		edge.To("requests", ApprovalRequest.Type), edge.To("approvals", ApprovalGrant.Type),
		edge.To("tasks", Task.Type),
	}
}

// Indexes of a deal.
func (Deal) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("tenant_id", "reference").Unique(),
		index.Fields("tenant_id", "owner_id", "open"),
		index.Fields("tenant_id", "acting_id", "status"),
		index.Fields("tenant_id", "status", "id"),
		index.Fields("tenant_id", "submitted_at", "id"),
		index.Fields("tenant_id", "loan_amount", "id"),
		index.Fields("tenant_id", "owner_key", "id"),
	}
}

// Facility is one part of what is lent on a deal.
type Facility struct{ ent.Schema }

// Annotations name the table.
func (Facility) Annotations() []schema.Annotation { return table("facilities") }

// Mixin gives id and tenant.
func (Facility) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a facility; LINE_SECURED counts with the authorised limit (LL-3).
func (Facility) Fields() []ent.Field {
	return []ent.Field{
		ref("deal_id", ""),
		field.Int("place").Default(0),
		field.Enum("category").Values("MORTGAGE", "LINE_SECURED", "CASH_SECURED", "VEHICLE_SECURED", "UNSECURED", "BRIDGE"),
		field.Enum("book").Values("RETAIL", "BUSINESS").Default("RETAIL"),
		field.Int64("amount").Comment("minor units of the deal's currency"),
	}
}

// Edges of a facility.
func (Facility) Edges() []ent.Edge {
	return []ent.Edge{edge.From("deal", Deal.Type).Ref("facilities").Field("deal_id").Unique().Required()}
}

// Indexes of a facility.
func (Facility) Indexes() []ent.Index { return []ent.Index{index.Fields("deal_id")} }

// AssignmentDecision is one automatic decision as it was taken (AS-14); append only.
type AssignmentDecision struct{ ent.Schema }

// Annotations name the table.
func (AssignmentDecision) Annotations() []schema.Annotation { return table("assignment_decisions") }

// Mixin gives id and tenant.
func (AssignmentDecision) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a decision.
func (AssignmentDecision) Fields() []ent.Field {
	return []ent.Field{
		ref("deal_id", ""),
		field.Int64("position").Comment("TX-1"),
		field.Int64("settings_version"),
		field.Enum("mode").Values("AUTO", "MANUAL", "PICKUP").Default("AUTO"),
		optionalRef("chosen_id", "the new owner"),
		field.String("tier").Default("").Comment("SPECIALIST_WITHIN, GENERALIST_WITHIN, SPECIALIST_OVER, GENERALIST_OVER; empty: nobody"),
		field.JSON("counts", map[string]int{}).Optional().Comment("people per reason"),
		field.Bytes("ranking").Optional().Comment("JSON: the first 20 of the order with the figures compared"),
	}
}

// Edges of a decision.
func (AssignmentDecision) Edges() []ent.Edge {
	return []ent.Edge{edge.From("deal", Deal.Type).Ref("decisions").Field("deal_id").Unique().Required()}
}

// Indexes of a decision.
func (AssignmentDecision) Indexes() []ent.Index {
	return []ent.Index{index.Fields("deal_id", "id"), index.Fields("tenant_id", "position"), index.Fields("tenant_id", "chosen_id", "position")}
}
