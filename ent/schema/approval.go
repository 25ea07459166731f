package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// ApprovalRequest asks for a decision on a deal that exceeds the acting user's authority
// (AP-2). At most one of a deal is open.
type ApprovalRequest struct{ ent.Schema }

// Annotations name the table.
func (ApprovalRequest) Annotations() []schema.Annotation { return table("approval_requests") }

// Mixin gives id, tenant and version.
func (ApprovalRequest) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a request.
func (ApprovalRequest) Fields() []ent.Field {
	return []ent.Field{
		ref("deal_id", ""), ref("requested_by", "who asked"),
		field.Enum("state").Values("PENDING", "UNROUTED", "APPROVED", "DECLINED", "CANCELLED").Default("PENDING"),
		field.Time("decided_at").Optional().Nillable().Comment("when it left PENDING and UNROUTED for good"),
		field.Text("comment").Default("").Comment("of who asked"),
	}
}

// Edges of a request.
func (ApprovalRequest) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("deal", Deal.Type).Ref("requests").Field("deal_id").Unique().Required(),
		edge.To("requester", User.Type).Field("requested_by").Unique().Required(),
		edge.To("places", ApprovalPlace.Type),
	}
}

// Indexes of a request; the partial unique one on open requests is in the hand-written
// migration.
func (ApprovalRequest) Indexes() []ent.Index {
	return []ent.Index{index.Fields("deal_id", "state"), index.Fields("tenant_id", "state", "id"), index.Fields("tenant_id", "requested_by", "id")}
}

// ApprovalPlace is one approver of a request: one, or two where AP-9 asks for them.
type ApprovalPlace struct{ ent.Schema }

// Annotations name the table.
func (ApprovalPlace) Annotations() []schema.Annotation { return table("approval_places") }

// Mixin gives id and tenant.
func (ApprovalPlace) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a place.
func (ApprovalPlace) Fields() []ent.Field {
	return []ent.Field{
		ref("request_id", ""), ref("approver_id", "who decides"),
		field.Int("place").Default(0).Comment("0, or 1 for the second approver"),
		field.Enum("state").Values("PENDING", "UNROUTED", "APPROVED", "DECLINED").Default("PENDING"),
		field.Time("decided_at").Optional().Nillable(),
		field.Text("comment").Default("").Comment("of the approver"),
		field.Bytes("figures").Optional().Comment("JSON: the figures that the approver saw"),
	}
}

// Edges of a place.
func (ApprovalPlace) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("request", ApprovalRequest.Type).Ref("places").Field("request_id").Unique().Required(),
		edge.To("approver", User.Type).Field("approver_id").Unique().Required(),
	}
}

// Indexes of a place.
func (ApprovalPlace) Indexes() []ent.Index {
	return []ent.Index{index.Fields("request_id", "place").Unique(), index.Fields("tenant_id", "approver_id", "state")}
}

// ApprovalGrant is an approval of figures (AP-4); append only.
type ApprovalGrant struct{ ent.Schema }

// Annotations name the table.
func (ApprovalGrant) Annotations() []schema.Annotation { return table("approval_grants") }

// Mixin gives id and tenant; created_at is when.
func (ApprovalGrant) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a grant; money in minor units of its currency.
func (ApprovalGrant) Fields() []ent.Field {
	return []ent.Field{
		ref("deal_id", ""), optionalRef("request_id", "none: brought along by an import"),
		optionalRef("approver_id", "who approved, the last of two; none: unknown, brought along by an import"),
		field.String("currency"),
		field.Int64("loan"), field.Int64("mortgage"), field.Int64("non_mortgage"), field.Int64("bridge"), field.Int64("connection"),
		field.Int("discretion_bps"),
		field.Int64("position").Comment("TX-1: of the decision"),
		field.Int64("limits_version").Default(0).Comment("version of the approver's limits that covered it"),
	}
}

// Edges of a grant.
func (ApprovalGrant) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("deal", Deal.Type).Ref("approvals").Field("deal_id").Unique().Required(),
		edge.To("request", ApprovalRequest.Type).Field("request_id").Unique(),
		edge.To("approver", User.Type).Field("approver_id").Unique(),
	}
}

// Indexes of a grant.
func (ApprovalGrant) Indexes() []ent.Index { return []ent.Index{index.Fields("deal_id", "id")} }
