package schema

import (
	"encoding/json"

	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Job is work that outlasts a request: imports, exports, large bulk changes.
type Job struct{ ent.Schema }

// Annotations name the table.
func (Job) Annotations() []schema.Annotation { return table("jobs") }

// Mixin gives id, tenant and version.
func (Job) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a job.
func (Job) Fields() []ent.Field {
	return []ent.Field{
		field.String("kind").Immutable().Comment("USERS_IMPORT, USERS_EXPORT, …"),
		optionalRef("started_by", "none: a service key"),
		field.JSON("actor", json.RawMessage{}).Optional().Comment("who it acts as, checked again when it runs"),
		field.Enum("state").Values("QUEUED", "RUNNING", "DONE", "FAILED", "CANCELLED").Default("QUEUED"),
		field.JSON("input", json.RawMessage{}).Optional().Comment("what was asked"),
		field.Bool("dry_run").Default(false),
		field.Int("total").Default(0).Comment("rows; 0: not known yet"),
		field.Int("progress").Default(0),
		field.Int("refused").Default(0),
		field.String("cursor").Default("").Comment("where it goes on after a stop"),
		field.String("error").Default(""),
		field.Bool("cancel").Default(false).Comment("asked to stop"),
		field.Time("started_at").Optional().Nillable(),
		field.Time("seen_at").Optional().Nillable().Comment("last sign of life: another replica takes over after it"),
		field.Time("finished_at").Optional().Nillable(),
		field.Time("expires_at"),
	}
}

// Indexes of a job.
func (Job) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "id"), index.Fields("state", "seen_at"), index.Fields("tenant_id", "started_by", "id"), index.Fields("expires_at")}
}

// JobFile is a part of what a job reads or has written.
type JobFile struct{ ent.Schema }

// Annotations name the table.
func (JobFile) Annotations() []schema.Annotation { return table("job_files") }

// Mixin gives id and tenant.
func (JobFile) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a part.
func (JobFile) Fields() []ent.Field {
	return []ent.Field{
		ref("job_id", ""),
		field.Enum("kind").Values("INPUT", "OUTPUT").Immutable(),
		field.Int("part").Immutable(),
		field.Bytes("data").Comment("at most 1 MiB"),
	}
}

// Indexes of a part.
func (JobFile) Indexes() []ent.Index {
	return []ent.Index{index.Fields("job_id", "kind", "part").Unique()}
}

// JobRow is the report on one row of a job.
type JobRow struct{ ent.Schema }

// Annotations name the table.
func (JobRow) Annotations() []schema.Annotation { return table("job_rows") }

// Mixin gives id and tenant.
func (JobRow) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a row.
func (JobRow) Fields() []ent.Field {
	return []ent.Field{
		ref("job_id", ""),
		field.Int("row").Immutable().Comment("from 1"),
		field.String("outcome").Comment("CREATED, CHANGED, UNCHANGED, REFUSED"),
		field.String("code").Default("").Comment("of a refusal"),
		field.String("field").Default(""),
		field.String("message").Default(""),
		optionalRef("target_id", ""),
	}
}

// Indexes of a row.
func (JobRow) Indexes() []ent.Index {
	return []ent.Index{index.Fields("job_id", "row").Unique()}
}

// SavedView is a list as somebody likes to see it: the state that its address holds.
type SavedView struct{ ent.Schema }

// Annotations name the table.
func (SavedView) Annotations() []schema.Annotation { return table("saved_views") }

// Mixin gives id, tenant and version.
func (SavedView) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a view.
func (SavedView) Fields() []ent.Field {
	return []ent.Field{
		ref("user_id", "whose"),
		field.String("page"),
		field.String("name"), folded("name_key", ""),
		field.String("state").Comment("query string of the page"),
		field.Bool("shared").Default(false).Comment("everybody of the tenant may use it"),
	}
}

// Indexes of a view.
func (SavedView) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "page", "name_key").Unique(), index.Fields("tenant_id", "page")}
}
