package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Absence is one out-of-office period of one person (section 11). At most one of a
// person has not ended; those that have ended are kept.
type Absence struct{ ent.Schema }

// Annotations name the table.
func (Absence) Annotations() []schema.Annotation { return table("absences") }

// Mixin gives id, tenant and version.
func (Absence) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a period: local dates as they were saved, and the instants that they mean
// in the company's zone (OO-2).
func (Absence) Fields() []ent.Field {
	return []ent.Field{
		ref("user_id", "who is away"),
		optionalRef("delegate_id", "who stands in; none once that person is deleted (LC-4)"),
		field.String("start_date").Comment("YYYY-MM-DD, first local day"),
		field.String("end_date").Comment("YYYY-MM-DD, last local day"),
		field.Time("starts_at").Comment("first instant of the first day"),
		field.Time("ends_at").Comment("first instant of the day after the last"),
		field.Enum("state").Values("SCHEDULED", "ACTIVE", "ENDED", "CANCELLED").Default("SCHEDULED"),
		field.Time("began_at").Optional().Nillable().Comment("when the person became absent"),
		field.Time("ended_at").Optional().Nillable().Comment("when the absence ended or was cancelled"),
		field.Enum("end_reason").Values("EXPIRED", "TOGGLED", "EDITED", "CANCELLED", "DELETED").Optional().Nillable(),
	}
}

// Edges of an absence.
func (Absence) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("user", User.Type).Ref("absences").Field("user_id").Unique().Required(),
		edge.To("delegate", User.Type).Field("delegate_id").Unique(),
	}
}

// Indexes of an absence; the partial unique one on those that have not ended is in the
// hand-written migration.
func (Absence) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("tenant_id", "user_id", "state"), index.Fields("tenant_id", "delegate_id"),
		index.Fields("tenant_id", "state", "starts_at"), index.Fields("tenant_id", "ends_at", "id"),
	}
}
