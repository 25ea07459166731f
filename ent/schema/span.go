package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/mixin"

	"mandate/ident"
)

var zeroID ident.ID

// Span is the time and position between which a version was true (HI-3).
type Span struct{ mixin.Schema }

// Fields of a span; created_at is when it was recorded.
func (Span) Fields() []ent.Field {
	return []ent.Field{
		field.Time("valid_from").Immutable(),
		field.Time("valid_to").Optional().Nillable().Comment("nil: still true"),
		field.Int64("position").Immutable().Comment("TX-1: of the change that made it true"),
	}
}
