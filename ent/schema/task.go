package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Task is a to-do that the LOS keeps on a deal; its assignee may be a tombstone, shown
// as "Unknown Name" (LC-4).
type Task struct{ ent.Schema }

// Annotations name the table.
func (Task) Annotations() []schema.Annotation { return table("tasks") }

// Mixin gives id, tenant and version.
func (Task) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a task.
func (Task) Fields() []ent.Field {
	return []ent.Field{
		field.String("reference").Comment("the LOS's own, unique in the tenant"),
		field.String("title"), field.Bool("done").Default(false),
		optionalRef("assignee_id", "who does it"), optionalRef("deal_id", "what it is about"),
	}
}

// Edges of a task.
func (Task) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("assignee", User.Type).Field("assignee_id").Unique(),
		edge.From("deal", Deal.Type).Ref("tasks").Field("deal_id").Unique(),
	}
}

// Indexes of a task.
func (Task) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "reference").Unique(), index.Fields("deal_id", "id"), index.Fields("tenant_id", "assignee_id")}
}
