package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Mail is one message that leaves the house: several notices to one person, or one to an address (NO-3).
type Mail struct{ ent.Schema }

// Annotations name the table.
func (Mail) Annotations() []schema.Annotation { return table("mails") }

// Mixin gives id and tenant.
func (Mail) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a message.
func (Mail) Fields() []ent.Field {
	return []ent.Field{
		optionalRef("recipient_id", "none: an address that belongs to no person"),
		field.String("address").Comment("where it goes"),
		field.String("language").Default("en"),
		field.String("subject"),
		field.Bytes("body_sealed").Sensitive().Comment("JSON: text and HTML, sealed: it may carry a credential"),
		field.Strings("types").Default([]string{}).Comment("types of the notices in it"),
		field.Enum("state").Values("QUEUED", "SENT", "DEAD").Default("QUEUED"),
		field.Int("attempts").Default(0),
		field.Time("next_attempt_at"),
		field.String("error").Default("").Comment("what the server said last, without addresses of ours"),
		field.Time("sent_at").Optional().Nillable(),
	}
}

// Indexes of a message.
func (Mail) Indexes() []ent.Index {
	return []ent.Index{index.Fields("state", "next_attempt_at"), index.Fields("tenant_id", "state", "id"), index.Fields("tenant_id", "recipient_id", "id")}
}

// NoticePreference switches the e-mail of one type of notice off for one person.
type NoticePreference struct{ ent.Schema }

// Annotations name the table.
func (NoticePreference) Annotations() []schema.Annotation { return table("notice_preferences") }

// Mixin gives id and tenant.
func (NoticePreference) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a preference.
func (NoticePreference) Fields() []ent.Field {
	return []ent.Field{
		ref("user_id", ""),
		field.String("type").Comment("of the notice"),
		field.Bool("email").Default(true),
	}
}

// Indexes of a preference.
func (NoticePreference) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "type").Unique()}
}
