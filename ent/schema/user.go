package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// User is a person with one login.
type User struct{ ent.Schema }

// Annotations name the table.
func (User) Annotations() []schema.Annotation { return table("users") }

// Mixin gives id, tenant and version.
func (User) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a person. Inactive reasons are three flags (LC-1); active is their
// denial together with "not deleted", stored because lists filter on it.
func (User) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("kind").Values("STAFF", "CONTACT").Default("STAFF").Immutable(),
		field.Enum("source").Values("LOCAL", "DIRECTORY").Default("LOCAL").Comment("who made the account"),
		field.String("user_name").Comment("the login key, as sent"),
		folded("user_name_key", "unique in the tenant among the living"),
		field.String("email").Default("").Comment("where mail goes; may be empty and need not be unique (section 18)"),
		folded("email_key", "for search, sort and the uniqueness among local accounts"),
		field.String("first_name").Default(""),
		folded("first_name_key", "for sort"),
		field.String("last_name").Default(""),
		folded("last_name_key", "for sort"),
		field.String("display_name").Default(""),
		folded("display_name_key", "for sort and SCIM filters"),
		field.String("title").Default(""),
		folded("title_key", "for sort and SCIM filters"),
		field.String("phone").Default("").Comment("E.164 or empty (PR-3)"),
		field.Bool("phone_is_mobile").Default(false),
		field.String("locale").Default("").Comment("en, de, fr; empty is the company's"),
		folded("search_key", "all words that a search looks at, folded"),
		optionalRef("manager_id", "the direct manager"),
		folded("manager_key", "the manager's name, for sort"),
		field.Bool("inactive_admin").Default(false),
		field.Bool("inactive_directory").Default(false),
		field.Bool("inactive_inactivity").Default(false),
		field.Bool("active").Default(true).Comment("no inactive reason and not deleted"),
		field.Bool("break_glass").Default(false).Comment("LC-3: local, unseen by SCIM"),
		field.Bool("verified").Default(true).Comment("PR-5, set by the system"),
		field.Time("last_login_at").Optional().Nillable(),
		field.Time("activated_at").Comment("creation or last activation: LC-6 counts from here without a sign-in"),
		field.Time("last_assigned_at").Optional().Nillable().Comment("AS-7; changes no version"),
		field.Time("deleted_at").Optional().Nillable().Comment("a tombstone from then on (LC-4)"),
		field.Bool("mfa_required").Default(false),
		field.String("password_hash").Default("").Sensitive().Comment("argon2id, PHC string; empty without a local credential"),
		field.Bool("password_temporary").Default(false).Comment("must be replaced at the next sign-in"),
		field.Time("password_expires_at").Optional().Nillable().Comment("of a temporary password: 72 h"),
		field.Time("password_changed_at").Optional().Nillable(),
		field.Enum("mfa_method").Values("NONE", "TOTP", "SMS", "PASSKEY").Default("NONE").Comment("the person's own choice (PR-4)"),
		field.Time("sign_in_blocked_until").Optional().Nillable().Comment("by an administrator, at most 24 h; no effect on deals (LC-3)"),
		field.Bool("document_account").Default(false).Comment("PR-5, set by the system where document management is connected"),
		field.Strings("providers").Optional().Comment("eligible aftermarket providers (RO-7)"),
		field.Bytes("person_key").Optional().Sensitive().Comment("key of this person's values in history, wrapped; destroyed on erasure"),
	}
}

// Edges of a person.
func (User) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("reports", User.Type).From("manager").Unique().Field("manager_id"),
		edge.To("emails", UserEmail.Type),
		edge.To("links", DirectoryLink.Type),
		edge.To("grants", RoleGrant.Type),
		edge.To("memberships", GroupMember.Type),
		edge.To("preferences", Preferences.Type).Unique(),
		edge.To("limits", LendingLimits.Type).Unique(),
		edge.To("sessions", Session.Type),
		edge.To("deals", Deal.Type),
		edge.To("absences", Absence.Type), edge.To("delegations", DealDelegate.Type),
	}
}

// Indexes of a person; the partial unique one on the userName of the living is
// in the hand-written migration, since dialects differ.
func (User) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("tenant_id", "email_key", "id"),
		index.Fields("tenant_id", "first_name_key", "id"),
		index.Fields("tenant_id", "last_name_key", "id"),
		index.Fields("tenant_id", "manager_key", "id"),
		index.Fields("tenant_id", "manager_id"),
	}
}

// UserEmail is one of the addresses that a directory sent for a person, in the order sent.
type UserEmail struct{ ent.Schema }

// Annotations name the table.
func (UserEmail) Annotations() []schema.Annotation { return table("user_emails") }

// Mixin gives id and tenant.
func (UserEmail) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of an address (RFC 7643 section 4.1.2).
func (UserEmail) Fields() []ent.Field {
	return []ent.Field{
		ref("user_id", "whose"),
		field.Int("place").Default(0),
		field.String("value").Default(""), folded("value_key", "for filters"),
		field.String("type").Default(""), folded("type_key", "for filters"),
		field.String("display").Default(""),
		field.Bool("primary").Default(false),
	}
}

// Edges of an address.
func (UserEmail) Edges() []ent.Edge {
	return []ent.Edge{edge.From("user", User.Type).Ref("emails").Field("user_id").Unique().Required()}
}

// Indexes of an address.
func (UserEmail) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "value_key"), index.Fields("user_id")}
}

// EmailReservation keeps the address of a deleted person from being taken again in a form (LC-5).
type EmailReservation struct{ ent.Schema }

// Annotations name the table.
func (EmailReservation) Annotations() []schema.Annotation { return table("email_reservations") }

// Mixin gives id and tenant.
func (EmailReservation) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a reservation: the hash, so that erasure leaves no address behind.
func (EmailReservation) Fields() []ent.Field {
	return []ent.Field{
		field.Bytes("address_hash").Comment("SHA-256 of tenant and folded address"),
		ref("user_id", "the tombstone"),
	}
}

// Indexes of a reservation.
func (EmailReservation) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "address_hash").Unique()}
}
