package schema

import (
	"encoding/json"

	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// PendingChange is a change of limits or roles that waits for a second person (limitsDualControl).
type PendingChange struct{ ent.Schema }

// Annotations name the table.
func (PendingChange) Annotations() []schema.Annotation { return table("pending_changes") }

// Mixin gives id, tenant and version.
func (PendingChange) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a change.
func (PendingChange) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("kind").Values("LIMITS", "ROLES").Immutable(),
		ref("user_id", "whose limits or roles"),
		ref("requested_by", ""),
		field.JSON("change", json.RawMessage{}).Comment("what is asked for"),
		field.JSON("before", json.RawMessage{}).Optional().Comment("what it was when asked"),
		field.Int64("expected_version").Comment("of what is changed, when asked"),
		field.Enum("state").Values("PENDING", "CONFIRMED", "REJECTED", "VOID").Default("PENDING").Comment("VOID: what it changes was changed meanwhile"),
		optionalRef("decided_by", ""),
		field.Time("decided_at").Optional().Nillable(),
		field.String("comment").Default(""),
	}
}

// Indexes of a change.
func (PendingChange) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "state", "id"), index.Fields("user_id", "state")}
}
