package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// HistoryEntry is one change, written in its transaction and never touched again (HI-1).
type HistoryEntry struct{ ent.Schema }

// Annotations name the table.
func (HistoryEntry) Annotations() []schema.Annotation { return table("history_entries") }

// Mixin gives id and tenant.
func (HistoryEntry) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of an entry; no foreign keys, since entries outlive what they speak of.
func (HistoryEntry) Fields() []ent.Field {
	return []ent.Field{
		field.Time("at").Immutable().Comment("when it happened"),
		field.String("actor_kind").Immutable(),
		field.UUID("actor_id", zeroID).SchemaType(idType).Optional().Nillable().Immutable(),
		field.UUID("on_behalf_of", zeroID).SchemaType(idType).Optional().Nillable().Immutable(),
		field.String("action").Immutable(),
		field.String("target_kind").Immutable(),
		field.UUID("target_id", zeroID).SchemaType(idType).Immutable(),
		field.UUID("user_id", zeroID).SchemaType(idType).Optional().Nillable().Immutable().Comment("a person it is about besides the target"),
		field.String("reason").Default("").Immutable().Comment("a code: LEAVER, EXPIRED, …"),
		field.String("source").Default("").Immutable().Comment("ADMIN or DIRECTORY"),
		field.String("mode").Default("").Immutable().Comment("AUTO, MANUAL or PICKUP"),
		field.String("status").Default("").Immutable(),
		field.Text("comment").Default("").Immutable().Comment("why, in words"),
		field.Bytes("changes").Optional().Immutable().Comment("JSON: field -> before, after; personal values encrypted under the person's key"),
		field.String("request_id").Default("").Immutable(),
		field.Int64("txid").Optional().Nillable().Immutable().Comment("PostgreSQL: the writing transaction, set by the database; orders sealing"),
	}
}

// Indexes of an entry.
func (HistoryEntry) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "id"), index.Fields("tenant_id", "target_id", "id"), index.Fields("tenant_id", "txid")}
}

// HistorySeal gives an entry its number and chains it to the one before; insert only.
type HistorySeal struct{ ent.Schema }

// Annotations name the table.
func (HistorySeal) Annotations() []schema.Annotation { return table("history_seals") }

// Mixin gives id and tenant.
func (HistorySeal) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a seal.
func (HistorySeal) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("seq").Immutable().Comment("gapless per tenant, from 1"),
		field.UUID("entry_id", zeroID).SchemaType(idType).Immutable().Unique(),
		field.Bytes("previous").Immutable(), field.Bytes("hash").Immutable().Comment("SHA-256 over previous hash, number and entry"),
	}
}

// Indexes of a seal.
func (HistorySeal) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "seq").Unique()}
}

// HistoryHead is the end of a tenant's chain, with a code that only the secret key makes.
type HistoryHead struct{ ent.Schema }

// Annotations name the table.
func (HistoryHead) Annotations() []schema.Annotation { return table("history_heads") }

// Mixin gives id and tenant.
func (HistoryHead) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a head.
func (HistoryHead) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("seq").Default(0), field.Bytes("hash").Optional(),
		field.Int64("mark").Default(0).Comment("sealed up to here: transaction number on PostgreSQL, rowid on SQLite"),
		field.Bytes("mac").Optional().Comment("HMAC-SHA-256 over tenant, seq and hash"),
	}
}

// Indexes: one row a tenant.
func (HistoryHead) Indexes() []ent.Index { return []ent.Index{index.Fields("tenant_id").Unique()} }

// AuthorityVersion is a person's authority between two instants (HI-3).
type AuthorityVersion struct{ ent.Schema }

// Annotations name the table.
func (AuthorityVersion) Annotations() []schema.Annotation { return table("authority_versions") }

// Mixin gives id and tenant; created_at is recorded_at.
func (AuthorityVersion) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Span{}} }

// Fields of a version.
func (AuthorityVersion) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("user_id", zeroID).SchemaType(idType).Immutable(),
		field.Bytes("state").Immutable().Comment("JSON: active, absent, permissions, limits, preferences, switch, manager"),
	}
}

// Indexes of a version.
func (AuthorityVersion) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "valid_from"), index.Fields("tenant_id", "position")}
}

// SettingsVersion is the company's settings between two instants.
type SettingsVersion struct{ ent.Schema }

// Annotations name the table.
func (SettingsVersion) Annotations() []schema.Annotation { return table("settings_versions") }

// Mixin gives id and tenant.
func (SettingsVersion) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Span{}} }

// Fields of a version.
func (SettingsVersion) Fields() []ent.Field {
	return []ent.Field{field.Int64("number").Immutable().Comment("version of the settings row"), field.Bytes("state").Immutable().Comment("JSON of section 2")}
}

// Indexes of a version.
func (SettingsVersion) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "valid_from"), index.Fields("tenant_id", "number").Unique()}
}

// DealVersion is a deal between two instants.
type DealVersion struct{ ent.Schema }

// Annotations name the table.
func (DealVersion) Annotations() []schema.Annotation { return table("deal_versions") }

// Mixin gives id and tenant.
func (DealVersion) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Span{}} }

// Fields of a version.
func (DealVersion) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("deal_id", zeroID).SchemaType(idType).Immutable(),
		field.UUID("owner_id", zeroID).SchemaType(idType).Optional().Nillable().Immutable(),
		field.UUID("acting_id", zeroID).SchemaType(idType).Optional().Nillable().Immutable(),
		field.String("status").Immutable(),
		field.Bytes("state").Immutable().Comment("JSON: what the rules know of the deal, figures included"),
	}
}

// Indexes of a version.
func (DealVersion) Indexes() []ent.Index {
	return []ent.Index{index.Fields("deal_id", "valid_from"), index.Fields("tenant_id", "owner_id", "position"), index.Fields("tenant_id", "acting_id", "position")}
}

// BenchDelta tells the other replicas what a Settle changed about candidates.
type BenchDelta struct{ ent.Schema }

// Annotations name the table.
func (BenchDelta) Annotations() []schema.Annotation { return table("bench_deltas") }

// Mixin gives id and tenant.
func (BenchDelta) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a delta.
func (BenchDelta) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("position").Immutable(),
		field.Bytes("change").Immutable().Comment("JSON, of package assign/desk"),
	}
}

// Indexes of a delta.
func (BenchDelta) Indexes() []ent.Index { return []ent.Index{index.Fields("tenant_id", "position")} }

// Notification is one notice to one person (NO-1, NO-2).
type Notification struct{ ent.Schema }

// Annotations name the table.
func (Notification) Annotations() []schema.Annotation { return table("notifications") }

// Mixin gives id and tenant.
func (Notification) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a notice.
func (Notification) Fields() []ent.Field {
	return []ent.Field{
		field.String("type").Immutable().Comment("DEAL_ASSIGNED, WELCOME, …"),
		field.UUID("recipient_id", zeroID).SchemaType(idType).Immutable(),
		field.UUID("subject_id", zeroID).SchemaType(idType).Optional().Nillable().Immutable().Comment("the deal or person it is about"),
		field.Enum("state").Values("PENDING", "SENT", "FAILED", "DEAD").Default("PENDING").Comment("of the e-mail"),
		field.Time("next_attempt_at"), field.Int("attempts").Default(0),
		field.String("address").Default("").Comment("where the e-mail goes, if not to the recipient's present address"),
		field.Bytes("secret_sealed").Optional().Sensitive().Comment("a credential or link that the e-mail brings; gone once it was sent"),
		field.JSON("facts", map[string]string{}).Optional().Comment("what the text says beside the subject's name; no secret"),
		optionalRef("mail_id", "the message that it went into"),
		field.Time("read_at").Optional().Nillable(),
	}
}

// Indexes of a notice.
func (Notification) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "recipient_id", "id"), index.Fields("state", "next_attempt_at")}
}

// Lease is held by the one replica that runs a worker; it belongs to no tenant.
type Lease struct{ ent.Schema }

// Annotations name the table.
func (Lease) Annotations() []schema.Annotation { return table("leases") }

// Fields of a lease.
func (Lease) Fields() []ent.Field {
	return []ent.Field{id(), field.String("name").Unique(), field.String("holder"), field.Time("expires_at")}
}
