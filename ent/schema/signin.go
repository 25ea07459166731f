package schema

import (
	"encoding/json"

	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Passkey is a WebAuthn credential of a person (PR-4).
type Passkey struct{ ent.Schema }

// Annotations name the table.
func (Passkey) Annotations() []schema.Annotation { return table("passkeys") }

// Mixin gives id and tenant.
func (Passkey) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a passkey.
func (Passkey) Fields() []ent.Field {
	return []ent.Field{
		ref("user_id", "whose"),
		field.Bytes("credential_id").Comment("as the authenticator made it"),
		field.String("name").Comment("the person's own word for it"),
		field.Bytes("credential").Comment("JSON: public key, counter, flags, transports"),
		field.Time("last_used_at").Optional().Nillable(),
	}
}

// Indexes of a passkey.
func (Passkey) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "credential_id").Unique(), index.Fields("user_id")}
}

// Totp is a person's authenticator app (RFC 6238); at most one.
type Totp struct{ ent.Schema }

// Annotations name the table.
func (Totp) Annotations() []schema.Annotation { return table("totps") }

// Mixin gives id and tenant.
func (Totp) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of an authenticator app.
func (Totp) Fields() []ent.Field {
	return []ent.Field{
		ref("user_id", "whose"),
		field.Bytes("secret_sealed").Sensitive(),
		field.Time("confirmed_at").Optional().Nillable().Comment("it counts from the first right code on"),
		field.Int64("last_step").Default(0).Comment("the last time step taken: no code counts twice"),
	}
}

// Indexes of an authenticator app.
func (Totp) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id").Unique()}
}

// RecoveryCode lets a person in once without their second factor.
type RecoveryCode struct{ ent.Schema }

// Annotations name the table.
func (RecoveryCode) Annotations() []schema.Annotation { return table("recovery_codes") }

// Mixin gives id and tenant.
func (RecoveryCode) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a recovery code.
func (RecoveryCode) Fields() []ent.Field {
	return []ent.Field{
		ref("user_id", "whose"),
		field.String("hash").Sensitive().Comment("SHA-256, hexadecimal"),
		field.Time("used_at").Optional().Nillable(),
	}
}

// Indexes of a recovery code.
func (RecoveryCode) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "hash").Unique()}
}

// Challenge is a step of a sign-in under way: what one browser has shown, and what it has yet to show.
type Challenge struct{ ent.Schema }

// Annotations name the table.
func (Challenge) Annotations() []schema.Annotation { return table("challenges") }

// Mixin gives id and tenant.
func (Challenge) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a challenge.
func (Challenge) Fields() []ent.Field {
	return []ent.Field{
		field.String("hash").Unique().Sensitive().Comment("SHA-256 of the browser's token, hexadecimal"),
		field.String("purpose").Comment("SECOND_FACTOR, ENROL, PASSKEY, STEP_UP, NEW_PASSWORD, …"),
		optionalRef("user_id", "whose first factor was right; none: a passkey says who"),
		optionalRef("session_id", "of a step-up or an enrolment"),
		field.Bytes("data_sealed").Optional().Sensitive().Comment("WebAuthn session data, hash of an SMS code, …, sealed"),
		field.Strings("methods").Default([]string{}).Comment("factors shown so far, RFC 8176 names"),
		field.String("return_to").Default("/"),
		field.Int("attempts").Default(0),
		field.Time("expires_at"),
		field.Time("used_at").Optional().Nillable(),
	}
}

// Indexes of a challenge.
func (Challenge) Indexes() []ent.Index {
	return []ent.Index{index.Fields("expires_at"), index.Fields("user_id")}
}

// OneTimeLink is an address that works once: reset, change of e-mail, invitation, set-up of a connection.
type OneTimeLink struct{ ent.Schema }

// Annotations name the table.
func (OneTimeLink) Annotations() []schema.Annotation { return table("one_time_links") }

// Mixin gives id and tenant.
func (OneTimeLink) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a link.
func (OneTimeLink) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("purpose").Values("RESET", "EMAIL_CHANGE", "INVITATION", "SETUP").Immutable(),
		field.String("hash").Unique().Sensitive().Comment("SHA-256 of its secret, hexadecimal"),
		optionalRef("user_id", "whom it concerns"),
		optionalRef("connection_id", "of a set-up link: the connection that it may set up"),
		optionalRef("created_by", ""),
		field.String("address").Default("").Comment("of a change of e-mail: the new address"),
		field.Time("expires_at"),
		field.Time("used_at").Optional().Nillable(),
		field.Time("revoked_at").Optional().Nillable(),
	}
}

// Indexes of a link.
func (OneTimeLink) Indexes() []ent.Index {
	return []ent.Index{index.Fields("expires_at"), index.Fields("tenant_id", "purpose", "user_id"), index.Fields("tenant_id", "connection_id")}
}

// TestRun is a test login of a connection: what came, what mapped to what, and why it would be refused.
type TestRun struct{ ent.Schema }

// Annotations name the table.
func (TestRun) Annotations() []schema.Annotation { return table("test_runs") }

// Mixin gives id and tenant.
func (TestRun) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a test login.
func (TestRun) Fields() []ent.Field {
	return []ent.Field{
		ref("connection_id", ""),
		optionalRef("started_by", "none: by a set-up link"),
		field.Enum("state").Values("STARTED", "GOOD", "REFUSED").Default("STARTED"),
		field.String("reason").Default("").Comment("code of the refusal"),
		field.JSON("view", json.RawMessage{}).Optional().Comment("the decoded assertion or claims and the mapping"),
		field.Time("expires_at"),
	}
}

// Indexes of a test login.
func (TestRun) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "connection_id", "id"), index.Fields("expires_at")}
}
