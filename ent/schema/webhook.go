package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Webhook is a subscription to events of a tenant, delivered by the Standard Webhooks convention.
type Webhook struct{ ent.Schema }

// Annotations name the table.
func (Webhook) Annotations() []schema.Annotation { return table("webhooks") }

// Mixin gives id, tenant and version.
func (Webhook) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a subscription.
func (Webhook) Fields() []ent.Field {
	return []ent.Field{
		field.String("name"),
		field.String("url"),
		field.Strings("events").Default([]string{}).Comment("history actions; empty is all"),
		field.Enum("state").Values("ACTIVE", "PAUSED", "DISABLED").Default("ACTIVE").Comment("DISABLED: by Mandate, after long failure"),
		field.Bytes("secret_sealed").Sensitive(),
		field.Bytes("former_secret_sealed").Optional().Sensitive().Comment("signs beside the new one until former_secret_until"),
		field.Time("former_secret_until").Optional().Nillable(),
		field.Int64("mark").Default(0).Comment("history is queued up to this seal"),
		field.Time("failing_since").Optional().Nillable(),
		field.String("reason").Default("").Comment("why it is DISABLED"),
	}
}

// Indexes of a subscription.
func (Webhook) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "name")}
}

// WebhookDelivery is one event to one subscription; those of one target go out in order.
type WebhookDelivery struct{ ent.Schema }

// Annotations name the table.
func (WebhookDelivery) Annotations() []schema.Annotation { return table("webhook_deliveries") }

// Mixin gives id and tenant.
func (WebhookDelivery) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a delivery.
func (WebhookDelivery) Fields() []ent.Field {
	return []ent.Field{
		ref("webhook_id", ""),
		field.UUID("entry_id", zeroID).SchemaType(idType).Immutable().Comment("the history entry that it tells of"),
		field.Int64("seq").Immutable().Comment("of its seal: the order"),
		field.String("action").Immutable(),
		field.UUID("target_id", zeroID).SchemaType(idType).Immutable().Comment("deal or person: what the order is kept for"),
		field.Enum("state").Values("QUEUED", "DELIVERED", "DEAD").Default("QUEUED"),
		field.Int("attempts").Default(0),
		field.Time("next_attempt_at"),
		field.Int("status").Default(0).Comment("HTTP status of the last answer; 0: none came"),
		field.String("error").Default(""),
		field.Time("delivered_at").Optional().Nillable(),
	}
}

// Indexes of a delivery.
func (WebhookDelivery) Indexes() []ent.Index {
	return []ent.Index{index.Fields("webhook_id", "state", "seq"), index.Fields("webhook_id", "target_id", "state"), index.Fields("state", "next_attempt_at"), index.Fields("tenant_id", "webhook_id", "id")}
}
