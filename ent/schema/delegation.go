package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// DealDelegate is one person who stands in on a deal: derived by DC-1, stored for queries.
type DealDelegate struct{ ent.Schema }

// Annotations name the table.
func (DealDelegate) Annotations() []schema.Annotation { return table("deal_delegates") }

// Mixin gives id and tenant; created_at is since when.
func (DealDelegate) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a delegate.
func (DealDelegate) Fields() []ent.Field {
	return []ent.Field{
		ref("deal_id", ""), ref("user_id", "who stands in"),
		field.Int("position").Comment("from 0, nearest to the owner first"),
		field.Enum("backing").Values("ABSENCE", "LINGERING").Comment("what the step to this person rests on"),
	}
}

// Edges of a delegate.
func (DealDelegate) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("deal", Deal.Type).Ref("delegates").Field("deal_id").Unique().Required(),
		edge.From("user", User.Type).Ref("delegations").Field("user_id").Unique().Required(),
	}
}

// Indexes of a delegate.
func (DealDelegate) Indexes() []ent.Index {
	return []ent.Index{index.Fields("deal_id", "user_id").Unique(), index.Fields("deal_id", "position").Unique(), index.Fields("tenant_id", "user_id", "deal_id")}
}

// LingeringLink keeps a step of a deal's delegates after the absence behind it has
// expired by itself (OO-6).
type LingeringLink struct{ ent.Schema }

// Annotations name the table.
func (LingeringLink) Annotations() []schema.Annotation { return table("lingering_links") }

// Mixin gives id and tenant; created_at is since when.
func (LingeringLink) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a link.
func (LingeringLink) Fields() []ent.Field {
	return []ent.Field{ref("deal_id", ""), ref("from_id", "who was away"), ref("to_id", "who stands in"), ref("absence_id", "the absence that expired")}
}

// Edges of a link.
func (LingeringLink) Edges() []ent.Edge {
	return []ent.Edge{edge.From("deal", Deal.Type).Ref("lingering").Field("deal_id").Unique().Required()}
}

// Indexes of a link.
func (LingeringLink) Indexes() []ent.Index {
	return []ent.Index{index.Fields("deal_id", "from_id").Unique(), index.Fields("tenant_id", "from_id"), index.Fields("tenant_id", "to_id")}
}
