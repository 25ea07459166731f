package schema

import (
	"encoding/json"

	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Application is a client of the front door: a downstream program that signs its users in through Mandate (OpenID Connect Core 1.0).
type Application struct{ ent.Schema }

// Annotations name the table.
func (Application) Annotations() []schema.Annotation { return table("applications") }

// Mixin gives id, tenant and version.
func (Application) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of an application.
func (Application) Fields() []ent.Field {
	return []ent.Field{
		field.String("name"),
		field.String("client_id").Unique().Comment("carries the tenant"),
		field.String("secret_hash").Default("").Sensitive().Comment("SHA-256, hexadecimal; empty is a public client"),
		field.String("secret_hint").Default(""),
		field.Enum("state").Values("ACTIVE", "DISABLED").Default("ACTIVE"),
		field.Enum("auth_method").Values("CLIENT_SECRET_BASIC", "CLIENT_SECRET_POST", "PRIVATE_KEY_JWT", "NONE").Default("CLIENT_SECRET_BASIC"),
		field.Text("jwks").Default("").Comment("public keys of a client with private_key_jwt"),
		field.Strings("redirect_uris").Default([]string{}),
		field.Strings("post_logout_redirect_uris").Default([]string{}),
		field.String("backchannel_logout_uri").Default(""),
		field.Strings("scopes").Default([]string{}).Comment("beside openid"),
		field.Bool("may_introspect").Default(false).Comment("RFC 7662 for tokens of others of its tenant"),
	}
}

// Indexes of an application.
func (Application) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "name").Unique()}
}

// AuthorizationRequest is an authorization under way at the front door, and its code.
type AuthorizationRequest struct{ ent.Schema }

// Annotations name the table.
func (AuthorizationRequest) Annotations() []schema.Annotation { return table("authorization_requests") }

// Mixin gives id and tenant.
func (AuthorizationRequest) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of an authorization.
func (AuthorizationRequest) Fields() []ent.Field {
	return []ent.Field{
		ref("application_id", ""),
		optionalRef("user_id", "from the sign-in on"),
		optionalRef("session_id", "from the sign-in on"),
		field.String("code_hash").Optional().Nillable().Unique().Sensitive(),
		field.JSON("request", json.RawMessage{}).Comment("redirect_uri, scopes, state, nonce, code_challenge, prompt, max_age"),
		field.Time("signed_in_at").Optional().Nillable(),
		field.Strings("methods").Default([]string{}),
		field.Time("expires_at"),
		field.Time("used_at").Optional().Nillable(),
	}
}

// Indexes of an authorization.
func (AuthorizationRequest) Indexes() []ent.Index {
	return []ent.Index{index.Fields("expires_at"), index.Fields("session_id")}
}

// AccessToken is an opaque access token of the front door; only its hash is kept.
type AccessToken struct{ ent.Schema }

// Annotations name the table.
func (AccessToken) Annotations() []schema.Annotation { return table("access_tokens") }

// Mixin gives id and tenant.
func (AccessToken) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of an access token.
func (AccessToken) Fields() []ent.Field {
	return []ent.Field{
		ref("application_id", ""),
		ref("user_id", ""),
		ref("session_id", "it dies with this session"),
		field.String("hash").Unique().Sensitive(),
		field.Strings("scopes").Default([]string{}),
		optionalRef("authorization_id", "whose code it was issued for"),
		field.Time("expires_at"),
		field.Time("revoked_at").Optional().Nillable(),
	}
}

// Indexes of an access token.
func (AccessToken) Indexes() []ent.Index {
	return []ent.Index{index.Fields("session_id"), index.Fields("user_id"), index.Fields("expires_at"), index.Fields("authorization_id")}
}

// RefreshToken is a refresh token of the front door; using one twice ends its whole family (RFC 9700).
type RefreshToken struct{ ent.Schema }

// Annotations name the table.
func (RefreshToken) Annotations() []schema.Annotation { return table("refresh_tokens") }

// Mixin gives id and tenant.
func (RefreshToken) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a refresh token.
func (RefreshToken) Fields() []ent.Field {
	return []ent.Field{
		ref("application_id", ""),
		ref("user_id", ""),
		ref("session_id", "it dies with this session"),
		ref("family_id", "the first of its line"),
		field.String("hash").Unique().Sensitive(),
		field.Strings("scopes").Default([]string{}),
		field.Strings("methods").Default([]string{}),
		field.Time("signed_in_at"),
		optionalRef("authorization_id", ""),
		field.Time("expires_at"),
		field.Time("used_at").Optional().Nillable(),
		field.Time("revoked_at").Optional().Nillable(),
	}
}

// Indexes of a refresh token.
func (RefreshToken) Indexes() []ent.Index {
	return []ent.Index{index.Fields("family_id"), index.Fields("session_id"), index.Fields("user_id"), index.Fields("expires_at")}
}

// SigningKey signs the front door's ID tokens and logout tokens: one issuer, so it belongs to no tenant.
type SigningKey struct{ ent.Schema }

// Annotations name the table.
func (SigningKey) Annotations() []schema.Annotation { return table("signing_keys") }

// Fields of a key.
func (SigningKey) Fields() []ent.Field {
	return []ent.Field{
		id(), field.String("key_id").Unique().Comment("kid"), field.String("algorithm").Comment("RS256"),
		field.Bytes("private_sealed").Sensitive().Comment("PKCS #8, sealed"), field.Bytes("public").Comment("PKIX"),
		field.Time("created_at").Immutable(), field.Time("signs_from").Comment("published before, so that relying parties know it"), field.Time("signs_until"), field.Time("expires_at").Comment("published until then"),
	}
}
